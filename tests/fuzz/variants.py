"""Variants of whole reports that say the same in another form: what is read of them must stay; `python -m tests.fuzz.variants [SEED]`."""

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from archive.records import Inspection, Recommendation
from scraper.reading.pdf.document import made_page
from scraper.reading.pdf.lines import Line, Page
from scraper.reading.reports import read_facts
from scraper.reading.reports.parts.grades import GRADE
from scraper.reading.reports.parts.report_text import ReportText
from tests.fuzz import first_pages
from tests.fuzz.__main__ import real_reports, sample_reports
from tests.fuzz.trial import Whole, all_said

Variant = Callable[[Whole, random.Random], list[Page]]

_GRADE = re.compile(GRADE, re.IGNORECASE)
_LEAD = re.compile(r"lead inspector", re.IGNORECASE)
_OFFICE = re.compile(r",?\s*\(?(?:(?:His|Her) Majesty[’']s Inspector|HMI)\)?$")
_SAME_KIND = {
    "improvement": (
        "What needs to improve",
        "What needs to improve?",
        "What needs to improve:",
        "Areas for improvement",
        "Area for improvement2",
    ),
    "priority_action": (
        "Area for priority action",
        "Areas for priority action:",
        "Areas for Priority Action1",
        "Priority and immediate action",
    ),
    "recommendation": ("Recommendations", "Recommendations:", "Recommendation", "RECOMMENDATIONS"),
}
_TABLES = ("area_send_inspection", "looked_after_children_inspection")
"""Kinds whose lists are tables or groups under words of their own: their headings are left as they are."""


def main() -> int:
    """Read every report in every variant, print what changed; exit status 1 when anything did."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(2**32)
    changed: list[str] = []
    tried: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        reports = [*sample_reports(Path(folder)), *real_reports()]
    for report in reports:
        for number, variant in enumerate(VARIANTS):
            pages = variant(report, random.Random(seed + number))
            if tuple(pages) == report.pages:
                continue
            tried[variant.__name__] += 1
            changed += [f"{variant.__name__} of {report.name}: {line}" for line in differences(report, pages)]
    print(f"seed {seed}: {dict(tried)}; facts changed: {len(changed)}")
    print("\n".join(changed))
    return 1 if changed else 0


def differences(report: Whole, pages: Sequence[Page]) -> list[str]:
    """The facts of a variant that the report itself says otherwise; apostrophes of any form are one."""
    body = report.body if len(pages) == len(report.pages) else None  # rules and tags count pages as the file does
    if body is None and any(record.report_type in _TABLES for record in report.records if isinstance(record, Inspection)):
        return []
    before, after = all_said(report.records), all_said(tuple(read_facts(ReportText(pages, report.name, report.listed, body))))
    return [
        f"{what}: {after.get(what)!r}, was {before.get(what)!r}"
        for what in before.keys() | after.keys()
        if str(before.get(what)).replace("’", "'") != str(after.get(what)).replace("’", "'")
    ]


def _rewritten(report: Whole, change: Callable[[Line], str], page_numbers: Sequence[int] | None = None) -> list[Page]:
    """The pages with each line's text as `change` gives it; lines keep their width, so that paragraphs stay."""
    result = []
    for page in report.pages:
        if page_numbers is not None and page.number not in page_numbers:
            result.append(page)
            continue
        lines = [replace(line, text=change(line)) for line in page.lines]
        result.append(made_page(page.number, page.width, page.height, lines, page.marks))
    return result


def other_dates(report: Whole, chance: random.Random) -> list[Page]:
    """The inspection's days in another of the forms that reports print."""
    inspection = next(record for record in report.records if isinstance(record, Inspection))
    if inspection.inspection_start is None or inspection.inspection_end is None or inspection.dates_printed is None:
        return list(report.pages)
    first, last = (date.fromisoformat(day) for day in (inspection.inspection_start, inspection.inspection_end))
    if first == last or (last - first).days > 90:  # more is several periods, which the forms do not print
        return list(report.pages)
    form = chance.choice(DATE_FORMS)
    printed, new = inspection.dates_printed, form(first, last)
    return _rewritten(report, lambda line: line.text.replace(printed, new), [inspection.dates_page or 1])


