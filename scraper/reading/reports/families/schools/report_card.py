"""Report cards, from November 2025: a band for each area, in words; no overall grade is given, and none is worked out.

The names of the five bands are printed as a legend on page 1 and explained at the end: those are no grades. A band counts only on one line
with the name of an area, or in the cell beside it.
"""

import re
from collections.abc import Iterator

from archive.records import Inspector, Judgement, Problem, Record
from scraper.reading.errors import ParseError
from scraper.reading.reports.families.schools.parts import asked_of, days_of, inspection_of, printed_lines, value_of
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.grades import is_grade, read_grade
from scraper.reading.reports.parts.judgement_table import beside
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.people import read_names
from scraper.reading.reports.parts.report_text import ReportText

NAME = "school_report_card"
_BAND = r"exceptional|strong\s+standard|expected\s+standard|needs\s+attention|urgent\s+improvement"
_AREA = (
    r"inclusion|curriculum\s+and\s+teaching|achievement|attendance\s+and\s+behaviour|personal\s+development\s+and\s+well-?being|early\s+years"
    r"|post-?16(?:\s+provision)?|sixth[- ]form(?:\s+provision)?|leadership\s+and\s+governance"
    r"|behaviour,?\s+attitudes\s+and\s+establishing\s+routines|children.s\s+welfare\s+and\s+well-?being"
    r"|(?:participation|contribution)\s+.{3,40}"
)
_ROW = re.compile(rf"(?P<area>{_AREA})(?:\s*[:–—-]\s*|\s+)(?P<band>{_BAND})", re.IGNORECASE)
_DATE = r"inspection\s+report(?=\s*:)"
_EXPLAINED = re.compile(r"our\s+grades\s+explained", re.IGNORECASE)
_LEADERSHIP = re.compile(r"leadership\b.*", re.IGNORECASE)


def claims(report: ReportText) -> bool:
    """Whether page 1 has the day of a report card and a URN, and the report names at least four of the five bands."""
    words = [line.text for line in report.pages[0].lines] if report.pages else []
    bands = {" ".join(found.lower().split()) for found in re.findall(_BAND, report.text, re.IGNORECASE)}
    return (
        any(re.match(_DATE, one, re.IGNORECASE) for one in words)
        and any("unique reference number" in one.lower() for one in words)
        and len(bands) >= 4
    )


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection, a Judgement an area, next steps, the team, paragraphs, and the Problems."""
    problems: list[Problem] = []
    span = days_of(report, _DATE, problems)
    judgements = list(_judgements(report, problems))
    if not judgements:
        problems.append(missing("the bands of the areas", "on any page"))
    named = list(_team(report, problems))
    team = tuple(one for one, _ in named), next((page for one, page in named if one.lead), None)
    if team[1] is None:
        problems.append(missing("lead inspector", "on any page"))
    yield inspection_of(report, NAME, span, team, "not_given")
    yield from judgements
    yield from asked_of(report, {r"next\s+steps:?": "Areas for improvement"})
    yield from team[0]
    yield from paragraphs_of(report)
    yield from problems


def _judgements(report: ReportText, problems: list[Problem]) -> Iterator[Judgement]:
    """The band of each area; an area with two different bands has none."""
    bands: dict[str, list[tuple[str, str, int]]] = {}
    for name, band, page in _rows(report):
        bands.setdefault(name.lower(), []).append((name, band, page))
    for found in bands.values():
        name, band, page = found[0]
        area = "leadership" if _LEADERSHIP.fullmatch(name) else "other"
        if len({read_grade(one).grade for _, one, _ in found}) > 1:
            said = " and ".join(repr(one) for _, one, _ in found)
            problems.append(Problem("disagreement", f"{name}: two readings, {said}; we leave it empty"))
            yield Judgement(area, name, None, None, "not_read", page, "school")
        else:
            grade = read_grade(band)
            yield Judgement(area, name, grade.grade, grade.printed, grade.status, page, "school")


def _rows(report: ReportText) -> Iterator[tuple[str, str, int]]:
    """Name, band and page of every line, or two cells side by side, that are an area and a band, up to the explanation of bands."""
    for page in report.pages:
        lines = printed_lines(report, page.number)
        end = next((at for at, line in enumerate(lines) if _EXPLAINED.fullmatch(line.text.strip())), None)
        rows = [(line.y0, found["area"], found["band"]) for line in lines[:end] if (found := _ROW.fullmatch(line.text.strip()))]
        for left, right in beside(lines[:end]):
            if re.fullmatch(_AREA, left.text.strip(), re.IGNORECASE) and is_grade(right.text):
                rows.append((left.y0, left.text.strip(), right.text))
        yield from ((name, band, page.number) for _, name, band in sorted(rows))
        if end is not None:
            return


def _team(report: ReportText, problems: list[Problem]) -> Iterator[tuple[Inspector, int]]:
    """Lead and team inspectors behind their labels, each with the page."""
    for page in report.pages:
        lines = printed_lines(report, page.number)
        for label, lead in ((r"lead\s+inspectors?(?=\s*:)", True), (r"team\s+inspectors?(?=\s*:)", False)):
            try:
                for name in read_names(value_of(lines, label) or ""):
                    yield Inspector(name, lead), page.number
            except ParseError as error:
                problems.append(Problem("parse_error", f"inspectors on page {page.number}: {error}"))


FAMILY = Family(NAME, claims, read)
