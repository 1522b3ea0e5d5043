"""Letters about visits: focused visits, monitoring visits after an inadequate grade, assurance visits of 2020 and 2021."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from archive.records import Problem, Record, Topic
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.doubt import Span, missing, read_span
from scraper.reading.reports.parts.inspections import inspection_of
from scraper.reading.reports.parts.letters import introduction, letter_date, signatures, visit_kind
from scraper.reading.reports.parts.lists.headings import LONGEST, list_kind
from scraper.reading.reports.parts.lists.lists import recommendation_lists, recommendations
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import ReportText
from scraper.reading.reports.parts.sentences import Sentence, sentences, words_of_days
from scraper.reading.reports.parts.teams import read_team
from scraper.reading.reports.parts.themes import read_scope
from scraper.reading.reports.parts.topics import read_topics

LATEST_LETTER = 300
"""Days from the end of a visit to its letter: more are a year printed wrongly."""

_COVID_VISIT = "restrictions placed on society"  # in the letters of 2020-21 whose visits looked at work during the pandemic
_LIKE_LIST_HEADING = re.compile(
    r"\b(?:improve|improvements? needed|priority actions?|immediate actions?|recommend(?:ation)?s?)\b", re.IGNORECASE
)


def read_visit(report: ReportText, kind: str) -> Iterator[Record]:
    """The facts of a letter about a visit; `kind` is its family and its report_type. Visits give no grades."""
    opening = tuple(sentences(introduction(report)))
    problems: list[Problem] = []
    span, dated = read_days(opening, letter_date(report), report.listed.published if report.listed else None, problems)
    signed, signed_page = signatures(report)
    team = read_team(opening, signed, problems)
    scope = read_scope(opening)
    yield inspection_of(
        report,
        kind,
        kind,
        span,
        lead=(team.lead, (signed_page or span.page) if team.lead else None),
        status="not_applicable",
        theme=scope.theme,
        theme_page=scope.page,
        letter_date=dated,
    )
    yield from team.inspectors
    covid = " COVID-19" if any(_COVID_VISIT in sentence.text for sentence in opening) else ""
    yield from (Topic(topic) for topic in read_topics(scope.text + covid))
    yield from read_lists(report)
    yield from paragraphs_of(report)
    yield from problems
    if scope.theme is None:
        yield missing("theme", "in the introduction of the letter: no sentence says what inspectors looked at")


def read_days(opening: Sequence[Sentence], dated: str | None, published: str | None, problems: list[Problem]) -> tuple[Span, str | None]:
    """The days of the visit, from the first sentence on a visit that prints days, and the date of the letter, checked against each other.

    A visit cannot end after its letter, nor be much older than it. Where the publication date bears the visit's days out, the
    letter's date is the one left empty, else the days.
    """
    if not dated:
        problems.append(missing("date of the letter", "above the salutation"))
    on_visit = [sentence for sentence in opening if "visit" in sentence.text.lower()]
    words = next(((printed, sentence.page) for sentence in (*on_visit, *opening) if (printed := words_of_days(sentence.text))), None)
    if words is None:
        problems.append(missing("dates of the visit", "in the introduction of the letter"))
        return Span(), dated
    letter = date.fromisoformat(dated) if dated else None
    span = read_span("dates of the visit", *words, published or dated, problems, before=letter)
    if letter is None or span.end is None:
        return span, dated
    days = (letter - date.fromisoformat(span.end)).days
    if days < 0:
        older = f"the letter of {dated} is older than the visit it is about ({span.printed}); we leave its date empty"
        problems.append(Problem("impossible_date", older))
        return span, None
    if days > LATEST_LETTER:
        long_before = f"{span.printed!r} on page {span.page} is {days} days before the letter of {dated}; we leave it empty"
        problems.append(Problem("impossible_date", long_before))
        return Span(None, None, span.printed, span.page), dated
    return span, dated


def read_lists(report: ReportText) -> Iterator[Record]:
    """What must improve, in order; a Problem for a heading without anything below it, and for one that may head a list but is not known."""
    for found in recommendation_lists(report.paragraphs):
        yield from recommendations(found)
        yield from found.problems
        if not (found.items or found.problems) and found.statement is None:
            yield missing("what must improve", f"below the heading {found.heading!r} on page {found.page}")
    for paragraph in report.paragraphs:
        likely = paragraph.bold and not paragraph.bullet and len(paragraph.text) <= LONGEST and _LIKE_LIST_HEADING.search(paragraph.text)
        if likely and not list_kind(paragraph.text):
            message = (
                f"{paragraph.text!r} on page {paragraph.page} may be the heading of a list of what must improve; we do not read it as one"
            )
            yield Problem("unknown_value", message)


def _family(name: str) -> Family:
    """The visits of one name; all are read alike, and each letter says which it is about."""
    return Family(name, lambda report: visit_kind(report) == name, lambda report: read_visit(report, name))


FOCUSED, MONITORING, ASSURANCE = map(_family, ("focused_visit", "monitoring_visit", "assurance_visit"))
