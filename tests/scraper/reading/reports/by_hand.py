"""Reports written by hand: a few marks of text to the pages and lines that the PDF reader would give."""

from archive.records import ListedReport
from scraper.reading.pdf.lines import Line, Page
from scraper.reading.pdf.paragraphs import made_page
from scraper.reading.reports.parts.report_text import ReportText

MARGIN, SIZE, HIGH = 72.0, 12.0, 14.4


def printed(*pages: str, published: str | None = None) -> ReportText:
    """A report of these pages; each line of text is a paragraph of one line.

    "# " begins a bold heading, "## " a larger one, "• " and "– " bullets, "> " a paragraph as far right as the text of a bullet.
    """
    made = [_page(number, text) for number, text in enumerate(pages, start=1)]
    return ReportText(made, "report.pdf", ListedReport("key", "80000", "Report", published))


def _page(number: int, text: str) -> Page:
    lines = tuple(_line(line.strip(), 50 + 3 * HIGH * row) for row, line in enumerate(text.strip().splitlines()) if line.strip())
    return made_page(number, 595, 842, lines)


def _line(text: str, y: float) -> Line:
    mark, _, rest = text.partition(" ")
    if mark in ("#", "##"):
        return Line(rest, MARGIN, y, MARGIN + 200, y + HIGH, SIZE if mark == "#" else SIZE + 2, True)
    if mark in ("•", "–"):
        return Line(rest, MARGIN if mark == "•" else MARGIN + 36, y, 520, y + HIGH, SIZE, False, bullet=mark)
    if mark == ">":
        return Line(rest, MARGIN + 18, y, 520, y + HIGH, SIZE, False)
    return Line(text, MARGIN, y, 520, y + HIGH, SIZE, False)
