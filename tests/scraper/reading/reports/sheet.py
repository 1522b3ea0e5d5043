"""Sheets: pages set by hand line by line, with tables of two columns, as the PDF reader would give them."""

from archive.records import ListedReport
from scraper.reading.pdf.lines import Line, Page
from scraper.reading.pdf.paragraphs import made_page
from scraper.reading.reports.parts.report_text import ReportText

LEFT, RIGHT, WIDE = 72.0, 395.0, 520.0
"""Left edges of the two columns, and where full lines of prose end."""
PITCH = 14.4
GAP = 30.0
"""From one paragraph or row to the next."""


class Sheet:
    """A page in the making; what is set stands below what was set before."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._y = 80.0

    def heading(self, *lines: str, size: float = 14.0) -> "Sheet":
        """A bold heading of these lines."""
        return self._column(lines, LEFT, size=size, bold=True)

    def prose(self, *lines: str) -> "Sheet":
        """A paragraph whose first line is as wide as the page's text."""
        self._column(lines, LEFT)
        first = self.lines[-len(lines)]
        self.lines[-len(lines)] = Line(first.text, LEFT, first.y0, WIDE, first.y1, first.size, first.bold)
        return self

    def bullet(self, text: str, glyph: str = "•") -> "Sheet":
        """One entry of a list."""
        self.lines.append(Line(text, LEFT, self._y, WIDE, self._y + 12, 12.0, False, bullet=glyph))
        self._y += GAP
        return self

    def row(self, name: str, grade: str = "", *, bold: bool = False) -> "Sheet":
        """A row of a table, "|" between the lines of a cell; the shorter cell stands in the middle of the longer, as in print."""
        cells = [name.split("|"), grade.split("|") if grade else []]
        height = max(len(cell) for cell in cells) * PITCH
        for left, cell in zip((LEFT, RIGHT), cells, strict=True):
            top = self._y + (height - len(cell) * PITCH) / 2
            for number, text in enumerate(cell):
                y = top + number * PITCH
                self.lines.append(Line(text, left, y, left + 6.0 * len(text), y + 12, 12.0, bold))
        self._y += height + GAP / 2
        return self

    def page(self, number: int = 1) -> Page:
        """The page."""
        return made_page(number, 595.0, 842.0, tuple(self.lines))

    def _column(self, lines: tuple[str, ...], left: float, *, size: float = 12.0, bold: bool = False) -> "Sheet":
        for text in lines:
            self.lines.append(Line(text, left, self._y, left + 5.5 * len(text), self._y + size, size, bold))
            self._y += 1.2 * size
        self._y += GAP - PITCH
        return self


def report(*sheets: Sheet, published: str | None = None) -> ReportText:
    """A report of these sheets, its pages numbered from 1."""
    pages = [sheet.page(number) for number, sheet in enumerate(sheets, start=1)]
    return ReportText(pages, "report.pdf", ListedReport("key", "80000", "Report", published))
