"""Area SEND inspections of 2016 to 2022 and their revisits: letters without outcome, some asking for a written statement of action."""

import re
from collections.abc import Iterator, Sequence

from archive.records import Inspector, Problem, Recommendation, Record
from scraper.reading.reports.families.area_send.team import team
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.inspections import NOBODY, inspection_of
from scraper.reading.reports.parts.joint_letters import early_paragraphs, inspection_span, introduction
from scraper.reading.reports.parts.letters import letter_date
from scraper.reading.reports.parts.lists.headings import list_kind
from scraper.reading.reports.parts.lists.lists import recommendation_lists, recommendations
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import Paragraph, ReportText
from scraper.reading.reports.parts.sentences import sentences

NAME = "area_send_2016"

_TITLE = re.compile(
    r"(?:re:? )?(?:joint )?(?:local )?area (?:SEND|special educational needs (?:and/or|and|or) disabilit(?:y|ies)(?: \(SEND\))?)"
    r" (?P<kind>inspection|re-?\s?visit|re-?inspection) (?:in|of|to)\b(?!.*local area partnership).{2,120}",
    re.IGNORECASE,
)
_SECTION = re.compile(r"(?:main )?findings|the effectiveness of the local area .*", re.IGNORECASE)
_WEAKNESSES = re.compile(
    r".*\bfollowing (?:areas? of )?(?:significant |serious )?(?:areas? of )?weakness(?:es)?\s*:?", re.IGNORECASE | re.DOTALL
)
_STATEMENT = re.compile(
    r"written statement of action is required|required to produce and submit a written statement of action", re.IGNORECASE
)
_DEAR = re.compile(r"dear\b", re.IGNORECASE)
_SIGNED = re.compile(r"yours (?:sincerely|faithfully),?", re.IGNORECASE)


def claims(report: ReportText) -> bool:
    """Whether a letter opens with the title "Joint local area SEND inspection in …" or "… revisit in …"; later reports are no letters."""
    return _title(report) is not None and any(_DEAR.match(paragraph.text) for paragraph in early_paragraphs(report))


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection without outcome, those who signed as inspectors, significant weaknesses and areas for development."""
    title = _title(report)
    revisit = title is not None and "visit" in title["kind"].lower()
    dated = letter_date(report)
    opening = tuple(sentences(introduction(report, _TITLE, lambda text: _SECTION.fullmatch(text) is not None)))
    problems: list[Problem] = []
    span = inspection_span(opening, dated, report, problems)
    inspectors = [member for member in team(report, _SIGNED) if member.lead]
    lead = inspectors[0] if inspectors else None
    yield inspection_of(
        report,
        NAME,
        "area_send_revisit" if revisit else "area_send_inspection",
        span,
        lead=(lead.name, lead.page) if lead else NOBODY,
        status="not_applicable",
        letter_date=dated,
    )
    yield from (Inspector(member.name, member.lead) for member in inspectors)
    yield from _weaknesses(report.paragraphs)
    for found in recommendation_lists(report.paragraphs):
        yield from recommendations(found, "partnership")
        yield from found.problems
    yield from paragraphs_of(report)
    yield from problems
    if lead is None:
        yield missing("lead inspector", "below the closing words of the letter")
    if _STATEMENT.search(report.text) and not any(True for _ in _weaknesses(report.paragraphs)):
        yield missing("areas of significant weakness", "though a written statement of action is required")


def _title(report: ReportText) -> re.Match[str] | None:
    return next((found for paragraph in early_paragraphs(report) if (found := _TITLE.fullmatch(paragraph.text))), None)


def _weaknesses(paragraphs: Sequence[Paragraph]) -> Iterator[Recommendation]:
    """The bullets below the sentence that ends "the following areas of significant weakness:", each once."""
    heading: str | None = None
    for paragraph in paragraphs:
        if paragraph.bullet and heading:
            yield Recommendation("priority_action", paragraph.text, paragraph.page, heading, "partnership")
        elif _WEAKNESSES.fullmatch(paragraph.text):
            heading = "areas of significant weakness"
        elif heading and list_kind(paragraph.text) is None and not paragraph.text[:1].islower():
            heading = None


FAMILY = Family(NAME, claims, read)
