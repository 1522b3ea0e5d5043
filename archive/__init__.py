"""Maintains and serves the archive: SQLite, full-text search and Datasette. It does not know where the documents came from."""

__version__ = "0.2.0"