DATE_FORMS: tuple[Callable[[date, date], str], ...] = (
    lambda first, last: f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}",
    lambda first, last: f"{first.day} {first:%B} – {last.day} {last:%B %Y}",
    lambda first, last: f"{first:%A} {first.day} {first:%B} to {last:%A} {last.day} {last:%B %Y}",
    lambda first, last: f"{first.day}th {first:%B %Y} - {last.day}th {last:%B %Y}",
    lambda first, last: f"{first:%d/%m/%Y} to {last:%d/%m/%Y}",
    lambda first, last: f"{first.day} {first:%b %Y}-{last.day} {last:%b %Y}",
    lambda first, last: f"{first:%d %B %Y} and {last:%d %B %Y}",
)


def other_leads(report: Whole, chance: random.Random) -> list[Page]:
    """The lead's office in other words, where a label names the lead."""
    office = chance.choice(
        (", HMI", " HMI", ", His Majesty’s Inspector", ", Her Majesty's Inspector, Ofsted", " (HMI)", ", Senior HMI", " – HMI")
    )
    return _rewritten(report, lambda line: _OFFICE.sub(office, line.text) if _LEAD.match(line.text) else line.text)


def other_grades(report: Whole, chance: random.Random) -> list[Page]:
    """Grades that fill a line in other letters, or with a full stop or a footnote's digit behind them."""
    change = chance.choice((str.upper, str.title, _ended("."), _ended("2"), _ended(" 1"), _ended(". 2")))
    return _rewritten(report, lambda line: change(line.text) if _GRADE.fullmatch(line.text) else line.text)


def _ended(end: str) -> Callable[[str], str]:
    """Adds `end` to a grade, if it may not go on in the next line."""
    return lambda grade: grade if grade.lower().endswith("improvement") else grade + end


def other_headings(report: Whole, chance: random.Random) -> list[Page]:
    """The headings of lists in other words of the same kind."""
    kinds = {record.heading: record.kind for record in report.records if isinstance(record, Recommendation)}
    if any(record.report_type in _TABLES for record in report.records if isinstance(record, Inspection)):
        return list(report.pages)
    new = {heading: chance.choice(_SAME_KIND[kind]) for heading, kind in kinds.items()}
    return _rewritten(report, lambda line: new[line.text] if line.text in new and line.bold else line.text)


def straight_quotes(report: Whole, chance: random.Random) -> list[Page]:
    """Apostrophes set straight in lines that are no text of a fact: headings and rows."""
    del chance
    return _rewritten(report, lambda line: line.text.replace("’", "'") if line.bold else line.text)


def _may_break(before: Line, line: Line) -> bool:
    """Whether a page may end between two lines: not between the cells of a row, nor behind a sentence inside a paragraph."""
    down = abs(before.y0 - line.y0)
    inside = down < 1.5 * line.size
    return down >= line.size and not (inside and before.text.rstrip().endswith((".", "?", "!")))


def broken_pages(report: Whole, chance: random.Random) -> list[Page]:
    """Each page behind the first broken in two between two lines of body text.

    Not where a sentence ends inside a paragraph: what goes on behind the break looks like a new one (seed 3985927099 of the test broke an
    item of a list there, and it was read as two).
    """
    pages: list[Page] = []
    for page in report.pages:
        body = [index for index, line in enumerate(page.lines) if line.role == "body"]
        if page.number == 1 or len(body) < 12:
            pages.append(replace(page, number=len(pages) + 1))
            continue
        cut = chance.choice(body[4:-4])
        while cut > 0 and not _may_break(page.lines[cut - 1], page.lines[cut]):
            cut -= 1
        up = page.lines[cut].y0 - 60.0
        parts = (page.lines[:cut], tuple(replace(line, y0=line.y0 - up, y1=line.y1 - up) for line in page.lines[cut:]))
        pages += [made_page(len(pages) + 1 + part, page.width, page.height, lines, page.marks) for part, lines in enumerate(parts)]
    return pages


VARIANTS: tuple[Variant, ...] = (
    other_dates,
    other_leads,
    other_grades,
    other_headings,
    straight_quotes,
    broken_pages,
    *first_pages.VARIANTS,
)

if __name__ == "__main__":
    sys.exit(main())
