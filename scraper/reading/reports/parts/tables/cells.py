"""The cells of ruled tables by geometry: lines between two horizontal rules of one column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scraper.reading.pdf.document import Line, Rule
from scraper.reading.pdf.paragraphs import paragraph_text, paragraphs

BESIDE = 0.5
"""Lines stand in one row when they share this much of the lower one's height."""
EDGE = 4.0
"""Points by which lines of one column may start left of each other."""
NEAR = 1.5
"""Points between the left edges of a rule and of a line that begins where it does."""

PlacedLine = tuple[int, Line]
"""A line and the number of its page."""


@dataclass(slots=True)
class Cell:
    """Lines between two rules of one column of one page; `top` and `bottom` are those rules' heights.

    A list that goes on over the page break has its lines of both pages; `page` is the first.
    """

    page: int
    top: float
    bottom: float
    lines: list[Line]

    @property
    def text(self) -> str:
        return cell_text(self.lines)


def is_ruled(lines: Sequence[PlacedLine], rules: Mapping[int, Sequence[Rule]]) -> bool:
    """Whether a rule stands above or between the lines on the first of their pages."""
    page, first = lines[0]
    on_page = [line for number, line in lines if number == page]
    drawn = without_underlines(on_page, rules[page])
    return any(first.y0 - 2 * first.size < rule.y < on_page[-1].y1 and _covers(rule, first) for rule in drawn)


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


def place(column: list[Cell], page: int, line: Line, rules: Sequence[Rule]) -> None:
    """Put a line into the cell it stands in, a new one where none of the column's has its rules."""
    middle = (line.y0 + line.y1) / 2
    heights = [rule.y for rule in rules if _covers(rule, line)]
    top = max((y for y in heights if y <= middle), default=float("-inf"))
    bottom = min((y for y in heights if y > middle), default=float("inf"))
    for cell in column:
        if (cell.page, cell.top, cell.bottom) == (page, top, bottom):
            cell.lines.append(line)
            return
    column.append(Cell(page, top, bottom, [line]))


def without_underlines(lines: Sequence[Line], rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules of a page but those that are drawn under the words with which a line begins."""
    return tuple(rule for rule in rules if not any(_underlines(rule, line) for line in lines))


def _underlines(rule: Rule, line: Line) -> bool:
    near = (line.y0 + line.y1) / 2 < rule.y < line.y1 + 1
    return near and abs(rule.x0 - line.x0) < NEAR and rule.x1 < line.x1 + EDGE


def _covers(rule: Rule, line: Line) -> bool:
    """Whether a rule passes over or under a whole line; in tables without padding it begins where the text does."""
    return rule.x0 < line.x0 + NEAR and rule.x1 > line.x1 - EDGE
