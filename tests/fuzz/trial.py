"""One trial: a damaged report goes in, and what comes out is held against what the whole report says."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.records import Document, Inspection, Inspector, Judgement, ListedReport, Recommendation, Record
from scraper.reading.pdf.document import Page
from scraper.reading.reports import read_facts
from scraper.reading.reports.parts.report_text import ReportText
from tests.fuzz.damage import delete_lines, lose_first_page, shuffle_pages

SCALARS = ("report_type", "inspection_start", "inspection_end", "lead_inspector", "overall_effectiveness", "outcome")
PAGE_DAMAGE = (shuffle_pages, delete_lines, delete_lines, delete_lines, lose_first_page)


@dataclass(frozen=True, slots=True)
class Whole:
    """A report before any damage: its bytes, its pages and its facts."""

    name: str
    body: bytes
    pages: tuple[Page, ...]
    listed: ListedReport
    records: tuple[Record, ...]


def document_of(name: str, body: bytes, listed: ListedReport) -> Document:
    """`body` as the document that the reader would get."""
    return Document("local", "report", f"file:{name}", body, "", 200, "{}", "application/pdf", report=listed)


def facts(records: Iterable[Record]) -> dict[str, object]:
    """The facts that must never be wrong: scalars of the inspection and the grade of each area."""
    found: dict[str, object] = {}
    for record in records:
        if isinstance(record, Inspection):
            found |= {name: getattr(record, name) for name in SCALARS}
        elif isinstance(record, Judgement):
            found[f"grade of {record.area} ({record.body})"] = record.grade
    return found


def all_said(records: Iterable[Record]) -> dict[str, object]:
    """What a report says in whatever form: dates, lead, theme, grades, team, and each thing asked for in order, without pages."""
    found: dict[str, object] = {}
    asked: Counter[str] = Counter()
    for record in records:
        if isinstance(record, Inspection):
            names = (
                "report_type",
                "inspection_start",
                "inspection_end",
                "lead_inspector",
                "overall_effectiveness",
                "outcome",
                "theme",
                "letter_date",
            )
            found |= {name: getattr(record, name) for name in names}
        elif isinstance(record, Judgement):
            found[f"{record.area} ({record.body})"] = record.grade
        elif isinstance(record, Inspector):
            found[f"inspector {record.name}"] = record.lead
        elif isinstance(record, Recommendation):
            asked[record.kind] += 1
            found[f"{record.kind} {asked[record.kind]}"] = (record.text, record.addressed_to)
    return found


def wrong_facts(whole: Whole, records: Iterable[Record]) -> list[str]:
    """Facts of a damaged report that the whole one does not have; a fact that is missing is no wrong fact."""
    right = facts(whole.records)
    leads = {record.name for record in whole.records if isinstance(record, Inspector) and record.lead}  # either of two leads may be lost
    return [
        f"{name}: {value!r}, not {right.get(name)!r}"
        for name, value in facts(records).items()
        if value is not None and value != right.get(name) and not (name == "lead_inspector" and value in leads)
    ]


def try_pages(whole: Whole, chance: random.Random) -> tuple[str, list[str]]:
    """(kind of damage, wrong facts) of one damage to the pages of a report. Any exception of the reader is its fault and passes through."""
    kind = chance.choice(PAGE_DAMAGE)
    damaged: Sequence[Page] = kind(whole.pages, chance)
    return kind.__name__, wrong_facts(whole, read_facts(ReportText(damaged, whole.name, whole.listed)))
