"""/trend, its chart, JSON, CSV and Excel: the share of each year's reports that have what was searched for."""

from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.configuration import site_title
from archive.search.filters import Filters, given_by, read_filters
from archive.search.trend import Share, Trend, find_trend
from archive.urls import with_query
from archive.web.database import archive_of
from archive.web.drawings.share_bars import Chart, draw_lengths
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.charts import FEWEST, drawn_file
from archive.web.pages.search import parameters
from archive.web.render import caching, page, today
from archive.web.words import day

if TYPE_CHECKING:
    from datasette.app import Datasette

BY = {"year": "years", "kind": "kinds", "region": "regions"}
REGION_YEARS: Columns[tuple[str, Share]] = {
    "region": lambda one: one[0],
    "year": lambda one: one[1].value,
    "reports": lambda one: one[1].reports,
    "of": lambda one: one[1].of,
    "share": lambda one: one[1].share,
}
LONGEST = 60  # letters of what was searched for in the title of its chart
SOURCE = "Source: {}, from reports published by {}."  # the foot of the chart, before the licences


async def trend_page(datasette: "Datasette", request: Request) -> Response:
    """The trend of `q`, narrowed by the filters of a search, as a page, JSON, CSV, Excel or chart."""
    archive = archive_of(datasette)
    filters = read_filters(given_by(request.args))
    typed = request.args.get("q") or ""
    trend = await archive.of_own_page(lambda connection: find_trend(connection, typed, filters, public=archive.public))
    form, headers = request.url_vars["form"], caching(datasette)
    if form == "json":
        return Response.json(as_json(trend), headers=headers)
    rights = archive.rights.narrowed(filters.values("source"))
    source = f"{SOURCE.format(site_title(), day(today()))} {rights.licences}."
    chart = draw(trend, filters, source)
    if form in ("svg", "png"):
        return await drawn_file(datasette, request, chart or draw_lengths([], "No report has these words", source), form, "trend")
    if form and request.args.get("by") == "region-year":
        return list_response(form, REGION_YEARS, trend.region_years, "trend", headers, trend.notices, licence=rights.lines())
    if form:
        by = request.args.get("by") if request.args.get("by") in BY else "year"
        return list_response(
            form,
            columns_of(str(by)),
            getattr(trend, BY[str(by)]),
            "trend",
            headers,
            trend.notices,
            licence=rights.lines(),
        )
    chosen = parameters(trend.query, filters)
    return await page(
        datasette,
        request,
        "trend.html",
        trend=trend,
        chart=chart,
        narrowed=narrowed_to(filters),
        widened=with_query("/trend", {"q": trend.query}),
        results=with_query("/search", chosen),
        exports={form: with_query(f"/trend.{form}", chosen) for form in ("csv", "xlsx", "json", "svg", "png")},
        csv_by={by: with_query("/trend.csv", chosen | {"by": by}) for by in (*BY, "region-year")},
        of_region=lambda region: with_query("/trend", chosen | {"region": region}),
        of_value=lambda by, value: with_query("/search", chosen | {by: value}),
        hidden=_kept(filters),
    )


def draw(trend: Trend, filters: Filters, source: str) -> Chart | None:
    """A bar a year of its share of reports, what was found as its title, `source` at its foot; None where no report has it."""
    if trend.first is None:
        return None
    rows = [(one.value, 100 * one.share, f"{per_cent(one)} ({one.reports:,} of {one.of:,})") for one in trend.years]
    return draw_lengths(rows, trend_title(trend, narrowed_to(filters)), source)


def narrowed_to(filters: Filters) -> str:
    """The reports that the filters leave, as in “Reports on London”: the regions, where nothing else is chosen; empty without filters."""
    if not filters.narrows():
        return ""
    return "that pass the filters" if filters.without("region").narrows() else f"on {' and '.join(filters.values('region'))}"


def trend_title(trend: Trend, of: str) -> str:
    """The shares of the first and the last year with FEWEST reports or more, among the reports `of` a choice."""
    words = trend.query if len(trend.query) <= LONGEST else trend.query[:LONGEST] + "…"
    known = [one for one in trend.years if one.of >= FEWEST]
    what = f"Reports{f' {of},' if of else ''} with " + (words if words.startswith('"') else f"“{words}”")
    return (
        f"{what}: " + ", ".join(f"{per_cent(one)} in {one.value}" for one in (known[0], known[-1]))
        if len(known) > 1
        else f"{what}, by year"
    )


def per_cent(one: Share) -> str:
    """ "62%"."""
    return f"{100 * one.share:.0f}%"


def columns_of(by: str) -> Columns[Share]:
    """The columns of the export: a row a year, type of report or region."""
    return {by: lambda one: one.value, "reports": lambda one: one.reports, "of": lambda one: one.of, "share": lambda one: one.share}


def as_json(trend: Trend) -> dict[str, object]:
    """Years, types of report and regions with their numbers; `share` is from 0 to 1."""
    return {
        "query": trend.query,
        "unit": "reports",
        **{many: [_share(one, by) for one in getattr(trend, many)] for by, many in BY.items()},
        "first": {"key": trend.first["key"], "published": trend.first["published"]} if trend.first else None,
        "undated": trend.undated,
        **({"notices": trend.notices} if trend.notices else {}),
    }


def _share(one: Share, by: str) -> dict[str, str | int | float]:
    return {by: one.value, "reports": one.reports, "of": one.of, "share": one.share}


def _kept(filters: Filters) -> dict[str, str]:
    """The filters that a new search on this page keeps."""
    return {name: value for name, value in parameters("", filters).items() if value and name not in ("q", "year", "sort")}
