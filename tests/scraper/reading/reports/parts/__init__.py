"""Tests of what families share."""
