"""Reads pages of a publisher again once more is known of what repeats on them. After each crawl; `scrapy reread` does so with all pages."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.records import ComparedPage, PageBlocks, Record
from archive.store import transaction
from archive.store.page_blocks import KeptBlocks, kept_blocks, save_page_blocks
from scraper.ingest.ingest import Ingest
from scraper.ingest.kept import kept_documents
from scraper.processes.readers import read_all
from scraper.reading.articles.repeated import NEAR, page_blocks, repeated
from scraper.sources.source_spider import SourceSpider


def furniture_known(ingest: Ingest, source: str) -> list[frozenset[str]]:
    """The blocks of the pages of `source` that were kept last, a set of hashes a page: what the next page is compared with."""
    return [page.hashes for page in kept_blocks(ingest.database, source, NEAR) if page.hashes is not None]


def read_again(ingest: Ingest, source: type[SourceSpider], new: int) -> int:
    """Read those of the last pages of `source` again on which more, or less, repeats than their last reading left out.

    `new` pages came since this was last done; they and the pages near them are looked at. Returns how many were read again.
    """
    asked = new + 2 * NEAR
    pages = list(_looked_at(ingest, source, kept_blocks(ingest.database, source.name, asked)))
    settled = NEAR if len(pages) == asked else 0  # the first of them have neighbours that were not looked at
    found = zip(pages, repeated([page.hashes or frozenset() for page in pages]), strict=True)
    changed = {page.document_id: (page, left) for page, left in list(found)[settled:] if left != page.left_out}
    jobs = (
        (ComparedPage.of(document, changed[row["id"]][1]), row, source.extract)
        for document, row in kept_documents(ingest.database, ingest.root, changed)
    )
    for (document, row, _), records in read_all(jobs, workers=1):
        ingest.resave(document, row["id"], records, row["last_seen"])
        page, left = changed[row["id"]]
        with transaction(ingest.database):
            save_page_blocks(ingest.database, page.document_id, page.hashes or (), left)
    return len(changed)


def _looked_at(ingest: Ingest, source: type[SourceSpider], pages: list[KeptBlocks]) -> Iterator[KeptBlocks]:
    """`pages` with the hashes of all of them, which are saved."""
    unknown = [page.document_id for page in pages if page.hashes is None]
    jobs = ((document, row, page_blocks) for document, row in kept_documents(ingest.database, ingest.root, unknown))
    found = {row["id"]: hashes_of(records) for (_, row, _), records in read_all(jobs, workers=1)}
    with transaction(ingest.database):
        for document_id, hashes in found.items():
            save_page_blocks(ingest.database, document_id, hashes, ())
    for page in pages:
        yield replace(page, hashes=found.get(page.document_id, page.hashes))


def hashes_of(records: Iterable[Record]) -> frozenset[str]:
    """The hashes that `page_blocks` gave; none of a page that could not be read at all."""
    return next((record.hashes for record in records if isinstance(record, PageBlocks)), frozenset())
