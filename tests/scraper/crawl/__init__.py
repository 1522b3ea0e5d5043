"""Tests of the parts of one run."""
