"""Tables of judgements: names on the left, grades on the right, each row told by geometry; a row without exactly one grade has none."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scraper.reading.pdf.characters import joined
from scraper.reading.pdf.lines import Line

PAGE_HEIGHT = 10_000.0
"""More than any page is high in points: places lines of later pages below those of earlier ones."""
LONGEST_CELL = 5
"""Lines of the longest cell."""
CELL_PITCH = 3.0
"""Lines further apart than so many font sizes are never of one cell, whatever they say together."""
LINE_PITCH = 1.6
"""Lines further apart than so many font sizes are two cells."""

BESIDE = 0.2
"""Share of a line's height that another one beside it overlaps at least: a grade of two lines stands around its name's middle."""

PlacedLine = tuple[int, Line]
"""A line with the number of its page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, its page, and where it starts and ends from the top of page 0, in points."""

    text: str
    page: int
    top: float
    bottom: float

    def stands_beside(self, other: "Cell") -> bool:
        """Whether the two share some height, as cells of a row do however they are aligned."""
        return self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the name's cell, and the text of its grade's cell, None where no cell or more than one stands beside the name."""

    name: Cell
    grade: str | None


def table_rows(
    lines: Sequence[PlacedLine], edge: float, is_name: Callable[[str], bool], is_grade: Callable[[str], bool]
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows in order of their place on the pages, and the texts of grade cells that stand beside no name.

    `edge` is the left edge of the grades' column in points. Lines are cut into cells by what is a whole name or grade (the longest
    run of lines wins) and, where nothing is, by their distance.
    """
    names = cells([placed for placed in lines if placed[1].x0 < edge], is_name)
    grades = cells([placed for placed in lines if placed[1].x0 >= edge], is_grade)
    rows: list[Row] = []
    told: list[Cell] = []
    for name in names:
        found = [grade for grade in grades if name.stands_beside(grade)]
        alone = len(found) == 1 and sum(other.stands_beside(found[0]) for other in names) == 1
        rows.append(Row(name, found[0].text if alone else None))
        told.extend(found if alone else [])
    return tuple(rows), tuple(grade.text for grade in grades if grade not in told)


def cells(lines: Sequence[PlacedLine], is_whole: Callable[[str], bool]) -> list[Cell]:
    """The lines of one column as cells, from top to bottom."""
    ordered = sorted(lines, key=lambda placed: (placed[0], placed[1].y0))
    found: list[Cell] = []
    start = 0
    while start < len(ordered):
        stop = _whole_cell(ordered, start, is_whole) or _near_lines(ordered, start, is_whole)
        found.append(_cell(ordered[start:stop]))
        start = stop
    return found


def _whole_cell(lines: Sequence[PlacedLine], start: int, is_whole: Callable[[str], bool]) -> int | None:
    """Behind the longest run of lines from `start` that is a whole cell; None where no run is."""
    for stop in range(min(len(lines), start + LONGEST_CELL), start, -1):
        run = lines[start:stop]
        if is_whole(_text(run)) and all(_in_reach(*each) for each in pairwise(run)):
            return stop
    return None


def _in_reach(first: PlacedLine, second: PlacedLine) -> bool:
    """Whether two lines may be of one cell; "Requires improvement" high on a page and "to be good" at its foot are not."""
    return first[0] != second[0] or second[1].y0 - first[1].y0 < CELL_PITCH * first[1].size


def _near_lines(lines: Sequence[PlacedLine], start: int, is_whole: Callable[[str], bool]) -> int:
    """Behind the lines from `start` that stand close to each other, up to the first that begins a whole cell."""
    stop = start + 1
    while stop < len(lines) and _near(lines[stop - 1], lines[stop]) and _whole_cell(lines, stop, is_whole) is None:
        stop += 1
    return stop


def _near(first: PlacedLine, second: PlacedLine) -> bool:
    return first[0] == second[0] and second[1].y0 - first[1].y0 < LINE_PITCH * first[1].size


def _text(lines: Sequence[PlacedLine]) -> str:
    text = ""
    for _, line in lines:
        text = joined(text, line.text)
    return text


def _cell(lines: Sequence[PlacedLine]) -> Cell:
    first, last = lines[0], lines[-1]
    return Cell(_text(lines), first[0], first[0] * PAGE_HEIGHT + first[1].y0, last[0] * PAGE_HEIGHT + last[1].y1)


def beside(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Pairs of lines of one page that stand in the same row, the left one first."""
    for left in lines:
        for right in lines:
            overlap = min(left.y1, right.y1) - max(left.y0, right.y0)
            if right.x0 > left.x1 and overlap > BESIDE * (left.y1 - left.y0):
                yield left, right


def cut_apart(lines: Sequence[Line], row: re.Pattern[str]) -> list[Line]:
    """The lines, those cut in two that hold a name and its grade (the groups of `row`) with no more than a blank between them.

    The grades cut off stand at one left edge, right of all names.
    """
    found = [row.fullmatch(line.text) for line in lines]
    ends = [_end_of_name(line, match) for line, match in zip(lines, found, strict=True) if match]
    if not ends:
        return list(lines)
    edge = max(ends) + 1
    pieces: list[Line] = []
    for line, match in zip(lines, found, strict=True):
        if match is None:
            pieces.append(line)
        else:
            pieces.append(replace(line, text=match["name"], x1=line.x0 + line.size))  # where it ends is not known for certain
            pieces.append(replace(line, text=match["grade"], x0=edge + line.size, x1=max(line.x1, edge + 2 * line.size), bold=False))
    return pieces


def _end_of_name(line: Line, match: re.Match[str]) -> float:
    return line.x0 + (line.x1 - line.x0) * len(match["name"]) / len(line.text)
