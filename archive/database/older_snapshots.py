"""Public snapshots of an earlier version: what they lack is laid over them while a connection lives; the file stays as it is."""

import re
import sqlite3
from dataclasses import dataclass
from functools import cache

from sqlite_utils import Database

from archive.database.migrations import migrations
from archive.database.public import PRIVATE_COLUMNS, PRIVATE_TABLES, columns_of
from archive.errors import ConfigurationError

_MADE_ANEW = "_content"  # views of a snapshot that differ from the archive's on purpose: they show excerpts
_OF_FTS = ("_data", "_idx", "_docsize", "_config", "_content")  # endings of the tables in which FTS5 keeps an index


@dataclass(frozen=True, slots=True)
class Schema:
    """Tables with their columns, views and full-text indexes with their SQL; none of it private."""

    tables: dict[str, tuple[str, ...]]
    views: dict[str, str]
    indexes: dict[str, str]


@cache
def schema_of_today() -> Schema:
    """What a snapshot made today holds."""
    database = Database(memory=True)
    migrations.apply(database)
    try:
        return schema_of(database.conn)
    finally:
        database.close()


def schema_of(connection: sqlite3.Connection) -> Schema:
    """What the archive or snapshot of this connection holds, apart from private tables and columns."""
    rows = connection.execute("select type, name, sql from main.sqlite_master where type in ('table', 'view') order by rowid").fetchall()
    indexes = {
        name: " ".join(sql.split()) for kind, name, sql in rows if kind == "table" and sql.lower().startswith("create virtual table")
    }
    shadows = {f"{index}{ending}" for index in indexes for ending in _OF_FTS}
    tables = {name for kind, name, _ in rows if kind == "table"} - indexes.keys() - shadows - set(PRIVATE_TABLES)
    return Schema(
        {name: _public_columns(connection, name) for name in sorted(tables) if not name.startswith(("_", "sqlite_"))},
        {name: sql for kind, name, sql in rows if kind == "view" and not name.endswith(_MADE_ANEW)},
        indexes,
    )


def _public_columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(name for name in columns_of(connection, table) if name not in PRIVATE_COLUMNS.get(table, ()))


def fill_in(connection: sqlite3.Connection, path: object) -> None:
    """Lay temporary views over an older snapshot: tables and columns that came later are empty, views are today's.

    ConfigurationError, saying what to do, where it lacks a full-text index that searches need: an index cannot be laid over.
    """
    ours, its = schema_of_today(), schema_of(connection)
    if any(its.indexes.get(name) != sql for name, sql in ours.indexes.items()):
        raise ConfigurationError(
            f"{path} is a snapshot made by an earlier version, with another search index; make a new one with archive export --public,"
            " and serve this one with the earlier version until then"
        )
    missing: set[str] = set()
    for table, columns in ours.tables.items():
        held = its.tables.get(table, ())
        if table not in its.tables and table not in its.views:
            connection.execute(f"create temp view {table} as select {', '.join(f'null as {name}' for name in columns)} where 0")
            missing.add(table)
        elif lacking := [name for name in columns if name not in held and table in its.tables]:
            empty = ", ".join(f"null as {name}" for name in lacking)
            connection.execute(f"create temp view {table} as select *, {empty} from main.{table}")
    for name, sql in ours.views.items():
        if name not in its.tables:  # a table of a snapshot takes the place of a view where what the view reads is private
            connection.execute(re.sub(r"^create\s+view", "create temp view", sql, count=1, flags=re.IGNORECASE))
