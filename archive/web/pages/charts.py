"""/chart/NAME.svg, .png and .csv: the charts of the outcomes page, each with what was found as its title, its source and its date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from datasette import NotFound, Request, Response

from archive.configuration import site_title
from archive.outcomes.distributions import GRADES, Share, ToPublication
from archive.outcomes.grade_scale import JOINED
from archive.outcomes.latest import Asked, read_asked
from archive.search.filters import given_by
from archive.urls import with_query
from archive.web.database import archive_of
from archive.web.drawings.share_bars import Chart, draw_lengths, draw_shares
from archive.web.formats.csv_json import Columns, list_response
from archive.web.formats.png import NoFontError, png_of
from archive.web.pages.outcomes_view import OutcomesView, chosen_of, read_view
from archive.web.render import caching, page, templates, today
from archive.web.words import count, day
from archive.web.words_of_outcomes import area_name

if TYPE_CHECKING:
    from datasette.app import Datasette

JOINED_NAME = "In care and leavers (to 2023)"  # short enough to stand before a bar
FEWEST = 5  # with a grade: a smaller group is in no title, because one council more or less would change it


def _number(share: Share, grade: str) -> int:
    return share.counts.get(grade, 0)


SHARE_COLUMNS: Columns[Share] = {
    "group": lambda share: share.name,
    **{grade: partial(_number, grade=grade) for grade in GRADES},
    "with_grade": lambda share: share.with_grade,
    "good_or_outstanding": lambda share: share.good_or_better,
    "per_cent_good_or_outstanding": lambda share: share.per_cent,
    "without_grade": lambda share: share.total - share.with_grade,
}
DAYS_COLUMNS: Columns[tuple[str, ToPublication]] = {
    "year_published": lambda row: row[0],
    "shortest": lambda row: row[1].shortest,
    "median": lambda row: row[1].median,
    "longest": lambda row: row[1].longest,
    "inspections": lambda row: row[1].number,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart, with the columns and rows of its CSV."""

    drawn: Chart
    columns: Columns[Any]
    rows: Sequence[Any]


def of_england(share: Share) -> str:
    """ "65% of the 141 councils with an overall grade are good or outstanding"."""
    return f"{share.per_cent}% of the {count(share.with_grade, 'council')} with an overall grade are good or outstanding"


def regions_title(shares: Sequence[Share], all_: Share) -> str:
    """The whole, then the highest and the lowest region of those with FEWEST grades or more."""
    if not all_.with_grade:
        return "Overall grades by region"
    low, high = extremes(shares)
    if not low:
        return of_england(all_)
    places = [" and ".join(_place(share.name) for share in group) for group in (high, low)]
    return f"{of_england(all_)}: highest in {places[0]} ({high[0].per_cent}%), lowest in {places[1]} ({low[0].per_cent}%)"


def extremes(shares: Sequence[Share]) -> tuple[list[Share], list[Share]]:
    """Of the groups with FEWEST grades or more: all with the lowest share, and all with the highest; empty where all are alike."""
    known = [share for share in shares if share.with_grade >= FEWEST]
    rates = {share.name: share.good_or_better / share.with_grade for share in known}
    if len(set(rates.values())) < 2:
        return [], []
    lowest, highest = min(rates.values()), max(rates.values())
    return [share for share in known if rates[share.name] == lowest], [share for share in known if rates[share.name] == highest]


def _place(region: str) -> str:
    return region if region in ("London", "Yorkshire and the Humber") or region.startswith("East of") else f"the {region}"


def years_title(shares: Sequence[Share], what: str) -> str:
    """The first year with FEWEST grades or more, and the last: "… went from 26% (2015) to 48% (2026 to date)"."""
    known = [share for share in shares if share.with_grade >= FEWEST]
    if len(known) < 2:
        return f"{what} that were good or outstanding, by year"
    first, last = known[0], known[-1]
    return f"{what} that were good or outstanding: {first.per_cent}% in {first.name}, {last.per_cent}% in {last.name}"


