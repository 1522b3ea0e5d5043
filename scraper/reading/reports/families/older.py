"""Inspections of 2009 to 2013 of which few reports are left: what covers and lists say for certain; grades are left to the pages."""

import re
from collections.abc import Iterator

from archive.records import Inspector, Problem, Record
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.covers import cover_lead, cover_span, titles
from scraper.reading.reports.parts.inspections import NOBODY, inspection_of
from scraper.reading.reports.parts.lists.lists import recommendation_lists, recommendations
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import ReportText

NAME = "older"

KINDS = {
    "joint_area_review": r"joint\s+area\s+review\b.*"
    r"|.*\bprogress\s+(?:made\s+)?in\s+the\s+provision\s+of\s+safeguarding\s+services\b.*"
    r"|(?:safeguarding\s+)?progress\s+inspection\b.*",
    "safeguarding_inspection": r"(?:announced\s+)?inspection\s+of\s+safeguarding\s+and\s+"
    r"(?:services\s+for\s+)?looked\s+after\s+children\b.*",
    "child_protection_inspection": r"inspection\s+of\s+(?:local\s+authority\s+)?arrangements\s+for\s+the\s+protection\s+of\s+children\b.*",
}
"""Words of `vocabulary.REPORT_TYPES` with the titles, each a whole paragraph of the cover (case ignored)."""

_BEFORE_LIST = re.compile(r"(?:\d{1,3}[.)]?\s+)?in\s+order\s+to\s+improve\b.*\b(?:following|actions?)\b.{0,20}", re.IGNORECASE | re.DOTALL)
"""The sentence between the heading of a list and its items, perhaps numbered as a paragraph."""


def claims(report: ReportText) -> bool:
    """Whether a paragraph of page 1 is the title of one of these kinds."""
    return _kind(report) is not None


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection with dates and lead but no grades, and what was recommended; always with the Problem that grades are not read."""
    problems: list[Problem] = []
    kind = _kind(report)
    span = cover_span(report, problems)
    lead = cover_lead(report, problems)
    yield inspection_of(report, NAME, kind, span, lead=lead or NOBODY)
    if lead:
        yield Inspector(lead[0], True)
    paragraphs = [paragraph for paragraph in report.paragraphs if not _BEFORE_LIST.fullmatch(paragraph.text)]
    for found in recommendation_lists(paragraphs):
        yield from recommendations(found)
        yield from found.problems
    yield from paragraphs_of(report)
    yield from problems
    yield Problem("missing_fact", f"we do not read the grades of reports of the kind {kind}; see the pages")


def _kind(report: ReportText) -> str | None:
    for title in titles(report):
        for kind, words in KINDS.items():
            if re.fullmatch(words, title, re.IGNORECASE | re.DOTALL):
                return kind
    return None


FAMILY = Family(NAME, claims, read)
