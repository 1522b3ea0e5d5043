"""Letters of several inspectorates about a whole area: the paragraphs that open them and the days of the inspection."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import takewhile

from archive.records import Problem
from scraper.reading.reports.parts.doubt import Span, missing, read_span
from scraper.reading.reports.parts.report_text import Paragraph, ReportText
from scraper.reading.reports.parts.sentences import Sentence, words_of_days

OPENING_PAGES = 2
"""The title stands on the first page, or on the second where a cover or a long list of addressees stands before it."""

_INSPECTED = re.compile(
    r"\b(?:took place|undertook|carried out|conducted|completed|inspected|inspection|visited|revisited|revisit|re-visit)\b", re.IGNORECASE
)


def early_paragraphs(report: ReportText) -> tuple[Paragraph, ...]:
    """The paragraphs of the pages on which a letter opens."""
    return tuple(paragraph for paragraph in report.paragraphs if paragraph.page <= OPENING_PAGES)


def introduction(report: ReportText, title: re.Pattern[str], is_section: Callable[[str], bool]) -> Iterator[Paragraph]:
    """The paragraphs below the title (or the salutation) up to the first heading of a section."""
    early = early_paragraphs(report)
    starts = [
        index for index, paragraph in enumerate(early) if title.fullmatch(paragraph.text) or paragraph.text.lower().startswith("dear")
    ]
    first = starts[-1] + 1 if starts else 0
    return takewhile(lambda paragraph: not is_section(paragraph.text), early[first:])


def inspection_span(opening: Sequence[Sentence], dated: str | None, report: ReportText, problems: list[Problem]) -> Span:
    """The days from the first sentence of the introduction that prints several days of inspecting.

    One day alone is that of another event: an earlier report, or the beginning of a week. `dated` is the letter's date or None.
    """
    before = date.fromisoformat(dated) if dated else None
    published = report.listed.published if report.listed else None
    for sentence in opening:
        printed = words_of_days(sentence.text) if _INSPECTED.search(sentence.text) else None
        if printed:
            found: list[Problem] = []
            span = read_span("inspection dates", printed, sentence.page, published, found, before=before)
            if span.start is None or span.start != span.end:
                problems += found
                return span
    problems.append(missing("inspection dates", "in the introduction of the letter"))
    return Span()
