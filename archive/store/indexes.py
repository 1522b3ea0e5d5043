"""Keeps the full-text indexes whole."""

import sqlite3

from sqlite_utils import Database

from archive.errors import DamageError
from archive.store.opening import transaction


def is_whole(database: Database, index: str) -> bool:
    """Whether a full-text index agrees with its table; it is made anew where it does not."""
    try:
        with transaction(database):
            database.execute(f"insert into {index}({index}, rank) values ('integrity-check', 1)")
    # SQLite calls an index that lacks rows a damaged database, and asks for impossible memory where a damaged count says so
    except (sqlite3.DatabaseError, DamageError, MemoryError):
        with transaction(database):
            _empty(database, index)
            database.execute(f"insert into {index}({index}) values ('rebuild')")
        return False
    return True


def _empty(database: Database, index: str) -> None:
    """Give a full-text index the tables of a new one: FTS5 does not open one whose list of parts is damaged, so cannot rebuild it."""
    database.execute(f"delete from {index}_data")
    database.execute(f"delete from {index}_idx")
    database.execute(f"insert into {index}_data values (1, x''), (10, x'00000000000000')")  # averages, list of parts
