"""Tests of what a request must pass."""
