"""Tests of keeping and showing."""
