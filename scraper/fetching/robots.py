"""robots.txt according to RFC 9309: 4xx allows everything; 5xx, no answer or HTML allows nothing."""

import logging
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.misc import build_from_crawler
from twisted.internet.defer import Deferred

from scraper.crawl.pace import pace_of
from scraper.sources.errors import ForbiddenAddressError, RobotsForbiddenError, SkippedError

logger = logging.getLogger(__name__)
ALLOW_ALL = b""
ALLOW_NOTHING = b"User-agent: *\nDisallow: /\n"


class RobotsRfc9309(RobotsTxtMiddleware):
    """It should only: read robots.txt once a host, keep its text in the stats for the run's row, and refuse what it disallows."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.unread: dict[str, str] = {}  # host -> why its robots.txt could not be read
        self.forbidden: set[str] = set()  # hosts that may not be asked at all

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        rules = response.body
        if 400 <= response.status < 500:
            rules = ALLOW_ALL
        elif response.status >= 300 or b"<html" in response.body[:1024].lower() or b"<!doctype" in response.body[:1024].lower():
            self._forbid(netloc, f"it answers {response.status}, or HTML")
            rules = ALLOW_NOTHING
        self._keep(netloc, rules)
        await super()._parse_robots(response.replace(body=rules), netloc, request)
        self._keep_delay(netloc, response.url)

    def _keep_delay(self, netloc: str, url: str) -> None:
        """Keep requests as far apart as Crawl-delay (up to CRAWL_DELAY_MAX) or HOST_DELAYS asks; DOWNLOAD_DELAY counts if it is longer."""
        rules, most = self._parsers[netloc], self.crawler.settings.getfloat("CRAWL_DELAY_MAX")
        assert not isinstance(rules, Deferred)
        asked = rules.crawl_delay(self._robotstxt_useragent or self._default_useragent) if rules else None
        own = float(self.crawler.settings.getdict("HOST_DELAYS").get(urlsplit(url).hostname, 0.0))
        asked = asked if asked and asked > 0 else 0.0  # no number is not greater than 0 either
        if max(asked, own) == 0.0:
            return
        if asked > most:
            logger.warning("robots.txt of %s asks for %g seconds between requests; %g are kept (CRAWL_DELAY_MAX)", netloc, asked, most)
        pace_of(self.crawler).keep_apart(url, max(min(asked, most), own))
        self._stats.set_value(f"robotstxt/crawl_delay/{netloc}", max(min(asked, most), own))

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, ForbiddenAddressError):
            self.forbidden.add(netloc)
        self._forbid(netloc, str(exc))
        waiting = self._parsers[netloc]
        nothing = build_from_crawler(self._parserimpl, self.crawler, ALLOW_NOTHING)
        self._parsers[netloc] = nothing
        assert isinstance(waiting, Deferred)  # until it is answered here
        waiting.callback(nothing)

    def _forbid(self, netloc: str, why: str) -> None:
        self.unread[netloc] = why
        self._stats.set_value("robotstxt/unreadable", netloc)
        logger.warning("robots.txt of %s cannot be read (%s): nothing may be asked there", netloc, why)

    def _keep(self, netloc: str, rules: bytes) -> None:
        """Keep the robots.txt of each host for the run's row, under a comment with the host's name."""
        before = self._stats.get_value("robotstxt/text", "")
        self._stats.set_value("robotstxt/text", f"{before}# robots.txt of {netloc}\n{rules.decode('utf-8', 'replace')}\n")

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            if pace_of(self.crawler).ending:  # then robots.txt itself was not asked for
                raise SkippedError(f"{request.url} is not asked for: the crawl is ending") from error
            netloc = urlsplit(request.url).netloc
            if netloc in self.forbidden:
                raise ForbiddenAddressError(f"{request.url}: {self.unread[netloc]}") from error
            if netloc in self.unread:
                raise RobotsForbiddenError(f"{request.url} may not be asked: robots.txt cannot be read ({self.unread[netloc]})") from error
            raise RobotsForbiddenError(f"robots.txt does not allow {request.url}") from error
