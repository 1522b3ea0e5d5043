"""What a family of reports is: how it is known, and how it is read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive.records import Record
from scraper.reading.reports.parts.report_text import ReportText


@dataclass(frozen=True, slots=True)
class Family:
    """`name` is a word of `vocabulary.FAMILIES`. `claims` says from a report's pages whether it is one of this family.

    `read` gives its facts: one Inspection first, then what hangs on it, paragraphs and problems. It may raise ReadingError.
    """

    name: str
    claims: Callable[[ReportText], bool]
    read: Callable[[ReportText], Iterator[Record]]
