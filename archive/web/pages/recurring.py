"""/recurring, its JSON, CSV, Excel and feed: what many councils were told."""

from collections.abc import Mapping, Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.database.councils import read_council_names, read_source_titles
from archive.search.filters import given_by, outside_group, read_group, unknown_choices, values_of, with_group
from archive.search.recurring import FEWEST, NARROWING, Ask, Count, find_recurring
from archive.urls import report_url, with_query
from archive.vocabulary import FAMILIES, RECOMMENDATION_KINDS
from archive.web.database import archive_of
from archive.web.formats.atom import Entry, feed_response
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.chips import Chip, make_chips
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

SHOWN = 100
LISTS = {"family": FAMILIES.words, "kind": RECOMMENDATION_KINDS.words}
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
    given = {name: value.replace("\x00", "").strip() for name, value in given_by(request.args).items()}
    chosen = {name: ",".join(values_of(given.get(name, "")[:2000])) for name in NARROWING} | read_group(given)

    def look(connection: Connection) -> tuple[list[Ask] | None, list[str], dict[str, str]]:
        notices = [*outside_group(given), *unknown_choices(connection, with_group(chosen), LISTS)]
        return find_recurring(connection, chosen), notices, {**read_council_names(connection), **read_source_titles(connection)}

    asks, notices, names = await archive_of(datasette).read(look)
    form, headers = request.url_vars["form"], caching(datasette)
    if form in FORMS:
        return await cite_list(datasette, request, form, [row["key"] for ask in asks or [] for row in ask.rows], "recurring")
    if form == "atom":
        title, rights = "What many councils were told", archive_of(datasette).rights
        return feed_response(request, title, "/recurring", entries(asks or []), headers, notices=notices, rights=rights)
    if form:
        return list_response(
            form,
            COLUMNS,
            [(ask, one) for ask in asks or [] for one in ask.counts],
            "recurring",
            headers,
            notices,
            licence=archive_of(datasette).rights.narrowed(values_of(chosen["source"])).lines(),
        )
    return await page(
        datasette,
        request,
        "recurring.html",
        asks=None if asks is None else asks[:SHOWN],
        number=len(asks or []),
        fewest=FEWEST,
        chosen=chosen,
        notices=notices,
        chips=chips(chosen, names),
        without_filters="/recurring",
        families=FAMILIES.words,
        kinds=RECOMMENDATION_KINDS.words,
        exports={form: with_query(f"/recurring.{form}", chosen) for form in ("csv", "xlsx", "json", "atom")},
    )


def chips(chosen: Mapping[str, str], names: Mapping[str, str]) -> list[Chip]:
    """The councils, regions, sources and group chosen, for which there is no box; `names` of councils by ONS code, of sources by theirs."""
    titles = [("authority", "Local authority"), ("region", "Region"), ("source", "Source")]
    return make_chips("/recurring", chosen, titles, lambda _, value: names.get(value, value))


def entries(asks: Sequence[Ask]) -> list[Entry]:
    """Every recommendation of these groups, the newest first."""
    each = [(ask, row) for ask in asks for row in ask.rows]
    return [
        Entry(
            f"{report_url(row['key'])}#recommendation-{row['position']}",
            f"{row['subject']}: {ask.central['text']}",
            row["published"],
            row["text"],
            f"recommendation-{row['position']}",
            row["source"],
        )
        for ask, row in sorted(each, key=lambda one: (one[1]["published"] or "", one[1]["key"]), reverse=True)
    ]
