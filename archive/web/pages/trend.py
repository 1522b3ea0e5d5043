"""/trend, its JSON, CSV and Excel: the share of each year's reports that have what was searched for."""

from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.search.filters import Filters, given_by, read_filters
from archive.search.trend import Share, Trend, find_trend
from archive.urls import with_query
from archive.web.database import archive_of
from archive.web.drawings.shares_by_year import draw
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.search import parameters
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

BY = {"year": "years", "kind": "kinds", "region": "regions"}


async def trend_page(datasette: "Datasette", request: Request) -> Response:
    """The trend of `q`, narrowed by the filters of a search, as a page, JSON, CSV or Excel."""
    archive = archive_of(datasette)
    filters = read_filters(given_by(request.args))
    typed = request.args.get("q") or ""
    trend = await archive.of_own_page(lambda connection: find_trend(connection, typed, filters, public=archive.public))
    form, headers = request.url_vars["form"], caching(datasette)
    if form == "json":
        return Response.json(as_json(trend), headers=headers)
    if form:
        by = request.args.get("by") if request.args.get("by") in BY else "year"
        return list_response(
            form,
            columns_of(str(by)),
            getattr(trend, BY[str(by)]),
            "trend",
            headers,
            trend.notices,
            licence=archive_of(datasette).rights.lines(),
        )
    chosen = parameters(trend.query, filters)
    return await page(
        datasette,
        request,
        "trend.html",
        trend=trend,
        chart=draw(trend.years),
        narrowed=filters.narrows(),
        results=with_query("/search", chosen),
        exports={form: with_query(f"/trend.{form}", chosen) for form in ("csv", "xlsx", "json")},
        csv_by={by: with_query("/trend.csv", chosen | {"by": by}) for by in BY},
        of_value=lambda by, value: with_query("/search", chosen | {by: value}),
        hidden=_kept(filters),
    )


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
        **({"notices": trend.notices} if trend.notices else {}),
    }


def _share(one: Share, by: str) -> dict[str, str | int | float]:
    return {by: one.value, "reports": one.reports, "of": one.of, "share": one.share}


def _kept(filters: Filters) -> dict[str, str]:
    """The filters that a new search on this page keeps."""
    return {name: value for name, value in parameters("", filters).items() if value and name not in ("q", "year", "sort")}
