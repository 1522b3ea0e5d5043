"""The table of page 1 of a single inspection: rows 1, 2, 2.1, 2.2 and 3, and at times one for the whole and one for the Board."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archive.records import Problem
from scraper.reading.pdf.lines import Line
from scraper.reading.reports.parts.grades import GRADE, is_grade, is_grade_part, read_grade
from scraper.reading.reports.parts.judgement_names import with_areas
from scraper.reading.reports.parts.judgement_table import PlacedLine, Row, beside, cut_apart, table_rows
from scraper.reading.reports.parts.report_text import ReportText
from scraper.reading.reports.parts.stated_grades import area_of

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
NAMES = {
    "help_and_protection": "Children who need help and protection",
    "children_in_care": "Children looked after and achieving permanence",
    "adoption": "Adoption performance",
    "care_leavers": "Experiences and progress of care leavers",
    "leadership": "Leadership, management and governance",
    OVERALL: "Overall effectiveness",
    BOARD: "Local Safeguarding Children Board",
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


@dataclass(frozen=True, slots=True)
class SifTable:
    """The rows by area, those of no known area that have a grade, and all lines; empty where no page has a table."""

    rows: Mapping[str, Row] = field(default_factory=dict)
    others: tuple[Row, ...] = ()
    lines: frozenset[PlacedLine] = frozenset()


def read_table(report: ReportText, problems: list[Problem]) -> SifTable:
    """The table of the first page that has one; an area that stands there twice with different grades has none, and a Problem."""
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
        if len(AREAS.keys() & {area for area, _ in _with_areas(rows)}) < len(AREAS):  # the table may go on over the page
            for following in report.pages[page.number : page.number + 1]:
                lines += [(following.number, line) for line in following.lines if line.role == "body" and _in_a_column(line, edge, 0.0)]
            rows, left_over = table_rows(lines, edge, _is_name, is_grade)
        if left_over:
            problems.append(Problem("unknown_value", f"grades beside no row, or two beside one, on page {page.number}: {left_over}"))
        unknown = tuple(row for area, row in _with_areas(rows) if area is None and row.grade and row.name.page == page.number)
        return SifTable(_by_area(rows, problems), unknown, frozenset(lines))
    return SifTable()


def _with_areas(rows: Sequence[Row]) -> list[tuple[str | None, Row]]:
    return with_areas(rows, _ROWS, NAMES, lambda taken: NAMES.keys() - set(taken))


def _by_area(rows: Sequence[Row], problems: list[Problem]) -> dict[str, Row]:
    """The first row of each area that has a grade, else the first; without its grade where another row gives another."""
    found: dict[str, Row] = {}
    for area, row in _with_areas(rows):
        if area is None:
            continue
        before = found.setdefault(area, row)
        if before.grade is None:
            found[area] = row
        elif row.grade and _word(row.grade) != _word(before.grade):
            message = (
                f"{row.name.text!r}: {before.grade!r} on page {before.name.page}, {row.grade!r} on page {row.name.page}; we leave it empty"
            )
            problems.append(Problem("disagreement", message))
            found[area] = Row(before.name, f"{before.grade} / {row.grade}")
    return found


def _word(grade: str) -> str | None:
    """The grade that a cell says; its text where it says none."""
    return read_grade(grade).grade if is_grade(grade) else grade


def _is_name(text: str) -> bool:
    return area_of(text, _ROWS) is not None


def _in_a_column(line: Line, edge: float, top: float) -> bool:
    """Whether a line from `top` down is of the names' column, or a grade or part of one in the other."""
    return line.y0 >= top and (is_grade_part(line.text) if line.x0 >= edge else line.x1 < edge)
