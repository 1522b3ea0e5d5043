"""Tests of search, from typed words to results."""
