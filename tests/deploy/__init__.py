"""Tests of the files that people deploy with."""
