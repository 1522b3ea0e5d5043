"""ArchivePipeline: stores each document, has a separate process read it, and saves the facts in one transaction."""

import asyncio
import logging
from collections.abc import Iterable

from scrapy.crawler import Crawler

from archive.records import Document, ListedReport, Problem, Record
from archive.store.problems import FAILURES
from scraper.crawl.pace import pace_of
from scraper.crawl.part import Part
from scraper.crawl.session import session_of
from scraper.ingest.furniture import furniture_known, read_again
from scraper.ingest.ingest import Ingested
from scraper.processes.crawl_reader import close_readers, readers_of, settled
from scraper.processes.readers import problem_of
from scraper.sources.source_spider import FailedFetch, ReadList, RefusedPages, SourceSpider

logger = logging.getLogger(__name__)


class ArchivePipeline(Part):
    """It should only: pass documents from a spider to `Ingest`, in the order that their rows need, and count what became of them."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._articles = 0  # pages of articles that are new in this run
        self._pages: dict[str, asyncio.Event] = {}  # pages being read: a report's row needs its page's first

    def open_spider(self) -> None:
        """Tell the spider what stands on the pages of its source that were kept last."""
        self._spider.know_pages(furniture_known(session_of(self.crawler).ingest, self._source))

    def close_spider(self) -> None:
        """End the reading process. Pages of a publisher are read again where it is known only now what repeats on them."""
        close_readers(self.crawler)
        if self._spider.kind == "publisher" and self._articles and not pace_of(self.crawler).storage_failed:
            again = read_again(session_of(self.crawler).ingest, type(self._spider), self._articles)
            logger.info("%d pages were read again without what repeats on them", again)

    async def process_item(self, item: object) -> object:
        """Keep, read and save a Document; record a FailedFetch, a ReadList, RefusedPages. Anything else is a fault of the spider.

        Once the archive could not be written nothing more is tried: the next run requests again what came since.
        """
        if pace_of(self.crawler).storage_failed:
            return item
        if isinstance(item, Document):
            await self._document(item)
        elif isinstance(item, FailedFetch):
            await self._failed(item)
        elif isinstance(item, ReadList):
            self._new(session_of(self.crawler).ingest.read_list(item.url, self._source, item.problems))
        elif isinstance(item, RefusedPages):
            session_of(self.crawler).ingest.refused(item.pages, self._source)
        else:
            raise TypeError(f"a spider yielded {type(item).__name__}; it yields what save() gives")
        return item

    async def _document(self, document: Document) -> None:
        ingest = session_of(self.crawler).ingest
        kept = ingest.keep(document)
        done = self._pages[document.url] = asyncio.Event()
        try:
            await self._page_saved(document.report)
            records = await self._read(document)
            self._count(document, ingest.save(document, kept, records))
        finally:
            done.set()
            if self._pages.get(document.url) is done:  # a crawl is half a million documents
                del self._pages[document.url]

    async def _page_saved(self, report: ListedReport | None) -> None:
        if report and report.page_url in self._pages:
            await self._pages[report.page_url].wait()

    async def _read(self, document: Document) -> tuple[Record, ...]:
        future = await settled(lambda: readers_of(self.crawler).read(self._spider.extract, document))
        error = future.exception()
        return (problem_of(error, document.url),) if error else future.result()

    def _count(self, document: Document, ingested: Ingested) -> None:
        self._inc("archive/documents_new" if ingested.new else "archive/documents_seen")
        self._articles += ingested.new and document.kind == "article"
        self._new(ingested.new_failures)
        logger.info("%s %s %s (%d bytes)", "Kept" if ingested.new else "Seen", document.kind, document.url, len(document.body))

    async def _failed(self, failed: FailedFetch) -> None:
        await self._page_saved(failed.report)
        ingest = session_of(self.crawler).ingest
        if failed.problem.kind == "not_found" and failed.report is not None:
            new = ingest.missing(failed.report.key, failed.url, self._source, failed.problem.message)
        elif failed.problem.kind == "not_found" and failed.document_kind == "article":
            new = ingest.gone(failed.url, self._source, failed.problem)
        else:
            new = ingest.failed(failed.problem, self._source, failed.url)
        self._inc("archive/failed")
        self._new((failed.problem,) if new else ())

    def _new(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if problem.kind in FAILURES:
                self._inc("archive/new_failures")
                self._inc(f"archive/new/{problem.kind}")
            logger.log(logging.ERROR if problem.kind in FAILURES else logging.WARNING, "%s", problem.message)

    @property
    def _spider(self) -> SourceSpider:
        assert isinstance(self.crawler.spider, SourceSpider)
        return self.crawler.spider

    @property
    def _source(self) -> str:
        return self._spider.name

    def _inc(self, name: str) -> None:
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(name)
