"""Tests of keeping, adding and rereading documents."""
