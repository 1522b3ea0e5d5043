"""Tests of what inspections found; the pages about it are tested in tests/archive/web/outcomes."""
