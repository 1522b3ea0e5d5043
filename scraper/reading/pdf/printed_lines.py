"""The lines printed on one page: cut at wide gaps, bullets and footnote markers taken out, pieces pdfium tore apart put together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from scraper.reading.pdf.characters import LINE_END_HYPHENS, SOFT_BREAK, mended_line
from scraper.reading.pdf.glyphs import Glyphs
from scraper.reading.pdf.line_marks import NUMBER, NUMBER_GAP, bullet_at, closed_up, is_letter_spaced, is_mark, without_markers
from scraper.reading.pdf.lines import Line, Role

CELL_GAP = 0.85
"""Least blank between two cells of a row, in font sizes: cells have 2 × 5.4 pt of padding around 12 pt text."""
GLUE_GAP = 0.12
"""Greatest blank inside a word, in font sizes."""
FIRST_TEST = 5.5
"""Gaps of at most so many points are between words in any font; the size is asked for beyond."""
COPY = 2.0
"""How far apart, in points, two printings of one text may stand to be one over the other."""

_SEEN: Sequence[Role] = ("body", "layer", "hidden")
"""From what a reader sees to what nobody does."""
_ENDS = LINE_END_HYPHENS + SOFT_BREAK
_LINES = re.compile(f"[^\r\n{_ENDS}]+[{_ENDS}]?")


def printed_lines(glyphs: Glyphs) -> list[Line]:
    """All lines of a page in the order they were written, with the roles "body", "layer", "hidden" and "garbled".

    Where a word was broken by a soft hyphen its line ends in U+00AD, for `broken_words`.
    """
    lines: list[Line] = []
    for start, stop in written_lines(glyphs.text):
        for line in _lines(glyphs, start, stop):
            whole = _put_together(lines[-1], line) if lines else None
            if whole is None:
                lines.append(line)
            else:
                lines[-1] = whole
    return _copies_hidden([line for line in lines if line.text])


def written_lines(text: str) -> Iterator[tuple[int, int]]:
    """First index and end of each of pdfium's lines; a line's end that was lost at a hyphen is found again, the hyphen's mark stays."""
    for line in _LINES.finditer(text):
        yield line.span()


def _lines(glyphs: Glyphs, start: int, stop: int) -> Iterator[Line]:
    """The pieces of one of pdfium's lines that stand apart; a number or bullet stays with its text."""
    inked = glyphs.text[start:stop].strip()
    if not inked:
        return
    start = glyphs.text.index(inked, start)
    stop = start + len(inked)
    spans = glyphs.spans(start, stop)
    gaps = [(left[1], right[0]) for left, right in pairwise(spans) if right[0] - left[1] > FIRST_TEST]
    size = glyphs.size(start) if gaps else 0.0
    whole = start
    for left, right in gaps:
        if right - left < CELL_GAP * size:
            continue
        cut = _word_at(glyphs, start, stop, right)
        if cut is None or (right - left < NUMBER_GAP * size and is_mark(glyphs.text[start:cut].strip())):
            continue
        end = start + len(glyphs.text[start:cut].rstrip())
        yield _line(glyphs, start, end, glyphs.spans(start, end))
        start = cut
    yield _line(glyphs, start, stop, spans if start == whole else glyphs.spans(start, stop))


def _word_at(glyphs: Glyphs, start: int, stop: int, x: float) -> int | None:
    """The index of the first word behind the range's first word that starts at or right of `x`."""
    for first, _ in glyphs.words(start, stop):
        if first > start and glyphs.box(first)[0] >= x - 0.5:
            return first
    return None


def _line(glyphs: Glyphs, start: int, stop: int, spans: list[tuple[float, float]]) -> Line:
    """The Line of a range that starts and ends with ink; its text is empty when it is a bullet alone or nothing a reader sees."""
    bullet, head = bullet_at(glyphs, start, stop)
    text, sized = without_markers(glyphs, head, stop)
    size = glyphs.size(sized)
    y0, y1 = _height(glyphs, sized, size)
    x0, x1 = spans[0][0], max(right for _, right in spans)
    middle = (x0 + x1) / 2, (y0 + y1) / 2
    role: Role = glyphs.role(sized, *middle)
    if role != "body":  # a clipped character without text may begin a line that is seen, so that its end is asked too
        role = min(role, glyphs.role(stop - 1, *middle), key=_SEEN.index)
    if role != "hidden" and glyphs.garbled(head, stop):
        role = "garbled" if role == "body" else "hidden"
    text = mended_line(text)
    if is_letter_spaced(text):
        text = closed_up(glyphs, head, stop)
    return Line(text, x0, y0, x1, y1, size, glyphs.bold(sized), role, bullet)


def _height(glyphs: Glyphs, index: int, size: float) -> tuple[float, float]:
    """Top and bottom of a line: the font's ascent and descent, or the ink where the font's are nonsense."""
    _, y0, _, y1 = glyphs.loose_box(index)
    if not 0.6 * size < y1 - y0 < 2 * size:
        _, y0, _, y1 = glyphs.box(index)
    return y0, y1


def _put_together(first: Line, second: Line) -> Line | None:
    """Two lines as one where pdfium tore one apart (at a raised digit, behind a bullet); else None."""
    overlap = min(first.y1, second.y1) - max(first.y0, second.y0)
    if overlap < 0.5 * min(first.y1 - first.y0, second.y1 - second.y0) or first.role != second.role or second.bullet:
        return None
    size = max(first.size, second.size)
    gap = second.x0 - first.x1
    widest = NUMBER_GAP if not first.text or NUMBER.fullmatch(first.text) else CELL_GAP
    if not -0.3 * size < gap < widest * size:
        return None
    if not first.text:
        return replace(second, x0=first.x0, bullet=first.bullet)
    if first.text.isdecimal() and first.size < second.size:  # a footnote's number
        return replace(second, x0=first.x0, text=f"{first.text} {second.text}")
    blank = "" if gap < GLUE_GAP * size else " "
    return replace(first, text=f"{first.text}{blank}{second.text}".strip(), x1=second.x1)


def _copies_hidden(lines: list[Line]) -> list[Line]:
    """The lines, with the role "hidden" for each that is printed over a line of the same text."""
    if len({line.text for line in lines}) == len(lines):
        return lines
    seen: dict[str, list[Line]] = {}
    result = []
    for line in lines:
        same = seen.setdefault(line.text, [])
        if any(abs(line.x0 - other.x0) < COPY and abs(line.y0 - other.y0) < COPY for other in same):
            line = replace(line, role="hidden")
        same.append(line)
        result.append(line)
    return result
