"""/authorities and /authority/{code}: an authority's reports, predecessors, successors and latest recommendations."""

from collections.abc import Sequence
from sqlite3 import Row
from typing import TYPE_CHECKING
from urllib.parse import unquote

from datasette import NotFound, Request, Response

from archive.authorities import is_invented
from archive.holdings.authority import read_authorities, read_authority
from archive.holdings.sql_shown import AUTHORITIES, of_authority
from archive.search.filters import values_of
from archive.urls import authority_url
from archive.web.database import archive_of
from archive.web.formats.atom import feed_response
from archive.web.formats.csv_json import Columns, list_response
from archive.web.formats.query_rows import file_of, json_of
from archive.web.pages.authority_history import read_history_view
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.pages.citations import harvard_of_page
from archive.web.pages.home import given_source, report_entry
from archive.web.render import caching, page, today
from archive.web.words import INVENTED, label, listed_grade

if TYPE_CHECKING:
    from datasette.app import Datasette

COLUMNS: Columns[Row] = {
    "key": lambda row: row["key"],
    "title": lambda row: row["title"],
    "kind": lambda row: label(row["kind"], "kind"),
    "published": lambda row: row["published"],
    "inspected": lambda row: row["inspected"],
    "overall_grade": lambda row: row["grade"],
    "grade_in_words": listed_grade,
    "source": lambda row: row["source"],
    "other_provider": lambda row: row["other_provider"],
}


async def authorities_page(datasette: "Datasette", request: Request) -> Response:
    """All authorities with the number of their reports, by region, or as JSON, CSV or Excel."""
    form = request.url_vars["form"]
    if form == "json":
        return await json_of(datasette, AUTHORITIES, "authorities")
    if form in ("csv", "xlsx"):
        return await file_of(datasette, AUTHORITIES, "authorities", form, archive_of(datasette).rights.lines())
    rows = await archive_of(datasette).read(read_authorities)
    typed = " ".join((request.args.get("q") or "").replace("\x00", "").split())[:100]
    found = named(rows, typed) if typed else []
    if len(found) == 1:
        return Response.redirect(authority_url(found[0]["code"]))
    regions: dict[str, list[Row]] = {}
    for row in found or rows:
        region = INVENTED if is_invented(row["code"]) else row["region"] or "Region unknown"
        regions.setdefault(region, []).append(row)
    of_england = {name: regions[name] for name in sorted(regions, key=lambda name: (name == INVENTED, name))}
    return await page(datasette, request, "authorities.html", regions=of_england, typed=typed, found=len(found), behind=AUTHORITIES)


def named(rows: Sequence[Row], typed: str) -> list[Row]:
    """The authorities called `typed`, in any case; otherwise those whose name or other name holds it."""
    names = [(row, [one.lower() for one in (row["name"], *(row["also_known_as"] or "").split("|")) if one]) for row in rows]
    exact = [row for row, all_names in names if typed.lower() in all_names]
    return exact or [row for row, all_names in names if any(typed.lower() in one for one in all_names)]


async def authority_page(datasette: "Datasette", request: Request) -> Response:
    """The page of the authority with this ONS code, or its reports as JSON, CSV, Excel or feed. 404 when there is none."""
    view = await archive_of(datasette).read(read_authority, unquote(request.url_vars["code"]))
    if view is None:
        raise NotFound("Local authority not found.")
    form, sources = request.url_vars["form"], given_source(request)
    name = view.authority["name"]
    rights = archive_of(datasette).rights
    terms = rights.lines(row["source"] for row in view.reports)
    reports = [row for row in view.reports if not sources or row["source"] in values_of(sources)]  # in its other forms
    if form in ("csv", "xlsx"):
        return list_response(form, COLUMNS, reports, view.authority["code"], caching(datasette), licence=terms)
    if form in FORMS:
        return await cite_list(datasette, request, form, [row["key"] for row in reports], view.authority["code"])
    if form == "json":
        return await json_of(datasette, of_authority(view.authority["code"], sources), "reports")
    behind = of_authority(view.authority["code"])
    if form == "atom":
        entries = [report_entry(row) for row in reports]
        return feed_response(
            request, f"Reports on {name}", f"/authority/{view.authority['code']}", entries, caching(datasette), rights=rights
        )
    past = await archive_of(datasette).read(read_history_view, view.authority, view.predecessors, today())
    listed = {event.key for event in past.history.events}
    others = [row for row in view.reports if row["key"] not in listed]
    address = f"{request.scheme}://{request.host}{authority_url(view.authority['code'])}"
    cited = harvard_of_page(f"{name}: inspections and visits", address, today(), terms)
    return await page(datasette, request, "authority.html", view=view, past=past, others=others, cited=cited, behind=behind)
