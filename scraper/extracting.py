"""From a document to records or a problem, by the pure `extract` of its source: what reading processes do."""

import importlib

from archive.records import Document, Problem, Record
from scraper.reading.errors import ReadingError, TooLargePageError

LONGEST_PAGE = 8 * 2**20  # bytes; the largest of 44 genuine pages has 0.1 MiB


def read_document(reader: str, document: Document) -> tuple[Record, ...]:
    """The records of `document` as its source's pure `extract` gives them; a ReadingError becomes the last of them, a Problem.

    `reader` is "module:class". Any other exception is a fault of the reader: it leaves the worker and becomes a Problem in the parent.
    """
    module, _, name = reader.partition(":")
    source = getattr(importlib.import_module(module), name)
    records: list[Record] = []
    try:
        if document.kind != "report" and len(document.body) > LONGEST_PAGE:
            raise TooLargePageError(f"the page has {len(document.body)} bytes; pages of more than {LONGEST_PAGE} are not read")
        for record in source.extract(document):
            records.append(record)  # noqa: PERF402  # one by one: what was read before an error is kept
    except ReadingError as error:
        changed = error.kind == "parse_error" and document.kind != "report"
        records.append(Problem("markup_changed" if changed else error.kind, f"{document.url}: {error}"))
    return tuple(records)


def reader_of(source: type) -> str:
    """ "module:class" of a source, as `read_document` wants it."""
    return f"{source.__module__}:{source.__qualname__}"
