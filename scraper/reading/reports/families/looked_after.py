"""Inspections of services for looked after children (2013): a cover page, graded sections, and the record of main findings at the end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.records import Inspector, Judgement, Problem, Recommendation, Record
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.grades import GRADE, is_grade, read_grade
from scraper.reading.reports.parts.inspections import NOBODY, inspection_of
from scraper.reading.reports.parts.judgement_table import PlacedLine, Row, table_rows
from scraper.reading.reports.parts.judgements import judgement, read_row
from scraper.reading.reports.parts.labels import read_dates, read_leads
from scraper.reading.reports.parts.lists.lists import recommendation_lists
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import Paragraph, ReportText
from scraper.reading.reports.parts.stated_grades import Stated, area_of, one_stated

NAME = "looked_after"
OVERALL = "overall_effectiveness"
_LOOKED_AFTER = r"(?:\s+(?:of\s+services\s+)?for\s+looked\s+after\s+children(?:\s+and\s+young\s+people)?)?"
AREAS = {
    "overall_effectiveness": rf"overall\s+effectiveness{_LOOKED_AFTER}",
    "capacity_to_improve": r"capacity\s+(?:to|for)\s+improve(?:ment)?",
    "outcomes": rf"outcomes{_LOOKED_AFTER}",
    "quality_of_services": rf"quality\s+of\s+services{_LOOKED_AFTER}",
    "quality_of_provision": rf"quality\s+of\s+provision{_LOOKED_AFTER}",
    "safety": r"safety\s+of\s+looked\s+after\s+children(?:\s+and\s+young\s+people)?",
    "partnership_working": r"partnership\s+working",
    "leadership": r"leadership\s+and\s+management",
}
_TITLE = re.compile(r"inspection\s+of\s+(?:services\s+for\s+)?looked\s+after\s+children(?:\s+services)?\b", re.IGNORECASE)
_SAFEGUARDING = re.compile(r"inspection\s+of\s+safeguarding", re.IGNORECASE)
_COVER = re.compile(r"\breporting\s+inspector\b|\binspection\s+dates?\b", re.IGNORECASE)
_RECORD = re.compile(r"record\s+of\s+main\s+findings:?", re.IGNORECASE)
_SECTION_GRADE = re.compile(rf"grade\s*:?\s*(?P<number>\d)\s*[(:–-]?\s*(?P<grade>{GRADE})\s*\)?\.?", re.IGNORECASE)
_ROW_GRADES = (_SECTION_GRADE, re.compile(rf"(?P<grade>{GRADE})\s*[(,:–-]?\s*grade\s*:?\s*(?P<number>\d)\s*\)?\.?", re.IGNORECASE))
"""Cells that say a grade twice: "Grade 4 (Inadequate)", "Inadequate Grade 4"."""
_NUMBERED = ("outstanding", "good", "adequate", "inadequate")
"""The grades that numbers 1 to 4 stand for."""
_INTRODUCTION = re.compile(r"(?:\d{1,3}[.)]?\s+)?in\s+order\s+to\s+improve\b.*\b(?:following|actions?)\b.{0,20}", re.IGNORECASE)


def claims(report: ReportText) -> bool:
    """Whether page 1 is the cover of such an inspection, and none of safeguarding and looked after children together."""
    page_one = " ".join(report.first_page.split())
    return bool(_TITLE.search(page_one) and _COVER.search(page_one)) and not _SAFEGUARDING.search(page_one)


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection, its judgements, areas for improvement, the reporting inspector, paragraphs, and the Problems."""
    problems: list[Problem] = []
    span = read_dates(report, problems)
    leads = read_leads(report, r"(?:reporting|lead)\s+inspectors?\b", problems)
    judgements = _judgements(report, problems)
    overall = next((each for each in judgements if each.area == OVERALL), None)
    yield inspection_of(report, NAME, "looked_after_children_inspection", span, lead=(leads[0], 1) if leads else NOBODY, overall=overall)
    yield from judgements
    yield from _recommendations(report)
    for name in leads:
        yield Inspector(name, True)
    yield from paragraphs_of(report)
    yield from problems


