"""Ruled tables by geometry: rows stand between two horizontal rules, columns beside each other; rows go on over page breaks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scraper.reading.characters import joined
from scraper.reading.paragraphs import paragraph_text, paragraphs
from scraper.reading.pdf import Line, Rule

BESIDE = 0.5
"""Lines stand in one row when they share this much of the lower one's height."""
EDGE = 4.0
"""Points by which lines of one column may start left of each other."""

PlacedLine = tuple[int, Line]
"""A line and the number of its page."""

_LOOKS_BACK = re.compile(
    r"(?:this|these|they|their|it|its|such|as a result|in addition|consequently|for example|in particular)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.?!]['’”\")]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, from the left: the text of each column ("" where a cell is empty); sub-bullets joined by a blank, without glyphs.

    `page` is where the row begins. `heading` tells a row all of whose lines are bold. A cell that spans several rows is repeated in each.
    """

    page: int
    cells: tuple[str, ...]
    heading: bool


@dataclass(slots=True)
class _Cell:
    """Lines between two rules of one column of one page; `top` and `bottom` are those rules' heights."""

    page: int
    top: float
    bottom: float
    lines: list[Line]

    @property
    def text(self) -> str:
        return cell_text(self.lines)


def table_rows(lines: Sequence[PlacedLine], rules: Mapping[int, Sequence[Rule]]) -> tuple[Row, ...]:
    """The rows of the table that `lines` (in reading order, nothing else among them) make up, ruled by `rules` of their pages.

    Without any rule between them all lines of a page are one row: ask `is_ruled` first.
    """
    edges = column_edges(lines)
    columns: list[list[_Cell]] = [[] for _ in range(len(edges) + 1)]
    for page, line in lines:
        _place(columns[sum(line.x0 >= edge for edge in edges)], page, line, rules[page])
    rows = []
    for cell in (part for whole in columns[-1] for part in _parts(whole)):
        beside = tuple(_beside(column, cell) for column in columns[:-1])
        rows.append(Row(cell.page, (*(other.text if other else "" for other in beside), cell.text), _is_heading(cell, *beside)))
    return rows_over_pages(rows)


def rows_over_pages(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows, those that go on over a page break as one."""
    whole: list[Row] = []
    for row in rows:
        if whole and _goes_on(whole[-1], row):
            whole[-1] = _joined(whole[-1], row)
        else:
            whole.append(row)
    return tuple(whole)


def paragraph_rows(lines: Sequence[PlacedLine]) -> tuple[Row, ...]:
    """Rows of one column where no rules are drawn: one a paragraph, bullets of the second level with the paragraph above them."""
    rows: list[Row] = []
    for page in sorted({page for page, _ in lines}):
        for paragraph in paragraphs(line for number, line in lines if number == page):
            row = Row(page, (cell_text(paragraph),), all(line.bold for line in paragraph))
            if rows and (paragraph[0].bullet == "–" or _goes_on(rows[-1], row)):
                rows[-1] = _joined(rows[-1], row)
            else:
                rows.append(row)
    return tuple(rows)


def is_ruled(lines: Sequence[PlacedLine], rules: Mapping[int, Sequence[Rule]]) -> bool:
    """Whether a rule stands above or between the lines on the first of their pages."""
    page, first = lines[0]
    last = [line for number, line in lines if number == page][-1]
    return any(first.y0 - 2 * first.size < rule.y < last.y1 and _covers(rule, first) for rule in rules[page])


def column_edges(lines: Sequence[PlacedLine]) -> tuple[float, ...]:
    """The left edges of all columns but the first: where lines start that stand beside another one. Empty for a table of one column.

    A wide blank within a line is no edge: more lines run across it than start there.
    """
    starts: list[float] = []
    for index, (page, line) in enumerate(lines):
        others = lines[max(0, index - 40) : index + 40]
        if any(number == page and _stands_right_of(line, other) for number, other in others):
            starts.append(line.x0)
    edges: list[float] = []
    for start in sorted(starts):
        if not edges or start - edges[-1] > 10 * EDGE:
            edges.append(start)
    return tuple(edge - EDGE for edge in edges if not _is_crossed(edge, lines))


def _is_crossed(edge: float, lines: Sequence[PlacedLine]) -> bool:
    starting = sum(abs(line.x0 - edge) <= EDGE for _, line in lines)
    return sum(line.x0 < edge - EDGE and line.x1 > edge + EDGE for _, line in lines) > starting


def cell_text(lines: Sequence[Line]) -> str:
    """The text of a cell on one line: paragraphs and bullets joined by one blank, without glyphs."""
    parts = []
    for paragraph in paragraphs(lines):
        text = paragraph_text(paragraph)
        parts.append(text.removeprefix(paragraph[0].bullet or "").strip())
    return " ".join(part for part in parts if part)


def _stands_right_of(line: Line, other: Line) -> bool:
    shared = min(line.y1, other.y1) - max(line.y0, other.y0)
    return line.x0 >= other.x1 - 1 and shared > BESIDE * min(line.y1 - line.y0, other.y1 - other.y0)


def _place(column: list[_Cell], page: int, line: Line, rules: Sequence[Rule]) -> None:
    """Put a line into the cell it stands in, a new one where none of the column's has its rules."""
    middle = (line.y0 + line.y1) / 2
    heights = [rule.y for rule in rules if _covers(rule, line)]
    top = max((y for y in heights if y <= middle), default=float("-inf"))
    bottom = min((y for y in heights if y > middle), default=float("inf"))
    for cell in column:
        if (cell.page, cell.top, cell.bottom) == (page, top, bottom):
            cell.lines.append(line)
            return
    column.append(_Cell(page, top, bottom, [line]))


def _covers(rule: Rule, line: Line) -> bool:
    """Whether a rule passes over or under a whole line; one that begins with its text is an underline."""
    return rule.x0 < line.x0 - 1 and rule.x1 > line.x1 - EDGE


def _parts(cell: _Cell) -> list[_Cell]:
    """The cell, or one a bullet where it holds two bullets or more and nothing before or between them."""
    starts = [index for index, line in enumerate(cell.lines) if line.bullet == "•"]
    if len(starts) < 2 or starts[0] > 0:
        return [cell]
    return [_Cell(cell.page, cell.top, cell.bottom, cell.lines[start:stop]) for start, stop in pairwise([*starts, len(cell.lines)])]


def _beside(column: Sequence[_Cell], cell: _Cell) -> _Cell | None:
    """The cell of another column that stands beside `cell`, also when it spans more rows."""
    height = cell.lines[0].y0
    for other in column:
        if other.page == cell.page and other.top - 1 <= height <= other.bottom + 1:
            return other
    return None


def _is_heading(*cells: _Cell | None) -> bool:
    return all(line.bold for cell in cells if cell for line in cell.lines)


def _goes_on(row: Row, following: Row) -> bool:
    """Whether `following`, the first row of another page, is the rest of `row`.

    Its sentence goes on, it looks back ("This includes …"), or the cells beside it are empty while those of `row` are not.
    """
    if following.page == row.page or following.heading or row.heading:
        return False
    text = following.cells[-1]
    if text[:1].islower() or _LOOKS_BACK.match(text) or not _SENTENCE_END.search(row.cells[-1]):
        return True
    return any(row.cells[:-1]) and not any(following.cells[:-1])


def _joined(row: Row, following: Row) -> Row:
    cells = (joined(*pair) for pair in zip(row.cells, following.cells, strict=True))
    return Row(row.page, tuple(cells), heading=False)
