"""Part: what all our extensions, middlewares and pipelines have in common."""

from typing import ClassVar, Self

from scrapy import signals
from scrapy.crawler import Crawler


class Part:
    """A part of one crawl. Scrapy's `SIGNALS` call its methods of the same names."""

    SIGNALS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy at the start of a crawl."""
        part = cls(crawler)
        for name in cls.SIGNALS:
            crawler.signals.connect(getattr(part, name), getattr(signals, name))
        return part
