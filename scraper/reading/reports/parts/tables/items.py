"""What the cells of a table ask for: one thing a cell, unless it lists several; lists that go on over a page break."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from scraper.reading.pdf.document import Line
from scraper.reading.reports.parts.asking import asks
from scraper.reading.reports.parts.lists.headings import NUMBER
from scraper.reading.reports.parts.tables.cells import EDGE, Cell, cell_text

_LOOKS_BACK = re.compile(
    r"(?:this|these|they|their|it|its|such|as a result|in addition|consequently|for example|in particular)\b", re.IGNORECASE
)


def joined_over_pages(column: Sequence[Cell]) -> list[Cell]:
    """The cells of a column, with the bullets on top of a page in the cell whose list they go on with; headings between are left."""
    whole: list[Cell] = []
    for cell in column:
        before = next((each for each in reversed(whole) if not all(line.bold for line in each.lines)), None)
        if before and before.lines and cell.page != before.page and cell.lines[0].bullet and _awaits_bullets(before):
            before.lines.extend(cell.lines)
        else:
            whole.append(cell)
    return whole


def _awaits_bullets(cell: Cell) -> bool:
    """Whether a cell leads to bullets, or holds some below a sentence."""
    return cell.text.endswith(":") or (cell.lines[0].bullet is None and any(line.bullet for line in cell.lines))


def items_of(cell: Cell) -> list[Cell]:
    """The cell, or one for each thing it asks for: bullets or numbers with nothing before them, or a new demand below sub-bullets."""
    starts = _marked(cell.lines)
    if len(starts) < 2 or starts[0] > 0:
        starts = [0, *_new_demands(cell.lines)]
    return [replace(cell, lines=cell.lines[start:stop]) for start, stop in pairwise([*starts, len(cell.lines)])]


def _marked(lines: Sequence[Line]) -> list[int]:
    """Where bullets of the first level begin, or else numbers that count up from the first line's at its left edge."""
    bullets = [index for index, line in enumerate(lines) if line.bullet == "•"]
    first = NUMBER.match(lines[0].text)
    if bullets and (first is None or lines[0].bullet):
        return bullets
    numbers: list[int] = []
    for index, line in enumerate(lines):
        number = None if line.bullet or abs(line.x0 - lines[0].x0) > EDGE else NUMBER.match(line.text)
        if first and number and int(number[1]) == int(first[1]) + len(numbers):
            numbers.append(index)
    return numbers


def _new_demands(lines: Sequence[Line]) -> list[int]:
    """Where, below sub-bullets, a line at the cell's left edge begins a sentence that asks and does not look back."""
    found = []
    for index in range(1, len(lines)):
        line, before = lines[index], lines[index - 1]
        below = before.bullet or (before.x0 > lines[0].x0 + EDGE and any(each.bullet for each in lines[:index]))
        if below and line.bullet is None and abs(line.x0 - lines[0].x0) <= EDGE and line.text[:1].isupper():
            text = cell_text(lines[index:])
            found += [index] if asks(text) and not looks_back(text) else []
    return found


def looks_back(text: str) -> bool:
    """Whether `text` speaks of what stands before it: "This includes …"."""
    return _LOOKS_BACK.match(text) is not None
