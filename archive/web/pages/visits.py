"""/visits, /send, /after-inadequate and their other forms: visits without grades, and what followed an inadequate grade."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datasette import Request, Response

from archive.database.councils import read_source_titles
from archive.holdings.chosen_councils import ChosenCouncils, read_chosen_councils
from archive.outcomes.after_inadequate import Line, read_lines
from archive.outcomes.area_send import AreaSend, by_outcome, read_area_send
from archive.outcomes.distributions import GRADES
from archive.outcomes.official_inspections import NOT_HELD
from archive.outcomes.visits import Asked, Visit, crossed, find_visits, read_asked
from archive.search.filters import given_by
from archive.urls import report_url, with_query
from archive.vocabulary import SEND_OUTCOMES
from archive.web.database import archive_of
from archive.web.formats.atom import Entry, feed_response
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.chips import Chip, council_chips, make_chips
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.render import caching, page
from archive.web.words import count, label
from archive.web.words_of_outcomes import grade_at_the_time

if TYPE_CHECKING:
    from datasette.app import Datasette

SHOWN = 200  # of a list on its page; CSV and JSON hold all
SHOWN_SEND = 120  # each with sentences of its report, up to 1.5 KB


async def visits_page(datasette: "Datasette", request: Request) -> Response:
    """Focused visits and JTAIs, as a page, CSV, Excel, JSON or feed."""
    wanted = read_asked(given_by(request.args))
    (asked, visits, every), sources = await archive_of(datasette).read(
        lambda archive: (find_visits(archive, wanted), read_source_titles(archive))
    )
    form, headers = request.url_vars["form"], caching(datasette)
    if form in ("csv", "json", "xlsx"):
        site = f"{request.scheme}://{request.host}"
        return list_response(form, visit_columns(site), visits, "visits", headers, asked.notices, vocabularies={"family": "kind"})
    if form in FORMS:
        return await cite_list(datasette, request, form, [visit.key for visit in visits], "visits")
    if form == "atom":
        return feed_response(request, "Focused visits and joint inspections", "/visits", entries(visits), headers, notices=asked.notices)
    focused = [visit for visit in visits if visit.family == "focused_visit"]
    return await page(
        datasette, request, "visits.html", asked=asked, visits=visits[:SHOWN], total=len(visits), every=len(every), focused=len(focused),
        choices=choices(every), by_year=crossed(focused, "year"), by_grade=crossed(focused, "grade"),
        years=sorted({visit.year for visit in focused}), grades=grades_of(focused), yearly=Counter(visit.year for visit in focused),
        graded=Counter(visit.grade for visit in focused), chips=chips(asked, every, sources), without_filters="/visits",
        exports={one: with_query(f"/visits.{one}", asked.chosen) for one in ("csv", "xlsx", "json", "atom")},
    )  # fmt: skip


def chips(asked: Asked, visits: list[Visit], sources: Mapping[str, str]) -> list[Chip]:
    """The councils, sources, group and dates chosen, for which there is no box; `sources` are titles by name."""
    names = {visit.authority: visit.name for visit in visits} | dict(sources)
    titles = [("authority", "Local authority"), ("source", "Source")]
    return make_chips("/visits", asked.chosen, titles, lambda _, value: names.get(value) or value)


def choices(visits: list[Visit]) -> dict[str, list[tuple[str, str]]]:
    """(value, words) of the choices of each filter that occur."""
    topics = sorted({topic for visit in visits for topic in visit.topics}, key=lambda topic: label(topic, "topic"))
    return {
        "family": [(one, label(one, "kind")) for one in ("focused_visit", "jtai")],
        "topic": [(one, label(one, "topic")) for one in topics],
        "year": [(one, one) for one in sorted({visit.year for visit in visits if visit.year}, reverse=True)],
        "grade": [(one, grade_at_the_time(one)) for one in grades_of(visits)],
        "region": [(one, one) for one in sorted({visit.region for visit in visits if visit.region})],
        "alarms": [("yes", "With a priority action for the council")],
    }


def grades_of(visits: list[Visit]) -> list[str]:
    """The grades at the time that occur, best first, then the reasons for there being none."""
    held = {visit.grade for visit in visits}
    return [grade for grade in GRADES if grade in held] + sorted(held - set(GRADES))


def visit_columns(site: str) -> Columns[Visit]:
    """The columns of a list of visits."""
    return {
        "local_authority": lambda visit: visit.name,
        "local_authority_code": lambda visit: visit.authority,
        "family": lambda visit: visit.family,
        "inspection_start": lambda visit: visit.start,
        "inspection_end": lambda visit: visit.end,
        "published": lambda visit: visit.published,
        "topics": lambda visit: "; ".join(visit.topics),
        "theme": lambda visit: visit.theme,
        "overall_grade_at_the_time": lambda visit: visit.grade,
        "priority_actions": lambda visit: visit.actions,
        "priority_actions_for_others": lambda visit: visit.others,
        "report": lambda visit: visit.key,
        "url": lambda visit: f"{site}{report_url(visit.key)}",
    }


def entries(visits: list[Visit]) -> list[Entry]:
    """The visits as entries of a feed."""
    return [
        Entry(
            report_url(visit.key),
            f"{visit.name or 'Authority unknown'}: {label(visit.family, 'kind')}{', with a priority action' if visit.actions else ''}",
            visit.published,
            visit.theme or "We found no theme.",
        )
        for visit in visits
    ]


async def send_page(datasette: "Datasette", request: Request) -> Response:
    """Area SEND inspections, as a page, CSV, Excel or JSON."""
    given = given_by(request.args)
    councils, held = await archive_of(datasette).read(lambda archive: (read_chosen_councils(archive, given), read_area_send(archive)))
    inspections = [one for one in held if councils.has(one.authority, one.key)]
    form = request.url_vars["form"]
    if form in FORMS:
        return await cite_list(datasette, request, form, [one.key for one in inspections], "area-send")
    if form:
        site = f"{request.scheme}://{request.host}"
        return list_response(form, send_columns(site), inspections, "area-send", caching(datasette), councils.notices)
    return await page(
        datasette,
        request,
        "send.html",
        inspections=inspections[:SHOWN_SEND],
        total=len(inspections),
        outcomes=by_outcome(inspections),
        **narrowed("/send", councils),
    )


def narrowed(path: str, councils: ChosenCouncils) -> dict[str, Any]:
    """What a page shows of the councils chosen, and its other forms with them."""
    exports = {form: with_query(f"{path}.{form}", dict(councils.chosen)) for form in ("csv", "xlsx", "json")}
    return {"notices": councils.notices, "chips": council_chips(path, councils), "without_filters": path, "exports": exports}


def send_columns(site: str) -> Columns[AreaSend]:
    """The columns of a list of area SEND inspections; the outcome in its own words, and its number as a key, which is no grade."""
    return {
        "local_authority": lambda one: one.name,
        "local_authority_code": lambda one: one.authority,
        "report_type": lambda one: one.kind,
        "inspection_start": lambda one: one.start,
        "inspection_end": lambda one: one.end,
        "published": lambda one: one.published,
        "outcome": lambda one: one.outcome,
        "outcome_in_short": lambda one: SEND_OUTCOMES.words[str(one.outcome)] if one.outcome else "not read",
        "outcome_printed": lambda one: one.sentence or "not read",
        "next_inspection": lambda one: one.next or "not found on the page of the outcome",
        "priority_actions": lambda one: len(one.actions),
        "report": lambda one: one.key,
        "url": lambda one: f"{site}{report_url(one.key)}",
    }


async def after_inadequate_page(datasette: "Datasette", request: Request) -> Response:
    """What followed each inadequate grade, as a page, CSV, Excel or JSON."""
    given = given_by(request.args)
    councils, held = await archive_of(datasette).read(lambda archive: (read_chosen_councils(archive, given), read_lines(archive)))
    lines = [line for line in held if councils.has(line.code, line.start.key)]
    form = request.url_vars["form"]
    if form in FORMS:
        return await cite_list(datasette, request, form, [key for line in lines for key in line.keys], "after-inadequate")
    if form:
        site = f"{request.scheme}://{request.host}"
        return list_response(form, after_columns(site), lines, "after-inadequate", caching(datasette), councils.notices)
    return await page(
        datasette, request, "after_inadequate.html", lines=lines[:SHOWN], total=len(lines), **narrowed("/after-inadequate", councils)
    )


def after_columns(site: str) -> Columns[Line]:
    """The columns of what followed inadequate grades; what is not held is said in words."""
    return {
        "local_authority": lambda line: line.name,
        "local_authority_code": lambda line: line.code,
        "ended": lambda line: line.ended,
        "family": lambda line: line.start.family,
        "inadequate_on": lambda line: line.start.day,
        "report": lambda line: line.start.key,
        "visits_held": lambda line: len(line.visits),
        "visits": lambda line: "; ".join(
            f"{step.kind} {step.day} ({step.key}), {count(step.actions, 'priority action')}" for step in line.visits
        ),
        "visits_not_held": lambda line: "; ".join(
            f"{one.kind} {one.day} ({one.theme or 'no theme given'}), {NOT_HELD}" for one in line.not_held
        ),
        "monitoring_visits_held": lambda line: line.monitoring.held,
        "monitoring_visits_seen_in_listing": lambda line: line.monitoring.named,
        "next_family": lambda line: line.next.family if line.next else None,
        "next_overall": lambda line: line.next.overall if line.next else None,
        "next_grade_status": lambda line: line.next.status if line.next else "none_held",
        "next_on": lambda line: line.next.day if line.next else None,
        "days_to_next": lambda line: line.days,
        "next_report": lambda line: line.next.key if line.next else None,
        "url": lambda line: f"{site}{report_url(line.start.key)}",
    }
