"""Reviews of a Safeguarding Children Board alone (2014 to 2017), published apart from the authority's inspection."""

import re
from collections.abc import Iterator

from archive.records import Inspector, Judgement, Problem, Record
from scraper.reading.reports.families.sif.grades import BOARD_NAME
from scraper.reading.reports.families.sif.table import BOARD, BOARD_NAMES
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.covers import cover_lead, cover_span, titles
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.inspections import NOBODY, inspection_of
from scraper.reading.reports.parts.lists.lists import recommendation_lists, recommendations
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import ReportText
from scraper.reading.reports.parts.stated_grades import one_stated, stated_grades

NAME = "board_review"

_BOARD = r"(?:[\w’'.&-]+\s+){0,6}?safeguarding\s+children(?:.{0,2}s)?\s+board"
_TITLE = re.compile(rf"(?:joint\s+)?review\s+of\s+(?:the\s+)?(?:effectiveness\s+of\s+)?(?:the\s+)?{_BOARD}\b.*", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(
    r"inspection\s+of\s+(?:the\s+)?services\s+for\s+children|inspection\s+of\s+children.s\s+(?:social\s+care\s+)?services", re.IGNORECASE
)
"""Titles of inspections of an authority, beside which the review of its Board is a part of the report."""
_PARTS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\bchildren\s+looked\s+after\s+and\s+achieving\s+permanence\b",
        r"\badoption\s+performance\b",
        r"\bleadership,?\s+management\s+and\s+governance\b",
        r"\bexperiences?\s+and\s+progress\s+of\s+care\s+leavers\b",
    )
)
"""Judgements of an authority: a report that names two of them is no review of a Board alone, though the title's other lines were lost."""


def claims(report: ReportText) -> bool:
    """Whether page 1 has the title of a review of a Board, and the report neither title nor judgements of an inspection of an authority."""
    found = titles(report)
    if not any(_TITLE.fullmatch(title) for title in found) or any(_AUTHORITY.search(title) for title in found):
        return False
    return sum(part.search(report.text) is not None for part in _PARTS) < 2


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection (the authority is not judged), the Board's judgement, the lead, and the recommendations to the Board."""
    problems: list[Problem] = []
    span = cover_span(report, problems)
    lead = cover_lead(report, problems)
    yield inspection_of(report, NAME, "other", span, lead=lead or NOBODY, status="not_applicable")
    yield _judgement(report, problems)
    if lead:
        yield Inspector(lead[0], True)
    for found in recommendation_lists(report.paragraphs):
        yield from recommendations(found, "board", "Local Safeguarding Children Board")
        yield from found.problems
    yield from paragraphs_of(report)
    yield from problems


def _judgement(report: ReportText, problems: list[Problem]) -> Judgement:
    """The judgement of the Board that headings or sentences state; without a grade, and with a Problem, where none or several do."""
    stated = list(stated_grades(report.paragraphs, BOARD_NAMES))
    first = one_stated(stated, BOARD, problems)
    if first:
        return Judgement(BOARD, BOARD_NAME, first.grade.grade, first.grade.printed, "given", first.page, "board")
    if not stated:
        problems.append(missing("the judgement of the Safeguarding Children Board", "in any heading or sentence"))
    return Judgement(BOARD, BOARD_NAME, None, None, "not_read", 1, "board")


FAMILY = Family(NAME, claims, read)
