"""Keeps the archive and shows it: SQLite, full-text search and Datasette; knows nothing of the web it came from."""

__version__ = "0.1.0"
