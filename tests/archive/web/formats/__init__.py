"""Tests of downloads and feeds."""
