"""All rows of a query as CSV. Datasette's own CSV stops at a thousand rows and does not say so."""

from sqlite3 import Connection, Error
from typing import TYPE_CHECKING

from datasette import Forbidden, Request, Response
from datasette.utils import InvalidSql, validate_sql_select

from archive.web.database import TABLES, archive_of
from archive.web.formats.csv_json import csv_response
from archive.web.render import caching

if TYPE_CHECKING:
    from datasette.app import Datasette

MOST_ROWS = 500_000


async def query_csv(datasette: "Datasette", request: Request) -> Response:
    """Every row that `sql` gives (without one: the tables there are), with the address's other parameters as its own; private sites only.

    Over MOST_ROWS the file's name, and the header X-Truncated, say where it ends. 400 for what is no query, or fails.
    """
    archive = archive_of(datasette)
    if archive.public:
        raise Forbidden("SQL queries are not available on a public site.")
    sql = request.args.get("sql") or TABLES
    try:
        validate_sql_select(sql)
        columns, rows = await archive.read(_all_rows, sql, {name: request.args.get(name) for name in request.args})
    except (InvalidSql, Error) as error:
        return Response.text(f"We could not run this query: {error}\n", status=400)
    headers = caching(datasette)
    if len(rows) > MOST_ROWS:
        note = f"first-{MOST_ROWS}-rows"
        return csv_response(columns, rows[:MOST_ROWS], f"query-{note}.csv", headers | {"x-truncated": note})
    return csv_response(columns, rows, "query.csv", headers)


def _all_rows(connection: Connection, sql: str, parameters: dict[str, str]) -> tuple[list[str], list[tuple[object, ...]]]:
    cursor = connection.execute(sql, parameters)
    rows = [tuple(row) for row in cursor.fetchmany(MOST_ROWS + 1)]
    return [column[0] for column in cursor.description or ()], rows
