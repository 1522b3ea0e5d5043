"""/problems: what we could not read, what is missing at the source, what we do not hold, and when we last read each source."""

from operator import itemgetter
from sqlite3 import Connection, Row
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.database.readonly import between_writes
from archive.holdings.gaps import open_problems, read_gaps
from archive.holdings.newest import reports_by_year
from archive.holdings.sql_shown import PROBLEMS
from archive.web.database import archive_of
from archive.web.drawings.reports_by_year import Chart, draw
from archive.web.formats.csv_json import Columns, list_response
from archive.web.formats.query_rows import json_of
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

COLUMNS: Columns[Row] = {name: itemgetter(name) for name in ("id", "source", "kind", "url", "report", "message", "first_seen", "last_seen")}


async def problems_page(datasette: "Datasette", request: Request) -> Response:
    """The gaps as a page, or every open problem as JSON, CSV or Excel."""
    archive = archive_of(datasette)
    form = request.url_vars["form"]
    if form in ("csv", "xlsx"):
        rows = await archive.read(open_problems)
        return list_response(
            form, COLUMNS, rows, "problems", caching(datasette), vocabularies={"kind": "problem"}, licence=archive.rights.lines()
        )
    if form == "json":
        return await json_of(datasette, PROBLEMS, "problems")
    gaps, chart = await archive.read(lambda connection: (read_gaps(connection), read_chart(connection)))
    return await page(datasette, request, "problems.html", gaps=gaps, chart=chart, behind=PROBLEMS)


def read_chart(connection: Connection) -> Chart | None:
    """The reports held by year and type."""
    return between_writes(connection, "reports by year", lambda: draw(reports_by_year(connection)))
