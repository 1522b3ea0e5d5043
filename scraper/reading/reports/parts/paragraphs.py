"""The running text of a report as numbered paragraphs under their headings, each once, at its first page."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from archive.records import ReportParagraph
from scraper.reading.pdf.characters import joined
from scraper.reading.reports.parts.report_text import Paragraph, ReportText

LONGEST_HEADING = 160
"""Characters: what is longer is no heading, however bold."""
BIGGER = 1.12
"""Short text this many times the size of the running text is a heading, bold or not."""
INDENTED = 6.0
"""The text of a numbered paragraph stands at least this many points right of its number."""
SAME_EDGE = 4.0
"""Left edges that differ by fewer points are the same edge."""

_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)(?:([.)])(?:\s+|(?=[A-Z‘“]))|\s+)(?=\S)")  # "13.Children" lost its tabulator
_SENTENCE_END = re.compile(r"[.:;?!]['’”\")]*$")
_IMPRINT = re.compile(r"the office for standards in education, children.s services and skills \(ofsted\)", re.IGNORECASE)
"""How the imprint at the end of Ofsted's reports begins: it stands under no heading."""


def paragraphs_of(report: ReportText) -> Iterator[ReportParagraph]:
    """Every paragraph with its number as printed, page, and the heading it stands under; bullets without their glyph.

    A paragraph that runs over a page break is one row at its first page. Headings are no rows: they are the `section` of what follows.
    The cells of a table are rows of their own, under the heading of the table.
    """
    size = _running_size(report)
    section: str | None = None
    heading: Paragraph | None = None
    held: _Held | None = None
    for before, paragraph in zip((None, *report.paragraphs), report.paragraphs, strict=False):
        if held and held.goes_on_with(paragraph):
            held.take(paragraph)
            continue
        if held:
            yield held.record
            held = None
        if is_heading(paragraph, size) and not (before and _beside(before, paragraph)):
            goes_on = heading is not None and _same_heading(heading, paragraph)
            section = joined(section or "", paragraph.text) if goes_on else paragraph.text
            heading = paragraph
            continue
        heading = None
        if _IMPRINT.match(paragraph.text):
            section = None
        if paragraph.text.strip():
            held = _Held(paragraph, section)
    if held:
        yield held.record


def is_heading(paragraph: Paragraph, size: float) -> bool:
    """Whether a paragraph is a heading: bold or larger than the running text's `size`, short, no bullet, no number alone."""
    text = paragraph.text
    return (
        (paragraph.bold or paragraph.size > BIGGER * size)
        and not paragraph.bullet
        and 2 < len(text) <= LONGEST_HEADING
        and not text.isdigit()
    )


def _running_size(report: ReportText) -> float:
    """The font size most of the report's characters have."""
    sizes: Counter[float] = Counter()
    for paragraph in report.paragraphs:
        sizes[round(paragraph.size, 1)] += len(paragraph.text)
    return max(sizes, key=lambda size: sizes[size], default=12.0)


def _beside(first: Paragraph, second: Paragraph) -> bool:
    """Whether `second` stands in the same row as `first`, to its right: a cell of a table's head, no heading."""
    left, right = first.lines[0], second.lines[0]
    return first.page == second.page and right.x0 > left.x1 and right.y0 < first.lines[-1].y1 and left.y0 < second.lines[-1].y1


def _same_heading(first: Paragraph, second: Paragraph) -> bool:
    """Whether a heading's second part, set apart by the colon or the width of its first, follows it."""
    near = second.page == first.page and 0 < second.lines[0].y0 - first.lines[-1].y0 < 2 * first.size
    return near and second.size == first.size and second.text[:1].islower()


def _number(paragraph: Paragraph) -> re.Match[str] | None:
    """The number a paragraph begins with: with a point or bracket behind it, or set off by the indent of the lines below."""
    found = None if paragraph.bullet else _NUMBER.match(paragraph.text)
    if found is None or found[2] or (len(paragraph.lines) > 1 and paragraph.lines[1].x0 > paragraph.x0 + INDENTED):
        return found
    return None


class _Held:
    """A paragraph that may go on over the page."""

    def __init__(self, paragraph: Paragraph, section: str | None) -> None:
        number = _number(paragraph)
        self.first = self.last = paragraph
        self.hanging = number is not None or paragraph.bullet is not None
        text = paragraph.text[number.end() :] if number else paragraph.text
        self.record = ReportParagraph(number[1] if number else None, paragraph.page, section, text, paragraph.page)

    def goes_on_with(self, paragraph: Paragraph) -> bool:
        """Whether `paragraph`, the first of the next page, is more of this one: by its edge, or in the middle of a sentence."""
        if paragraph.page != self.last.page + 1 or paragraph.bullet or paragraph.bold != self.last.bold:
            return False
        unfinished = not _SENTENCE_END.search(self.record.text) or paragraph.text[:1].islower()
        if abs(paragraph.size - self.last.size) > 0.5 or (_number(paragraph) and not unfinished):
            return False
        if self.hanging:
            return paragraph.x0 > self.first.x0 + INDENTED
        return unfinished and abs(paragraph.x0 - self.first.x0) < SAME_EDGE

    def take(self, paragraph: Paragraph) -> None:
        """Add the rest of this paragraph."""
        self.record = replace(self.record, text=joined(self.record.text, paragraph.text), page_end=paragraph.page)
        self.last = paragraph
