"""Report pages to facts: one file a family, each recognised by what its pages say, never by date or file name.

A family is a module of this package with `NAME` (a word of `vocabulary.FAMILIES`), `claims(report) -> bool` and
`read(report) -> Iterator[Record]`, which gives one Inspection and what hangs on it. A new family is one more file, named in FAMILIES below.
"""

from collections.abc import Iterator, Sequence
from types import ModuleType

from archive.records import Document, Inspection, Problem, Record, ReportPage
from scraper.reading.errors import ReadingError
from scraper.reading.pdf import read_pages
from scraper.reading.reports import (
    area_send,
    area_send_2016,
    assurance_visit,
    board_review,
    focused_visit,
    ilacs,
    jtai,
    looked_after,
    monitoring_visit,
    older,
    sif,
)
from scraper.reading.reports.report_text import ReportText
from scraper.reading.reports.sections import paragraphs_of
from scraper.reading.reports.text_problems import text_problems

FAMILIES: Sequence[ModuleType] = (
    ilacs,
    sif,
    looked_after,
    focused_visit,
    monitoring_visit,
    assurance_visit,
    area_send,
    jtai,
    area_send_2016,
    older,
    board_review,
)


def read_report(document: Document) -> Iterator[Record]:
    """The pages of a report, then its facts. Exactly one Inspection, also where the family is unknown or its reader fails.

    What is odd about the text is a Problem. A document without any text gives that alone: nothing could be read from it.
    """
    pages = read_pages(document.body)
    yield from text_problems(document.url, pages)
    if not any(page.text for page in pages):
        return
    for page in pages:
        yield ReportPage(page.number, page.text)
    yield from read_facts(ReportText(pages, document.url, document.report, document.body))


def read_facts(report: ReportText) -> Iterator[Record]:
    """The facts of the one family that claims the report; a Problem where none or several do, or where its reader cannot go on."""
    claiming = [family for family in FAMILIES if family.claims(report)]
    if len(claiming) != 1:
        names = " and ".join(family.NAME for family in claiming)
        yield Problem("unknown_family", f"{report.url} is claimed by {names or 'no known family'}; its pages are searchable")
        yield Inspection(family=None, report_type=None, pages=len(report.pages))
        yield from paragraphs_of(report)
        return
    try:
        records = tuple(claiming[0].read(report))
    except ReadingError as error:
        yield Problem(error.kind, f"{report.url}: {error}")
        yield Inspection(family=claiming[0].NAME, report_type=None, pages=len(report.pages))
        yield from paragraphs_of(report)
        return
    yield from records