def _recommendations(report: ReportText) -> Iterator[Recommendation | Problem]:
    """The items of all lists; their heading tells also by when: "Areas for improvement: Within three months"."""
    paragraphs = [paragraph for paragraph in report.paragraphs if not _INTRODUCTION.fullmatch(paragraph.text)]
    for found in recommendation_lists(paragraphs):
        for entry in found.items:
            heading = f"{found.heading}: {entry.group.rstrip(' :')}" if entry.group else found.heading
            yield Recommendation(found.kind, entry.text, entry.page, heading)
        yield from found.problems


def _judgements(report: ReportText, problems: list[Problem]) -> list[Judgement]:
    """The rows of the record of main findings, each compared with the grade of its section, which stands in for a lost row."""
    stated = list(_section_grades(report.paragraphs))
    found: dict[str, Judgement] = {}
    for row in _rows(report, problems):
        area = area_of(row.name.text, AREAS)
        if area is None and row.grade is not None:
            problems.append(Problem("unknown_value", f"{row.name.text!r} on page {row.name.page} is a judgement we do not know"))
        elif area and area not in found:
            found[area] = read_row(area, row.name.text, row, stated, problems)
    for area in dict.fromkeys(each.area for each in stated if each.area not in found):
        first = one_stated(stated, area, problems)
        if first:
            problems.append(missing(f"the row {first.name!r}", "in the record of main findings; its grade is that of its section"))
            found[area] = judgement(area, first.name, None, first.page, first, problems)
    if OVERALL not in found:
        problems.append(missing("overall effectiveness", "in the record of main findings"))
    return list(found.values())


def _section_grades(paragraphs: Sequence[Paragraph]) -> Iterator[Stated]:
    """The grades printed below the headings of sections: "Grade 4 (Inadequate)" below "Capacity to improve"."""
    heading: Paragraph | None = None
    for paragraph in paragraphs:
        found = _SECTION_GRADE.fullmatch(paragraph.text)
        area = area_of(heading.text, AREAS) if heading and found and _is_numbered(found) else None
        if found and heading and area:
            yield Stated(area, heading.text, read_grade(found["grade"]), paragraph.page)
        joined = heading is not None and heading.page == paragraph.page and heading.size == paragraph.size
        heading = replace(paragraph, text=f"{heading.text} {paragraph.text}") if heading and joined else paragraph


def _is_numbered(found: re.Match[str]) -> bool:
    """Whether word and number of a grade agree."""
    return 1 <= int(found["number"]) <= len(_NUMBERED) and read_grade(found["grade"]).grade == _NUMBERED[int(found["number"]) - 1]


def _word_alone(cell: str) -> str:
    """The word of a cell that says a grade in word and number; any other cell, also one whose word and number differ, as it is."""
    found = next((match for pattern in _ROW_GRADES if (match := pattern.fullmatch(cell))), None)
    return found["grade"] if found and _is_numbered(found) else cell


def _rows(report: ReportText, problems: list[Problem]) -> tuple[Row, ...]:
    """The rows below the last heading "Record of main findings"."""
    for page in reversed(report.pages):
        lines = [line for line in page.lines if line.role == "body"]
        tops = [line.y1 for line in lines if _RECORD.fullmatch(line.text)]
        lines = [replace(line, text=_word_alone(line.text)) for line in lines]
        grades = [line for line in lines if is_grade(line.text)]
        if not tops or not grades:
            continue
        edge = min(line.x0 for line in grades) - grades[0].size
        below: list[PlacedLine] = [(page.number, line) for line in lines if line.y0 > tops[-1]]
        rows, left_over = table_rows(below, edge, lambda text: area_of(text, AREAS) is not None, is_grade)
        if left_over:
            problems.append(Problem("unknown_value", f"grades beside no row, or two beside one, on page {page.number}: {left_over}"))
        return rows
    problems.append(missing("the record of main findings", "on any page"))
    return ()


FAMILY = Family(NAME, claims, read)
