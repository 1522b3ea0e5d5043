"""Clock: compares this machine's clock with those of the sites, as dates of a wrong clock hide what is wrong with the archive."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.http import Request, Response

from scraper.crawl.contact import is_loopback
from scraper.crawl.part import Part


class Clock(Part):
    """It should only: note by how many hours this machine's clock differs from the site's, as the answer nearest to it says."""

    SIGNALS = ("response_downloaded",)

    def response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        """Compare with the answer's Date, and the Age of one that comes from a cache (RFC 9111); not with a site on this machine."""
        if is_loopback(urlsplit(response.url).hostname) and not self.crawler.settings.getbool("COMPARE_CLOCK_ON_LOOPBACK"):
            return
        try:
            said = parsedate_to_datetime((response.headers.get("Date") or b"").decode("latin-1"))
            age = float(response.headers.get("Age") or 0)
        except ValueError:
            return
        ahead = ((datetime.now(UTC) - (said if said.tzinfo else said.replace(tzinfo=UTC))).total_seconds() - age) / 3600
        stats = self.crawler.stats
        if abs(ahead) < abs(stats.get_value("archive/clock_ahead", float("inf"))):
            stats.set_value("archive/clock_ahead", ahead)
