"""A report's text in parts: a page for readers has at most 300 KB, and a text of some hundred sheets has more."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from sqlite3 import Row

from markupsafe import escape

from archive.holdings.report import ReportView
from archive.urls import part_of, report_url

MOST = 240_000  # bytes of text with its links on one page; the rest of a report's page takes 20 to 40 KB
AROUND = 260  # bytes of links and tags around a paragraph
PAGES_IN_PART = 40  # of a text that was not read by paragraphs
MOST_ASKED = 80_000  # bytes of recommendations that a page shows whole
USUALLY_ASKED = 20_000  # bytes of recommendations that MOST leaves room for
AROUND_ASKED = 450  # bytes of links and tags around a recommendation, or of one of which only the beginning is shown
MOST_BEGUN = 150  # recommendations of which the beginning is shown; the original has the rest
ANCHOR = 20  # bytes
MOST_ANCHORS = 3_000


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report's text: `number` of `numbers`, with its sections and pages as in ReportView.

    `cut` has the places (positions of paragraphs, or pages) whose text is too long to show even so; the original has it. `elsewhere` has
    for each part the places that are in it and not on this page: an older link to a paragraph names no part, and leads to the link of the
    part. The first `recommended` recommendations are shown whole, those up to `begun` in short.
    """

    number: int
    numbers: int
    sections: list[tuple[str | None, list[Row]]]
    pages: list[Row]
    cut: frozenset[int]
    spans: list[tuple[int, int]]  # first and last page of each part
    elsewhere: list[list[int]]
    recommended: int
    begun: int

    @property
    def whole(self) -> bool:
        """Whether the text is on one page."""
        return self.numbers == 1

    def url(self, key: str, paragraph: int) -> str:
        """The address of a paragraph, from this page."""
        return f"#p{paragraph}" if self.whole or part_of(paragraph) == self.number else report_url(key, paragraph)


def part_of_text(view: ReportView, asked: str | None) -> Part:
    """The part of the text with the number `asked`, as typed; the first where there is no such part. A text that fits is one part.

    The first part stands beside the recommendations: where these are long, there is less room for it.
    """
    rows = [row for _, rows in view.sections for row in rows] or view.pages
    by_paragraph = bool(view.sections)
    whole, taken = _shown_whole(view.recommendations)
    begun = min(len(view.recommendations), whole + MOST_BEGUN)
    room = MOST - max(0, taken + (begun - whole) * AROUND_ASKED - USUALLY_ASKED)
    if _size("".join(row["text"] for row in rows)) + AROUND * len(rows) <= room:
        return Part(1, 1, view.sections, view.pages, frozenset(), [], [], whole, begun)

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
    places = [[] if one == number or len(rows) > MOST_ANCHORS else list(map(_place, of_parts[one])) for one in sorted(of_parts)]
    room = (room if number == 1 else MOST) - ANCHOR * sum(map(len, places))
    return Part(number, numbers, sections, pages, _too_long(of_parts[number], room), spans, places, whole, begun)


def _shown_whole(recommendations: list[Row]) -> tuple[int, int]:
    """How many of the recommendations are shown whole, and the bytes that they take."""
    taken = [0, *accumulate(_size(row["text"]) + AROUND_ASKED for row in recommendations)]
    number = bisect_right(taken, MOST_ASKED) - 1
    return number, taken[number]


def _place(row: Row) -> int:
    """The position of a paragraph, or the number of a page."""
    place: int = row["position"] if "position" in row.keys() else row["page"]  # noqa: SIM118  # a Row is no mapping
    return place


def _size(text: str) -> int:
    """Bytes of a text in HTML."""
    return len(str(escape(text)).encode())


def _too_long(rows: list[Row], room: int) -> frozenset[int]:
    """The places of the longest texts, without which the others fit into `room` bytes."""
    sizes = [(_size(row["text"]), row) for row in rows]
    left, cut = sum(size + AROUND for size, _ in sizes), set()
    for size, row in sorted(sizes, key=itemgetter(0), reverse=True):
        if left <= room:
            break
        left -= size
        cut.add(_place(row))
    return frozenset(cut)
