"""Reports by their keys, with what a citation names."""

import sqlite3
from collections.abc import Sequence

from archive.database.listed_rows import REPORTS


def read_named_reports(connection: sqlite3.Connection, keys: Sequence[str]) -> list[sqlite3.Row]:
    """key, title, authority_name and published of each of these reports that may be shown."""
    marks = ", ".join("?" * len(keys))
    return connection.execute(f"select key, title, authority_name, published from ({REPORTS}) where key in ({marks})", keys).fetchall()
