"""Report cards, from November 2025: a band for each area, in words; no overall grade is given, and none is worked out.

The names of the five bands are printed as a legend on page 1 and explained at the end: those are no grades. A band counts only on one line
with the name of an area, or in the cell beside it.
"""

import re
from collections.abc import Iterator, Sequence

from archive.records import Inspector, Judgement, Problem, Record
from scraper.reading.errors import ParseError
from scraper.reading.pdf.lines import Line
from scraper.reading.reports.families.schools.parts import asked_of, days_of, joined, printed_lines, school_inspection, value_of
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
_MEMBER = re.compile(r"(?:[A-Z][\w’'.-]*\s+){1,4}[A-Z][\w’'-]+(?:,\s+.{0,30}(?i:inspector|hmi)\b.{0,20})?")
_FIGURES = re.compile(r"facts\s+and\s+figures\b", re.IGNORECASE)
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
    yield school_inspection(report, NAME, span, team, "not_given")
    yield from judgements
    yield from asked_of(report, {r"next\s+steps:?": "Areas for improvement"})
    yield from team[0]
    yield from paragraphs_of(report)
    yield from problems


def _judgements(report: ReportText, problems: list[Problem]) -> Iterator[Judgement]:
    """The band of each area; an area with two different bands, or with none, has none."""
    bands: dict[str, list[tuple[str, str, int]]] = {}
    for name, band, page in _rows(report):
        bands.setdefault(name.lower(), []).append((name, band, page))
    for found in bands.values():
        name, _, page = found[0]
        area = "leadership" if _LEADERSHIP.fullmatch(name) else "other"
        grades = [read_grade(band) for _, band, _ in found if band]
        if len({one.grade for one in grades}) > 1:
            said = " and ".join(repr(band) for _, band, _ in found if band)
            problems.append(Problem("disagreement", f"{name}: two readings, {said}; we leave it empty"))
        elif not grades:
            problems.append(missing(f"the band of {name}", f"beside its name on page {page}"))
        else:
            yield Judgement(area, name, grades[0].grade, grades[0].printed, grades[0].status, page, "school")
            continue
        yield Judgement(area, name, None, None, "not_read", page, "school")


def _rows(report: ReportText) -> Iterator[tuple[str, str, int]]:
    """Name, band and page of every line, or two cells side by side, that are an area and a band, up to the explanation of bands.

    An area alone on its line, above the facts and figures, has the band "".
    """
    graded = True
    for page in report.pages:
        lines = printed_lines(report, page.number)
        end = next((at for at, line in enumerate(lines) if _EXPLAINED.fullmatch(line.text.strip())), None)
        figures = next((line.y0 for line in lines if _FIGURES.match(line.text)), None)
        rows = [(line.y0, found["area"], found["band"]) for line in lines[:end] if (found := _ROW.fullmatch(line.text.strip()))]
        cells = [*lines[:end], *joined(lines[:end])]
        names = [cell for cell in cells if re.fullmatch(_AREA, cell.text.strip(), re.IGNORECASE)]
        rows += [(left.y0, left.text.strip(), right.text) for left, right in beside(cells) if left in names and is_grade(right.text)]
        known = {name for _, name, _ in rows}
        rows += [
            (cell.y0, cell.text.strip(), "")
            for cell in names
            if graded and cell.text.strip() not in known and (figures is None or cell.y0 < figures)
        ]
        yield from ((name, band, page.number) for _, name, band in sorted(rows))
        graded = graded and figures is None
        if end is not None:
            return


def _team(report: ReportText, problems: list[Problem]) -> Iterator[tuple[Inspector, int]]:
    """Lead and team inspectors behind their labels, each with the page."""
    for page in report.pages:
        lines = printed_lines(report, page.number)
        for label, lead in ((r"lead\s+inspectors?(?=\s*:)", True), (r"team\s+inspectors?(?=\s*:)", False)):
            try:
                for words in _named(lines, label):
                    for name in read_names(words):
                        yield Inspector(name, lead), page.number
            except ParseError as error:
                problems.append(Problem("parse_error", f"inspectors on page {page.number}: {error}"))


def _named(lines: Sequence[Line], label: str) -> Iterator[str]:
    """What stands behind a label, and each line right below that is one more name, with an office or without."""
    words = value_of(lines, label)
    if words is None:
        return
    yield words
    start = next(at for at, line in enumerate(lines) if re.match(label, line.text, re.IGNORECASE))
    at = next(at for at, line in enumerate(lines) if at >= start and line.text.endswith(words))
    for line in lines[at + 1 :]:
        if line.size != lines[at].size or line.bold != lines[at].bold or not _MEMBER.fullmatch(line.text):
            return
        yield line.text


FAMILY = Family(NAME, claims, read)
