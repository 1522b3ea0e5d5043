"""ReportText: a report's pages as the family readers want them: running paragraphs over page breaks, each with page and geometry."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.records import ListedReport
from scraper.reading.pdf.document import Line, Page, Rule, Tag, paragraph_text, read_rules, read_tags


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of one page: its text without bullet glyph, its lines, and what its first line looks like.

    `bullet` is None, "•" or "–"; `x0` the left edge in points; `size` in points. A paragraph that runs over a page break is two.
    """

    text: str
    page: int
    bullet: str | None
    bold: bool
    size: float
    x0: float
    lines: tuple[Line, ...]


class ReportText:
    """A report's pages, what its listing says of it and, on demand, drawn rules and tags: all that the readers of `reading/reports/` get.

    Without `body` (the PDF's bytes) there are no rules and no tags.
    """

    def __init__(self, pages: Sequence[Page], url: str, listed: ListedReport | None, body: bytes | None = None) -> None:
        self.pages = tuple(pages)
        self.url = url  # for messages only: no fact is ever read from it
        self.listed = listed
        self._body = body

    def rules(self, page_numbers: Collection[int]) -> dict[int, tuple[Rule, ...]]:
        """The horizontal rules drawn on the given pages, by page, from the top down."""
        return read_rules(self._body, page_numbers) if self._body is not None else dict.fromkeys(page_numbers, ())

    @cached_property
    def tags(self) -> tuple[Tag, ...] | None:
        """The outermost elements of the structure tree; None for a PDF without one."""
        return read_tags(self._body) if self._body is not None else None

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All body paragraphs in reading order."""
        return tuple(self._paragraphs())

    def _paragraphs(self) -> Iterator[Paragraph]:
        for page in self.pages:
            for lines in page.paragraphs:
                text = paragraph_text(lines)
                first = lines[0]
                if first.bullet:
                    text = text.removeprefix(first.bullet).lstrip()
                yield Paragraph(text, page.number, first.bullet, all(line.bold for line in lines), first.size, first.x0, lines)

    @cached_property
    def first_page(self) -> str:
        """The running text of page 1, where a family is recognised."""
        return self.pages[0].text if self.pages else ""

    @cached_property
    def text(self) -> str:
        """The running text of all pages, a form feed between two."""
        return "\f".join(page.text for page in self.pages)
