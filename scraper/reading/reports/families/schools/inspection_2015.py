"""Inspections of schools from September 2015 to August 2019 (common inspection framework)."""

import re
from collections.abc import Iterator
from itertools import takewhile

from archive.records import Problem, Record
from scraper.reading.pdf.lines import Line
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
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.grades import GRADE, read_grade
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import ReportText
from scraper.reading.reports.parts.stated_grades import Stated

NAME = "school_2015"
AREAS = {
    "overall_effectiveness": r"overall\s+effectiveness",
    "leadership": r"(?:the\s+)?effectiveness\s+of\s+leadership\s+and\s+management",
}
OTHERS = (
    r"(?:the\s+)?quality\s+of\s+teaching,?\s+learning\s+and\s+assessment|personal\s+development,?\s+behaviour\s+and\s+welfare"
    r"|outcomes\s+for\s+(?:pupils|children(?:\s+and\s+(?:other\s+)?learners)?|learners)|early\s+years\s+provision|sixth[- ]form\s+provision"
    r"|16\s+to\s+19\s+study\s+programmes"
)
_SUMMARY = re.compile(r"summary\s+of\s+key\s+findings\b.*", re.IGNORECASE)
_STATED = re.compile(
    rf"this\s+is\s+an?\s+(?P<grade>{GRADE})\s+(?:school|academy|college|nursery)"
    rf"|this\s+is\s+an?\s+(?:school|academy|college|nursery)\s+that\s+(?P<verb>{GRADE})",
    re.IGNORECASE,
)
_LAYOUT = re.compile(
    r"personal\s+development,?\s+behaviour\s+and\b|effectiveness\s+of\s+leadership\s+and\b",
    re.IGNORECASE,  # the rest may be broken off
)


def claims(report: ReportText) -> bool:
    """Whether page 1 is a school report with the judgements of this framework above a summary of findings."""
    words = [line.text for line in printed_lines(report)]
    return (
        any(re.fullmatch(r"school\s+report", one, re.IGNORECASE) for one in _first_words(report))
        and any(map(_SUMMARY.fullmatch, words))
        and any(map(_LAYOUT.match, words))
    )


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection, its judgements, what is to be improved, the team, paragraphs, and the Problems."""
    problems: list[Problem] = []
    span = days_of(report, r"inspection\s+dates?", problems)
    team = team_of(report, problems)
    table = list(takewhile(lambda line: not _SUMMARY.fullmatch(line.text), printed_lines(report)))
    judgements = judgements_of(table, AREAS, OTHERS, list(_stated(printed_lines(report))), problems)
    overall = next((one for one in judgements if one.area == OVERALL), None)
    if overall is None:
        problems.append(missing("overall effectiveness", "in the table of page 1"))
    yield school_inspection(report, NAME, span, team, overall.grade_status if overall else "not_read", overall)
    yield from judgements
    yield from asked_of(report)
    yield from team[0]
    yield from paragraphs_of(report)
    yield from problems


def _first_words(report: ReportText) -> list[str]:
    """The lines of page 1, its running header among them."""
    return [line.text.strip() for line in report.pages[0].lines] if report.pages else []


def _stated(lines: list[Line]) -> Iterator[Stated]:
    """The overall grade that a heading of page 1 states: "This is a good school"."""
    for line in lines:
        if found := _STATED.fullmatch(line.text.strip().rstrip(".")):
            yield Stated(OVERALL, line.text, read_grade(found["grade"] or found["verb"]), 1)


FAMILY = Family(NAME, claims, read)
