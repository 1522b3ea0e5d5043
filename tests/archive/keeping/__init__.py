"""Tests of backups, checks, health and takedowns."""
