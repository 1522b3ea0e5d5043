"""Settings of a spider that asks as politely as ever, but without the archive: nothing is kept, skipped or logged as a run."""

from typing import Any

WITHOUT_ARCHIVE: dict[str, Any] = {
    "ITEM_PIPELINES": {},
    "EXTENSIONS": {},
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "scraper.fetching.robots.RobotsRfc9309": 100,
        "scraper.fetching.address_policy.AddressPolicy": 999,
    },
}
