"""/problems: what we could not read, what is missing at the source, what we do not hold, and when we last read each source."""

from operator import itemgetter
from sqlite3 import Row
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.holdings.gaps import open_problems, read_gaps
from archive.holdings.sql_shown import PROBLEMS
from archive.web.database import archive_of
from archive.web.formats.csv_json import Columns, list_response
from archive.web.formats.query_rows import json_of
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

COLUMNS: Columns[Row] = {name: itemgetter(name) for name in ("id", "source", "kind", "url", "report", "message", "first_seen", "last_seen")}


async def problems_page(datasette: "Datasette", request: Request) -> Response:
    """The gaps as a page, or every open problem as JSON or CSV."""
    archive = archive_of(datasette)
    if request.url_vars["form"] == "csv":
        rows = await archive.read(open_problems)
        return list_response("csv", COLUMNS, rows, "problems", caching(datasette))
    if request.url_vars["form"] == "json":
        return await json_of(datasette, PROBLEMS, "problems")
    gaps = await archive.read(read_gaps)
    return await page(datasette, request, "problems.html", gaps=gaps, behind=PROBLEMS)
