"""/search, /search.json, /search.csv, /search.xlsx, /search.atom: any input gets status 200."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from datasette import Request, Response

from archive.database.readonly import TooSlowError
from archive.holdings.sql_shown import of_search
from archive.search.filters import FACETS, Filters, given_by, read_filters, values_of
from archive.search.marks import as_text
from archive.search.results import FacetValue, Passage, Result, Results, as_json, loosely_words, place_words
from archive.search.search import search
from archive.search.trend import Share, shares_of
from archive.urls import with_query
from archive.vocabulary import KIND_LABELS
from archive.web.database import archive_of
from archive.web.drawings.shares_by_year import draw
from archive.web.formats.atom import Entry, feed_response, is_whole
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.chips import Chip, make_chips
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.pages.search_offers import Asked, Offer, advise, first_answers
from archive.web.render import caching, page
from archive.web.words import count, day

if TYPE_CHECKING:
    from datasette.app import Datasette

Facets = Mapping[str, Sequence[FacetValue]]

FACETS_SHOWN = 8  # values of a facet; the rest fold away
PAGES_LINKED = 40  # of a report, beside its passages
TITLES = {
    "authority": "Local authority",
    "kind": "Type",
    "year": "Year published",
    "section": "Part of the report",
    "grade": "Overall grade",
    "region": "Region",
    "source": "Source",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as it is shown, with the address that chooses it, or that takes the choice back."""

    label: str
    count: str
    selected: bool
    url: str


async def search_page(datasette: "Datasette", request: Request) -> Response:
    """The results for `q` and the filters of the address, as a page, JSON, CSV, Excel or feed."""
    archive = archive_of(datasette)
    form = request.url_vars["form"]
    given = given_by(request.args)
    if form == "atom":
        given["sort"] = "newest"  # or what is new would stand on a later page
    filters = read_filters(given)
    whole = form == "atom" and is_whole(request)
    typed = given.get("q", "")

    def look(connection: Connection) -> tuple[Results, list[Offer], Asked | None, tuple[Share, ...]]:
        found = search(
            connection, typed, filters, public=archive.public, everything=form in ("csv", "xlsx", *FORMS) or whole, addable=not form
        )
        if form:
            return found, [], None, ()
        chosen = parameters(found.query.typed, filters)
        asked = first_answers(connection, found, chosen, public=archive.public)
        return found, advise(connection, found, chosen), asked, shares_of(connection, found) if found.filters.page == 1 else ()

    found, offers, asked, years = await archive.of_own_page(look)  # in one turn: under load each turn waits for the searches of others
    if form == "json":
        return Response.json(as_json(found), headers=caching(datasette))
    if form in ("csv", "xlsx"):
        columns = columns_of(f"{request.scheme}://{request.host}")
        return await asyncio.to_thread(
            list_response, form, columns, found.results, f"search{file_note(found)}", caching(datasette),
            licence=archive.rights.lines(one.source for one in found.results),
        )  # fmt: skip
    if form in FORMS:
        listed = (one.key if one.type == "report" else int(one.key) for one in found.results)
        return await cite_list(datasette, request, form, listed, f"search{file_note(found)}")
    if form == "atom":
        if whole and found.stopped:
            raise TooSlowError("a feed of everything that lacks something would be taken for all there is")
        entries = [entry_of(result) for result in found.results]
        return feed_response(
            request, f"Search: {found.query.typed}", "/search", entries, caching(datasette), notices=found.notices, rights=archive.rights
        )
    chosen = parameters(found.query.typed, filters)
    return await page(
        datasette,
        request,
        "search.html",
        found=found,
        facets=choices("/search", found.facets, chosen),
        chips=chips("/search", found.facets, chosen),
        titles=TITLES,
        of_others=any(archive.rights.others_of(one.value) for one in found.facets.get("source", ())),
        place=place_words,
        loosely=loosely_words(found),
        trend=with_query("/trend", chosen | {"sort": "", "page": ""}),
        terms=with_query("/terms", {"terms": found.query.typed, **chosen, "q": "", "sort": ""}),
        chart=draw(years) if len(years) > 1 else None,
        pages_linked=PAGES_LINKED,
        shown=FACETS_SHOWN,
        offers=offers,
        asked=asked,
        exports={form: with_query(f"/search.{form}", chosen) for form in ("csv", "xlsx", "json", "atom")},
        without_synonyms=with_query("/search", chosen | {"synonyms": "off"}),
        with_synonyms=with_query("/search", {name: value for name, value in chosen.items() if name != "synonyms"}),
        without_filters=with_query("/search", {"q": found.query.typed, "synonyms": chosen["synonyms"]}),
        behind=of_search(found.query.match(), filters),
        turn=lambda number: with_query("/search", chosen | {"page": str(number)}),
    )


