"""/visits with its CSV, JSON and feed, /send and /after-inadequate with theirs: what gives no grade, and what followed the worst one."""

from collections import Counter
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.outcomes.after_inadequate import Line, read_lines
from archive.outcomes.area_send import AreaSend, by_sentence, read_area_send
from archive.outcomes.distributions import GRADES
from archive.outcomes.official_inspections import NOT_HELD
from archive.outcomes.visits import FILTERS, Visit, crossed, read_asked, read_visits
from archive.urls import report_url, with_query
from archive.web.database import archive_of
from archive.web.formats.atom import Entry, feed_response
from archive.web.formats.csv_json import rows_response
from archive.web.render import caching, page
from archive.web.words import count, label
from archive.web.words_of_outcomes import grade_at_the_time

if TYPE_CHECKING:
    from datasette.app import Datasette

COLUMNS = (
    "local_authority", "local_authority_code", "family", "inspection_start", "inspection_end", "published", "topics", "theme",
    "overall_grade_at_the_time", "priority_actions", "priority_actions_for_others", "report", "url",
)  # fmt: skip
SEND_COLUMNS = (
    "local_authority", "local_authority_code", "report_type", "inspection_start", "inspection_end", "published", "outcome_printed",
    "next_inspection", "priority_actions", "report", "url",
)  # fmt: skip
AFTER_COLUMNS = (
    "local_authority", "local_authority_code", "ended", "family", "inadequate_on", "report", "visits_held", "visits", "visits_not_held",
    "monitoring_visits_held", "monitoring_visits_seen_in_listing", "next_family", "next_overall", "next_grade_status", "next_on",
    "days_to_next", "next_report", "url",
)  # fmt: skip
SHOWN = 200  # of a list on its page; CSV and JSON hold all
IN_FEED = 50


async def visits_page(datasette: "Datasette", request: Request) -> Response:
    """Focused visits and JTAIs, as a page, CSV, JSON or feed."""
    asked = read_asked({name: request.args.get(name) for name in request.args})
    every = await archive_of(datasette).read(read_visits)
    visits = [visit for visit in every if visit.meets(asked)]
    form, headers = request.url_vars["form"], caching(datasette)
    if form in ("csv", "json"):
        site = f"{request.scheme}://{request.host}"
        return rows_response(form, COLUMNS, [csv_row(visit, site) for visit in visits], "visits", headers)
    if form == "atom":
        return feed_response(request, "Focused visits and joint inspections", "/visits", entries(visits), headers)
    chosen = {name: getattr(asked, name) for name in FILTERS}
    focused = [visit for visit in visits if visit.family == "focused_visit"]
    return await page(
        datasette, request, "visits.html", asked=asked, visits=visits[:SHOWN], total=len(visits), every=len(every), focused=len(focused),
        choices=choices(every), by_year=crossed(focused, "year"), by_grade=crossed(focused, "grade"),
        years=sorted({visit.year for visit in focused}), grades=grades_of(focused), yearly=Counter(visit.year for visit in focused),
        graded=Counter(visit.grade for visit in focused),
        exports={one: with_query(f"/visits.{one}", chosen) for one in ("csv", "json", "atom")},
    )  # fmt: skip


def choices(visits: list[Visit]) -> dict[str, list[tuple[str, str]]]:
    """(value, words) of the choices of each filter that occur."""
    topics = sorted({topic for visit in visits for topic in visit.topics}, key=lambda topic: label(topic, "topic"))
    return {
        "family": [(one, label(one, "kind")) for one in ("focused_visit", "jtai")],
        "topic": [(one, label(one, "topic")) for one in topics],
        "year": [(one, one) for one in sorted({visit.year for visit in visits if visit.year}, reverse=True)],
        "grade": [(one, grade_at_the_time(one)) for one in grades_of(visits)],
        "alarms": [("yes", "With a priority action for the authority")],
    }


def grades_of(visits: list[Visit]) -> list[str]:
    """The grades at the time that occur, best first, then the reasons for there being none."""
    held = {visit.grade for visit in visits}
    return [grade for grade in GRADES if grade in held] + sorted(held - set(GRADES))


def csv_row(visit: Visit, site: str) -> list[object]:
    """A row of COLUMNS."""
    return [
        visit.name, visit.authority, visit.family, visit.start, visit.end, visit.published, "; ".join(visit.topics), visit.theme,
        visit.grade, visit.actions, visit.others, visit.key, f"{site}{report_url(visit.key)}",
    ]  # fmt: skip


def entries(visits: list[Visit]) -> list[Entry]:
    """The newest as entries of a feed."""
    return [
        Entry(
            report_url(visit.key),
            f"{visit.name or 'Authority not known'}: {label(visit.family, 'kind')}{', with a priority action' if visit.actions else ''}",
            visit.published,
            visit.theme or "No theme was read.",
        )
        for visit in visits[:IN_FEED]
    ]


async def send_page(datasette: "Datasette", request: Request) -> Response:
    """Area SEND inspections, as a page, CSV or JSON."""
    inspections = await archive_of(datasette).read(read_area_send)
    if form := request.url_vars["form"]:
        site = f"{request.scheme}://{request.host}"
        return rows_response(form, SEND_COLUMNS, [send_row(one, site) for one in inspections], "area-send", caching(datasette))
    return await page(datasette, request, "send.html", inspections=inspections, sentences=by_sentence(inspections))


def send_row(one: AreaSend, site: str) -> list[object]:
    """A row of SEND_COLUMNS; the outcome in its own words, never as a number."""
    return [
        one.name, one.authority, one.kind, one.start, one.end, one.published, one.sentence or "not read",
        one.next or "not found on the page of the outcome", len(one.actions), one.key, f"{site}{report_url(one.key)}",
    ]  # fmt: skip


async def after_inadequate_page(datasette: "Datasette", request: Request) -> Response:
    """What followed each inadequate grade, as a page, CSV or JSON."""
    lines = await archive_of(datasette).read(read_lines)
    if form := request.url_vars["form"]:
        site = f"{request.scheme}://{request.host}"
        return rows_response(form, AFTER_COLUMNS, [after_row(line, site) for line in lines], "after-inadequate", caching(datasette))
    return await page(datasette, request, "after_inadequate.html", lines=lines[:SHOWN], total=len(lines))


def after_row(line: Line, site: str) -> list[object]:
    """A row of AFTER_COLUMNS; what is not held is said in words."""
    start, after = line.start, line.next
    return [
        line.name, line.code, line.ended, start.family, start.day, start.key, len(line.visits),
        "; ".join(f"{step.kind} {step.day} ({step.key}), {count(step.actions, 'priority action')}" for step in line.visits),
        "; ".join(f"{one.kind} {one.day} ({one.theme or 'no theme given'}), {NOT_HELD}" for one in line.not_held),
        line.monitoring.held, line.monitoring.named, after.family if after else None, after.overall if after else None,
        after.status if after else "none_held", after.day if after else None, line.days, after.key if after else None,
        f"{site}{report_url(start.key)}",
    ]  # fmt: skip
