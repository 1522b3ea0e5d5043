"""/themes, its JSON and CSV: what recommendations are about, each theme by type of report, kind and year."""

from itertools import groupby
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.search.themes import THEMES, Theme, count_themes
from archive.web.database import archive_of
from archive.web.formats.csv_json import Columns, list_response
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

Counted = tuple[Theme, str, str, str, int]
COLUMNS: Columns[Counted] = {
    "theme": lambda one: one[0].theme,
    "name": lambda one: one[0].name,
    "family": lambda one: one[1],
    "kind": lambda one: one[2],
    "year": lambda one: one[3],
    "recommendations": lambda one: one[4],
}


async def themes_page(datasette: "Datasette", request: Request) -> Response:
    """All themes with their numbers of recommendations, as a page, JSON or CSV."""
    counted = await archive_of(datasette).of_own_page(count_themes)
    form = request.url_vars["form"]
    if form:
        return list_response(form, COLUMNS, counted, "themes", caching(datasette))
    numbers: dict[str, list[tuple[str, str, list[tuple[str, int]]]]] = {theme: [] for theme in THEMES}
    for (theme, family, kind), rows in groupby(counted, key=lambda one: (one[0].theme, one[1], one[2])):
        numbers[theme].append((family, kind, [(one[3], one[4]) for one in rows]))
    return await page(datasette, request, "themes.html", themes=THEMES, numbers=numbers)