def judgements_title(shares: Sequence[Share]) -> str:
    """The judgement with the highest share and that with the lowest."""
    low, high = extremes(shares)
    if not low:
        return "Judgements of the latest ILACS inspections"
    names = [" and ".join(share.name.partition(" (")[0].lower() for share in group) for group in (high, low)]
    return f"Most often good or outstanding: {names[0]} ({high[0].per_cent}%). Least often: {names[1]} ({low[0].per_cent}%)"


def days_title(rows: Sequence[tuple[str, ToPublication]]) -> str:
    """The medians of the first and the last year with FEWEST inspections or more."""
    known = [(year, found) for year, found in rows if found.number >= FEWEST]
    if not known:
        return "Days from the last day of an inspection to publication"
    (first, then), (last, now) = known[0], known[-1]
    before = f", and {then.median:g} in {first}" if first != last else ""
    return f"Half of the reports of {last} came out within {now.median:g} days of the inspection’s end{before}"


def charts_of(view: OutcomesView, asked: Asked) -> dict[str, Drawn]:
    """The charts that have anything to show, by name."""
    source = f"Source: {site_title()}, from Ofsted’s reports {asked.by} by {day(asked.as_at)}. Open Government Licence v3.0."
    named = [
        replace(share, name=JOINED_NAME if share.name == JOINED else area_name(share.name)) for share in view.judgements if share.total
    ]
    found: dict[str, tuple[Sequence[Share], str]] = {
        "regions": (view.regions, regions_title(view.regions, view.overall)),
        "ofsted-regions": (view.ofsted_regions, regions_title(view.ofsted_regions, view.overall)),
        "judgements": (named, judgements_title(named)),
        "year-ends": (view.year_ends, years_title(view.year_ends, "Councils")),
        "years": (view.years, years_title(view.years, "Inspections")),
    }
    drawn = {
        name: Drawn(draw_shares(shares, title, source), SHARE_COLUMNS, shares)
        for name, (shares, title) in found.items()
        if any(share.with_grade for share in shares)
    }
    if view.days_by_year:
        rows = [(year, one.median, f"{one.median:g} days ({count(one.number, 'inspection')})") for year, one in view.days_by_year]
        drawn["days-to-publication"] = Drawn(draw_lengths(rows, days_title(view.days_by_year), source), DAYS_COLUMNS, view.days_by_year)
    return drawn


def chart_files(asked: Asked) -> Callable[[str], dict[str, str]]:
    """Gives the addresses of a chart's files, by ending, for the same choice."""
    return lambda name: {form: with_query(f"/chart/{name}.{form}", chosen_of(asked)) for form in ("svg", "png", "csv")}


async def chart_file(datasette: "Datasette", request: Request) -> Response:
    """A chart of /outcomes as SVG, PNG or CSV. 404 where there is no such chart or nothing to draw."""
    asked = read_asked(given_by(request.args), today())
    name, form = request.url_vars["chart"], request.url_vars["form"]
    one = charts_of(await archive_of(datasette).read(read_view, asked), asked).get(name)
    if one is None:
        raise NotFound("There is no such chart, or nothing to show in it.")
    file = f"{name}-{asked.as_at}"
    if form == "csv":
        return list_response("csv", one.columns, one.rows, file, caching(datasette))
    return await drawn_file(datasette, request, one.drawn, form, file)


async def drawn_file(datasette: "Datasette", request: Request, drawn: Chart, form: str, name: str) -> Response:
    """The drawing as a file of this name: `form` is svg or png. 501 where the server has no font for a PNG."""
    svg = templates(datasette).get_template("chart.svg").render(chart=drawn, whole=True)
    headers = caching(datasette) | {"content-disposition": f'attachment; filename="{name}.{form}"'}
    if form == "svg":
        return Response(svg, headers=headers, content_type="image/svg+xml; charset=utf-8")
    try:
        return Response(png_of(svg), headers=headers, content_type="image/png")
    except NoFontError as error:
        return await page(datasette, request, "error.html", status=501, title="No PNG here", error=str(error))
