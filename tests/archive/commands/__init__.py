"""Tests of the `archive` commands, run as people run them."""
