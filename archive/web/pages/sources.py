"""/sources and /source/{name}: where reports and articles come from, whose they are, how complete they are and how well they were read."""

from dataclasses import asdict
from operator import itemgetter
from sqlite3 import Row
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette import NotFound, Request, Response

from archive.holdings.sources import SourceView, read_source, read_sources
from archive.urls import source_url
from archive.web.database import archive_of
from archive.web.formats.csv_json import Columns, list_response
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

NAMES = (
    "name", "title", "kind", "home", "author", "licence", "terms", "attribution", "held_since", "providers", "reports_listed",
    "reports_held", "articles", "oldest", "newest", "open_problems", "last_run", "last_outcome",
)  # fmt: skip
COLUMNS: Columns[Row] = {name: itemgetter(name) for name in NAMES}


async def sources_page(datasette: "Datasette", request: Request) -> Response:
    """All sources as a page, CSV, Excel or JSON."""
    rows = await archive_of(datasette).read(read_sources)
    if form := request.url_vars["form"]:
        vocabularies = {"kind": "source", "last_outcome": "outcome"}
        return list_response(
            form, COLUMNS, rows, "sources", caching(datasette), vocabularies=vocabularies, licence=archive_of(datasette).rights.lines()
        )
    return await page(datasette, request, "sources.html", sources=rows)


async def source_page(datasette: "Datasette", request: Request) -> Response:
    """One source as a page or JSON. NotFound when there is none of this name."""
    view = await archive_of(datasette).read(read_source, unquote(request.url_vars["name"]))
    if view is None:
        raise NotFound("Source not found.")
    if request.url_vars["form"] == "json":
        return Response.json(_as_json(view), headers=caching(datasette))
    return await page(datasette, request, "source.html", view=view, source=view.facts, address=source_url(view.facts["name"]))


def _as_json(view: SourceView) -> dict[str, Any]:
    def numbers(rows: list[Row]) -> dict[str, int]:
        return {row["word"]: row["number"] for row in rows}

    return {
        "source": dict(view.facts),
        "complete": {name: asdict(one) for name, one in view.parts.items()},
        "availability": numbers(view.availability),
        "report_types": numbers(view.types),
        "open_problems": numbers(view.problems),
        "reports_with_a_problem": view.doubted,
        "problems_with_no_report_held": view.elsewhere,
        "runs": [dict(row) for row in view.runs],
    }
