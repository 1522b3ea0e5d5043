"""datapackage.json: what the CSV and Parquet files of a snapshot are, with the type and meaning of every column, for programs.

It follows Data Package 2.0 (https://datapackage.org). A table is one resource, its CSV file; `parquet` names the same table as Parquet.
"""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import archive.store.files
from archive import __version__
from archive.configuration import site_subject, site_title
from archive.keeping.export.column_types import Column, Described
from archive.keeping.source_terms import read_rights

NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_OGL = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
_DESCRIPTION = (
    "Inspection reports on {subject}, read into tables, and titles and excerpts of articles about them."
    " Every CSV file is also a Parquet file with the same columns and types. Moments are in UTC. A text in a CSV file that a spreadsheet"
    " would run as a formula has an apostrophe before it; Parquet files and the database have texts as they are."
    " LICENCE.md says what the licence covers."
)


def write_data_package(connection: sqlite3.Connection, tables: Sequence[Described], folder: Path, made: str) -> None:
    """Write datapackage.json for the files in `folder`, which are there already; `made` is the ISO moment of the snapshot."""
    exported = {table.name: {column.name for column in table.columns} for table in tables}
    others = read_rights(connection).others
    package = {
        "$schema": PROFILE,
        "name": "childrens-services-archive",
        "title": site_title(),
        "description": _DESCRIPTION.replace("{subject}", site_subject()),
        "version": made[:10],
        "created": made,
        "keywords": ["Ofsted", "children’s services", "local authorities", "inspection reports", *(one.author for one in others)],
        "licenses": [_OGL, *({"title": f"{one.licence} (reports by {one.author})", "path": "LICENCE.md"} for one in others)],
        "sources": [
            {"title": "Ofsted’s inspection reports", "path": "https://reports.ofsted.gov.uk/"},
            *({"title": f"{one.author}: inspection reports", "path": one.home} for one in others),
        ],
        "software": f"childrens-services-archive {__version__}",
        "resources": [_resource(connection, table, folder, exported) for table in tables],
    }
    (folder / NAME).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _resource(connection: sqlite3.Connection, table: Described, folder: Path, exported: dict[str, set[str]]) -> dict[str, object]:
    path = folder / "csv" / f"{table.name}.csv"
    schema: dict[str, object] = {"fields": [field_of(column) for column in table.columns]}
    keys = connection.execute("select name from pragma_table_info(?) where pk order by pk", [table.name]).fetchall()
    if keys:
        schema["primaryKey"] = [name for (name,) in keys]
    if references := _references(connection, table.name, exported):
        schema["foreignKeys"] = references
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "type": "table",
        "path": f"csv/{path.name}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{archive.store.files.hash_of_file(path)}",
        "parquet": f"parquet/{table.name}.parquet",
        "schema": schema,
    }


def field_of(column: Column) -> dict[str, object]:
    """The column as a field of a Table Schema."""
    values = {"trueValues": ["1"], "falseValues": ["0"]} if column.kind == "boolean" else {}
    return {"name": column.name, "type": column.kind, "description": column.meaning, **values}


def _references(connection: sqlite3.Connection, table: str, exported: dict[str, set[str]]) -> list[dict[str, object]]:
    """Columns that name a row of another table of the package, or of their own, which is then called ""."""
    rows = connection.execute('select "from", "table", "to" from pragma_foreign_key_list(?) order by id', [table]).fetchall()
    found: list[dict[str, object]] = []
    for column, other, key in rows:
        if column in exported[table] and key in exported.get(other, ()):
            reference = {"resource": "" if other == table else other, "fields": [key]}
            found.append({"fields": [column], "reference": reference})
    return found
