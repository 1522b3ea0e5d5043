"""/neighbours/{code}, its CSV, Excel and feed: an authority and its statistical neighbours, or its region, on one page."""

from dataclasses import replace
from sqlite3 import Connection
from typing import TYPE_CHECKING
from urllib.parse import unquote

from datasette import NotFound, Request, Response

from archive.keeping.completeness import Completeness, read_completeness
from archive.outcomes.grade_scale import JOINED, LEADING
from archive.outcomes.latest import Asked, read_asked
from archive.outcomes.neighbours import Neighbourhood, Which, read_group, read_neighbourhood
from archive.parameters import read_one_of
from archive.urls import with_query
from archive.web.database import archive_of
from archive.web.formats.atom import feed_response
from archive.web.formats.csv_json import list_response
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.pages.home import report_entry
from archive.web.pages.outcomes import columns_of, notes
from archive.web.render import caching, page, today

if TYPE_CHECKING:
    from datasette.app import Datasette


async def neighbours_page(datasette: "Datasette", request: Request) -> Response:
    """The group of the authority with this ONS code, as a page, CSV, Excel, JSON or feed. 404 when there is none."""
    code, form = unquote(request.url_vars["code"]), request.url_vars["form"]
    asked = read_asked({name: request.args.get(name) for name in request.args}, today())
    said = list(asked.notices)
    chosen_group = read_one_of(request.args.get("with") or "", "with", ("neighbours", "region"), said)
    which: Which = "region" if chosen_group == "region" else "neighbours"
    asked = replace(asked, notices=tuple(said))
    found = await archive_of(datasette).read(read_page, code, which, asked)
    if found is None:
        raise NotFound("Local authority not found.")
    near, completeness = found
    headers = caching(datasette)
    if form in ("csv", "json", "xlsx"):
        site = f"{request.scheme}://{request.host}"
        columns = columns_of(near.national.asked, completeness, site)
        name, remarks = f"{code}-{near.group.which}-{asked.as_at}", notes(near.national, completeness)
        return list_response(form, columns, near.national.outcomes, name, headers, asked.notices, notes=remarks, chosen=code)
    if form in FORMS:
        return await cite_list(datasette, request, form, near.national.keys, f"{code}-{near.group.which}-{asked.as_at}")
    if form == "atom":
        title = f"{near.group.of['name']} and {near.group.which}: new reports"
        return feed_response(
            request, title, f"/neighbours/{code}", [report_entry(row) for row in near.reports], headers, rights=archive_of(datasette).rights
        )
    chosen = {"as_at": request.args.get("as_at") or "", "date": asked.by, "with": near.group.which}
    exports = {one: with_query(f"/neighbours/{code}.{one}", chosen) for one in ("csv", "xlsx", "json", "atom")}
    return await page(
        datasette, request, "neighbours.html", near=near, asked=asked, short=completeness.short, completeness=completeness,
        exports=exports, leading=LEADING, joined=JOINED,
    )  # fmt: skip


def read_page(connection: Connection, code: str, which: Which, asked: Asked) -> tuple[Neighbourhood, Completeness] | None:
    """What the page shows; None where there is no such authority."""
    group = read_group(connection, code, which)
    return (read_neighbourhood(connection, group, asked), read_completeness(connection)) if group else None
