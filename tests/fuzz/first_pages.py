"""Variants of first pages: rows wrapped otherwise, tables over the page, other labels, headers of another inspection. Facts must stay."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from archive.records import Inspection
from scraper.reading.pdf.document import made_page
from scraper.reading.pdf.lines import Line, Page
from tests.fuzz.trial import Whole

_BEGINS_ROW = re.compile(r"(?:The )?(?:experiences? and progress of|impact of leaders)|2\. Children looked after", re.IGNORECASE)
_ROW = re.compile(r"The experiences? and progress|Overall effectiveness|2\.1 |2\.2 |3\. Leadership", re.IGNORECASE)
_LEAD = re.compile(r"(?P<label>lead inspector:\s*)(?P<rest>.+)", re.IGNORECASE)
WITH_TABLE = ("ilacs", "sif")
"""Families whose first page has a table of judgements."""


def family(report: Whole) -> str | None:
    """The family that read the report."""
    return next(record.family for record in report.records if isinstance(record, Inspection))


def with_lines(page: Page, lines: Sequence[Line], number: int | None = None) -> Page:
    """The page with these lines."""
    return made_page(number or page.number, page.width, page.height, lines, page.marks)


def _first_page(report: Whole, change: Callable[[Line], Line]) -> list[Page]:
    first = report.pages[0]
    return [with_lines(first, [change(line) for line in first.lines]), *report.pages[1:]]


def rewrapped_rows(report: Whole, chance: random.Random) -> list[Page]:
    """The names of rows broken elsewhere over their two lines."""
    lines = list(report.pages[0].lines) if family(report) in WITH_TABLE else []
    for index, line in enumerate(lines):
        below = next((other for other in range(index + 1, len(lines)) if _is_below(line, lines[other])), None)
        if _BEGINS_ROW.match(line.text) and below is not None:
            words = f"{line.text} {lines[below].text}".split()
            cut = chance.randrange(2, len(words))
            lines[index] = replace(line, text=" ".join(words[:cut]))
            lines[below] = replace(lines[below], text=" ".join(words[cut:]))
    return [with_lines(report.pages[0], lines), *report.pages[1:]] if lines else list(report.pages)


def _is_below(line: Line, other: Line) -> bool:
    return abs(other.x0 - line.x0) < 2 * line.size and 0 < other.y0 - line.y0 < 1.6 * line.size and other.x1 < line.x1 + 3 * line.size


def tables_over_the_page(report: Whole, chance: random.Random) -> list[Page]:
    """The first page broken in two above a row of its table."""
    first = report.pages[0]
    rows = [line for line in first.lines if _ROW.match(line.text)] if family(report) in WITH_TABLE else []
    if not rows:
        return list(report.pages)
    cut = chance.choice(rows).y0 - 6  # a grade of two lines begins above the name of one
    above = [line for line in first.lines if line.y0 < cut or line.role != "body"]
    below = [replace(line, y0=line.y0 - cut + 90, y1=line.y1 - cut + 90) for line in first.lines if line.y0 >= cut and line.role == "body"]
    rest = [replace(page, number=page.number + 1) for page in report.pages[1:]]
    return [with_lines(first, above), with_lines(first, below, 2), *rest]


def other_labels(report: Whole, chance: random.Random) -> list[Page]:
    """The label of the dates in other words."""
    label = chance.choice(("Inspection date(s):", "Dates of inspection:", "Inspection dates –", "INSPECTION DATES:", "Inspection date :"))
    return _first_page(report, lambda line: replace(line, text=re.sub(r"^Inspection dates?:", label, line.text)))


def wrong_headers(report: Whole, chance: random.Random) -> list[Page]:
    """A running header of another inspection on every page; on the first perhaps not told from the text."""
    header = Line("Elsewhere children’s services, 3 to 7 March 2011", 72, 20, 500, 32, 9.0, False, "header")
    pages = [with_lines(page, (header, *page.lines)) for page in report.pages]
    if chance.random() < 0.5:
        pages[0] = with_lines(pages[0], (replace(header, role="body"), *report.pages[0].lines))
    return pages


def leads_with_footnotes(report: Whole, chance: random.Random) -> list[Page]:
    """The mark of a footnote behind the lead's office."""
    mark = chance.choice(("1", "2"))

    def marked(line: Line) -> Line:
        found = _LEAD.fullmatch(line.text)
        return replace(line, text=f"{line.text}{mark}") if found and line.text.endswith(("HMI", "Inspector")) else line

    return _first_page(report, marked)


def one_weight(report: Whole, chance: random.Random) -> list[Page]:
    """All lines of the first page bold, or none."""
    bold = chance.random() < 0.5
    return _first_page(report, lambda line: replace(line, bold=bold))


def other_sizes(report: Whole, chance: random.Random) -> list[Page]:
    """All pages printed larger or smaller; not those with ruled tables, whose rules would stay where they are."""
    if family(report) == "area_send":
        return list(report.pages)
    by = chance.choice((0.8, 1.2))
    return [
        with_lines(
            page,
            [replace(line, x0=line.x0 * by, x1=line.x1 * by, y0=line.y0 * by, y1=line.y1 * by, size=line.size * by) for line in page.lines],
        )
        for page in report.pages
    ]


VARIANTS = (rewrapped_rows, tables_over_the_page, other_labels, wrong_headers, leads_with_footnotes, one_weight, other_sizes)
