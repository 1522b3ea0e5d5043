"""/outcomes and its other forms: the national table of latest graded inspections on any date, also with the sector's columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from sqlite3 import Connection, Row
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.holdings.authority import read_facts
from archive.keeping.completeness import Completeness, read_completeness
from archive.outcomes.distributions import Share, ToPublication, by_judgement, by_region, by_year, by_year_end, count, days_to_publication
from archive.outcomes.grade_scale import FAMILY_NAMES, JOINED, LEADING
from archive.outcomes.graded_inspections import as_at, read_graded
from archive.outcomes.latest import FILTERS, Asked, National, Outcome, read_asked, read_outcomes
from archive.outcomes.regions import OFSTED_REGIONS, REGIONS, ofsted_region
from archive.outcomes.succession import read_continued
from archive.parameters import LATEST
from archive.urls import report_url, with_query
from archive.web.database import archive_of
from archive.web.drawings.grade_bars import Bars, draw_bars
from archive.web.formats.atom import Entry, feed_response
from archive.web.formats.csv_json import Columns, list_response, rows_of
from archive.web.formats.excel import workbook_response
from archive.web.render import caching, page, today
from archive.web.words import complete_words
from archive.web.words_of_outcomes import area_name, change_words, judged_words, short_grade

if TYPE_CHECKING:
    from datasette.app import Datasette

AREAS = (*LEADING, JOINED)
IN_FEED = 50


@dataclass(frozen=True, slots=True)
class OutcomesView:
    """What the page shows: the table, its distributions and how far the archive is complete."""

    national: National
    overall: Share
    to_publication: ToPublication | None
    regions: Bars
    ofsted_regions: Bars
    year_ends: Bars
    years: Bars
    judgements: tuple[Share, ...]
    completeness: Completeness
    choices: dict[str, list[tuple[str, str]]]


async def outcomes_page(datasette: "Datasette", request: Request) -> Response:
    """The outcomes that are asked for, as a page, CSV, JSON, Excel or feed."""
    return await _answer(datasette, request, sector=False)


async def sector_files(datasette: "Datasette", request: Request) -> Response:
    """The same in SECTOR_COLUMNS, as CSV, JSON or Excel; the feed is that of /outcomes."""
    return await _answer(datasette, request, sector=True)


async def _answer(datasette: "Datasette", request: Request, *, sector: bool) -> Response:
    asked = read_asked({name: request.args.get(name) for name in request.args}, today())
    form, headers = request.url_vars["form"], caching(datasette)
    archive = archive_of(datasette)
    if form is None:
        view = await archive.read(read_view, asked)
        return await page(
            datasette, request, "outcomes.html", view=view, asked=asked, exports=exports(asked), leading=LEADING, joined=JOINED
        )
    national, completeness = await archive.read(lambda connection: (read_outcomes(connection, asked), read_completeness(connection)))
    site = f"{request.scheme}://{request.host}"
    if form == "atom":
        return feed_response(request, "Latest graded inspections", "/outcomes", entries(national), headers)
    columns = SECTOR_COLUMNS if sector else columns_of(asked, completeness, site)
    name = f"outcomes{'-sector' if sector else ''}-{asked.as_at}"
    if form == "xlsx":
        return workbook_response(list(columns), rows_of(columns, national.outcomes), notes(national, completeness), f"{name}.xlsx", headers)
    return list_response(form, columns, national.outcomes, name, headers, national.asked.notices)


def read_view(connection: Connection, asked: Asked) -> OutcomesView:
    """Read what the page shows."""
    inspections = as_at(read_graded(connection, by=asked.by), asked.as_at)
    national = read_outcomes(connection, asked, inspections)
    authorities = read_facts(connection)
    chosen = {one.code for one in national.outcomes} | {row["code"] for row in national.without}
    ended = {code for code, row in authorities.items() if row["ended"] and not asked.narrowed}
    counted = chosen | ended
    of_chosen = [one for one in inspections if one.authority in counted]
    successors = {before.code: code for code, before in read_continued(connection).items()}
    passed_on = [one._replace(authority=code) for one in of_chosen if (code := successors.get(one.authority)) in counted and code]
    # asked for each authority at the end of each year, and a row takes long to answer
    lives = {code: (row["started"] or "", row["ended"] or LATEST) for code, row in authorities.items()}
    return OutcomesView(
        national=national,
        overall=count("all", (one.latest for one in national.outcomes)),
        to_publication=days_to_publication(of_chosen),
        regions=draw_bars(by_region(national.outcomes, lambda region: region)),
        ofsted_regions=draw_bars(by_region(national.outcomes, ofsted_region)),
        year_ends=draw_bars(by_year_end([*of_chosen, *passed_on], asked.as_at, lambda code, on: lives[code][0] <= on <= lives[code][1])),
        years=draw_bars(by_year(of_chosen)),
        judgements=tuple(by_judgement(national.outcomes)),
        completeness=read_completeness(connection),
        choices=choices(list(authorities.values())),
    )


def choices(authorities: Sequence[Row]) -> dict[str, list[tuple[str, str]]]:
    """(value, words) of each filter's choices: regions that occur, kinds, and the authorities that have statistical neighbours."""
    held = {row["region"] for row in authorities}
    regions = [region for region in REGIONS if region in held] + sorted(held - set(REGIONS) - {None})
    eights = [region for region in OFSTED_REGIONS if region in {ofsted_region(one) for one in held}]
    with_neighbours = sorted((row["name"], row["code"]) for row in authorities if row["statistical_neighbours"])
    return {
        "region": [(one, one) for one in regions],
        "ofsted_region": [(one, one) for one in eights],
        "kind": [(one, one) for one in sorted({row["kind"] for row in authorities})],
        "neighbours": [(code, name) for name, code in with_neighbours],
    }


