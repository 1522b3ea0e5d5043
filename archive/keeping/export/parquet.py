"""Every table and view of a public database as Parquet, written by pyarrow, with the types and meanings of its columns.

pyarrow is the writer of the Arrow project, which pandas and others use themselves; it streams, and keeps days and moments as such.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow.parquet import ParquetWriter

from archive.keeping.export.column_types import READ, Described

# Rows held at once, each three times on their way into a file: so many, or fewer where their texts have so many letters.
ROWS_AT_ONCE, LETTERS_AT_ONCE = 5_000, 4_000_000
_TYPES = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "datetime": pyarrow.timestamp("us", tz="UTC"),
}


def write_parquet(connection: sqlite3.Connection, tables: Iterable[Described], folder: Path) -> None:
    """Write NAME.parquet for every table and view into the new `folder`; each column carries its meaning as `description`."""
    folder.mkdir()
    for table in tables:
        schema = pyarrow.schema(
            [pyarrow.field(column.name, _TYPES[column.kind], metadata={"description": column.meaning}) for column in table.columns],
            metadata={"title": table.title, "description": table.description},
        )
        read = [READ[column.kind] for column in table.columns]
        rows = connection.execute(f"select {', '.join(f'[{column.name}]' for column in table.columns)} from [{table.name}]")
        with ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as writer:
            for some in _some_at_once(rows):
                values = [
                    [None if value is None else turn(value) for value in column]
                    for turn, column in zip(read, zip(*some, strict=True), strict=True)
                ]
                arrays = [pyarrow.array(column, field.type) for column, field in zip(values, schema, strict=True)]
                writer.write_batch(pyarrow.record_batch(arrays, schema=schema))


def _some_at_once(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    some: list[tuple[Any, ...]] = []
    letters = 0
    for row in rows:
        some.append(row)
        letters += sum(len(value) for value in row if isinstance(value, str))
        if len(some) == ROWS_AT_ONCE or letters >= LETTERS_AT_ONCE:
            yield some
            some, letters = [], 0
    if some:
        yield some
