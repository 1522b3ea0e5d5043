"""What reading processes do: turn a document into records or a problem, with the pure `extract` of its source."""

from collections.abc import Callable, Iterable

from archive.records import Document, Problem, Record
from scraper.reading.errors import ReadingError, TooLargePageError

LONGEST_PAGE = 8 * 2**20  # bytes; the largest of 44 genuine pages has 0.1 MiB


Extract = Callable[[Document], Iterable[Record]]
"""What a source reads its documents with: pure, and found by its name in another process."""


def read_document(extract: Extract, document: Document) -> tuple[Record, ...]:
    """The records of `document` as its source's `extract` gives them; a ReadingError becomes the last of them, a Problem.

    Any other exception is a fault of the reader: it leaves the worker and becomes a Problem in the parent.
    """
    records: list[Record] = []
    try:
        if document.kind != "report" and len(document.body) > LONGEST_PAGE:
            raise TooLargePageError(f"the page has {len(document.body)} bytes; we do not read pages of more than {LONGEST_PAGE}")
        for record in extract(document):
            records.append(record)  # noqa: PERF402  # one by one: what was read before an error is kept
    except ReadingError as error:
        changed = error.kind == "parse_error" and document.kind != "report"
        records.append(Problem("markup_changed" if changed else error.kind, f"{document.url}: {error}"))
    return tuple(records)
