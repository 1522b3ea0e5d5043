"""The table of page 1 of a single inspection: rows 1, 2, 2.1, 2.2 and 3, and at times one for the whole and one for the Board."""

import re
from collections.abc import Sequence

from archive.records import Problem
from scraper.reading.pages import Line
from scraper.reading.reports.grades import GRADE, is_grade, is_grade_part
from scraper.reading.reports.judgement_table import PlacedLine, Row, beside, cut_apart, table_rows
from scraper.reading.reports.report_text import ReportText
from scraper.reading.reports.stated_grades import area_of

OVERALL = "overall_effectiveness"
BOARD = "safeguarding_board"
_NUMBER = r"(?:\d(?:\.\d)?\.?\s*)?"
_PROGRESS = r"(?:(?:the\s+)?experiences?\s+and\s+progress\s+of\s+)"
AREAS = {
    "help_and_protection": rf"{_NUMBER}{_PROGRESS}?children\s+who\s+need\s+help\s+(?:and|or)\s+protection",
    "children_in_care": rf"{_NUMBER}{_PROGRESS}?children\s+looked\s+after\s+and\s+achieving\s+permanence",
    "adoption": rf"{_NUMBER}adoption\s+performance",
    "care_leavers": rf"{_NUMBER}{_PROGRESS}(?:the\s+)?care\s+leavers",
    "leadership": rf"{_NUMBER}leadership,?\s+management\s+and\s+governance",
}
BOARD_NAMES = {
    BOARD: r"(?:the\s+)?(?:effectiveness\s+of\s+(?:the\s+)?)?(?:[\w’'.&-]+\s+){0,6}"
    r"(?:(?:local\s+)?safeguarding\s+children.{0,2}\s+board(?:\s*\(\w*SCB\))?|\w*SCB)"
}
_ROWS = AREAS | {OVERALL: r"overall\s+(?:effectiveness|judge?ment)"} | BOARD_NAMES
_ROW_START = re.compile(
    rf"{_NUMBER}(?:the\s+)?(?:experiences?\s+and|children\s+(?:who|looked)|adoption\s+per|leadership,?\s+man)", re.IGNORECASE
)
_ROW = re.compile(rf"(?P<name>{'|'.join(_ROWS.values())})\s+(?P<grade>{GRADE}\d?)", re.IGNORECASE)
_FIRST_PAGES = 4
"""The table stands on page 1, or behind a cover and a table of contents."""
_SLACK = 45.0
"""Points that a grade of three lines, or a row for the whole, reaches above the first row's name."""


def unnumbered(name: str) -> str:
    """A row's name without the number before it."""
    return re.sub(r"^\d(?:\.\d)?\.?\s*", "", name)


def read_rows(report: ReportText, problems: list[Problem]) -> tuple[dict[str, Row], set[PlacedLine]]:
    """The rows by area, each area's first, and all lines of the table; nothing where no page has it."""
    for page in report.pages[:_FIRST_PAGES]:
        body = cut_apart([line for line in page.lines if line.role == "body"], _ROW)
        named = [line for line in body if _ROW_START.match(line.text)]
        grades = [right for left, right in beside(body) if left in named and is_grade_part(right.text)]
        if not grades:
            continue
        edge = min(line.x0 - line.size for line in grades)
        top = min(line.y0 for line in named) - _SLACK
        lines: list[PlacedLine] = [(page.number, line) for line in body if _in_a_column(line, edge, top)]
        rows, left_over = table_rows(lines, edge, _is_name, is_grade)
        if len(AREAS.keys() & _by_area(rows).keys()) < len(AREAS):  # the table may go on over the page
            for following in report.pages[page.number : page.number + 1]:
                lines += [(following.number, line) for line in following.lines if line.role == "body" and _in_a_column(line, edge, 0.0)]
            rows, left_over = table_rows(lines, edge, _is_name, is_grade)
        if left_over:
            problems.append(Problem("unknown_value", f"grades beside no row, or two beside one, on page {page.number}: {left_over}"))
        return _by_area(rows), set(lines)
    return {}, set()


def _by_area(rows: Sequence[Row]) -> dict[str, Row]:
    """The first row of each area."""
    found: dict[str, Row] = {}
    for row in rows:
        area = area_of(row.name.text, _ROWS)
        if area:
            found.setdefault(area, row)
    return found


def _is_name(text: str) -> bool:
    return area_of(text, _ROWS) is not None


def _in_a_column(line: Line, edge: float, top: float) -> bool:
    """Whether a line from `top` down is of the names' column, or a grade or part of one in the other."""
    return line.y0 >= top and (is_grade_part(line.text) if line.x0 >= edge else line.x1 < edge)
