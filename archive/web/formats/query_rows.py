"""The rows of the SQL that a page shows, as CSV, Excel and JSON."""

from collections.abc import Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING

from datasette import Response

from archive.holdings.sql_shown import Behind
from archive.keeping.source_terms import SENTENCE
from archive.web.database import archive_of
from archive.web.formats.csv_json import csv_response
from archive.web.formats.excel import workbook_response
from archive.web.render import caching

if TYPE_CHECKING:
    from datasette.app import Datasette


async def file_of(datasette: "Datasette", behind: Behind, name: str, form: str, licence: Sequence[str] = (SENTENCE,)) -> Response:
    """All rows of the query as the file NAME.csv or, where `form` is xlsx, NAME.xlsx, with the sentences of the `licence`."""

    def run(connection: Connection) -> tuple[list[str], list[tuple[object, ...]]]:
        cursor = connection.execute(behind.sql, dict(behind.values))
        return [column[0] for column in cursor.description], [tuple(row) for row in cursor]

    columns, rows = await archive_of(datasette).read(run)
    if form == "xlsx":
        return workbook_response(columns, rows, licence, f"{name}.xlsx", caching(datasette))
    return csv_response(columns, rows, f"{name}.csv", caching(datasette))


async def json_of(datasette: "Datasette", behind: Behind, name: str) -> Response:
    """All rows of the query as JSON: an object with a list called `name` of objects, one a row."""

    def run(connection: Connection) -> list[dict[str, object]]:
        return [dict(row) for row in connection.execute(behind.sql, dict(behind.values))]

    return Response.json({name: await archive_of(datasette).read(run)}, headers=caching(datasette))
