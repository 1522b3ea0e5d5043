"""Tests of tables of what must improve."""
