"""Tests of care and security that belong to no one module."""
