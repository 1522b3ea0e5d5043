"""Progress: a progress bar of the documents of a crawl, shown when standard error is a terminal."""

import sys

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from tqdm import tqdm

from archive.records import Document
from scraper.crawl.part import Part
from scraper.sources.source_spider import FailedFetch


class Progress(Part):
    """It should only: show how many documents were saved, of how many asked for so far."""

    SIGNALS = ("request_scheduled", "item_scraped", "spider_closed")

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if not sys.stderr.isatty():
            raise NotConfigured  # nobody watches
        self.bar = tqdm(unit=" documents", desc=getattr(crawler.spider, "name", None), total=0)

    def request_scheduled(self) -> None:
        """Count a request."""
        self.bar.total = (self.bar.total or 0) + 1

    def item_scraped(self, item: object) -> None:
        """Count a document that was saved or failed; a report on a list's entries is not a document."""
        if isinstance(item, (Document, FailedFetch)):
            self.bar.update()

    def spider_closed(self, spider: Spider) -> None:
        """Stop the bar and leave it on the screen."""
        self.bar.total = self.bar.n
        self.bar.close()
