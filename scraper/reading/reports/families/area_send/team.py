"""The team of an area SEND inspection: a table of two columns, Ofsted's inspectors and the Care Quality Commission's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scraper.reading.pdf.document import Line, Tag, running_lines
from scraper.reading.reports.parts.postal_addresses import before_address
from scraper.reading.reports.parts.report_text import ReportText
from scraper.reading.reports.parts.tables.cells import EDGE, PlacedLine

HEADING = re.compile(r"(?:the )?inspection team\s*:?", re.IGNORECASE)
"""What stands above the table of the team."""
LONGEST_ENTRY = 120
"""Characters: a longer text names no one member; the lines of a damaged page run together."""

_OFSTED = re.compile(r"ofsted\s*:?", re.IGNORECASE)
_CQC = re.compile(r"(?:the )?care quality commission(?: \(?CQC\)?)?\s*:?|CQC\s*:?", re.IGNORECASE)
_AFTER = re.compile(r"if you are not happy|the office for standards in education|any complaints about", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:ofsted|CQC|care quality commission|S?HM[I’']*s?|(?:his|her) majesty.s inspectors?|lead|inspectors?|children.s services"
    r"|social care|education|health|team|senior|deputy|regional|shadow(?:ing)?|quality assurance|trainee|specialist|early years"
    r"|schools?|manager|director|chief)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\blead\b", re.IGNORECASE)
_NO_LEAD = re.compile(r"\b(?:deputy|shadow(?:ing)?|assistant|associate|CQC|care quality commission)\b", re.IGNORECASE)
"""Words of those who do not lead for Ofsted."""
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?: [\w.’'-]+){1,4}")
_TITLE = re.compile(r"(?:mr|mrs|ms|miss|dr|prof|professor|sir|dame)\.? ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """One inspector: name without title and office, whether Ofsted's lead, and the page."""

    name: str
    lead: bool
    page: int


def team(report: ReportText, heading: re.Pattern[str] = HEADING) -> list[Member]:
    """Ofsted's lead or leads first, then Ofsted's others and the Commission's as printed; empty without a table below `heading`."""
    below = tuple(_team_lines(report, heading))
    lines = tuple(_cut_apart(below[: before_address([line.text for _, line in below])], report.tags or ()))
    headings = [line for _, line in lines if _OFSTED.fullmatch(line.text) or _CQC.fullmatch(line.text)]
    edge = _edge(headings)
    columns: tuple[list[PlacedLine], list[PlacedLine]] = ([], [])
    commission = False  # whether the Commission's heading stood above, for tables of one column
    for page, line in lines:
        if line in headings:
            commission = _CQC.fullmatch(line.text) is not None
        else:
            right = line.x0 >= edge if edge else commission
            columns[right].append((page, line))
    members = [_member(entry, leads=True) for entry in _entries(columns[0])]
    members += [_member(entry, leads=False) for entry in _entries(columns[1])]
    return sorted((member for member in members if member), key=lambda member: not member.lead)


def _team_lines(report: ReportText, heading: re.Pattern[str]) -> Iterator[PlacedLine]:
    """The lines below `heading` up to the imprint."""
    begun = False
    for page, line in running_lines(report.pages):
        if begun and _AFTER.match(line.text):
            return
        if begun:
            yield page, line
        begun = begun or heading.fullmatch(line.text) is not None


def _cut_apart(lines: Sequence[PlacedLine], tags: Sequence[Tag]) -> Iterator[PlacedLine]:
    """The lines, those cut in two that hold two tagged cells with no more than a blank between them."""
    cells = {cell.text for tag in tags for cell in tag.find("TD", "TH")}
    for page, line in lines:
        left = next(
            (cell for cell in cells if cell and f"{cell} " == line.text[: len(cell) + 1] and line.text[len(cell) + 1 :] in cells), None
        )
        if left is None:
            yield page, line
            continue
        middle = line.x0 + (line.x1 - line.x0) * (len(left) + 1) / len(line.text)
        yield page, replace(line, text=left, x1=middle)
        yield page, replace(line, text=line.text[len(left) + 1 :], x0=middle)


def _edge(headings: Sequence[Line]) -> float | None:
    """Where the Commission's column begins; None where its heading stands below Ofsted's, not beside it."""
    for line in headings:
        for other in headings:
            if _CQC.fullmatch(line.text) and line.x0 > other.x1 and abs(line.y0 - other.y0) < line.size:
                return line.x0 - 2 * EDGE
    return None


def _entries(lines: Sequence[PlacedLine]) -> Iterator[tuple[int, str]]:
    """What is printed of each member, with its page: a line that begins with an office goes on with the one above."""
    page, printed = 0, ""
    for number, line in lines:
        office = _OFFICE.match(line.text) or not line.text[:1].isupper()
        if printed and (office or printed.endswith(",")):
            printed = f"{printed} {line.text}"
            continue
        if printed:
            yield page, printed
        page, printed = number, line.text
    if printed:
        yield page, printed


def _member(entry: tuple[int, str], *, leads: bool) -> Member | None:
    """The member an entry names; None where it names nobody."""
    page, printed = entry
    if len(printed) > LONGEST_ENTRY:
        return None
    for piece in re.split(r"[,:;()–—|]| - ", printed):
        name = _TITLE.sub("", " ".join(_OFFICE.sub(" ", piece).split()), count=1)
        if _NAME.fullmatch(name) and name[0].isupper() and name.split()[-1][0].isupper():
            return Member(name, leads and _LEAD.search(printed) is not None and not _NO_LEAD.search(printed), page)
    return None
