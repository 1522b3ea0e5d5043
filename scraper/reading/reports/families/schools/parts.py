"""What school reports have in common: a table of judgements on page 1, a value beside its label, the team, what is to be improved."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from archive.records import Inspection, Inspector, Judgement, Problem, Recommendation
from scraper.reading.dates import read_days
from scraper.reading.errors import ParseError
from scraper.reading.pdf.lines import Line
from scraper.reading.reports.parts.doubt import Span, missing, read_span
from scraper.reading.reports.parts.grades import GRADE, is_grade
from scraper.reading.reports.parts.inspections import NOBODY, inspection_of
from scraper.reading.reports.parts.judgement_table import Row, beside, cut_apart, table_rows
from scraper.reading.reports.parts.judgements import judgement, read_row
from scraper.reading.reports.parts.lists.lists import recommendation_lists
from scraper.reading.reports.parts.people import read_names
from scraper.reading.reports.parts.report_text import Paragraph, ReportText
from scraper.reading.reports.parts.stated_grades import AreaNames, Stated

OVERALL = "overall_effectiveness"
PREVIOUS = re.compile(
    r"overall\s+effectiveness\s+at\s+(?:the\s+)?(?:previous|last)\s+inspection|(?:overall\s+effectiveness:?\s+)?previous\s+inspection(?:\s+grade)?",
    re.IGNORECASE,
)
"""The row of an earlier inspection, whose grade is none of this one."""
DAYS = (0, 30)
"""Fewest and most days from the first to the last of a school's inspection."""
_LEAD = re.compile(r",?\s*\(?lead\s+inspector\)?", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:(?:her|his)\s+majesty.?s\s+inspector|(?:ofsted|additional|seconded|team|associate)\s+inspector|s?hmi)s?", re.IGNORECASE
)
_ASIDE = re.compile(r"\(?information\s+for\s+the\s+school\b.{0,60}", re.IGNORECASE)
BELOW = 4.0
"""A value stands at most this many font sizes below its label."""
LONGEST_MEMBER = 90
"""Characters of the longest line of a team; what is longer is a sentence."""


Team = tuple[tuple[Inspector, ...], int | None]
"""Inspectors, the lead first, and the page that names them."""


def printed_lines(report: ReportText, page: int = 1) -> list[Line]:
    """The lines of a page that a reader sees in its body; small print at its top counts, running headers and footers do not."""
    lines = report.pages[page - 1].lines if page <= len(report.pages) else ()
    return [line for line in lines if line.role in ("body", "letterhead", "footnote")]


def value_of(lines: Sequence[Line], label: str) -> str | None:
    """What is printed behind a label (a pattern): on its line, in the cell beside it, or right below it."""
    for index, line in enumerate(lines):
        found = re.match(rf"(?:{label})\s*[:–—-]?\s*(?P<value>.*)", line.text, re.IGNORECASE)
        if not found:
            continue
        if found["value"]:
            return found["value"]
        right = [cell for other, cell in beside(lines) if other is line]
        below = [one for one in lines[index + 1 :] if 0 < one.y0 - line.y0 <= BELOW * line.size]
        return next((one.text for one in [*right, *below]), None)
    return None


def joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Each line with the one right below it, at the same edge: a name or band that its cell broke over two lines."""
    for line in lines:
        for below in lines:
            if abs(below.x0 - line.x0) < 1 and 0 < below.y0 - line.y0 < 1.6 * line.size and below.size == line.size:
                yield replace(line, text=f"{line.text} {below.text}", x1=max(line.x1, below.x1))


def days_of(report: ReportText, label: str, problems: list[Problem]) -> Span:
    """The days behind a label of page 1, checked; a Problem where there are none or they cannot be."""
    printed = value_of(printed_lines(report), label)
    if not printed:
        problems.append(missing("inspection dates", "on page 1"))
        return Span()
    if not _are_days(printed):  # perhaps broken over two lines of its cell
        printed = next(
            (line.text for line in joined(printed_lines(report)) if line.text.startswith(f"{printed} ") and _are_days(line.text)), printed
        )
    published = report.listed.published if report.listed else None
    return read_span("inspection dates", printed, 1, published, problems, days=DAYS)


def _are_days(printed: str) -> bool:
    try:
        return bool(read_days(printed))
    except ParseError:
        return False


def judgements_of(
    lines: Sequence[Line], names: AreaNames, others: str, stated: Sequence[Stated], problems: list[Problem]
) -> list[Judgement]:
    """The judgements of the table in `lines`, each name once; that of an earlier inspection is left out.

    `names` are areas with the patterns of their names, `others` the names of judgements that have no area of their own.
    """
    every = "|".join((*names.values(), others))
    found: list[Judgement] = []
    for row in _rows(lines, rf"(?:{every}|{PREVIOUS.pattern})"):
        name = row.name.text
        if PREVIOUS.fullmatch(name) or name in [one.name for one in found]:
            continue
        area = next((area for area, pattern in names.items() if re.fullmatch(pattern, name, re.IGNORECASE)), "other")
        if area == "other":
            found.append(judgement(area, name, row.grade, row.name.page, None, problems, body="school"))
        else:
            found.append(replace(read_row(area, name, row, stated, problems), body="school"))
    return found


def _rows(lines: Sequence[Line], names: str) -> Iterator[Row]:
    """Rows of names with the grades beside them; where no grade stands beside a name, the one right below it."""
    pieces = cut_apart(lines, re.compile(rf"(?P<name>{names})\s*[:–—-]?\s+(?P<grade>{GRADE}|not\s+judged|not\s+applicable)", re.IGNORECASE))
    grades = [line for line in pieces if is_grade(line.text)]
    left = min((line.x0 for line in pieces if re.fullmatch(names, line.text, re.IGNORECASE)), default=0.0)
    right = [line.x0 for line in grades if line.x0 > left + line.size]
    edge = min(right) - grades[0].size if right else float("inf")
    is_name = re.compile(names, re.IGNORECASE).fullmatch
    cells = [(1, line) for line in pieces if line.x0 >= edge or not is_grade(line.text)]
    rows, _ = table_rows(cells, edge, lambda text: bool(is_name(text)), is_grade)
    below = {line.text: after.text for line, after in pairwise(pieces) if is_grade(after.text) and after.x0 < edge}
    yield from (replace(row, grade=row.grade or below.get(row.name.text)) for row in rows if is_name(row.name.text))


def team_of(report: ReportText, problems: list[Problem]) -> Team:
    """The team below the heading "Inspection team", the lead first, and its page; a Problem where no lead is named."""
    for page in reversed(report.pages):
        lines = [line for line in page.lines if line.role == "body"]
        start = next((at for at, line in enumerate(lines) if re.fullmatch(r"inspection\s+team:?", line.text, re.IGNORECASE)), None)
        if start is None:
            continue
        names = dict(_members(lines[start + 1 :], problems, page.number))
        leads = [name for name, lead in names.items() if lead]
        if not leads:
            problems.append(missing("lead inspector", f"in the inspection team on page {page.number}"))
        return (*(Inspector(name, True) for name in leads), *(Inspector(name, False) for name in names if name not in leads)), page.number
    problems.append(missing("the inspection team", "on any page"))
    return (), None


def _members(lines: Sequence[Line], problems: list[Problem], page: int) -> Iterator[tuple[str, bool]]:
    """The names of a team's lines, and whether each leads; the lines end where something else is printed."""
    for line in lines:
        if _OFFICE.fullmatch(line.text):
            continue
        if len(line.text) > LONGEST_MEMBER or line.text.endswith(".") or line.size > 1.25 * lines[0].size:
            return
        try:
            names = read_names(_LEAD.sub("", line.text))
        except ParseError as error:
            problems.append(Problem("parse_error", f"inspection team on page {page}: {error}"))
            return
        yield from ((name, _LEAD.search(line.text) is not None) for name in names)


def school_inspection(
    report: ReportText, family: str, span: Span, team: Team, status: str, overall: Judgement | None = None, kind: str = "school_inspection"
) -> Inspection:
    """The Inspection of a school report of this family; its `status` is that of the overall grade."""
    lead = next((one.name for one in team[0] if one.lead), None)
    return inspection_of(report, family, kind, span, lead=(lead, team[1]) if lead else NOBODY, overall=overall, status=status)


def asked_of(report: ReportText, headings: Mapping[str, str] | None = None) -> Iterator[Recommendation | Problem]:
    """What the school is told to improve. `headings` maps patterns of headings that only such reports have to one that every list has."""
    paragraphs: list[Paragraph] = []
    printed: dict[str, str] = {}
    for one in report.paragraphs:
        usual = next((usual for form, usual in (headings or {}).items() if re.fullmatch(form, one.text.strip(), re.IGNORECASE)), None)
        if usual and not one.bullet:
            printed[usual] = one.text
            paragraphs.append(replace(one, text=usual))
        elif not _ASIDE.fullmatch(one.text):
            paragraphs.append(one)
    for found in recommendation_lists(paragraphs):
        heading = printed.get(found.heading, found.heading)
        for item in found.items:
            below = f"{heading}: {item.group.rstrip(' :')}" if item.group else heading
            yield Recommendation(found.kind, item.text, item.page, below, "schools", "the school")
        yield from found.problems