def exports(asked: Asked) -> dict[str, str]:
    """Addresses of the same outcomes in other forms."""
    chosen = {"as_at": asked.as_at, "date": asked.by, **{name: getattr(asked, name) for name in FILTERS}}
    paths = ("/outcomes.csv", "/outcomes.xlsx", "/outcomes.json", "/outcomes/sector.csv", "/outcomes/sector.xlsx", "/outcomes.atom")
    return {path: with_query(path, chosen) for path in paths}


def columns_of(asked: Asked, completeness: Completeness, site: str) -> Columns[Outcome]:
    """The columns of a list of outcomes; beside every grade stands its status, so that empty is never one thing."""
    judged: dict[str, Callable[[Outcome], object]] = {}
    for area in AREAS:
        judged |= {area: partial(_grade, area=area), f"{area}_status": partial(_status, area=area)}
    return {
        "as_at": lambda one: asked.as_at,
        "local_authority": lambda one: one.name,
        "local_authority_code": lambda one: one.code,
        "region": lambda one: one.region,
        "ofsted_region": lambda one: ofsted_region(one.region),
        **judged,
        "framework": lambda one: FAMILY_NAMES[one.latest.family],
        "length_derived": lambda one: one.particulars.length,
        "inspection_start": lambda one: one.latest.start,
        "inspection_end": lambda one: one.latest.end,
        "published": lambda one: one.latest.published,
        "days_to_publication": lambda one: one.latest.days_to_publication,
        "overall_effectiveness": lambda one: one.latest.overall,
        "grade_status": lambda one: one.latest.status,
        "last_overall_given": lambda one: one.last_given.overall if one.last_given else None,
        "last_overall_date": lambda one: one.last_given.day if one.last_given else None,
        "overall_before": lambda one: one.before.overall or one.before.status if one.before else None,
        "change": lambda one: one.change,
        "change_of_framework": lambda one: one.change_of_framework,
        "visits_with_priority_action_since": lambda one: len(one.alarms),
        "days_since": lambda one: "withheld: the last listing was short" if completeness.short else one.days_since,
        "inspected_as": lambda one: one.inspected_as,
        "report": lambda one: one.latest.key,
        "url": lambda one: f"{site}{report_url(one.latest.key)}",
    }


def _grade(one: Outcome, area: str) -> str | None:
    return one.judged(area).grade


def _status(one: Outcome, area: str) -> str:
    return one.judged(area).status


def sector_grade(one: Outcome, area: str) -> str:
    """The grade of an area, or why there is none."""
    return one.judged(area).grade or one.judged(area).status


def sector_framework(one: Outcome) -> str:
    """The framework, with its length where that follows from the dates."""
    return FAMILY_NAMES[one.latest.family] + (f" {one.particulars.length} (from its length)" if one.particulars.length else "")


SECTOR_COLUMNS: Columns[Outcome] = {  # those of the view sector_outcomes
    "urn": lambda one: one.particulars.urn,
    "local_authority": lambda one: one.name,
    "link": lambda one: one.particulars.url,
    "overall_effectiveness": lambda one: one.latest.overall,
    "grade_status": lambda one: one.latest.status,
    **{area: partial(sector_grade, area=area) for area in AREAS},
    "framework": sector_framework,
    "inspector": lambda one: one.particulars.lead_inspector,
    "inspection_start": lambda one: one.latest.start,
    "inspection_end": lambda one: one.latest.end,
    "published": lambda one: one.latest.published,
}


def notes(national: National, completeness: Completeness) -> list[str]:
    """What a reader of the workbook must know, a line each."""
    asked = national.asked
    of = f"{len(national.outcomes)} of {national.authorities} authorities"
    return [
        f"Latest graded inspections on {asked.as_at} ({asked.by} on or before that date). The archive has a graded inspection for {of}.",
        *asked.notices,
        complete_words(completeness),
        "Each grade has a status beside it: given, not_given (ILACS from April 2026 gives no overall grade), not_judged, not_read, "
        "joined (children in care and care leavers were one judgement until 2023), no_such_judgement.",
        "The last overall grade given has its own columns and its own date. It may come from an earlier inspection than the latest one.",
        "You can compare SIF and ILACS on overall effectiveness only. We work out the length (short, standard) from the dates.",
        "Days since are counted from the last day of the inspection. They do not show whether an inspection is overdue.",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
    ]


def entries(national: National) -> list[Entry]:
    """The newest of the latest inspections as entries of a feed."""
    newest = sorted(national.outcomes, key=lambda one: (one.latest.published or "", one.latest.key), reverse=True)
    return [Entry(report_url(one.latest.key), feed_title(one), one.latest.published, change_words(one)) for one in newest[:IN_FEED]]


def feed_title(one: Outcome) -> str:
    """ "Amberford: leaders good, help and protection good, …; overall: good"."""
    parts = [f"{area_name(area).lower()} {judged_words(one.judged(area)).lower()}" for area in LEADING]
    return f"{one.name}: {', '.join(parts)}; overall: {short_grade(one.latest.overall, one.latest.status).lower()}"
