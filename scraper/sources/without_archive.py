"""Settings for a spider that works without the archive: it stores nothing, skips nothing and logs no run, but is as polite as ever."""

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
