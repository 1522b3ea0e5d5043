"""/themes, its JSON, CSV and Excel: what recommendations are about, each theme by type of report, kind, year, region and grade."""

from collections import Counter
from sqlite3 import Row
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.search.themes import THEMES, Theme, count_themes
from archive.web.database import archive_of
from archive.web.formats.csv_json import Columns, list_response
from archive.web.render import caching, page

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
}


async def themes_page(datasette: "Datasette", request: Request) -> Response:
    """All themes with their numbers of recommendations, as a page, JSON or CSV."""
    counted = await archive_of(datasette).of_own_page(count_themes)
    form = request.url_vars["form"]
    if form:
        return list_response(form, COLUMNS, counted, "themes", caching(datasette))
    numbers = {theme: by_kind([row for one, row in counted if one.theme == theme]) for theme in THEMES}
    exports = {form: f"/themes.{form}" for form in ("csv", "xlsx", "json")}
    return await page(datasette, request, "themes.html", themes=THEMES, numbers=numbers, exports=exports)


def by_kind(rows: list[Row]) -> list[tuple[str, str, int, list[tuple[str, int]]]]:
    """(type of report, kind, number, [(year, number)]) of the rows of one theme, years newest first."""
    kinds: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        kinds.setdefault((row["family"], row["kind"]), Counter())[row["year"]] += row["recommendations"]
    return [(family, kind, years.total(), sorted(years.items(), reverse=True)) for (family, kind), years in kinds.items()]
