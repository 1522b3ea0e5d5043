"""Every table and view of a public database as CSV, safe to open in a spreadsheet, and the codebook of their columns."""

import csv
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from archive.keeping.export.column_types import Described
from archive.keeping.export.spreadsheets import BYTE_ORDER_MARK, guarded_row

_NOT_TABLES = ("_sqlite_migrations", "search_", "sqlite_")


def exported(connection: sqlite3.Connection) -> list[str]:
    """Names of the tables and views that are written, in order."""
    rows = connection.execute("select name from sqlite_master where type in ('table', 'view') order by name").fetchall()
    return [row[0] for row in rows if not row[0].startswith(_NOT_TABLES) and "_fts" not in row[0]]


def declared(connection: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Of each exported table and view its columns, those that are worked out as well, with the types that the schema declares."""
    sql = "select name, type from pragma_table_xinfo(?) where hidden <> 1"
    return {table: [(name, kind) for name, kind in connection.execute(sql, [table])] for table in exported(connection)}


def write_tables(connection: sqlite3.Connection, tables: Iterable[Described], folder: Path) -> dict[str, int]:
    """Write NAME.csv for every table and view into the new `folder`; the number of rows of each."""
    folder.mkdir()
    counts = {}
    for table in tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.write(BYTE_ORDER_MARK)
            rows = connection.execute(f"select {', '.join(f'[{column.name}]' for column in table.columns)} from [{table.name}]")
            writer = csv.writer(file)
            writer.writerow([column.name for column in table.columns])
            number = 0
            for row in rows:
                writer.writerow(guarded_row(row))
                number += 1
        counts[table.name] = number
    return counts


def write_dictionary(tables: Iterable[Described], target: Path) -> None:
    """Write what every table and column means, with its type and the words of each vocabulary, as Markdown."""
    lines = [
        "# Data dictionary (codebook)",
        "",
        "Types are the same in the CSV and Parquet files and in datapackage.json. In CSV files, dates are ISO text (2024-03-31), moments"
        " are ISO text in UTC, yes and no are 1 and 0, and an empty cell means null.",
        "",
    ]
    for table in tables:
        lines += [f"## {table.name}", "", f"{table.title}. {table.description}", "", "| column | type | meaning |", "|---|---|---|"]
        lines += [f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in table.columns]
        lines.append("")
    target.write_text("\n".join(lines), encoding="utf-8")
