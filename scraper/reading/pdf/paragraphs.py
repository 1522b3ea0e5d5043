"""Lines to paragraphs, and paragraphs to the running text of a page. Pure functions over Lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from scraper.reading.pdf.characters import joined
from scraper.reading.pdf.lines import Line, Mark, Page

USUAL_PITCH = 1.21
"""From one line to the next of a paragraph, in font sizes, where a page does not show its own."""
PITCHES = (1.0, 1.7)
"""What a page's own pitch may be; a greater one is the distance of paragraphs of one line each."""
WIDER = 1.2
"""A pitch this many times the page's starts a paragraph."""
SAME_SIZE = 0.1
"""Sizes that differ by less than this share belong to one paragraph."""
INDENT = 0.55
"""A left edge moved by this many font sizes is another edge."""

SPARE = 1.3
"""A word has room when so many font sizes would be left behind it."""

_LISTED = re.compile(r"(\d{1,3})[.)]\s*(?=[^\W\d])")
_SENTENCE_END = re.compile(r"[.:;?!]['’”\")]*$")


def paragraphs(lines: Iterable[Line]) -> tuple[tuple[Line, ...], ...]:
    """Lines of one page and role, in reading order, as paragraphs; each cell of a table is a paragraph of its own.

    A paragraph ends where the next line has a bullet, another size or weight, stands further down than the page's pitch,
    in the same row, above, or at another left edge, or where the line was ended though the next word had room.
    """
    given = tuple(lines)
    pitch = _pitch(given)
    found: list[list[Line]] = []
    for line in given:
        if found and _continues(found[-1], line, pitch) and not _ended(found[-1][-1], line, given):
            found[-1].append(line)
        else:
            found.append([line])
    return tuple(tuple(paragraph) for paragraph in found)


def paragraph_text(paragraph: Iterable[Line]) -> str:
    """The text of a paragraph on one line, with "• " or "– " before it where it is a list's."""
    text = ""
    bullet = None
    for line in paragraph:
        bullet = bullet or (line.bullet if not text else None)
        text = joined(text, line.text)
    return f"{bullet} {text}" if bullet else text


def made_page(number: int, width: float, height: float, lines: Iterable[Line], marks: frozenset[Mark] = frozenset()) -> Page:
    """The page that holds these lines, with its paragraphs and with what a person would read on it."""
    given = tuple(lines)
    body = paragraphs(line for line in given if line.role == "body")
    footnotes = paragraphs(line for line in given if line.role == "footnote")
    return Page(number, width, height, given, body, "\n\n".join((*_texts(body), *_texts(footnotes))), marks)


def _texts(found: Iterable[tuple[Line, ...]]) -> list[str]:
    """The text of each paragraph; the cells of a row stand on one line."""
    texts: list[str] = []
    before: tuple[Line, ...] = ()
    for paragraph in found:
        if before and _same_row(before, paragraph):
            texts[-1] += f" {paragraph_text(paragraph)}"
        else:
            texts.append(paragraph_text(paragraph))
        before = paragraph
    return texts


def running_lines(pages: Iterable[Page]) -> Iterator[tuple[int, Line]]:
    """All body lines in reading order, each with the number of its page."""
    for page in pages:
        for line in page.lines:
            if line.role == "body":
                yield page.number, line


def _pitch(lines: Sequence[Line]) -> float:
    """The commonest distance between lines, in font sizes, among those a paragraph's lines can have."""
    found = Counter(
        round((second.y1 - first.y1) / second.size, 2)
        for first, second in pairwise(lines)
        if PITCHES[0] * second.size <= second.y1 - first.y1 <= PITCHES[1] * second.size
    )
    return found.most_common(1)[0][0] if found else USUAL_PITCH


def _continues(paragraph: Sequence[Line], line: Line, pitch: float) -> bool:
    """Whether size, weight, distance and left edge allow `line` to go on with the paragraph."""
    last = paragraph[-1]
    size = last.size
    if _next_number(paragraph[0], line):
        return False
    if line.bullet or (line.bold != last.bold and not line.text[:1].islower()) or abs(line.size - size) > SAME_SIZE * size:
        return False
    if not 0.5 * size < line.y1 - last.y1 < WIDER * pitch * size or line.x0 > last.x1:
        return False
    return _same_edge(paragraph, line)


def _next_number(first: Line, line: Line) -> bool:
    """Whether `line` begins with the number behind that of `first`, "2." behind "1.": the next of a list set without space between."""
    one, two = _LISTED.match(first.text), _LISTED.match(line.text)
    return one is not None and two is not None and int(two[1]) == int(one[1]) + 1


def _same_edge(paragraph: Sequence[Line], line: Line) -> bool:
    last = paragraph[-1]
    room = INDENT * line.size
    moved = line.x0 - last.x0
    if abs(moved) <= room:
        return True
    if abs(line.x0 + line.x1 - last.x0 - last.x1) < line.size and last.x0 > room:  # centred
        return True
    hanging = len(paragraph) == 1 and (last.bullet is not None or _NUMBERED.match(last.text) is not None)
    return hanging and 0 < moved < 5 * line.size


_NUMBERED = re.compile(r"\(?(\d{1,3}|[a-z]|[ivx]{1,4})(\.\d{1,2})*([.)]|\s)")


def _ended(last: Line, line: Line, lines: Sequence[Line]) -> bool:
    """Whether `last` was ended on purpose: the next word had room, and a sentence ends or a capital begins.

    There is room up to where lines with the same left edge reach, or to the next cell of the row.
    """
    if not line.text or (line.text[0].islower() and not _SENTENCE_END.search(last.text)):
        return False
    word = (line.x1 - line.x0) * len(line.text.split(" ", 1)[0]) / len(line.text)
    needed = last.x1 + word + SPARE * last.size
    if needed >= max(other.x1 for other in lines if abs(other.x0 - last.x0) < 2 or abs(other.x0 - line.x0) < 2):
        return False
    return not any(last.x1 < other.x0 <= needed and _same_row([last], [other]) for other in lines)


def _same_row(first: Sequence[Line], second: Sequence[Line]) -> bool:
    """Whether `second` stands beside `first`, to its right."""
    if min(line.x0 for line in second) < max(line.x1 for line in first) - 1:
        return False
    top, bottom = min(line.y0 for line in first), max(line.y1 for line in first)
    other_top, other_bottom = min(line.y0 for line in second), max(line.y1 for line in second)
    overlap = min(bottom, other_bottom) - max(top, other_top)
    return overlap > 0.5 * min(bottom - top, other_bottom - other_top)
