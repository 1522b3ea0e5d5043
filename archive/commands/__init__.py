"""The `archive` commands. Each module has one or a few; archive.cli puts them together."""
