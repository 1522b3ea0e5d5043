"""The pace of one crawl: how long to wait before the next request to each site, and whether the crawl is ending."""

import asyncio
from dataclasses import dataclass, field
from time import monotonic
from typing import cast
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary, proxy

from scrapy.crawler import Crawler

NO_NETWORK = "Check the network of this machine. If it works, the site is down"  # what to do where nobody answers
STEP = 0.5  # seconds after which a wait looks whether the crawl is ending


@dataclass(slots=True, eq=False)
class Pace:
    """`reason` is a word of `outcome.CLOSE_REASONS` once a part of ours ends the crawl, `words` says why to a person."""

    crawler: Crawler
    reason: str | None = None
    words: str | None = None
    _resting: dict[str, float] = field(default_factory=dict)  # host -> moment (monotonic clock) until which it is left alone
    _apart: dict[str, float] = field(default_factory=dict)  # host -> seconds between the beginnings of two requests
    _next: dict[str, float] = field(default_factory=dict)  # host of _apart -> moment at which the next may begin
    _refused: int = 0  # addresses refused since the last good answer
    _silent: int = 0  # those among them whose host did not answer at all
    _closing: "asyncio.Task[None] | None" = None

    @property
    def ending(self) -> bool:
        """Whether no more requests may start, because our code or a signal is ending the crawl."""
        return self.reason is not None or not self.crawler.crawling

    @property
    def storage_failed(self) -> bool:
        """Whether the crawl ends because the archive cannot be written."""
        return self.reason in ("failed", "disk_full", "integrity")

    def stop(self, reason: str, words: str) -> None:
        """End the crawl: finish the downloads under way and request nothing else. The first reason is kept."""
        if self.reason is None:
            self.reason, self.words = reason, words
            closing = self.crawler.engine.close_spider_async(reason=reason)
            self._closing = asyncio.get_running_loop().create_task(closing)

    def refused(self, words: str, *, silent: bool = False) -> None:
        """An address was refused, or its host is `silent`, after all tries. BLOCKED_LIMIT of them in a row end the crawl."""
        self._refused += 1
        self._silent += silent
        if self._refused == self.crawler.settings.getint("BLOCKED_LIMIT"):
            words = f"we could not fetch {self._refused} addresses in a row (the last: {words}); the next run asks for the rest"
            if self._silent == self._refused:  # nobody refused us: there was nobody
                self.stop("no_answer", f"{words}. {NO_NETWORK}")
            else:
                self.stop("blocked", words)

    def answered(self) -> None:
        """A good answer came."""
        self._refused = self._silent = 0

    def rest(self, url: str, seconds: float) -> None:
        """Send the host of `url` no request for this many seconds."""
        host = urlsplit(url).hostname or ""
        self._resting[host] = max(self._resting.get(host, 0.0), monotonic() + seconds)

    def keep_apart(self, url: str, seconds: float) -> None:
        """From now on, wait at least this many seconds between two requests to the host of `url`."""
        host = urlsplit(url).hostname or ""
        self._apart[host], self._next[host] = seconds, monotonic() + seconds

    def turn(self, host: str) -> float:
        """When (monotonic clock) this request may start; the next request gets a later moment."""
        if host not in self._apart:
            return 0.0
        begin = max(monotonic(), self._next[host])
        self._next[host] = begin + self._apart[host]
        return begin

    async def wait_for(self, url: str) -> None:
        """Return when the host of `url` may be requested again, or the crawl is ending."""
        host = urlsplit(url).hostname or ""
        begin = self.turn(host)
        while not self.ending and (left := max(begin, self._resting.get(host, 0.0)) - monotonic()) > 0:
            await asyncio.sleep(min(left, STEP))

    async def back_off(self, tries: int) -> None:
        """Wait before a request's try number `tries` + 1: RETRY_WAIT seconds, twice as long each time, at most RETRY_WAIT_MAX."""
        settings = self.crawler.settings
        wait = min(settings.getfloat("RETRY_WAIT") * 2 ** (tries - 1), settings.getfloat("RETRY_WAIT_MAX"))
        end = monotonic() + wait
        while not self.ending and (left := end - monotonic()) > 0:
            await asyncio.sleep(min(left, STEP))


_paces: "WeakKeyDictionary[Crawler, Pace]" = WeakKeyDictionary()


def pace_of(crawler: Crawler) -> Pace:
    """The pace of `crawler`, created on first use."""
    if crawler not in _paces:
        _paces[crawler] = Pace(cast(Crawler, proxy(crawler)))  # a proxy, else no crawler would ever be let go
    return _paces[crawler]
