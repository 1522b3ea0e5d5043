"""What the covers of older reports say: the days of the inspection and who led it."""

import re
from collections.abc import Iterator
from itertools import chain

from archive.records import Problem
from scraper.reading.errors import ParseError
from scraper.reading.pdf.lines import Line
from scraper.reading.reports.parts.doubt import Span, missing, read_span
from scraper.reading.reports.parts.labels import labelled
from scraper.reading.reports.parts.people import read_names
from scraper.reading.reports.parts.report_text import ReportText
from scraper.reading.reports.parts.sentences import sentences, words_of_days

COVER_PAGES = 2
"""Title, dates and inspector stand on the cover, or on the page behind it."""
OPENING_PAGES = 5
"""What a report says about itself stands on these pages, behind cover and contents."""
LONGEST_TITLE = 260
"""Characters: a longer paragraph is no title, whatever it begins with."""

_VISIT = r"(?:inspection|review|fieldwork|visit)"
_DATES = rf"(?:(?:re-?)?{_VISIT}\s+dates?(?:\(s\))?|dates?(?:\(s\))?\s+of\s+(?:the\s+)?{_VISIT}|fieldwork)(?!\w)"
_LEAD = r"(?:reporting|lead)\s+(?:inspector|reviewer)s?\b"
_TOOK_PLACE = re.compile(
    rf"\b(?:this|the|our)\s+(?:progress\s+|joint\s+)?{_VISIT}\s+(?:took\s+place|was\s+(?:carried\s+out|conducted|undertaken))\b",
    re.IGNORECASE,
)


def titles(report: ReportText) -> tuple[str, ...]:
    """The paragraphs of page 1 that may be its title."""
    return tuple(paragraph.text for paragraph in report.paragraphs if paragraph.page == 1 and len(paragraph.text) <= LONGEST_TITLE)


def cover_span(report: ReportText, problems: list[Problem]) -> Span:
    """The days behind their label on the cover, else those of the first sentence that says when this inspection was."""
    on_cover = ((page, printed) for page, lines in _cover(report) for printed in labelled(lines, _DATES))
    opening = sentences(paragraph for paragraph in report.paragraphs if paragraph.page <= OPENING_PAGES)
    in_text = ((each.page, words_of_days(each.text)) for each in opening if _TOOK_PLACE.search(each.text))
    for page, printed in chain(on_cover, in_text):
        if printed:
            return read_span("inspection dates", printed, page, report.listed.published if report.listed else None, problems)
    problems.append(missing("inspection dates", "on the cover or in a sentence that says when the inspection was"))
    return Span()


def cover_lead(report: ReportText, problems: list[Problem]) -> tuple[str, int] | None:
    """Name and page of the inspector whom the cover, or the team at the end, names as reporting or leading."""
    behind = ((page.number, [line for line in page.lines if line.role == "body"]) for page in reversed(report.pages[COVER_PAGES:]))
    for page, lines in chain(_cover(report), behind):
        for printed in labelled(lines, _LEAD):
            try:
                names = read_names(printed)
            except ParseError as error:
                problems.append(Problem("parse_error", f"lead inspector on page {page}: {error}"))
                return None
            if names:
                return names[0], page
    problems.append(missing("lead inspector", "on the cover or in the team at the end"))
    return None


def _cover(report: ReportText) -> Iterator[tuple[int, list[Line]]]:
    for page in report.pages[:COVER_PAGES]:
        yield page.number, [line for line in page.lines if line.role in ("body", "letterhead")]
