"""Inspections of schools from September 2019 to November 2025 (education inspection framework), graded and ungraded ones.

From September 2024 a graded inspection of a state-funded school gives no overall grade. None is worked out from the others.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from archive.records import Judgement, Problem, Record
from scraper.reading.reports.families.schools.parts import (
    OVERALL,
    asked_of,
    days_of,
    judgements_of,
    printed_lines,
    school_inspection,
    team_of,
)
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.doubt import Span, missing
from scraper.reading.reports.parts.grades import GRADE
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import ReportText

NAME = "school_2019"
NO_OVERALL_FROM = "2024-09-01"
AREAS = {
    "overall_effectiveness": r"overall\s+effectiveness",
    "leadership": r"(?:the\s+effectiveness\s+of\s+)?leadership\s+and\s+management",
}
OTHERS = (
    r"(?:the\s+)?quality\s+of\s+education|behaviour\s+and\s+attitudes|personal\s+development|early\s+years\s+provision"
    r"|sixth[- ]form\s+provision"
)
_GRADED = re.compile(rf"the\s+quality\s+of\s+education(?:\s*[:–—-]?\s+(?:{GRADE}))?", re.IGNORECASE)
"""The first row of the judgements: sentences begin with these words, too."""
_TITLE = re.compile(r"inspection\s+of\s+(?:an?\s+(?:good|outstanding)\s+school:?\s+)?\S.*", re.IGNORECASE)
_GOOD_SCHOOL = re.compile(r"inspection\s+of\s+an?\s+(?:good|outstanding)\s+school\b", re.IGNORECASE)
_DATES = r"inspection\s+dates?"
_OUTCOME = re.compile(r"outcome", re.IGNORECASE)
_TEXT = re.compile(r"what\s+is\s+it\s+like\s+to\s+attend\s+this\s+(?:school|nursery|setting|academy)\??|outcome", re.IGNORECASE)


def claims(report: ReportText) -> bool:
    """Whether page 1 is a school report of this framework: its title, its dates, and its judgements or the heading "Outcome"."""
    words = [line.text.strip() for line in report.pages[0].lines] if report.pages else []
    return (
        any(map(_TITLE.match, words))
        and any(re.match(_DATES, one, re.IGNORECASE) for one in words)
        and (any(map(_GRADED.fullmatch, words)) or _is_ungraded(words))
    )


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection, its judgements, what is to be improved, the team, paragraphs, and the Problems."""
    problems: list[Problem] = []
    span = days_of(report, _DATES, problems)
    team = team_of(report, problems)
    lines = printed_lines(report)
    ungraded = _is_ungraded([line.text.strip() for line in lines])
    table = list(takewhile(lambda line: not _TEXT.fullmatch(line.text.strip()), lines))
    judgements = [] if ungraded else judgements_of(table, AREAS, OTHERS, [], problems)
    overall = next((one for one in judgements if one.area == OVERALL), None)
    status = "not_applicable" if ungraded else _status(overall, judgements, span, problems)
    yield school_inspection(report, NAME, span, team, status, overall)
    yield from judgements
    yield from asked_of(report)
    yield from team[0]
    yield from paragraphs_of(report)
    yield from problems


def _is_ungraded(words: Sequence[str]) -> bool:
    """Whether these lines of page 1 are those of an inspection without grades: no judgement, and an outcome in words or its title."""
    return not any(map(_GRADED.fullmatch, words)) and any(_OUTCOME.fullmatch(one) or _GOOD_SCHOOL.match(one) for one in words)


def _status(overall: Judgement | None, judgements: Sequence[Judgement], span: Span, problems: list[Problem]) -> str:
    """The status of the overall grade; where no row has it, the dates say whether there should be one."""
    if overall:
        return overall.grade_status
    if judgements and span.start and span.start >= NO_OVERALL_FROM:
        return "not_given"
    problems.append(missing("overall effectiveness", "in the table of page 1"))
    return "not_read"


FAMILY = Family(NAME, claims, read)
