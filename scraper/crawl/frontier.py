"""Frontier: the archive itself lists what is still to be fetched. To resume an interrupted crawl, run it again."""

import json

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider

from archive.records import ListedReport
from archive.store.files import originals
from archive.store.opening import now
from scraper.crawl.part import Part
from scraper.crawl.session import Session, session_of
from scraper.sources.source_spider import SourceSpider

# What a run still has to ask for once its pages are read: files never fetched, files missing and due, and files
# that their page no longer names (nothing took their place): does the source still have them?
TO_ASK = """
    select key, urn, title, reports.published, inspected, page_url, reports.url, availability, sha256
    from reports left join documents on documents.id = file_document_id
    where reports.source = :source and (
        availability = 'unfetched'
        or (availability = 'missing' and (:all or ask_next is null or ask_next <= :today))
        or (availability = 'held' and (:all or reports.key in (select value from json_each(:off_page))))
    )
    order by reports.id
"""

ARTICLES = "select documents.url from articles join documents on documents.id = document_id where articles.source = ? and gone is null"


class Frontier(Part):
    """It should only: when a crawl has nothing left to do, ask once for what the archive says is still to be fetched."""

    SIGNALS = ("spider_idle",)

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.done = False

    def spider_idle(self, spider: Spider) -> None:
        """Schedule what is left. Scrapy's duplicate filter drops what this run has requested already."""
        assert isinstance(spider, SourceSpider)
        if self.done or spider.limit_reached:
            return
        self.done = True
        session = session_of(self.crawler)
        off_page = json.dumps(sorted(session.ingest.off_page))
        given = {"source": spider.name, "today": now()[:10], "off_page": off_page, "all": int(spider.missing)}
        engine = self.crawler.engine
        assert engine is not None  # it runs, else nothing could be idle
        asked = 0
        for row in session.database.query(TO_ASK, given):
            if row["availability"] == "held" and spider.missing and not _lost(session, row["sha256"]):
                continue
            listed = ListedReport(*(row[name] for name in ("key", "urn", "title", "published", "inspected", "page_url")))
            engine.crawl(spider.ask_report(row["url"], listed, again=row["availability"] == "held"))
            asked += 1
        held = [url for (url,) in session.database.execute(ARTICLES, [spider.name]).fetchall()]
        for request in spider.ask_unlisted(held):
            request.meta["ask_again"] = True
            engine.crawl(request)
            asked += 1
        if asked:
            raise DontCloseSpider


def _lost(session: Session, sha256: str) -> bool:
    """Whether the kept file is gone, so that it must be fetched again."""
    return not originals(session.files).exists(sha256)
