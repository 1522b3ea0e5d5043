"""/download and /download.json: every table whole, as CSV, with the types and meanings of its columns; the JSON is a data package.

The data package follows Data Package 2.0 (https://datapackage.org), so that programs read the CSV files from this site with their types.
`archive export` writes the same tables as files, also as Parquet and SQLite.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.configuration import site_title
from archive.keeping.export.column_types import Column, kind_of
from archive.keeping.export.data_package import PROFILE, field_of
from archive.keeping.export.tables import declared
from archive.urls import NAME, with_query
from archive.web.database import archive_of
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

ROW_ID = Column("rowid", "integer", "Number of the row, which Datasette puts first where a table has no key.")


@dataclass(frozen=True, slots=True)
class Whole:
    """A table or view, and the path of its CSV with all rows."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    path: str


async def download_page(datasette: "Datasette", request: Request) -> Response:
    """All tables that this site shows, as a page or a data package."""
    tables = await read_tables(datasette)
    if request.url_vars["form"] == "json":
        return Response.json(package(tables, f"{request.scheme}://{request.host}"), headers=caching(datasette) | {"vary": "Host"})
    return await page(datasette, request, "download.html", tables=tables)


async def read_tables(datasette: "Datasette") -> list[Whole]:
    """The tables and views that are exported, of these what this site shows, in order of their names."""
    archive = archive_of(datasette)
    shown = await archive.shown_columns()

    found = []
    for table, columns in (await archive.read(declared)).items():
        if table not in shown:
            continue
        words = archive.described.get(table, {})
        meanings = words.get("columns", {})
        of_table = tuple(Column(name, kind_of(table, name, kind), meanings.get(name, "")) for name, kind in columns)
        if not await archive.primary_keys(table) and not await archive.get_view_definition(table):
            of_table = (ROW_ID, *of_table)
        path = with_query(f"/{NAME}/{table}.csv", {"_stream": "on"})
        found.append(Whole(table, words.get("title", table), words.get("description", ""), of_table, path))
    return found


def package(tables: list[Whole], site: str) -> dict[str, object]:
    """The data package of these tables: their CSV files are addresses under `site`."""
    return {
        "$schema": PROFILE,
        "name": "childrens-services-archive",
        "title": site_title(),
        "homepage": f"{site}/about",
        "resources": [
            {
                "name": table.name,
                "title": table.title,
                "description": table.description,
                "type": "table",
                "path": f"{site}{table.path}",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": [field_of(column) for column in table.columns]},
            }
            for table in tables
        ],
    }
