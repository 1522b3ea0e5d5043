"""The `archive` commands, one small module a group of them; archive.cli puts them together."""
