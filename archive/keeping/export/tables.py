"""Every table and view of a public database as CSV, safe to open in a spreadsheet, and the dictionary of their columns."""

import csv
import sqlite3
from pathlib import Path
from typing import Any

from archive.errors import ConfigurationError
from archive.keeping.export.spreadsheets import BYTE_ORDER_MARK, guarded
from archive.vocabulary import COLUMN_VOCABULARIES

# The live archive has no such table, hence metadata.yml no description of it.
_SNAPSHOT: dict[str, Any] = {
    "title": "This snapshot",
    "description": "Of what moment it is, and under which licence.",
    "columns": {"made": "When it was made.", "licence": "Licence of what it holds."},
}
_NOT_TABLES = ("_sqlite_migrations", "search_", "sqlite_")


def exported(connection: sqlite3.Connection) -> list[str]:
    """Names of the tables and views that are written, in order."""
    rows = connection.execute("select name from sqlite_master where type in ('table', 'view') order by name").fetchall()
    return [row[0] for row in rows if not row[0].startswith(_NOT_TABLES) and "_fts" not in row[0]]


def write_tables(connection: sqlite3.Connection, folder: Path) -> dict[str, int]:
    """Write NAME.csv for every table and view into the new `folder`; the number of rows of each."""
    folder.mkdir()
    counts = {}
    for table in exported(connection):
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            file.write(BYTE_ORDER_MARK)
            rows = connection.execute(f"select * from {table}")
            writer = csv.writer(file)
            writer.writerow([column[0] for column in rows.description])
            number = 0
            for row in rows:
                writer.writerow([guarded(value) for value in row])
                number += 1
        counts[table] = number
    return counts


def write_dictionary(connection: sqlite3.Connection, metadata: dict[str, Any], target: Path) -> None:
    """Write what every table and column means, with the words of each vocabulary, as Markdown.

    `metadata` are the tables of metadata.yml; a column that it does not describe is a ConfigurationError.
    """
    lines = ["# Data dictionary", "", "Dates are ISO text (2024-03-31). Times are in UTC. An empty cell in a CSV file means null.", ""]
    for table in exported(connection):
        described = _SNAPSHOT if table == "snapshot" else metadata.get(table)
        if described is None:
            raise ConfigurationError(f"metadata.yml does not describe the table {table}")
        lines += [f"## {table}", "", f"{described['title']}. {described['description']}", "", "| column | meaning |", "|---|---|"]
        for (column,) in connection.execute("select name from pragma_table_info(?)", [table]):
            if column not in described["columns"]:
                raise ConfigurationError(f"metadata.yml does not describe the column {column} of {table}")
            lines.append(f"| `{column}` | {described['columns'][column]}{_words(table, column)} |")
        lines.append("")
    target.write_text("\n".join(lines), encoding="utf-8")


def _words(table: str, column: str) -> str:
    vocabulary = COLUMN_VOCABULARIES.get((table, column))
    if vocabulary is None:
        return ""
    return " One of: " + "; ".join(f"`{word}` ({meaning})" for word, meaning in vocabulary.words.items()) + "."
