"""The grades of ILACS reports: the table of page 1 compared with the headings of the findings."""

import re
from collections.abc import Collection, Iterator, Sequence

from archive.records import Judgement, Problem
from scraper.reading.pdf.lines import Line, Page
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.grades import GRADE, is_grade, is_grade_part
from scraper.reading.reports.parts.judgement_names import with_areas
from scraper.reading.reports.parts.judgement_table import PlacedLine, Row, beside, cut_apart, table_rows
from scraper.reading.reports.parts.judgements import confirmed, judgement, read_row, unknown_row, within_parts
from scraper.reading.reports.parts.report_text import ReportText
from scraper.reading.reports.parts.stated_grades import area_of, one_stated, stated_grades

OVERALL = "overall_effectiveness"
LEADERS = (
    r"(?:the\s+)?impact\s+of\s+lead(?:ers|ership)\s+on\s+(?:social\s+work\s+)?practice\s+with\s+children\s+and\s+(?:their\s+)?families"
)
_PROGRESS = r"(?:the\s+)?experiences?\s+and\s+progress\s+of\s+"
AREAS = {
    "leadership": LEADERS,
    "help_and_protection": _PROGRESS
    + r"children\s+(?:and\s+families\s+)?(?:(?:who|that)\s+need|in\s+need\s+of)\s+help\s+(?:and/or|and|or)\s+protection",
    "children_in_care_and_care_leavers": _PROGRESS + r"children\s+(?:in\s+care|looked\s+after)\s+and\s+(?:of\s+)?care\s+leavers",
    "children_in_care": _PROGRESS + r"children\s+(?:in\s+care|looked\s+after)",
    "care_leavers": _PROGRESS + r"care\s+leavers",
    OVERALL: r"(?:the\s+)?overall\s+(?:effectiveness|judge?ment)",
}
NAMES = {
    "leadership": "The impact of leaders on social work practice with children and families",
    "help_and_protection": "The experiences and progress of children who need help and protection",
    "children_in_care_and_care_leavers": "The experiences and progress of children in care and care leavers",
    "children_in_care": "The experiences and progress of children in care",
    "care_leavers": "The experiences and progress of care leavers",
    OVERALL: "Overall effectiveness",
}
_JOINED, _APART = {"children_in_care_and_care_leavers"}, {"children_in_care", "care_leavers"}
_COMPLETE = ({"leadership", "help_and_protection"} | _JOINED, {"leadership", "help_and_protection"} | _APART)
"""The areas of a whole table, the overall row apart: before and after 2023."""
_ROW = re.compile(rf"(?P<name>{'|'.join(AREAS.values())})\s+(?P<grade>{GRADE}\d?)", re.IGNORECASE)
_ROW_START = re.compile(
    r"(?:the\s+)?(?:experiences?\s+and\s+progress|impact\s+of\s+lead)|overall\s+(?:effectiveness|judge?ment)", re.IGNORECASE
)


def read_judgements(report: ReportText, problems: list[Problem]) -> list[Judgement]:
    """The rows of the table compared with the headings of the text; headings stand in for rows that are not there, with a Problem.

    In a table that is not whole, "children in care" may be the beginning of the joined judgement and "care leavers" its end: they count
    only when the text states them too.
    """
    rows, table, whole = _table(report, problems)
    tables = {number for number, _ in table} or {1}  # the pages where a row torn out of the table could pass for a heading of the findings
    text = [paragraph for paragraph in report.paragraphs if paragraph.page not in tables]
    stated = list(stated_grades(text, AREAS))
    found: dict[str, Judgement] = {}
    others: list[Judgement] = []
    for area, row in with_areas(rows, AREAS, NAMES, _free):
        name = row.name.text
        if area in found:
            problems.append(Problem("disagreement", f"{name!r} is in the table twice; we leave it empty"))
            found[area] = Judgement(area, name, None, None, "not_read", row.name.page)
        elif area:
            found[area] = read_row(area, name, row, stated, problems)
        elif row.grade is not None:
            others.append(unknown_row(row, NAMES, problems))
    if not whole or found.keys() - {OVERALL} not in _COMPLETE:
        confirmed(found, _APART, stated, problems)
    for area in dict.fromkeys(each.area for each in stated if each.area not in found):
        first = one_stated(stated, area, problems)
        if first:
            problems.append(missing(f"the row {first.name!r}", "in the table of judgements; its grade is that of the text"))
            found[area] = judgement(area, first.name, None, first.page, first, problems)
    if found.keys() - {OVERALL} not in _COMPLETE:
        problems.append(missing("the whole table of judgements", f"(found: {', '.join(sorted(found)) or 'nothing'})"))
    within_parts(found, OVERALL, problems)
    return [*found.values(), *others]


def _free(taken: Collection[str]) -> set[str]:
    """The areas that a table with these may have besides: care leavers are judged apart or with children in care."""
    excluded = (_APART if _JOINED & set(taken) else set()) | (_JOINED if _APART & set(taken) else set())
    return NAMES.keys() - set(taken) - excluded


def _table(report: ReportText, problems: list[Problem]) -> tuple[Sequence[Row], set[PlacedLine], bool]:
    """The rows of the table, below its head or from its first known row, all its lines, and whether every grade has its row."""
    for page in report.pages:
        for left, right in _heads(_body(page)):
            lines = list(_table_lines(report, page.number, left, right))
            rows, left_over = table_rows(lines, right.x0 - right.size, lambda text: area_of(text, AREAS) is not None, is_grade)
            if left_over:
                problems.append(Problem("unknown_value", f"grades beside no row of the table on page {page.number}: {left_over}"))
            return rows, set(lines), not left_over
    problems.append(missing("the table of judgements", "on any page"))
    return (), set(), False


def _heads(body: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """The head of the table in a page's lines; where it is lost, the first known row with a grade beside it."""
    pairs = list(beside(body))
    for left, right in pairs:
        if re.fullmatch(r"judge?ments?(?:\s+areas?)?", left.text, re.IGNORECASE) and re.fullmatch(r"grades?", right.text, re.IGNORECASE):
            yield left, right
    rows = [(left, right) for left, right in pairs if _ROW_START.match(left.text) and is_grade_part(right.text)]
    yield from sorted(rows, key=lambda row: row[0].y0)


def _table_lines(report: ReportText, number: int, left: Line, right: Line) -> Iterator[PlacedLine]:
    """The lines from the head to the first that runs below both columns or is a bullet; a table may go on over the page."""
    top = left.y1 if not _ROW_START.match(left.text) else min(left.y0, right.y0) - left.size
    for page in report.pages[number - 1 : number + 1]:
        for line in sorted(_body(page), key=lambda line: line.y0):
            if page.number == number and line.y0 < top:
                continue
            if line.bullet or (line.x0 < right.x0 - right.size and line.x1 > right.x0):
                return
            yield page.number, line


def _body(page: Page) -> list[Line]:
    return cut_apart([line for line in page.lines if line.role == "body"], _ROW)
