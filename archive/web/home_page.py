"""/: one search box, what the archive holds, what is new in it."""

from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.completeness import Completeness, read_completeness
from archive.filters import REPORTS
from archive.web.chart import Chart, draw
from archive.web.database import archive_of
from archive.web.feeds import Entry, feed_response
from archive.web.pages import caching, page
from archive.web.sql_behind import NEWEST as NEWEST_SQL
from archive.web.sql_behind import csv_of, json_of
from archive.web.words import day, report_title

if TYPE_CHECKING:
    from datasette.app import Datasette

NEWEST = 6
IN_FEED = 50


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page shows. `held` are counts and dates; `newest` and `alarms` are rows of filters.REPORTS."""

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
    form = request.url_vars["of"]
    if form == "json":
        return await json_of(datasette, NEWEST_SQL, "reports")
    if form == "csv":
        return await csv_of(datasette, NEWEST_SQL, "new-reports.csv")
    rows = await archive_of(datasette).read(newest_reports, IN_FEED)
    return feed_response(request, "Children’s services archive: new reports", "/", [report_entry(row) for row in rows], caching(datasette))


def report_entry(row: Row) -> Entry:
    """A row of filters.REPORTS as an entry of a feed."""
    summary = f"Published {day(row['published'])}. {row['title'] or ''}".strip()
    return Entry(f"/report/{row['key']}", report_title(row), row["published"], summary)


def read_home(connection: Connection) -> Home:
    """Read what the home page shows."""
    by_year = connection.execute(
        f"select year, kind, count(*) from ({REPORTS}) where year is not null and sha256 is not null group by 1, 2"
    )
    return Home(
        held=what_is_held(connection),
        completeness=read_completeness(connection),
        newest=newest_reports(connection, NEWEST),
        alarms=newest_reports(
            connection,
            NEWEST,
            "kind = 'focused_visit' and id in (select report_id from recommendations where kind = 'priority_action')",
        ),
        chart=draw(tuple(row) for row in by_year),
    )


def newest_reports(connection: Connection, number: int, condition: str = "true") -> list[Row]:
    """The `number` reports published last that meet `condition` over filters.REPORTS."""
    return connection.execute(f"select * from ({REPORTS}) where {condition} order by published desc, id desc limit ?", [number]).fetchall()


def what_is_held(connection: Connection) -> Row:
    """Counts of what the archive holds, and when the oldest report was published."""
    found: Row = connection.execute("""
        select (select count(*) from reports where availability = 'held') as reports, (select count(*) from articles) as articles,
            (select count(distinct local_authority) from reports where availability = 'held') as authorities,
            (select coalesce(sum(pages), 0) from inspections) as pages,
            (select min(published) from reports where availability = 'held') as first_published
    """).fetchone()
    return found
