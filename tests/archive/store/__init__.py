"""Tests of what writes tables and files."""