def file_note(found: Results) -> str:
    """What the name of a file of results says where they are not all: a spreadsheet has no place for it among its rows."""
    return "-stopped" if found.stopped else ""


def parameters(typed: str, filters: Filters) -> dict[str, str]:
    """The parameters that ask for this search again, its page left out and defaults empty."""
    return {
        "q": typed,
        **{name: getattr(filters, name) for name in FACETS},
        "from": filters.since,
        "to": filters.until,
        "date": "" if filters.date == "published" else filters.date,
        "sort": "" if filters.sort == "relevance" else filters.sort,
        "synonyms": "" if filters.synonyms else "off",
        "group": filters.group,
        "group_name": filters.group_name,
    }


def chips(path: str, facets: Facets, chosen: Mapping[str, str]) -> list[Chip]:
    """Every filter in use, with the address under `path` that takes it back."""
    labels = {(name, one.value): one.label for name, values in facets.items() for one in values}
    return make_chips(path, chosen, TITLES.items(), lambda name, value: labels.get((name, value), value))


def choices(path: str, facets: Facets, chosen: Mapping[str, str]) -> dict[str, list[Choice]]:
    """The values of each facet with their addresses under `path`, in the order the page shows the facets."""
    return {name: list(_choices(path, name, facets[name], chosen)) for name in TITLES if name in facets}


def _choices(path: str, name: str, values: Sequence[FacetValue], chosen: Mapping[str, str]) -> Iterator[Choice]:
    others = values_of(chosen[name])
    chooses = with_query(path, {**chosen, name: ",".join([*others, "\0"])})  # made once, for all of 153 authorities
    for one in values:
        taken_back = {**chosen, name: ",".join(other for other in others if other != one.value)}
        url = with_query(path, taken_back) if one.selected else chooses.replace("%00", quote_plus(one.value))
        yield Choice(one.label, f"{one.count:,}", one.selected, url)


def columns_of(site: str) -> Columns[Result]:
    """The columns of the export; addresses are whole, so that they work from a spreadsheet."""
    return {
        "type": lambda result: result.type,
        "key": lambda result: result.key,
        "title": lambda result: result.title,
        "local_authority": lambda result: result.authority,
        "local_authority_name": lambda result: result.authority_name,
        "published": lambda result: result.published,
        "inspected": lambda result: result.inspected,
        "kind": lambda result: KIND_LABELS.get(result.kind, result.kind),
        "overall_grade": lambda result: result.grade,
        "pages": lambda result: "; ".join(map(str, result.pages)),
        "passages": lambda result: "\n".join(_place_and_words(one) for one in result.passages),
        "url": lambda result: f"{site}{result.url}",
        "source": lambda result: result.source,
        "other_provider": lambda result: result.other_provider,
    }


def _place_and_words(passage: Passage) -> str:
    """A passage in one cell: where it stands, and its words."""
    words = as_text(passage.text)
    return f"{place_words(passage)}: {words}" if passage.page else words


def entry_of(result: Result) -> Entry:
    """A result as an entry of a feed."""
    parts = [f"Published {day(result.published)}."]
    if result.pages:
        parts.append(f"Found on {count(len(result.pages), 'page')}.")
    if result.passages:
        parts.append(_place_and_words(result.passages[0]))
    summary = " ".join(parts)
    return Entry(
        result.url,
        result.heading,
        result.published,
        summary,
        source=result.source,
    )
