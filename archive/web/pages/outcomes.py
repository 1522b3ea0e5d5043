"""/outcomes and its other forms: the national table of latest graded inspections on any date, also with the sector's columns."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.keeping.completeness import Completeness, read_completeness
from archive.outcomes.grade_scale import FAMILY_NAMES, JOINED, LEADING
from archive.outcomes.latest import Asked, National, Outcome, read_asked, read_outcomes
from archive.outcomes.regions import ofsted_region
from archive.search.filters import given_by
from archive.urls import report_url, with_query
from archive.web.database import archive_of
from archive.web.formats.atom import Entry, feed_response
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.charts import chart_files, charts_of
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.pages.outcome_order import ordered, sort_addresses
from archive.web.pages.outcomes_view import chosen_of, read_view
from archive.web.render import caching, page, today
from archive.web.words import complete_words
from archive.web.words_of_outcomes import area_name, change_words, judged_words, short_grade

if TYPE_CHECKING:
    from datasette.app import Datasette

AREAS = (*LEADING, JOINED)


async def outcomes_page(datasette: "Datasette", request: Request) -> Response:
    """The outcomes that are asked for, as a page, CSV, JSON, Excel or feed."""
    return await _answer(datasette, request, sector=False)


async def sector_files(datasette: "Datasette", request: Request) -> Response:
    """The same in SECTOR_COLUMNS, as CSV, JSON or Excel; the feed is that of /outcomes."""
    return await _answer(datasette, request, sector=True)


async def _answer(datasette: "Datasette", request: Request, *, sector: bool) -> Response:
    asked = read_asked(given_by(request.args), today())
    form, headers = request.url_vars["form"], caching(datasette)
    archive = archive_of(datasette)
    if form is None:
        view = await archive.read(read_view, asked)
        sort, eight = request.args.get("sort") or "", request.args.get("regions") == "ofsted"
        return await page(
            datasette, request, "outcomes.html", view=view, asked=asked, exports=exports(asked), leading=LEADING, joined=JOINED,
            charts=charts_of(view, asked), files=chart_files(asked), regions="ofsted-regions" if eight else "regions",
            outcomes=ordered(view.national.outcomes, sort), sort=sort, sorts=sort_addresses(asked, sort),
            switched=with_query("/outcomes", {**chosen_of(asked), "regions": "" if eight else "ofsted"}),
        )  # fmt: skip
    if form in FORMS:
        cited = await archive.read(read_outcomes, asked)
        return await cite_list(datasette, request, form, cited.keys, f"outcomes-{asked.as_at}")
    national, completeness = await archive.read(lambda connection: (read_outcomes(connection, asked), read_completeness(connection)))
    site = f"{request.scheme}://{request.host}"
    if form == "atom":
        return feed_response(request, "Latest graded inspections", "/outcomes", entries(national), headers, notices=national.asked.notices)
    columns = SECTOR_COLUMNS if sector else columns_of(asked, completeness, site)
    name = f"outcomes{'-sector' if sector else ''}-{asked.as_at}"
    return list_response(form, columns, national.outcomes, name, headers, national.asked.notices, notes=notes(national, completeness))


def exports(asked: Asked) -> dict[str, str]:
    """Addresses of the same outcomes in other forms."""
    paths = ("/outcomes.csv", "/outcomes.xlsx", "/outcomes.json", "/outcomes/sector.csv", "/outcomes/sector.xlsx", "/outcomes.atom")
    return {path: with_query(path, chosen_of(asked)) for path in paths}


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
        complete_words(completeness),
        "Each grade has a status beside it, which says why there is none: inspections since April 2026 give no overall grade, and "
        "children in care and care leavers were one judgement until 2023.",
        "The last overall grade given has its own columns and its own date. It may come from an earlier inspection than the latest one.",
        "You can compare SIF and ILACS on overall effectiveness only. We work out the length (short, standard) from the dates.",
        "Days since are counted from the last day of the inspection. They do not show whether an inspection is overdue.",
    ]


def entries(national: National) -> list[Entry]:
    """The latest inspections as entries of a feed."""
    newest = sorted(national.outcomes, key=lambda one: (one.latest.published or "", one.latest.key), reverse=True)
    return [Entry(report_url(one.latest.key), feed_title(one), one.latest.published, change_words(one)) for one in newest]


def feed_title(one: Outcome) -> str:
    """ "Amberford: leaders good, help and protection good, …; overall: good"."""
    parts = [f"{area_name(area).lower()} {judged_words(one.judged(area)).lower()}" for area in LEADING]
    return f"{one.name}: {', '.join(parts)}; overall: {short_grade(one.latest.overall, one.latest.status).lower()}"
