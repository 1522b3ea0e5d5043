"""The columns of a public database with their types and meanings, the same for CSV, Parquet, datapackage.json and the codebook.

SQLite has no type for days, moments or yes and no, and views lose the types of what they work out: those columns are named here.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from archive.errors import ConfigurationError
from archive.vocabulary import COLUMN_VOCABULARIES

# The live archive has no such table, hence metadata.yml no description of it.
_SNAPSHOT: dict[str, Any] = {
    "title": "This snapshot",
    "description": "Of what moment it is, and under which licence.",
    "columns": {"made": "When it was made.", "licence": "Licence of what it holds."},
}
_DAYS = frozenset(
    ("published", "inspected", "inspection_start", "inspection_end", "letter_date", "as_at", "date", "last_overall_date", "ended")
)
_MOMENTS = frozenset(
    ("first_seen", "last_seen", "first_fetched", "off_page", "gone", "tied", "seen", "made", "loaded", "finished", "resolved", "since")
)
_YES_NO = frozenset(("quoted", "altered", "lead"))
_COUNTED_IN_VIEWS = frozenset(
    ("improvements", "priority_actions", "recommendations", "asked_of_others", "days_since", "visits_with_priority_action_since")
)
_OF_TABLE = {("runs", "started"): "datetime", ("local_authorities", "started"): "date"}
_DECLARED = {"INTEGER": "integer", "REAL": "number"}
_FITS = {  # true of a value of this type; without “+0 days” SQLite takes 30 February for a day
    "date": "date({0}, '+0 days') = {0}",
    "datetime": "strftime('%Y-%m-%dT%H:%M:%S+00:00', {0}, '+0 days') = {0}",
    "boolean": "{0} in (0, 1)",
    "integer": "typeof({0}) = 'integer'",
    "number": "typeof({0}) in ('integer', 'real')",
    "string": "1",
}
READ: dict[str, Callable[[Any], object]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "boolean": bool,
    "integer": int,
    "number": float,
    "string": str,
}
"""For each type: how a value that is not null is turned from what SQLite holds into a Python value."""


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is a type of Table Schema: string, integer, number, boolean, date or datetime (UTC). `meaning` is a sentence or more."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Described:
    """A table or view as it is exported: its columns in order, and its title and description."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]


def describe(connection: sqlite3.Connection, metadata: dict[str, Any], table: str) -> Described:
    """The table with its columns; ConfigurationError where metadata.yml (`metadata` are its tables) does not describe one of them.

    A column with a value that is not of its type is text, in every form of the export: nothing is lost for one odd date.
    """
    words = _SNAPSHOT if table == "snapshot" else metadata.get(table)
    if words is None:
        raise ConfigurationError(f"metadata.yml does not describe the table {table}")
    columns = []
    for name, declared in connection.execute("select name, type from pragma_table_info(?)", [table]):
        if name not in words["columns"]:
            raise ConfigurationError(f"metadata.yml does not describe the column {name} of {table}")
        columns.append(Column(name, kind_of(table, name, declared), words["columns"][name] + _words(table, name)))
    fit = _fitting(connection, table, columns)
    typed = (column if fits else Column(column.name, "string", column.meaning) for column, fits in zip(columns, fit, strict=True))
    return Described(table, words["title"], words["description"], tuple(typed))


def kind_of(table: str, name: str, declared: str) -> str:
    """The type of a column by its name and its declared type; a value may still be of another."""
    if (table, name) in _OF_TABLE:
        return _OF_TABLE[table, name]
    for names, kind in ((_DAYS, "date"), (_MOMENTS, "datetime"), (_YES_NO, "boolean")):
        if name in names:
            return kind
    if not declared and name in _COUNTED_IN_VIEWS:
        return "integer"
    return _DECLARED.get(declared, "string")


def _fitting(connection: sqlite3.Connection, table: str, columns: list[Column]) -> list[bool]:
    """Of each column, whether all its values are of its type: one look at the table for all of them."""
    tests = (f"min([{one.name}] is null or coalesce({_FITS[one.kind].format(f'[{one.name}]')}, 0))" for one in columns)
    return [one is None or bool(one) for one in connection.execute(f"select {', '.join(tests)} from [{table}]").fetchone()]


def _words(table: str, column: str) -> str:
    vocabulary = COLUMN_VOCABULARIES.get((table, column))
    if vocabulary is None:
        return ""
    return " One of: " + "; ".join(f"`{word}` ({meaning})" for word, meaning in vocabulary.words.items()) + "."
