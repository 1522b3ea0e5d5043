"""Tests of lists of what must improve."""
