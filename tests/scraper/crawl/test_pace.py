"""How far apart the requests of one crawl are: the turns that Crawl-delay gives, and up to what it is kept."""

import asyncio

import pytest
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler
from twisted.internet.defer import Deferred

from scraper.crawl import pace
from scraper.crawl.pace import pace_of
from scraper.fetching.robots import RobotsRfc9309
from scraper.spiders.willispalmer import WillisPalmer

SITE = "https://www.willispalmer.com"


def read_robots(rules: str, hosts: dict[str, float] | None = None) -> Crawler:
    """The crawler of a spider that has read these rules."""
    settings = {"ROBOTSTXT_OBEY": True, "USER_AGENT": "archive/1", "CRAWL_DELAY_MAX": 60.0, "HOST_DELAYS": hosts or {}}
    crawler = get_crawler(WillisPalmer, settings)

    async def read() -> None:
        middleware = RobotsRfc9309(crawler)
        robots = Response(f"{SITE}/robots.txt", body=rules.encode())
        middleware._parsers["www.willispalmer.com"] = Deferred()
        await middleware._parse_robots(robots, "www.willispalmer.com", Request(SITE))

    asyncio.run(read())
    return crawler


@pytest.mark.parametrize(
    ("rules", "apart"),
    [
        ("User-agent: *\nCrawl-delay: 3\n", 3.0),
        ("User-agent: *\nCrawl-delay: 2.5\nDisallow: /x\n", 2.5),
        ("User-agent: other\nCrawl-delay: 9\n\nUser-agent: *\nDisallow: /x\n", 0.0),
        ("User-agent: *\nCrawl-delay: 600\n", 60.0),
        ("User-agent: *\nCrawl-delay: soon\n", 0.0),
        ("User-agent: *\nCrawl-delay: -1\n", 0.0),
        ("User-agent: *\nDisallow:\n", 0.0),
    ],
)
def test_crawl_delay_keeps_requests_apart(rules: str, apart: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "monotonic", lambda: 100.0)
    turns = pace_of(read_robots(rules))
    given = [turns.turn("www.willispalmer.com") for _ in range(3)]
    assert given == ([100.0 + apart, 100.0 + 2 * apart, 100.0 + 3 * apart] if apart else [0.0] * 3)
    assert turns.turn("elsewhere.example") == 0.0


@pytest.mark.parametrize(
    ("rules", "hosts", "apart"),
    [
        ("User-agent: *\nDisallow:\n", {"www.willispalmer.com": 5.0}, 5.0),
        ("User-agent: *\nCrawl-delay: 3\n", {"www.willispalmer.com": 5.0}, 5.0),
        ("User-agent: *\nCrawl-delay: 9\n", {"www.willispalmer.com": 5.0}, 9.0),
        ("User-agent: *\nDisallow:\n", {"www.etini.gov.uk": 5.0}, 0.0),
    ],
)
def test_a_host_that_is_asked_more_slowly(rules: str, hosts: dict[str, float], apart: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "monotonic", lambda: 100.0)
    turns = pace_of(read_robots(rules, hosts))
    assert turns.turn("www.willispalmer.com") == (100.0 + apart if apart else 0.0)
