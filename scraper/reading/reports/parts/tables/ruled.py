"""Ruled tables by geometry: rows stand between two horizontal rules, columns beside each other; rows go on over page breaks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scraper.reading.pdf.characters import joined
from scraper.reading.pdf.document import Rule
from scraper.reading.pdf.paragraphs import paragraphs
from scraper.reading.reports.parts.tables.cells import Cell, PlacedLine, cell_text, column_edges, place, without_underlines
from scraper.reading.reports.parts.tables.items import items_of, joined_over_pages, looks_back

_SENTENCE_END = re.compile(r"[.?!]['’”\")]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, from the left: the text of each column ("" where a cell is empty); sub-bullets joined by a blank, without glyphs.

    `page` is where the row begins. `heading` tells a row all of whose lines are bold. A cell that spans several rows is repeated in each.
    """

    page: int
    cells: tuple[str, ...]
    heading: bool


def table_rows(lines: Sequence[PlacedLine], rules: Mapping[int, Sequence[Rule]]) -> tuple[Row, ...]:
    """The rows of the table that `lines` (in reading order, nothing else among them) make up, ruled by `rules` of their pages.

    Without any rule between them all lines of a page are one row: ask `is_ruled` first.
    """
    edges = column_edges(lines)
    columns: list[list[Cell]] = [[] for _ in range(len(edges) + 1)]
    drawn = {page: without_underlines([line for number, line in lines if number == page], rules[page]) for page, _ in lines}
    for page, line in lines:
        place(columns[sum(line.x0 >= edge for edge in edges)], page, line, drawn[page])
    rows = []
    for cell in (part for whole in joined_over_pages(columns[-1]) for part in items_of(whole)):
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


def _beside(column: Sequence[Cell], cell: Cell) -> Cell | None:
    """The cell of another column that stands beside `cell`, also when it spans more rows."""
    height = cell.lines[0].y0
    for other in column:
        if other.page == cell.page and other.top - 1 <= height <= other.bottom + 1:
            return other
    return None


def _is_heading(*cells: Cell | None) -> bool:
    return all(line.bold for cell in cells if cell for line in cell.lines)


def _goes_on(row: Row, following: Row) -> bool:
    """Whether `following`, the first row of another page, is the rest of `row`.

    Its sentence goes on, it looks back ("This includes …"), or the cells beside it are empty while those of `row` are not.
    """
    if following.page == row.page or following.heading or row.heading:
        return False
    text = following.cells[-1]
    if text[:1].islower() or looks_back(text) or not _SENTENCE_END.search(row.cells[-1]):
        return True
    return any(row.cells[:-1]) and not any(following.cells[:-1])


def _joined(row: Row, following: Row) -> Row:
    cells = (joined(*pair) for pair in zip(row.cells, following.cells, strict=True))
    return Row(row.page, tuple(cells), heading=False)
