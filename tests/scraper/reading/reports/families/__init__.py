"""Tests of the families of reports."""
