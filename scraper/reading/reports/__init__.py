"""Report pages to facts: one file a family, each recognised by what its pages say, never by date or file name.

A family is one file (or folder) of `families/` that makes a `Family` of its name, `claims` and `read`; FAMILIES below names them all.
"""

from collections.abc import Callable, Iterator

from archive.records import Document, Inspection, Problem, Record, ReportPage, ReportParagraph
from scraper.reading.errors import ReadingError
from scraper.reading.pdf.document import read_pages
from scraper.reading.reports.families import area_send_2016, board_review, looked_after, older, visits
from scraper.reading.reports.families.area_send import report as area_send
from scraper.reading.reports.families.ilacs import report as ilacs
from scraper.reading.reports.families.jtai import report as jtai
from scraper.reading.reports.families.schools import independent, inspection_2015, inspection_2019, report_card
from scraper.reading.reports.families.sif import report as sif
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import ReportText
from scraper.reading.reports.parts.rest_of_pages import with_rest
from scraper.reading.reports.parts.text_problems import text_problems

FAMILIES: tuple[Family, ...] = (
    ilacs.FAMILY,
    sif.FAMILY,
    looked_after.FAMILY,
    visits.FOCUSED,
    visits.MONITORING,
    visits.ASSURANCE,
    area_send.FAMILY,
    jtai.FAMILY,
    area_send_2016.FAMILY,
    older.FAMILY,
    board_review.FAMILY,
    inspection_2015.FAMILY,
    inspection_2019.FAMILY,
    report_card.FAMILY,
    independent.FAMILY,
)


def read_report(document: Document) -> Iterator[Record]:
    """The pages of a report, then its facts. Exactly one Inspection, also where the family is unknown or its reader fails.

    What is odd about the text is a Problem. A document without any text gives that alone: nothing could be read from it.
    """
    yield from _read(document, read_facts)


def read_text(document: Document) -> Iterator[Record]:
    """The pages and paragraphs of another inspectorate's report: its text can be searched, and no fact is read from it."""
    yield from _read(document, _no_facts)


def _read(document: Document, facts_of: Callable[[ReportText], Iterator[Record]]) -> Iterator[Record]:
    pages = read_pages(document.body)
    yield from text_problems(document.url, pages)
    if not any(page.text for page in pages):
        return
    facts = tuple(facts_of(ReportText(pages, document.url, document.report, document.body)))
    paragraphs = [record for record in facts if isinstance(record, ReportParagraph)]
    yield from with_rest([ReportPage(page.number, page.text) for page in pages], paragraphs)
    yield from facts


def _no_facts(report: ReportText) -> Iterator[Record]:
    yield Inspection(family=None, report_type=None, pages=len(report.pages))
    yield from paragraphs_of(report)


def read_facts(report: ReportText) -> Iterator[Record]:
    """The facts of the one family that claims the report; a Problem where none or several do, or where its reader cannot go on."""
    claiming = [family for family in FAMILIES if family.claims(report)]
    if len(claiming) != 1:
        names = " and ".join(family.name for family in claiming)
        yield Problem("unknown_family", f"{report.url} fits {names or 'no kind of report that we know'}; you can search its pages")
        yield from _no_facts(report)
        return
    try:
        records = tuple(claiming[0].read(report))
    except ReadingError as error:
        yield Problem(error.kind, f"{report.url}: {error}")
        yield Inspection(family=claiming[0].name, report_type=None, pages=len(report.pages))
        yield from paragraphs_of(report)
        return
    yield from records
