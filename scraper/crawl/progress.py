"""Progress: a bar of the documents of a crawl, when a person watches (standard error is a terminal)."""

import sys

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from tqdm import tqdm

from archive.records import Document
from scraper.sources.source_spider import FailedFetch


class Progress:
    """It should only: show how many documents were saved, of how many asked for so far."""

    def __init__(self, crawler: Crawler) -> None:
        if not sys.stderr.isatty():
            raise NotConfigured  # nobody watches
        self.bar = tqdm(unit=" documents", desc=getattr(crawler.spider, "name", None), total=0)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Progress":
        extension = cls(crawler)
        crawler.signals.connect(extension.request_scheduled, signals.request_scheduled)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def request_scheduled(self) -> None:
        """One more to come."""
        self.bar.total = (self.bar.total or 0) + 1

    def item_scraped(self, item: object) -> None:
        """One more saved, or known not to come; what a list said of its own entries is no document."""
        if isinstance(item, (Document, FailedFetch)):
            self.bar.update()

    def spider_closed(self, spider: Spider) -> None:
        """Leave the bar as it ended."""
        self.bar.total = self.bar.n
        self.bar.close()
