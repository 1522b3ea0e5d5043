"""What each line of a document is for (header, footer, page number, letterhead, footnote), told by place, size and repetition."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from scraper.reading.pdf.lines import Line, Role
from scraper.reading.pdf.reading_order import in_reading_order

MARGIN = 0.1
"""Running headers and footers stand in this share of the page's height, from above or below."""
NUMBER_MARGIN = 0.15
"""Page numbers stand in this share of the page's height."""
REPEATED = 0.2
"""Running headers and footers stand on at least this share of the pages (odd and even pages may differ, title pages have none)."""
EDGE = 0.07
"""Small print in this share of the page's height is a header or footer though it stands on one page only."""
SMALL = 0.85
"""Letterheads are at most this many times the body's size."""
NOTE = 0.92
"""Footnotes are at most this many times the body's size."""
LETTERHEAD = 0.25
"""Letterheads stand in this share of the first page's height, from above."""
RIGHT_COLUMN = 0.5
"""A letterhead's right column starts right of this share of the width, in the upper half of the first page."""

PageLines = tuple[float, float, Sequence[Line]]
"""Width and height of a page in points, and its lines."""

_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*(\d{1,4})\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_NOTE_START = re.compile(r"(\d{1,3}|[*†‡§])(?=\W)\s*\S")
_DIGITS = re.compile(r"\d+")


def laid_out(pages: Sequence[PageLines]) -> list[tuple[Line, ...]]:
    """The lines of each page of a document in reading order with their roles; "hidden" and "garbled" stay."""
    body = _body_size(lines for _, _, lines in pages)
    running = _running(pages)
    last_note = 0
    result = []
    for number, (width, height, written) in enumerate(pages, start=1):
        lines = in_reading_order(written)
        roles: list[Role] = [_margin_role(line, number, height, body, running) for line in lines]
        if number == 1:
            _mark_letterhead(roles, lines, width, height, body)
        last_note = _mark_footnotes(roles, lines, body, last_note)
        result.append(tuple(line if line.role == role else replace(line, role=role) for line, role in zip(lines, roles, strict=True)))
    return result


def _body_size(pages: Iterable[Sequence[Line]]) -> float:
    """The font size most characters of a document have."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=12.0)


def _zone(line: Line, height: float, share: float = MARGIN) -> Role | None:
    if line.y1 <= share * height:
        return "header"
    if line.y0 >= (1 - share) * height:
        return "footer"
    return None


@dataclass(frozen=True, slots=True)
class _Running:
    """What repeats in the margins of a document: words without numbers, and how far printed page numbers are from the pages' own."""

    likenesses: frozenset[tuple[Role, str, float]]
    offsets: frozenset[int]


def _likeness(line: Line, zone: Role) -> tuple[Role, str, float]:
    return zone, _DIGITS.sub("#", line.text), round(line.size, 1)


def _page_number(line: Line) -> int | None:
    found = _PAGE_NUMBER.fullmatch(line.text) if line.bullet is None else None
    return int(found[1]) if found else None


def _running(pages: Sequence[PageLines]) -> _Running:
    """What stands in the margins of two pages and a fifth of all pages or more; page numbers of two pages, or of the only one."""
    likenesses: dict[tuple[Role, str, float], set[int]] = defaultdict(set)
    offsets: dict[int, set[int]] = defaultdict(set)
    for number, (_, height, lines) in enumerate(pages, start=1):
        for line in lines:
            zone = _zone(line, height, NUMBER_MARGIN)
            if zone is None or line.role != "body":
                continue
            printed = _page_number(line)
            if printed is not None:
                offsets[printed - number].add(number)
            elif _zone(line, height):
                likenesses[_likeness(line, zone)].add(number)
    enough = max(2.0, REPEATED * len(pages))
    return _Running(
        frozenset(likeness for likeness, numbers in likenesses.items() if len(numbers) >= enough),
        frozenset(offset for offset, numbers in offsets.items() if len(numbers) >= min(2, len(pages))),
    )


def _margin_role(line: Line, number: int, height: float, body: float, running: _Running) -> Role:
    """The role of a line of page `number` if it stands in a margin, else its own."""
    zone = _zone(line, height, NUMBER_MARGIN)
    if zone is None or line.role != "body":
        return line.role
    printed = _page_number(line)
    if printed is not None and printed - number in running.offsets:
        return "page_number"
    if _zone(line, height) and _likeness(line, zone) in running.likenesses:
        return zone
    small = _zone(line, height, EDGE) and line.size <= SMALL * body and not _NOTE_START.match(line.text)
    return zone if small else "body"


def _mark_letterhead(roles: list[Role], lines: Sequence[Line], width: float, height: float, body: float) -> None:
    """Small print at the top of the first page, or in a right column of its upper half, is the letterhead."""
    for index, line in enumerate(lines):
        above = line.y1 <= LETTERHEAD * height
        beside = line.x0 >= RIGHT_COLUMN * width and line.y1 <= 0.5 * height
        if roles[index] in {"body", "header"} and line.size <= SMALL * body and (above or beside):
            roles[index] = "letterhead"


def _mark_footnotes(roles: list[Role], lines: Sequence[Line], body: float, last: int) -> int:
    """Small lines at the foot of a page, from the highest that starts with the next note's number (or a sign) down, are footnotes.

    `last` is the number of the document's last footnote so far; the new one is returned. Notes may start again at 1.
    """
    below = sorted((index for index, role in enumerate(roles) if role == "body"), key=lambda index: -lines[index].y1)
    small = list(takewhile(lambda index: lines[index].size <= NOTE * body, below))
    small.reverse()
    begun = False
    for index in small:
        start = _NOTE_START.match(lines[index].text)
        number = int(start[1]) if start and start[1].isdecimal() else None
        if number is not None and (number == 1 or last < number <= last + 2):
            begun, last = True, number
        elif start and number is None:
            begun = True
        if begun:
            roles[index] = "footnote"
    return last
