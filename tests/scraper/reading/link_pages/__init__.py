"""Tests of reading lists and provider pages."""
