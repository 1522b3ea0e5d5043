"""Tests of the reader’s site."""
