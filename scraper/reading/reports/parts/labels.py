"""What stands behind a label on a page ("Inspection dates:", "Lead inspector:"), also in a cell beside it or on the next line."""

import re
from collections.abc import Iterable, Iterator, Sequence

from archive.records import Problem
from scraper.reading.errors import ParseError
from scraper.reading.pdf.characters import joined
from scraper.reading.pdf.lines import Line
from scraper.reading.reports.parts.doubt import INSPECTION_DAYS, Span, missing, read_span
from scraper.reading.reports.parts.people import read_names
from scraper.reading.reports.parts.report_text import ReportText

LABELS = re.compile(
    r"\s*(?:(?:re-?)?inspection\s+dates?(?:\(s\))?|dates?(?:\(s\))?\s+of\s+(?:the\s+)?(?:re-?)?inspection|(?:date\s+)?(?:report\s+)?published|age\s+group"
    r"|type\s+of\s+inspection|(?:deputy\s+|shadow\s+|reporting\s+|team\s+|associate\s+|additional\s+|ofsted\s+|other\s+)*(?:lead\s+)?inspectors?"
    r"|(?:shadow\s+|senior\s+|lead\s+)*(?:data\s+)?analysts?|(?:senior\s+)?quality\s+assurance(?:\s+(?:manager|inspector|lead|hmi))?"
    r"|the\s+inspection\s+team|judge?ments?|grade)\b(?:\s*[:–—-]|\s*\(|\s*$|(?=\s+[A-Z]))\s*"
    r"|\s*(?-i:[A-Z][a-z]+(?:\s+[a-z]+){0,4})\s*:\s",
    re.IGNORECASE,
)
"""The labels of these pages: where one starts, the value of the one before has ended."""
DATES = r"(?:(?:re-?)?inspection\s+dates?(?:\(s\))?|dates?(?:\(s\))?\s+of\s+(?:the\s+)?(?:re-?)?inspection)(?!\w)"
FURTHEST = 2.2
"""The next line of a value stands at most this many font sizes below."""
_LED = re.compile(r"\b(?:lead|reporting)\s+inspectors?\b|\bmajesty.s\s+inspectors?\b|\bS?HMI\b", re.IGNORECASE)
"""Words that name who led."""
LARGER = 1.25
"""A line this many times larger than the value's is a heading."""


def read_dates(report: ReportText, problems: list[Problem]) -> Span:
    """The dates of page 1, checked; what is not there or cannot be has its Problem. Running headers, which may be wrong, are not asked."""
    printed = next(labelled(_printed_lines(report), DATES), None)
    if not printed:
        problems.append(missing("inspection dates", "on page 1"))
        return Span()
    published = report.listed.published if report.listed else None
    return read_span("inspection dates", printed, 1, published, problems, days=INSPECTION_DAYS)


def read_leads(report: ReportText, label: str, problems: list[Problem]) -> tuple[str, ...]:
    """The names behind a label of page 1 (a pattern): one lead inspector, or several.

    None without a Problem where no page of the report says who led: some reports print no name.
    """
    printed = next(labelled(_printed_lines(report), label), "")
    try:
        leads = read_names(printed)
    except ParseError as error:
        problems.append(Problem("parse_error", f"lead inspector on page 1: {error}"))
        return ()
    if not leads and _LED.search(report.text):
        problems.append(missing("lead inspector", "on page 1"))
    return leads


def labelled(lines: Sequence[Line], label: str) -> Iterator[str]:
    """The texts behind lines that start with `label` (a pattern), each with what goes on below it, in order."""
    pattern = re.compile(rf"{label}\s*[:–—-]?\s*", re.IGNORECASE)
    for index, line in enumerate(lines):
        if found := pattern.match(line.text):
            yield _value(line.text[found.end() :], line, lines[index + 1 :])


def _printed_lines(report: ReportText) -> list[Line]:
    """The lines of page 1 that a reader sees; a cover's small print counts, running headers and footers do not."""
    return [line for line in report.pages[0].lines if line.role in ("body", "letterhead", "footnote")]


def _value(text: str, last: Line, following: Iterable[Line]) -> str:
    for line in following:
        near = -0.5 * last.size <= line.y0 - last.y0 <= FURTHEST * last.size
        if LABELS.match(line.text) or not near or line.size > LARGER * last.size:
            break
        text = joined(text, line.text)
        last = line
    return text.strip()
