"""Tests of tying articles to reports and sentences to passages."""
