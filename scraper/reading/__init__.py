"""Turns bytes and text into facts: pure functions, no network, disk, database or clock."""
