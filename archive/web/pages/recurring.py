"""/recurring, its JSON, CSV, Excel and feed: what many councils were told."""

from collections.abc import Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.search.recurring import FEWEST, Ask, Count, find_recurring
from archive.urls import report_url, with_query
from archive.vocabulary import FAMILIES, RECOMMENDATION_KINDS
from archive.web.database import archive_of
from archive.web.formats.atom import Entry, feed_response
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

NARROWING = ("family", "kind", "year", "region", "authority")
SHOWN = 100
COLUMNS: Columns[tuple[Ask, Count]] = {
    "id": lambda one: one[0].central["id"],
    "text": lambda one: one[0].central["text"],
    "family": lambda one: one[1].family,
    "kind": lambda one: one[1].kind,
    "year": lambda one: one[1].year,
    "councils": lambda one: one[1].councils,
    "recommendations": lambda one: one[1].recommendations,
}


async def recurring_page(datasette: "Datasette", request: Request) -> Response:
    """Groups of recommendations that are close in meaning, as a page, JSON, CSV, Excel or feed; none where there are no vectors."""
    chosen = {name: (request.args.get(name) or "").strip()[:200] for name in NARROWING}

    def look(connection: Connection) -> list[Ask] | None:
        return find_recurring(connection, chosen)

    asks = await archive_of(datasette).read(look)
    form, headers = request.url_vars["form"], caching(datasette)
    if form in FORMS:
        return await cite_list(datasette, request, form, [row["key"] for ask in asks or [] for row in ask.rows], "recurring")
    if form == "atom":
        title = "What many councils were told"
        return feed_response(request, title, "/recurring", entries(asks or []), headers)
    if form:
        return list_response(form, COLUMNS, [(ask, one) for ask in asks or [] for one in ask.counts], "recurring", headers)
    return await page(
        datasette,
        request,
        "recurring.html",
        asks=None if asks is None else asks[:SHOWN],
        number=len(asks or []),
        fewest=FEWEST,
        chosen=chosen,
        families=FAMILIES.words,
        kinds=RECOMMENDATION_KINDS.words,
        exports={form: with_query(f"/recurring.{form}", chosen) for form in ("csv", "xlsx", "json", "atom")},
    )


def entries(asks: Sequence[Ask]) -> list[Entry]:
    """Every recommendation of these groups, the newest first."""
    each = [(ask, row) for ask in asks for row in ask.rows]
    return [
        Entry(
            f"{report_url(row['key'])}#recommendation-{row['position']}",
            f"{row['authority_name']}: {ask.central['text']}",
            row["published"],
            row["text"],
            f"recommendation-{row['position']}",
        )
        for ask, row in sorted(each, key=lambda one: (one[1]["published"] or "", one[1]["key"]), reverse=True)
    ]
