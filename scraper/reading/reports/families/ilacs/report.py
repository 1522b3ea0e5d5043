"""ILACS inspections (2018 on): three rows and overall, four rows and overall from 2023, no overall grade from April 2026."""

import re
from collections.abc import Iterator, Sequence

from archive.records import Inspection, Inspector, Judgement, Problem, Record
from scraper.reading.reports.families.ilacs.grades import LEADERS, OVERALL, read_judgements
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.doubt import Span, derived_length, missing
from scraper.reading.reports.parts.inspections import NOBODY, inspection_of
from scraper.reading.reports.parts.labels import DATES, read_dates, read_leads
from scraper.reading.reports.parts.lists.lists import recommendation_lists, recommendations
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import ReportText

NAME = "ilacs"
NO_OVERALL_FROM = "2026-04-01"
"""Inspections that start on this day or later give no overall grade."""

WITHOUT_OVERALL = {"leadership", "help_and_protection", "children_in_care", "care_leavers"}
"""The rows of a whole table of such an inspection."""

_TITLE = re.compile(r"\binspection of\b", re.IGNORECASE)
_MARKS = (
    re.compile(DATES, re.IGNORECASE),
    re.compile(r"\bjudge?ments?\s+grades?\b", re.IGNORECASE),
    re.compile(LEADERS, re.IGNORECASE),
)


def claims(report: ReportText) -> bool:
    """Whether page 1 is an inspection's and has two of: the label of the dates, the head of the table, the row on leaders.

    What is inspected has many names: a council's children's services, a trust by any name.
    """
    page_one = " ".join(report.first_page.split())
    return bool(_TITLE.search(page_one)) and sum(bool(mark.search(page_one)) for mark in _MARKS) >= 2


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection, its judgements, areas for improvement, lead inspectors and paragraphs, and the Problems."""
    problems: list[Problem] = []
    span = read_dates(report, problems)
    leads = read_leads(report, r"lead\s+inspectors?\b", problems)
    judgements = read_judgements(report, problems)
    yield _inspection(report, span, leads, judgements, problems)
    yield from judgements
    for found in recommendation_lists(report.paragraphs):
        yield from recommendations(found)
        yield from found.problems
    for name in leads:
        yield Inspector(name, True)
    yield from paragraphs_of(report)
    yield from problems


def _inspection(
    report: ReportText, span: Span, leads: Sequence[str], judgements: Sequence[Judgement], problems: list[Problem]
) -> Inspection:
    """The Inspection; `problems` gets what is missing of overall grade and length."""
    overall = next((each for each in judgements if each.area == OVERALL), None)
    status = overall.grade_status if overall else "not_read"
    whole = {each.area for each in judgements} >= WITHOUT_OVERALL  # else its row may be lost with the others
    if overall is None and whole and span.start and span.start >= NO_OVERALL_FROM:
        status = "not_given"
    elif overall is None:
        problems.append(missing("overall effectiveness", "in the table of judgements"))
    length = derived_length(span.start, span.end, problems) if span.start and span.end else None
    return inspection_of(
        report, NAME, "ilacs_inspection", span, lead=(leads[0], 1) if leads else NOBODY, overall=overall, status=status, length=length
    )


FAMILY = Family(NAME, claims, read)
