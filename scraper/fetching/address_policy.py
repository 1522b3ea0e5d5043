"""AddressPolicy: which addresses a crawl may request. It is the last check before the network, so it also covers redirects."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError

from scraper.crawl.part import Part
from scraper.fetching import guarded_resolver as resolver
from scraper.sources.errors import ForbiddenAddressError
from scraper.sources.source_spider import SourceSpider

PORTS = (None, 80, 443)  # of hosts other than that of -a site=URL


class AddressPolicy(Part):
    """It should only: let requests to the source's own hosts through (`SourceSpider.allowed_hosts`) and refuse all others."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        assert isinstance(crawler.spider, SourceSpider)
        self.allowed = crawler.spider.allowed_hosts()
        self.site = urlsplit(crawler.spider.site).hostname
        if self.site:
            resolver.let_through(self.site)

    def process_request(self, request: Request) -> None:
        """Refuse what is not http(s) on an allowed host and port."""
        parts = urlsplit(request.url)
        try:
            port = parts.port
        except ValueError as error:
            raise self._refusal(f"{request.url} has no valid port") from error
        if parts.scheme not in ("http", "https") or parts.hostname not in self.allowed:
            raise self._refusal(f"{request.url} is not on the source's hosts ({', '.join(sorted(self.allowed))})")
        if parts.hostname != self.site and port not in PORTS:
            raise self._refusal(f"{request.url} is not on a port of web sites")
        if parts.username is not None:
            raise self._refusal(f"{request.url} carries a user name")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Report a refused name as refused: Scrapy only knows that it was not found. It is not requested again."""
        address = resolver.refused.get(urlsplit(request.url).hostname or "")
        if address is not None and isinstance(exception, CannotResolveHostError):
            raise self._refusal(f"{request.url} leads to {address}, a private address") from exception

    def _refusal(self, words: str) -> ForbiddenAddressError:
        self.crawler.stats.inc_value("addresses/refused")
        return ForbiddenAddressError(words)
