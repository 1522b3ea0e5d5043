"""A PDF's own tables of where its objects begin, and whether they begin there: in a file that lost bytes some of them do not."""

import re
import zlib
from collections.abc import Generator, Iterator

MOST_TABLES = 64
"""Tables that are read: one for each time the file was changed; a damaged chain may go round."""
LONGEST = 4_096
"""Bytes of a trailer or of a table's dictionary that are looked at."""

_START = re.compile(rb"startxref\s+(\d+)")
_TABLE = re.compile(rb"(?<!start)xref\s+\d+ \d+\s")
_SECTION = re.compile(rb"\s*(\d+)\s+(\d+)[ \t]*(?:\r\n|\r|\n)")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])\s{1,2}")
_OBJECT = re.compile(rb"\s{0,2}(\d+)\s+\d+\s+obj\b")
NEAR = 40
"""Bytes by which a careless program may misjudge a place."""

Entry = tuple[int, int]
"""Number of an object, and its place from the file's `%PDF-`; 0 where it has none of its own."""


def misplaced(body: bytes) -> int | None:
    """The place where the tables name an object that is not there, though others are where they should be; else None.

    Where none is, the tables are wrong and not the file: viewers make them anew.
    """
    origin = max(0, body[:1024].find(b"%PDF-"))
    places: dict[int, int] = {}
    for number, place in _entries(body, origin):
        places.setdefault(number, place)  # the newest table comes first
    named = {number: origin + place for number, place in places.items() if place > 0}
    wrong = [
        place for number, place in named.items() if not body.startswith(b"%d 0 obj" % number, place) and not _begins(body, number, place)
    ]
    return min(wrong) if 0 < len(wrong) < len(named) else None


def _begins(body: bytes, number: int, place: int) -> bool:
    found = _OBJECT.match(body, place)
    if found and int(found[1]) == number:
        return True
    return re.search(rb"\b%d\s+\d+\s+obj\b" % number, body[max(0, place - NEAR) : place + NEAR]) is not None


def _entries(body: bytes, origin: int) -> Iterator[Entry]:
    """The entries of all tables, newest first."""
    waiting = _newest_table(body, origin)
    seen: set[int] = set()
    while waiting and len(seen) < MOST_TABLES:
        place = waiting.pop(0)
        if place in seen:
            continue
        seen.add(place)
        at = origin + place
        if body.startswith(b"xref", at):
            at = yield from _table_entries(body, at + len(b"xref"))
            trailer = body[at : at + LONGEST]
        else:
            trailer = body[at : max(at, body.find(b"stream", at, at + LONGEST))]
            yield from _stream_entries(body, trailer, at + len(trailer))
        waiting += [found for name in (b"XRefStm", b"Prev") if (found := _number(trailer, name)) is not None]


def _newest_table(body: bytes, origin: int) -> list[int]:
    """Where the file says that its newest table begins; where there is none, all tables from the last one back."""
    starts = _START.findall(body)
    place = origin + int(starts[-1]) if starts else 0
    if place and (body.startswith(b"xref", place) or _OBJECT.match(body, place)):
        return [place - origin]
    return [table.start() - origin for table in _TABLE.finditer(body)][::-1]


def _table_entries(body: bytes, at: int) -> Generator[Entry, None, int]:
    """The entries of a table in plain text; returns the place behind them."""
    while section := _SECTION.match(body, at):
        at = section.end()
        for number in range(int(section[1]), int(section[1]) + int(section[2])):
            entry = _ENTRY.match(body, at)
            if entry is None:
                return at
            at = entry.end()
            yield number, int(entry[1]) if entry[3] == b"n" else 0
    return at


def _stream_entries(body: bytes, dictionary: bytes, at: int) -> Iterator[Entry]:
    """The entries of a table that is a stream, whose keyword stands `at`; nothing where it cannot be read."""
    widths, index = _numbers(dictionary, b"W"), _numbers(dictionary, b"Index")
    size, length = _number(dictionary, b"Size"), _number(dictionary, b"Length")
    if len(widths) != 3 or size is None or length is None:
        return
    start = at + len(b"stream") + (2 if body.startswith(b"\r\n", at + len(b"stream")) else 1)
    rows = _rows(body[start : start + length], dictionary, sum(widths))
    index = index or [0, size]
    for first, count in zip(index[::2], index[1::2], strict=False):
        for number, row in zip(range(first, first + count), rows, strict=False):
            kind = int.from_bytes(row[: widths[0]], "big") if widths[0] else 1
            yield number, int.from_bytes(row[widths[0] : widths[0] + widths[1]], "big") if kind == 1 else 0


def _rows(data: bytes, dictionary: bytes, width: int) -> Iterator[bytes]:
    """The rows of a table, unpacked; those of the PNG filter "up" are differences to the row above."""
    if b"/FlateDecode" in dictionary:
        try:
            data = zlib.decompress(data)
        except zlib.error:
            return
    if (_number(dictionary, b"Predictor") or 1) < 10:
        yield from (data[at : at + width] for at in range(0, len(data) - width + 1, width))
        return
    above = bytes(width)
    for at in range(0, len(data) - width, width + 1):
        row = data[at + 1 : at + 1 + width]
        above = bytes((a + b) & 255 for a, b in zip(row, above, strict=True)) if data[at] == 2 else row
        yield above


def _number(dictionary: bytes, name: bytes) -> int | None:
    found = re.search(rb"/" + name + rb"\s+(\d+)\b(?!\s+\d+\s+R)", dictionary)
    return int(found[1]) if found else None


def _numbers(dictionary: bytes, name: bytes) -> list[int]:
    found = re.search(rb"/" + name + rb"\s*\[([\d\s]+)\]", dictionary)
    return [int(number) for number in found[1].split()] if found else []
