"""Letters about assurance visits during the COVID-19 pandemic."""

from collections.abc import Iterator

from archive.records import Record
from scraper.reading.reports.letters import visit_kind
from scraper.reading.reports.report_text import ReportText
from scraper.reading.reports.visits import read_visit

NAME = "assurance_visit"


def claims(report: ReportText) -> bool:
    """Whether the letter says that it is about such a visit."""
    return visit_kind(report) == NAME


def read(report: ReportText) -> Iterator[Record]:
    """The visit's facts: one Inspection first, then inspectors, topics, what must improve, paragraphs and problems."""
    return read_visit(report, NAME)
