"""Every table and view of a public database as Parquet, written by pyarrow, with the types and meanings of its columns.

pyarrow is the writer of the Arrow project, which pandas and others use themselves; it streams, and keeps days and moments as such.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pyarrow
from pyarrow.parquet import ParquetWriter

from archive.keeping.export.column_types import READ, Described

ROWS_AT_ONCE = 10_000  # the longest texts are pages of 10,000 letters: 100 MB
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
            while some := rows.fetchmany(ROWS_AT_ONCE):
                values = [
                    [None if value is None else turn(value) for value in column]
                    for turn, column in zip(read, zip(*some, strict=True), strict=True)
                ]
                arrays = [pyarrow.array(column, field.type) for column, field in zip(values, schema, strict=True)]
                writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
