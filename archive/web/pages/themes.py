"""/themes, its chart, JSON, CSV and Excel: what recommendations are about, each theme by type of report, kind, year, region and grade.

`?of=focused_visit:improvement` chooses a type of report and a kind of recommendation: of these the most frequent themes come first.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from sqlite3 import Connection, Row
from typing import TYPE_CHECKING

from datasette import NotFound, Request, Response

from archive.configuration import site_title
from archive.database.councils import read_source_titles
from archive.keeping.source_terms import Rights
from archive.search.filters import values_of
from archive.search.themes import THEMES, Theme, count_kinds, count_themes, reports_in_themes
from archive.urls import with_query
from archive.vocabulary import FAMILIES, RECOMMENDATION_KINDS
from archive.web.database import archive_of
from archive.web.drawings.share_bars import Chart, draw_lengths
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.charts import drawn_file
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.pages.home import given_source
from archive.web.render import caching, page, today
from archive.web.words import count, day, family_words, label

if TYPE_CHECKING:
    from datasette.app import Datasette

Counted = tuple[Theme, Row]
COLUMNS: Columns[Counted] = {
    "theme": lambda one: one[0].theme,
    "name": lambda one: one[0].name,
    "family": lambda one: one[1]["family"],
    "kind": lambda one: one[1]["kind"],
    "year": lambda one: one[1]["year"],
    "region": lambda one: one[1]["region"],
    "grade": lambda one: one[1]["grade"],
    "recommendations": lambda one: one[1]["recommendations"],
    "source": lambda one: one[1]["source"],
}


DRAWN = 12  # themes in the chart; the table has all


async def themes_page(datasette: "Datasette", request: Request) -> Response:
    """All themes with their numbers of recommendations, as a page, JSON, CSV, Excel or chart. 404 for a chart of nothing."""
    form, asked, source = request.url_vars["form"], request.args.get("of"), given_source(request)
    sources = values_of(source)
    if form in FORMS:
        keys = await archive_of(datasette).of_own_page(lambda connection: reports_in_themes(connection, sources))
        return await cite_list(datasette, request, form, keys, "themes")

    def look(connection: Connection) -> tuple[list[Counted], dict[tuple[str, str], int], Mapping[str, str]]:
        return count_themes(connection, sources), count_kinds(connection, sources), read_source_titles(connection)

    counted, kinds, titles = await archive_of(datasette).of_own_page(look)
    if form in ("json", "csv", "xlsx"):
        rows = [one for one in counted if not asked or (one[1]["family"], one[1]["kind"]) == _pair(asked)]
        return list_response(
            form, COLUMNS, rows, "themes", caching(datasette), licence=archive_of(datasette).rights.narrowed(sources).lines()
        )
    choices = choices_of(kinds)
    of = asked if asked in choices else next(iter(choices), "")
    ranked = most_frequent(counted, of)
    chart = draw(ranked, choices[of], kinds[_pair(of)]) if ranked else None
    if form:
        if chart is None:
            raise NotFound("No recommendation is in a theme, so there is no chart.")
        return await drawn_file(datasette, request, chart, form, f"themes-{of.replace(':', '-')}")
    return await page(
        datasette,
        request,
        "themes.html",
        themes=THEMES,
        numbers={theme: by_kind([row for one, row in counted if one.theme == theme], archive_of(datasette).rights) for theme in THEMES},
        choices=choices,
        of=of,
        notice=asked if asked and asked != of else None,
        ranked=ranked,
        all=kinds.get(_pair(of), 0),
        chart=chart,
        files={form: with_query(f"/themes.{form}", {"of": of, "source": source}) for form in ("svg", "png", "csv")},
        of_theme=lambda theme: with_query("/recommendations", {"theme": theme, "source": source} | _narrowed(of)),
        exports={form: with_query(f"/themes.{form}", {"source": source}) for form in ("csv", "xlsx", "json")},
        source=source,
        source_titles=", ".join(titles.get(one, one) for one in sources),
    )


def _narrowed(of: str) -> dict[str, str]:
    return dict(zip(("family", "kind"), _pair(of), strict=True))


def _pair(of: str) -> tuple[str, str]:
    family, _, kind = of.partition(":")
    return family, kind


def choices_of(kinds: dict[tuple[str, str], int]) -> dict[str, str]:
    """What may be chosen, with its words: each type of report and kind of which there is a recommendation, in the order of the types."""
    pairs = [(family, kind) for family in FAMILIES.words for kind in RECOMMENDATION_KINDS.words if kinds.get((family, kind))]
    return {f"{family}:{kind}": f"{label(family, 'family')}: {label(kind, 'recommendation').lower()}" for family, kind in pairs}


def most_frequent(counted: Sequence[Counted], of: str) -> list[tuple[Theme, int]]:
    """The themes with a recommendation of this type and kind, most first, with their numbers."""
    found: Counter[str] = Counter()
    for theme, row in counted:
        if (row["family"], row["kind"]) == _pair(of):
            found[theme.theme] += row["recommendations"]
    return [(THEMES[theme], number) for theme, number in sorted(found.items(), key=lambda one: (-one[1], THEMES[one[0]].name))]


def draw(ranked: Sequence[tuple[Theme, int]], words: str, all_: int) -> Chart:
    """The first DRAWN themes, with what was found as title: the most frequent, and all that share its place."""
    most = [theme.name for theme, number in ranked if number == ranked[0][1]]
    title = f"{words}, most often on {' and '.join(f'“{name}”' for name in most)}: {ranked[0][1]:,} of {all_:,}"
    rows = [(theme.name, float(number), f"{number:,}") for theme, number in ranked[:DRAWN]]
    source = f"Source: {site_title()}, from {count(all_, 'recommendation')} in reports published by {day(today())}. OGL v3.0."
    return draw_lengths(rows, title, source)


def by_kind(rows: list[Row], rights: Rights) -> list[tuple[str, str, int, list[tuple[str, int]]]]:
    """(type of report in words, kind, number, [(year, number)]) of the rows of one theme, years newest first.

    Where the type is not known, another inspectorate's stand apart.
    """
    kinds: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        words = family_words(row["family"], rights.whose(row["source"]))
        kinds.setdefault((words, row["kind"]), Counter())[row["year"]] += row["recommendations"]
    return [(words, kind, years.total(), sorted(years.items(), reverse=True)) for (words, kind), years in kinds.items()]
