"""Tests of reading in processes."""
