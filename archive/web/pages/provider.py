"""/provider/{source}/{urn}: a provider's reports and history, and apart from what was read in them what Ofsted's own lists say of it."""

from sqlite3 import Row
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette import NotFound, Request, Response

from archive.holdings.provider import ProviderView, read_provider
from archive.urls import provider_url
from archive.web.database import archive_of
from archive.web.formats.csv_json import Columns, list_response
from archive.web.render import caching, page
from archive.web.words import label, listed_grade

if TYPE_CHECKING:
    from datasette.app import Datasette

HOME = (
    "This is a children’s home. Ofsted publishes children’s homes without name, address or place, to protect the children who live there."
    " So the archive has no page of a home, and joins its number to no name, place or article."
)
COLUMNS: Columns[Row] = {
    "key": lambda row: row["key"],
    "source": lambda row: row["source"],
    "title": lambda row: row["title"],
    "kind": lambda row: label(row["kind"], "kind"),
    "published": lambda row: row["published"],
    "inspected": lambda row: row["inspected"],
    "overall_grade": lambda row: row["grade"],
    "grade_in_words": listed_grade,
    "recommendations": lambda row: row["recommendations"],
    "availability": lambda row: row["availability"],
    "grade_printed": lambda row: row["overall_printed"],
}


async def provider_page(datasette: "Datasette", request: Request) -> Response:
    """One provider as a page or JSON, or its reports as CSV or Excel. NotFound where nothing is known of this number."""
    asked = unquote(request.url_vars["source"]), unquote(request.url_vars["urn"])
    view = await archive_of(datasette).read(read_provider, *asked)
    if view is None:
        raise NotFound("Provider not found.")
    form = request.url_vars["form"]
    if form == "json":
        return Response.json(_as_json(view), headers=caching(datasette))
    if form in ("csv", "xlsx"):
        notes = [HOME] if view.is_home else []
        return list_response(
            form,
            COLUMNS,
            view.reports,
            f"{view.source['name']}-{view.urn}",
            caching(datasette),
            notes=notes,
            licence=[view.source["attribution"]],
        )
    address = provider_url(view.source["name"], view.urn)
    return await page(datasette, request, "provider.html", view=view, facts=view.facts, home=HOME, address=address)


def _as_json(view: ProviderView) -> dict[str, Any]:
    """What was read of the provider and, apart from it, what Ofsted's lists say."""
    named = {"source": view.source["name"], "urn": view.urn}
    if view.is_home:
        return named | {"home": True, "why": HOME}
    reports = [dict(row) | {"judgements": [dict(one) for one in view.judgements.get(row["id"], [])]} for row in view.reports]
    official = {"lists": [dict(row) for row in view.lists], "inspections": view.inspections}
    provider = dict(view.facts) | {"kind": view.kind} if view.facts else None
    return named | {"home": False, "provider": provider, "reports": reports, "official": official}
