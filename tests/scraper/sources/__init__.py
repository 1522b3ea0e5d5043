"""Tests of what every source is."""
