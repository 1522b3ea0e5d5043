"""Visits of independent schools before they open (pre-registration) or change (material change): an outcome in words, no grades."""

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.records import Problem, Record
from scraper.reading.reports.families.schools.parts import days_of, school_inspection, team_of
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import ReportText

NAME = "independent_school_visit"
_KINDS = {
    "material_change_inspection": r"material\s+change\s+inspection\s+report",
    "pre_registration_inspection": r"pre-?\s*registration\s+inspection\s+report",
}
_OUTCOME = re.compile(r"(?:overall\s+)?outcome:?", re.IGNORECASE)
_SENTENCE = re.compile(r"the\s+school\b.*\b(?:likely|meets?|met)\b.*\bstandards?\b.*", re.IGNORECASE | re.DOTALL)


def claims(report: ReportText) -> bool:
    """Whether page 1 is headed as one of these reports."""
    return _kind(report) is not None


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection with the outcome as printed, the team, paragraphs, and the Problems."""
    problems: list[Problem] = []
    kind = _kind(report)
    assert kind is not None  # claims() said so
    span = days_of(report, _KINDS[kind], problems)
    outcome = _outcome(report)
    if outcome is None:
        problems.append(missing("the overall outcome", "below its heading"))
    team = team_of(report, problems)
    inspection = school_inspection(report, NAME, span, team, "not_applicable", kind=kind)
    yield replace(inspection, outcome_printed=outcome[0], outcome_page=outcome[1]) if outcome else inspection
    yield from team[0]
    yield from paragraphs_of(report)
    yield from problems


def _kind(report: ReportText) -> str | None:
    words = [line.text.strip() for line in report.pages[0].lines] if report.pages else []
    return next((kind for kind, title in _KINDS.items() if any(re.match(title, one, re.IGNORECASE) for one in words)), None)


def _outcome(report: ReportText) -> tuple[str, int] | None:
    """The sentence below the heading "Overall outcome" and its page."""
    heading = False
    for one in report.paragraphs:
        behind = re.sub(r"^overall\s+outcome:?\s+", "", one.text, flags=re.IGNORECASE)
        if (heading or behind != one.text) and _SENTENCE.fullmatch(behind):
            return behind, one.page
        heading = bool(_OUTCOME.fullmatch(one.text.strip())) or (heading and len(one.text) < 3)
    return None


FAMILY = Family(NAME, claims, read)
