"""Tests of pages, one file a page."""
