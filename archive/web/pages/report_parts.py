"""A report's text in parts: a page for readers has at most 300 KB, and a text of some hundred sheets has more."""

from dataclasses import dataclass
from operator import itemgetter
from sqlite3 import Row

from markupsafe import escape

from archive.holdings.report import ReportView
from archive.urls import part_of, report_url

MOST = 240_000  # bytes of text with its links on one page; the rest of a report's page takes 20 to 40 KB
AROUND = 260  # bytes of links and tags around a paragraph
PAGES_IN_PART = 40  # of a text that was not read by paragraphs


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report's text: `number` of `numbers`, with its sections and pages as in ReportView.

    `cut` has the places (positions of paragraphs, or pages) whose text is too long to show even so; the original has it.
    """

    number: int
    numbers: int
    sections: list[tuple[str | None, list[Row]]]
    pages: list[Row]
    cut: frozenset[int]
    spans: list[tuple[int, int]]  # first and last page of each part

    @property
    def whole(self) -> bool:
        """Whether the text is on one page."""
        return self.numbers == 1

    def url(self, key: str, paragraph: int) -> str:
        """The address of a paragraph, from this page."""
        return f"#p{paragraph}" if self.whole or part_of(paragraph) == self.number else report_url(key, paragraph)


def part_of_text(view: ReportView, asked: str | None) -> Part:
    """The part of the text with the number `asked`, as typed; the first where there is no such part. A text that fits is one part."""
    rows = [row for _, rows in view.sections for row in rows] or view.pages
    by_paragraph = bool(view.sections)
    if _size("".join(row["text"] for row in rows)) + AROUND * len(rows) <= MOST:
        return Part(1, 1, view.sections, view.pages, frozenset(), [])

    def part(row: Row) -> int:
        return part_of(row["position"]) if by_paragraph else (row["page"] - 1) // PAGES_IN_PART + 1

    of_parts: dict[int, list[Row]] = {}
    for row in rows:
        of_parts.setdefault(part(row), []).append(row)
    numbers = max(of_parts)
    number = int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 6 and int(asked) in of_parts else min(of_parts)
    sections = [(heading, kept) for heading, rows in view.sections if (kept := [row for row in rows if part(row) == number])]
    pages = [] if by_paragraph else of_parts[number]
    spans = [(of_parts[one][0]["page"], of_parts[one][-1]["page"]) for one in sorted(of_parts)]
    return Part(number, numbers, sections, pages, _too_long(of_parts[number]), spans)


def _size(text: str) -> int:
    """Bytes of a text in HTML."""
    return len(str(escape(text)).encode())


def _too_long(rows: list[Row]) -> frozenset[int]:
    """The places of the longest texts, without which the others fit one page."""
    sizes = [(_size(row["text"]), row) for row in rows]
    left, cut = sum(size + AROUND for size, _ in sizes), set()
    for size, row in sorted(sizes, key=itemgetter(0), reverse=True):
        if left <= MOST:
            break
        left -= size
        cut.add(row["position"] if "position" in row.keys() else row["page"])  # noqa: SIM118  # a Row is no mapping
    return frozenset(cut)
