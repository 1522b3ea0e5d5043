"""Tests of the schema, its indexes and what the public may see of it."""
