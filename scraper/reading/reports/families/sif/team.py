"""The inspection team of the single inspection framework: its lead and the others, named near the end of a report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.records import Problem
from scraper.reading.errors import ParseError
from scraper.reading.pdf.lines import Line, Page
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.labels import FURTHEST, labelled
from scraper.reading.reports.parts.people import read_names
from scraper.reading.reports.parts.report_text import ReportText

_OTHERS = (r"deputy\s+lead\s+inspectors?", r"(?:team|associate|additional|other)\s+inspectors?", r"shadow\s+(?:lead\s+)?inspectors?")

_BETWEEN = re.compile(r"[,;]|\s\(?OI\)?(?=[\s,.]|$)")
"""Between two names; "OI" (Ofsted inspector) may stand behind a name without a comma."""

_GOES_ON = re.compile(r"(?:,|\band|[,;]\s*(?!S?HMI$|OI$|Inspectors?$|Ofsted$)[^\s,;.]+)$")
"""A list of names that is not at its end: "Cath McEvoy HMI, Dr" or "…, Rachel" break a name in two."""


@dataclass(frozen=True, slots=True)
class SifTeam:
    """Names without office; `page` is that of the leads, None without any. The deputy is one of the others."""

    leads: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    page: int | None = None


def team_of(report: ReportText, problems: list[Problem]) -> SifTeam:
    """The team of the last page that names a lead inspector, and of the page behind it.

    A name that cannot be read is a Problem, as is a team without lead.
    """
    for page in reversed(report.pages):
        lines = _body(page)
        leads = tuple(name for text in labelled(lines, r"lead\s+inspectors?\b") for name in _names(text, problems, page.number))
        if not leads:
            continue
        lines += _moved_below(lines, [line for following in report.pages[page.number : page.number + 1] for line in _body(following)])
        others = (name for label in _OTHERS for text in labelled(lines, label) for name in _names(text, problems, page.number))
        return SifTeam(leads, tuple(name for name in dict.fromkeys(others) if name not in leads), page.number)
    problems.append(missing("lead inspector", "in the inspection team at the end"))
    return SifTeam()


def _body(page: Page) -> list[Line]:
    return [line for line in page.lines if line.role == "body"]


def _moved_below(lines: Sequence[Line], overleaf: Sequence[Line]) -> list[Line]:
    """The lines of the next page as if they stood below `lines`: close to a list of names that is not at its end, else apart."""
    if not lines or not overleaf:
        return []
    last, first = lines[-1], overleaf[0]
    apart = 1.2 if _GOES_ON.search(last.text) else 2 * FURTHEST
    down = last.y0 + apart * last.size - first.y0
    return [replace(line, y0=line.y0 + down, y1=line.y1 + down) for line in overleaf]


def _names(text: str, problems: list[Problem], page: int) -> tuple[str, ...]:
    """The names of a list; what stands between two commas and is no name is a Problem, the names beside it stay."""
    names: list[str] = []
    for piece in _BETWEEN.split(text):
        try:
            names.extend(read_names(piece))
        except ParseError as error:
            problems.append(Problem("parse_error", f"inspection team on page {page}: {error}"))
    return tuple(names)
