"""/week, its plain text and its feed: what is new, ready to paste into an email."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from sqlite3 import Connection, Row
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from datasette import Request, Response

from archive.configuration import site_title
from archive.database.councils import Choices, read_choices
from archive.holdings.chosen_councils import ChosenCouncils, read_chosen_councils
from archive.outcomes.grade_scale import FAMILY_NAMES
from archive.outcomes.two_reports import TwoReports
from archive.outcomes.week import DAYS, GradedNews, Week, read_week
from archive.parameters import read_as_at
from archive.search.filters import given_by
from archive.urls import report_url, with_query
from archive.web.database import archive_of
from archive.web.formats.atom import Entry, feed_response
from archive.web.pages.chips import Chip, council_chips
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.render import caching, page, today
from archive.web.words import day, label, overall, report_title
from archive.web.words_of_outcomes import judged_words, short_grade

if TYPE_CHECKING:
    from datasette.app import Datasette

WEEKS_IN_FEED = 5


async def week_page(datasette: "Datasette", request: Request) -> Response:
    """The week that ends with `to` (default: today), as a page, plain text or feed of the last weeks."""
    notices: list[str] = []
    asked = request.args
    until = read_as_at((asked.get("to") or "").replace("\x00", ""), today(), notices)
    archive, form, headers = archive_of(datasette), request.url_vars["form"], caching(datasette)
    ends = [shifted(until, -DAYS * number) for number in range(WEEKS_IN_FEED if form == "atom" else 1)]

    def look(connection: Connection) -> tuple[list[Week], ChosenCouncils, Choices]:
        councils = read_chosen_councils(connection, given_by(asked))
        brief, sources = form == "atom", councils.sources or None
        weeks = [read_week(connection, end, brief=brief, codes=councils.codes, sources=sources) for end in ends]
        return weeks, councils, read_choices(connection)

    weeks, councils, choices = await archive.read(look)
    chosen = dict(councils.chosen)
    notices += councils.notices
    if form == "atom":
        events = [one for week in weeks for one in entries(week)]
        title = f"{site_title()}: week by week"
        return feed_response(request, title, "/week", events, headers, until=until, rights=archive.rights, notices=notices)
    [week] = weeks
    if form in FORMS:
        return await cite_list(datasette, request, form, [row["key"] for row in week.new], f"week-to-{until}")
    if form == "txt":
        lines = [*notices, *as_text(week, f"{request.scheme}://{request.host}", with_query("/week", {"to": until, **chosen}))]
        return Response.text("\n".join(lines) + "\n", headers=headers)
    later = shifted(until, DAYS)
    return await page(
        datasette, request, "week.html", week=week, notices=notices, earlier=shifted(until, -DAYS), later=later if later <= today() else "",
        chips=chips(councils, until), without_filters=with_query("/week", {"to": until}),
        choices=(tuple(chosen.items()), choices.councils, choices.regions),
        exports={form: with_query(f"/week.{form}", chosen | {"to": "" if form == "atom" else until}) for form in ("txt", "atom", "csv")},
        turn=lambda end: with_query("/week", {"to": end, **chosen}),
    )  # fmt: skip


def chips(councils: ChosenCouncils, until: str) -> list[Chip]:
    """The councils, regions and group chosen, each with the address of the same week without it."""
    return [
        replace(one, url=with_query("/week", {"to": until, **dict(parse_qsl(urlsplit(one.url).query))}))
        for one in council_chips("/week", councils)
    ]


def shifted(day_: str, days: int) -> str:
    """The ISO date so many days later."""
    return (date.fromisoformat(day_) + timedelta(days=days)).isoformat()


def change_words(news: GradedNews) -> str:
    """ "worse: was good in 2019", or why no change is stated."""
    if news.before is None:
        return "no earlier graded inspection in the archive"
    before, now = (side.report for side in (news.before.first, news.before.second))
    was = f"was {short_grade(before['overall_effectiveness'], before['status']).lower()} in {before['day'][:4]}"
    framework = "" if before["family"] == now["family"] else f" ({FAMILY_NAMES[before['family']]} to {FAMILY_NAMES[now['family']]})"
    return f"{news.overall or 'not comparable'}: {was}{framework}"


def outcome_words(row: Row) -> str:
    """What a row of listed_rows.REPORTS says of its outcome."""
    return overall(row["grade"]) if row["grade"] else "not held"


def reissue_words(two: TwoReports) -> str:
    """What a report that took another's place changed."""
    first, second = two.first.report, two.second.report
    was, now = (short_grade(row["overall_effectiveness"], row["status"]) for row in (first, second))
    grade = f"overall {was} became {now}; " if was != now else ""
    return f"{grade}recommendations: {len(two.gone)} removed, {len(two.new)} added, {len(two.pairs)} similar"


def as_text(week: Week, site: str, path: str) -> Iterator[str]:
    """The week in plain text, a line each, with the address of its page at the end."""
    yield f"{site_title()}: {day(week.since)} to {day(week.until)}"
    yield ""
    yield f"New reports: {len(week.new)}"
    for row in week.new:
        yield f"- {report_title(row)}, {day(row['published'])}. {outcome_words(row)}. {site}{report_url(row['key'])}"
    yield f"Graded inspections and changes: {len(week.graded)}"
    for news in week.graded:
        report = news.side.report
        yield f"- {report['authority_name']}: {short_grade(report['overall_effectiveness'], report['status'])}; {change_words(news)}"
        for area, judged, before, changed in news.areas:
            then = f" ({changed}; was {judged_words(before).lower()})" if before and changed else ""
            yield f"  - {label(area, 'area')}: {judged_words(judged)}{then}"
    for family, told in week.actions.items():
        yield f"Priority actions, {label(family, 'family')}: {len(told)}"
        yield from (f"- {one.authority or 'Authority unknown'}: {one.text}" for one in told)
    yield f"Corrected reports: {len(week.changed) + len(week.reissues)}"
    for two in week.changed:
        yield f"- {report_title(two.second.report)}: {reissue_words(two)}. {site}{report_url(two.second.report['key'])}"
    for reissue in week.reissues:
        yield f"- {report_title(reissue.report)}: {len(reissue.changes)} changes. {site}{report_url(reissue.report['key'])}"
    yield f"No longer listed by the source: {len(week.removed)}"
    yield from (f"- {report_title(row)}. {site}{report_url(row['key'])}" for row in week.removed)
    yield ""
    yield f"{site}{path}"


def entries(week: Week) -> list[Entry]:
    """The events of a week as entries of a feed, each with an address of its own."""
    return [
        *(Entry(report_url(row["key"]), report_title(row), row["published"], outcome_words(row), source=row["source"]) for row in week.new),
        *(
            Entry(
                report_url(two.second.report["key"]),
                f"Corrected: {report_title(two.second.report)}",
                week.until,
                reissue_words(two),
                "replaces",
                two.second.report["source"],
            )
            for two in week.changed
        ),
        *(
            Entry(
                report_url(one.report["key"]),
                f"Corrected: {report_title(one.report)}",
                one.changes[0]["seen"],
                "; ".join(f"{row['subject']}: {row['old'] or 'nothing'} became {row['new'] or 'nothing'}" for row in one.changes),
                f"changes-{one.changes[0]['document_id']}",
                one.report["source"],
            )
            for one in week.reissues
        ),
        *(
            Entry(
                report_url(row["key"]),
                f"No longer listed by the source: {report_title(row)}",
                row["off_page"],
                "We keep it in the archive.",
                "taken-off",
                row["source"],
            )
            for row in week.removed
        ),
    ]
