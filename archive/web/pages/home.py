"""/: three ways in (a council, the text, the national picture), a map of councils, and what is new."""

from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.authorities import is_invented
from archive.configuration import site_title
from archive.database.readonly import between_writes
from archive.holdings.newest import newest_alarms, newest_reports, what_is_held
from archive.holdings.sql_shown import of_newest
from archive.keeping.completeness import Completeness, read_completeness, read_completeness_of_others
from archive.outcomes.distributions import Share, count
from archive.outcomes.latest import read_latest_graded
from archive.search.filters import given_by, values_of
from archive.web.database import archive_of
from archive.web.drawings.tile_map import TileMap, draw_tiles
from archive.web.formats.atom import IN_FEED, Entry, feed_response, is_whole
from archive.web.formats.query_rows import file_of, json_of
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.render import caching, page, today
from archive.web.words import day, report_title

if TYPE_CHECKING:
    from datasette.app import Datasette

NEWEST = 6


@dataclass(frozen=True, slots=True)
class OfCouncils:
    """`overall` are the latest overall grades of today's councils; `names` can be looked up; `invented` (code, name) are the demo's."""

    overall: Share
    map: TileMap | None
    names: tuple[str, ...]
    invented: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page shows. `held` are counts and dates; `newest` and `alarms` are rows of listed_rows.REPORTS.

    `others` is how complete other inspectorates are.
    """

    held: Row
    completeness: Completeness
    others: list[tuple[str, str, Completeness]]
    newest: list[Row]
    alarms: list[Row]
    councils: OfCouncils
    today: str


async def home(datasette: "Datasette", request: Request) -> Response:
    """The home page."""
    return await page(datasette, request, "home.html", home=await archive_of(datasette).read(read_home, today()), behind=of_newest())


async def feed(datasette: "Datasette", request: Request) -> Response:
    """The newest reports, of all sources or of those in `source`, as an Atom feed, JSON, CSV, Excel or citations."""
    form, sources = request.url_vars["form"], given_source(request)
    rights = archive_of(datasette).rights.narrowed(values_of(sources))
    if form == "json":
        return await json_of(datasette, of_newest(sources), "reports")
    if form in ("csv", "xlsx"):
        return await file_of(datasette, of_newest(sources), "new-reports", form, rights.lines())
    if form in FORMS:
        rows = await archive_of(datasette).read(newest_reports, -1, sources=sources)
        return await cite_list(datasette, request, form, [row["key"] for row in rows], "new-reports")
    rows = await archive_of(datasette).read(newest_reports, -1 if is_whole(request) else IN_FEED, sources=sources)  # -1: no limit
    return feed_response(
        request,
        f"{site_title()}: new reports",
        "/",
        [report_entry(row) for row in rows],
        caching(datasette),
        rights=archive_of(datasette).rights,
    )


def given_source(request: Request) -> str:
    """The sources that an address asks for, with commas; empty where it names none."""
    return given_by(request.args).get("source", "").replace("\x00", "")[:2000]


def report_entry(row: Row) -> Entry:
    """A row of listed_rows.REPORTS as an entry of a feed."""
    summary = f"Published {day(row['published'])}. {row['title'] or ''}".strip()
    return Entry(f"/report/{row['key']}", report_title(row), row["published"], summary, source=row["source"])


def read_home(connection: Connection, on: str) -> Home:
    """Read what the home page shows on the ISO day `on`."""
    councils = between_writes(connection, ("home", on), lambda: read_of_councils(connection, on))
    return Home(
        held=what_is_held(connection),
        completeness=read_completeness(connection),
        others=read_completeness_of_others(connection),
        newest=newest_reports(connection, NEWEST),
        alarms=newest_alarms(connection, NEWEST),
        councils=councils,
        today=on,
    )


def read_of_councils(connection: Connection, on: str) -> OfCouncils:
    """What the home page shows of all councils on the ISO day `on`."""
    authorities, latest = read_latest_graded(connection, on)
    names = {row["code"]: row["name"] for row in authorities}
    return OfCouncils(
        overall=count("all", latest.values()),
        map=draw_tiles(names, {code: one.day for code, one in latest.items()}, on),
        names=tuple(sorted(names.values())),
        invented=tuple((code, name) for code, name in names.items() if is_invented(code)),
    )
