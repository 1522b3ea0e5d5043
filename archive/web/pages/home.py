"""/: the search box, what the archive holds, and what is new."""

from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.holdings.newest import newest_alarms, newest_reports, reports_by_year, what_is_held
from archive.holdings.sql_shown import NEWEST as NEWEST_SQL
from archive.keeping.completeness import Completeness, read_completeness
from archive.web.database import archive_of
from archive.web.drawings.reports_by_year import Chart, draw
from archive.web.formats.atom import Entry, feed_response
from archive.web.formats.query_rows import csv_of, json_of
from archive.web.render import caching, page
from archive.web.words import day, report_title

if TYPE_CHECKING:
    from datasette.app import Datasette

NEWEST = 6
IN_FEED = 50


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page shows. `held` are counts and dates; `newest` and `alarms` are rows of listed_rows.REPORTS."""

    held: Row
    completeness: Completeness
    newest: list[Row]
    alarms: list[Row]
    chart: Chart | None


async def home(datasette: "Datasette", request: Request) -> Response:
    """The home page."""
    return await page(datasette, request, "home.html", home=await archive_of(datasette).read(read_home), behind=NEWEST_SQL)


async def feed(datasette: "Datasette", request: Request) -> Response:
    """The newest reports as an Atom feed, JSON or CSV."""
    form = request.url_vars["form"]
    if form == "json":
        return await json_of(datasette, NEWEST_SQL, "reports")
    if form == "csv":
        return await csv_of(datasette, NEWEST_SQL, "new-reports.csv")
    rows = await archive_of(datasette).read(newest_reports, IN_FEED)
    return feed_response(request, "Children’s services archive: new reports", "/", [report_entry(row) for row in rows], caching(datasette))


def report_entry(row: Row) -> Entry:
    """A row of listed_rows.REPORTS as an entry of a feed."""
    summary = f"Published {day(row['published'])}. {row['title'] or ''}".strip()
    return Entry(f"/report/{row['key']}", report_title(row), row["published"], summary)


def read_home(connection: Connection) -> Home:
    """Read what the home page shows."""
    return Home(
        held=what_is_held(connection),
        completeness=read_completeness(connection),
        newest=newest_reports(connection, NEWEST),
        alarms=newest_alarms(connection, NEWEST),
        chart=draw(reports_by_year(connection)),
    )
