"""This machine's clock beside the sites': by their Date, and the Age of what a cache answers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from scraper.crawl.clock import Clock


def headers(hours: float, age: float | None = None) -> dict[str, str]:
    """Of an answer whose Date is so many hours ago, from a cache of so many hours."""
    date = format_datetime(datetime.now(UTC) - timedelta(hours=hours), usegmt=True)
    return {"Date": date} | ({"Age": f"{age * 3600:.0f}"} if age is not None else {})


@pytest.mark.parametrize(
    ("answers", "ahead"),
    [
        (lambda: [headers(0)], 0.0),
        (lambda: [headers(48)], 48.0),
        (lambda: [headers(-48)], -48.0),
        (lambda: [headers(48, age=48)], 0.0),
        (lambda: [headers(200_000), headers(1)], 1.0),
        (lambda: [{"Date": "yesterday"}, {}, headers(30, age=None) | {"Age": "old"}], None),
    ],
)
def test_the_answer_nearest_to_our_clock_counts(answers: Callable[[], list[dict[str, str]]], ahead: float | None) -> None:
    crawler = get_crawler()
    clock = Clock(crawler)
    for each in answers():
        clock.response_downloaded(Response("https://reports.example/", headers=each), Request("https://reports.example/"), Spider("x"))
    noted = crawler.stats.get_value("archive/clock_ahead")
    assert noted == (None if ahead is None else pytest.approx(ahead, abs=0.1))
