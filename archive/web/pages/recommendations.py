"""/recommendations, its JSON, CSV, Excel and feed: the newest recommendations, or those that match, a page of reports at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from sqlite3 import Row
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.database.readonly import TooSlowError
from archive.holdings.sql_shown import of_recommendations
from archive.keeping.source_terms import Rights
from archive.search.filters import given_by, read_page, values_of
from archive.search.marks import as_html
from archive.search.recommendations import Answer, Asked, Told, find_recommendations, read_asked
from archive.search.search import TOO_SLOW
from archive.search.themes import THEMES, Belonging, put_in_themes
from archive.urls import file_url, report_url, with_query
from archive.web.database import archive_of
from archive.web.formats.atom import Entry, feed_response, is_whole
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.chips import Chip, make_chips
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.pages.search_offers import spellings
from archive.web.render import caching, page
from archive.web.words import capital, family_words, label

if TYPE_CHECKING:
    from datasette.app import Datasette

TITLES = {
    "kind": "Kind",
    "family": "Type of report",
    "addressed_to": "Addressed to",
    "region": "Region",
    "year": "Year published",
    "source": "Source",
}
LABELS = {"kind": "recommendation", "family": "family", "addressed_to": "addressee"}  # the words of others are their values


async def recommendations_page(datasette: "Datasette", request: Request) -> Response:
    """The recommendations that match, as a page, JSON, CSV, Excel or feed."""
    archive = archive_of(datasette)
    asked = read_asked(given_by(request.args))
    form, headers = request.url_vars["form"], caching(datasette)
    rights = archive.rights.narrowed(values_of(asked.chosen["source"]))
    notices: list[str] = []
    number = read_page(request.args.get("page") or "", notices) if form is None else None
    answer = await archive.of_own_page(lambda connection: find_recommendations(connection, asked, number, public=archive.public))
    if form == "json":
        return Response.json(as_json(answer), headers=headers)
    if form in ("csv", "xlsx"):
        each = [(told, row) for told in answer.told for row in told.rows]
        columns = columns_of(f"{request.scheme}://{request.host}", belongs(answer.rows))
        return list_response(form, columns, each, "recommendations", headers, answer.asked.notices, licence=rights.lines())
    if form in FORMS:
        return await cite_list(datasette, request, form, [row["key"] for row in answer.rows], "recommendations")
    if form == "atom":
        if is_whole(request) and TOO_SLOW in answer.asked.notices:
            raise TooSlowError("a feed of everything that lacks something would be taken for all there is")
        title = f"Recommendations: {asked.query.typed}"
        notes = answer.asked.notices
        return feed_response(request, title, "/recommendations", entries(answer), headers, notices=notes, rights=archive.rights)
    chosen = parameters(asked)
    return await page(
        datasette,
        request,
        "recommendations.html",
        answer=answer,
        reports=[list(rows) for _, rows in groupby(answer.rows, key=lambda row: row["key"])],
        notices=(*answer.asked.notices, *notices),
        turned={
            by: with_query("/recommendations", chosen | {"page": str(min(answer.number + by, max(answer.pages, 1)))}) for by in (-1, 1)
        },
        by_family=by_family(answer, archive.rights),
        facets=facets(answer, chosen),
        chips=chips(answer, chosen),
        offers=spellings("/recommendations", answer.suggestions, chosen),
        without_filters=with_query("/recommendations", {"q": chosen["q"], "synonyms": chosen["synonyms"]}),
        without_synonyms=with_query("/recommendations", {**chosen, "synonyms": "off"}),
        with_synonyms=with_query("/recommendations", {**chosen, "synonyms": ""}),
        in_search=with_query("/search", {name: chosen[name] for name in ("q", "synonyms", "authority", "group", "group_name")}),
        titles=TITLES,
        exports={form: with_query(f"/recommendations.{form}", chosen) for form in ("csv", "xlsx", "json", "atom")},
        kept=[(name, value) for name, value in chosen.items() if value and name not in ("q", "from", "to", "theme")],
        themes=[(one.theme, one.name) for one in THEMES.values()],
        belongs=belongs(answer.rows),
        with_theme=lambda theme: with_query("/recommendations", {**chosen, "theme": theme}),
        without_theme=with_query("/recommendations", {**chosen, "theme": ""}),
        behind=of_recommendations(asked) if answer.counts is not None else None,
    )


def parameters(asked: Asked) -> dict[str, str]:
    """The parameters that ask for these recommendations again, the page left out and defaults empty."""
    return {
        "q": asked.query.typed,
        **asked.chosen,
        "from": asked.since,
        "to": asked.until,
        "synonyms": "" if asked.synonyms else "off",
        "group": asked.group,
        "group_name": asked.group_name,
    }


def chips(answer: Answer, chosen: Mapping[str, str]) -> list[Chip]:
    """Every filter in use but the theme, which the page names with its meaning."""
    authorities = answer.authorities

    def words(name: str, value: str) -> str:
        if name in LABELS:
            return capital(label(value, LABELS[name]))
        return answer.sources.get(value, value) if name == "source" else authorities.get(value, value) if name == "authority" else value

    return make_chips("/recommendations", chosen, [("authority", "Local authority"), *TITLES.items()], words)


def belongs(rows: Sequence[Row]) -> dict[int, tuple[Belonging, ...]]:
    """The themes of each recommendation, by its id."""
    return dict(zip((row["id"] for row in rows), put_in_themes([row["text"] for row in rows]), strict=True))


def by_family(answer: Answer, rights: Rights) -> list[tuple[str, str, int]]:
    """(words, kind, count) of what was found, by type of report: kinds of different types, or inspectorates, are never added up."""
    counts = Counter((family_words(one.family, rights.whose(one.source)), one.kind) for one in answer.found)
    return [(words, kind, number) for (words, kind), number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


def facets(answer: Answer, chosen: Mapping[str, str]) -> dict[str, list[tuple[str, str, int, str]]]:
    """(value, words, count, address) of each value of each choice, most frequent first, years newest first.

    The address of a chosen value takes it back. Where all are of one source, there is none of sources to choose.
    """

    def address(name: str, value: str) -> str:
        others = [one for one in values_of(chosen[name]) if one != value]
        added = others if value in values_of(chosen[name]) else [*others, value]
        return with_query("/recommendations", {**chosen, name: ",".join(added)})

    def values(name: str) -> list[tuple[str, int]]:
        counted = list((answer.counts or {}).get(name, {}).items())
        if name == "source" and len(counted) < 2 and not chosen[name]:
            return []
        return sorted(counted, reverse=True) if name == "year" else sorted(counted, key=lambda one: -one[1])

    def words(name: str, value: str) -> str:
        return label(value, LABELS[name]) if name in LABELS else answer.sources.get(value, value) if name == "source" else value

    return {name: [(value, words(name, value), number, address(name, value)) for value, number in values(name)] for name in TITLES}


def as_json(answer: Answer) -> dict[str, object]:
    """The public JSON form: one object an authority, with its recommendations."""
    themes = belongs(answer.rows)
    return {
        "query": answer.asked.query.typed,
        "total": answer.total,
        "suggestions": answer.suggestions,
        **({"notices": answer.asked.notices} if answer.asked.notices else {}),
        "authorities": [
            {
                "local_authority": told.authority,
                "name": told.name,
                "other_provider": told.other,
                "recommendations": [
                    {
                        name: row[name]
                        for name in ("key", "published", "family", "kind", "addressed_to", "heading", "text", "reference", "page")
                    }
                    | {"themes": [{"theme": one.theme.theme, "because": one.because} for one in themes[row["id"]]]}
                    | {"snippet": str(as_html(row["marked"])), "url": file_url(row["sha256"], row["page"])}
                    for row in told.rows
                ],
            }
            for told in answer.told
        ],
    }


def columns_of(site: str, themes: Mapping[int, Sequence[Belonging]]) -> Columns[tuple[Told, Row]]:
    """The columns of the export, a row a recommendation; `url` opens the original at its page, `themes` has those of each by its id."""
    return {
        "local_authority": lambda one: one[0].authority,
        "local_authority_name": lambda one: one[1]["authority_name"],
        "report": lambda one: one[1]["key"],
        "published": lambda one: one[1]["published"],
        "family": lambda one: one[1]["family"],
        "report_type": lambda one: one[1]["report_kind"],
        "kind": lambda one: one[1]["kind"],
        "addressed_to": lambda one: one[1]["addressed_to"],
        "addressed_to_printed": lambda one: one[1]["addressed_to_printed"],
        "heading": lambda one: one[1]["heading"],
        "text": lambda one: one[1]["text"],
        "page": lambda one: one[1]["page"],
        "url": lambda one: site + file_url(one[1]["sha256"], one[1]["page"]),
        "reference": lambda one: one[1]["reference"],
        "themes": lambda one: "; ".join(in_theme.theme.theme for in_theme in themes[one[1]["id"]]),
        "source": lambda one: one[1]["source"],
        "other_provider": lambda one: one[0].other,
    }


def entries(answer: Answer) -> list[Entry]:
    """Those that were found as entries of a feed."""
    return [
        Entry(
            f"{report_url(row['key'])}#recommendation-{row['position']}",
            f"{told.name}: {label(row['kind'], 'recommendation')}",
            row["published"],
            row["text"],
            f"recommendation-{row['position']}",
            row["source"],
        )
        for told in answer.told
        for row in told.rows
    ]
