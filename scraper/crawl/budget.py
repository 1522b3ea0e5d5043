"""Budget: limits the time, requests and bytes of a run. The next run does what is left."""

import asyncio

from scrapy import Request
from scrapy.crawler import Crawler

from scraper.crawl.pace import pace_of
from scraper.crawl.part import Part


class Budget(Part):
    """It should only: end the crawl when BUDGET_SECONDS, BUDGET_REQUESTS or BUDGET_BYTES are used up; 0 means no limit."""

    SIGNALS = ("spider_opened", "request_reached_downloader", "bytes_received", "spider_closed")

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.seconds = crawler.settings.getfloat("BUDGET_SECONDS")
        self.most_requests = crawler.settings.getint("BUDGET_REQUESTS")
        self.most_bytes = crawler.settings.getint("BUDGET_BYTES")
        self.requests = self.bytes = 0
        self.timer: asyncio.TimerHandle | None = None

    def spider_opened(self) -> None:
        """Start the timer."""
        if self.seconds:
            self.timer = asyncio.get_running_loop().call_later(self.seconds, self._stop, f"{self.seconds:.0f} seconds")

    def request_reached_downloader(self, request: Request) -> None:
        """Count a request."""
        self.requests += 1
        if self.requests == self.most_requests:
            self._stop(f"{self.most_requests} requests")

    def bytes_received(self, data: bytes) -> None:
        """Count bytes."""
        self.bytes += len(data)
        if 0 < self.most_bytes <= self.bytes:
            self._stop(f"{self.most_bytes} bytes")

    def spider_closed(self) -> None:
        """Stop the timer."""
        if self.timer:
            self.timer.cancel()

    def _stop(self, what: str) -> None:
        pace_of(self.crawler).stop("budget", f"this run has used its budget of {what}; the next run will continue")
