"""Tests of the house itself: the order of imports, the documents."""
