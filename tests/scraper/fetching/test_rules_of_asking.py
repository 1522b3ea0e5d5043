"""What is asked, asked again and left alone: the middlewares one by one, on a clock of their own and without a site."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler
from twisted.internet.defer import Deferred

from archive.records import ListedReport
from scraper.crawl import pace
from scraper.crawl.pace import Pace, pace_of
from scraper.crawl.session import Session, begin_session, session_of
from scraper.fetching import guarded_resolver as resolver
from scraper.fetching.address_policy import AddressPolicy
from scraper.fetching.patience import Patience
from scraper.fetching.refuse_blocked import RefuseBlocked
from scraper.fetching.robots import RobotsRfc9309
from scraper.fetching.skip_known import ROTA_DAYS, SkipKnown, next_due
from scraper.fetching.whole_answers import WholeAnswers
from scraper.ingest.ingest import Ingest
from scraper.sources.errors import AnswerRefusedError, ForbiddenAddressError, IncompleteError, SkippedError
from scraper.spiders.ofsted_reports import OfstedReports
from tests.archive.factory import ArchiveFactory

SITE = "https://reports.ofsted.gov.uk"
SETTINGS = {
    "USER_AGENT": "archive/1",
    "RETRY_TIMES": 3,
    "RETRY_HTTP_CODES": [403, 503],
    "RETRY_WAIT": 5.0,
    "RETRY_WAIT_MAX": 60.0,
    "RETRY_AFTER_MAX": 300.0,
    "BLOCKED_LIMIT": 3,
    "ROBOTSTXT_OBEY": True,
    "CRAWL_DELAY_MAX": 60.0,
}


class Clock:
    """A monotonic clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class Engine:
    """What a Pace asks of Scrapy's engine: to close."""

    def __init__(self) -> None:
        self.closed: list[str] = []

    async def close_spider_async(self, reason: str) -> None:
        self.closed.append(reason)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(pace, "monotonic", lambda: made.now)
    monkeypatch.setattr(pace.asyncio, "sleep", made.sleep)
    return made


@pytest.fixture
def crawler() -> Crawler:
    """A crawler that runs."""
    made = get_crawler(OfstedReports, SETTINGS)
    made.spider = OfstedReports.from_crawler(made)
    made.crawling = True
    made.engine = Engine()
    return made


@pytest.fixture
def made(tmp_path: Path, crawler: Crawler) -> Iterator[ArchiveFactory]:
    """An archive that the crawler holds."""
    archive = ArchiveFactory(tmp_path)
    begin_session(crawler, Session(archive.db, archive.files, 1, Ingest(archive.db, archive.files, 1)))
    yield archive
    archive.db.close()


# Pace


def test_waits_double_up_to_a_limit(crawler: Crawler, clock: Clock) -> None:
    for tries, seconds in ((1, 5), (2, 10), (3, 20), (9, 60)):
        before = clock.now
        asyncio.run(pace_of(crawler).back_off(tries))
        assert clock.now - before == seconds


def test_a_host_rests_as_long_as_the_longest_wait_asked_and_others_do_not(crawler: Crawler, clock: Clock) -> None:
    pace_of(crawler).rest(f"{SITE}/a", 30)
    pace_of(crawler).rest(f"{SITE}/b", 10)
    before = clock.now
    asyncio.run(pace_of(crawler).wait_for("https://files.example/x"))
    assert clock.now == before
    asyncio.run(pace_of(crawler).wait_for(f"{SITE}/c"))
    assert clock.now - before == 30


def test_nobody_waits_once_the_crawl_is_ending(crawler: Crawler, clock: Clock) -> None:
    before = clock.now
    pace_of(crawler).rest(SITE, 30)
    crawler.crawling = False
    asyncio.run(pace_of(crawler).wait_for(SITE))
    asyncio.run(pace_of(crawler).back_off(3))
    assert clock.now == before


async def refuse(turns: Pace, times: int) -> None:
    for number in range(times):
        turns.refused(f"address {number}")
    await asyncio.sleep(0)


def test_so_many_refusals_in_a_row_end_the_crawl(crawler: Crawler, clock: Clock) -> None:
    asyncio.run(refuse(pace_of(crawler), 2))
    pace_of(crawler).answered()
    asyncio.run(refuse(pace_of(crawler), 2))
    assert not pace_of(crawler).ending
    asyncio.run(refuse(pace_of(crawler), 1))
    assert pace_of(crawler).reason == "blocked"
    assert pace_of(crawler).ending
    assert not pace_of(crawler).storage_failed
    assert crawler.engine.closed == ["blocked"]


@pytest.mark.parametrize(("silent", "reason"), [((True, True, True), "no_answer"), ((True, False, True), "blocked")])
def test_who_did_not_answer_has_not_blocked_us(crawler: Crawler, clock: Clock, silent: tuple[bool, ...], reason: str) -> None:
    async def fail() -> None:
        for each in silent:
            pace_of(crawler).refused("an address", silent=each)

    asyncio.run(fail())
    assert pace_of(crawler).reason == reason
    assert ("Check the network" in str(pace_of(crawler).words)) is (reason == "no_answer")
    assert not pace_of(crawler).storage_failed


def test_the_first_reason_of_an_end_stands(crawler: Crawler, clock: Clock) -> None:
    async def stop() -> None:
        pace_of(crawler).stop("disk_full", "no room")
        pace_of(crawler).stop("blocked", "another")

    asyncio.run(stop())
    assert (pace_of(crawler).reason, pace_of(crawler).words) == ("disk_full", "no room")
    assert pace_of(crawler).storage_failed


# Retries


def answered(crawler: Crawler, status: int, tries: int = 0, **headers: str) -> Request | Response:
    request = Request(f"{SITE}/x", meta={"retry_times": tries} if tries else {})
    return asyncio.run(Patience.from_crawler(crawler).process_response(request, Response(request.url, status=status, headers=headers)))


def test_only_statuses_that_may_pass_are_asked_again_and_not_for_ever(crawler: Crawler, clock: Clock) -> None:
    before = clock.now
    assert isinstance(answered(crawler, 200), Response)
    assert isinstance(answered(crawler, 404), Response)
    assert clock.now == before
    again = answered(crawler, 503, tries=1)
    assert isinstance(again, Request)
    assert (again.meta["retry_times"], clock.now - before) == (2, 10)
    assert isinstance(answered(crawler, 503, tries=3), Response)


def test_a_site_is_left_alone_as_long_as_it_asks_and_no_longer_than_the_limit(crawler: Crawler, clock: Clock) -> None:
    before = clock.now
    assert isinstance(answered(crawler, 503, **{"Retry-After": "300"}), Request)
    assert clock.now == before, "the rest of the host is the wait"
    asyncio.run(pace_of(crawler).wait_for(SITE))
    assert clock.now - before == 300
    assert isinstance(answered(crawler, 200, **{"Retry-After": "9999"}), Response), "said of a good answer it means nothing"
    with pytest.raises(SkippedError, match="a later run"):
        answered(crawler, 503, **{"Retry-After": "301"})
    assert pace_of(crawler).reason == "blocked"


def failed(crawler: Crawler, exception: Exception, tries: int) -> Request | None:
    request = Request(f"{SITE}/x", meta={"retry_times": tries})
    return asyncio.run(Patience.from_crawler(crawler).process_exception(request, exception))


def test_a_broken_connection_is_tried_again_and_counts_as_refused_in_the_end(crawler: Crawler, clock: Clock) -> None:
    before = clock.now
    assert isinstance(failed(crawler, ConnectionResetError("reset"), 1), Request)
    assert clock.now - before == 10
    assert failed(crawler, ValueError("of ours"), 3) is None
    assert pace_of(crawler)._refused == 0
    assert failed(crawler, ConnectionResetError("reset"), 3) is None
    assert pace_of(crawler)._refused == 1


# Refusals


def judged(crawler: Crawler, body: bytes, status: int = 200, tries: int = 0, kind: str | None = "report") -> Request | Response:
    meta: dict[str, object] = {"document_kind": kind} if kind else {}
    request = Request(f"{SITE}/x", meta=meta | ({"retry_times": tries} if tries else {}))
    return asyncio.run(RefuseBlocked(crawler).process_response(request, Response(request.url, status=status, body=body)))


def test_what_is_no_document_is_asked_again_or_refused(crawler: Crawler, clock: Clock) -> None:
    pace_of(crawler)._refused = 2
    assert isinstance(judged(crawler, b"%PDF-1.4"), Response)
    assert pace_of(crawler)._refused == 0, "a good answer ends the row of refusals"
    assert isinstance(judged(crawler, b"<html>", kind=None), Response)
    before = clock.now
    assert isinstance(judged(crawler, b"<h1>Access Denied</h1>"), Request)
    assert clock.now - before == 5
    with pytest.raises(AnswerRefusedError) as refused:
        judged(crawler, b"<h1>Access Denied</h1>", tries=3)
    assert refused.value.kind == "blocked"
    assert pace_of(crawler)._refused == 1
    with pytest.raises(AnswerRefusedError) as refused:
        judged(crawler, b"<html>", tries=3)
    assert (refused.value.kind, pace_of(crawler)._refused) == ("not_a_pdf", 1)
    with pytest.raises(AnswerRefusedError) as refused:
        judged(crawler, b"<title>Report not found</title>")
    assert refused.value.kind == "not_found", "asking again would not help"


# What is held


def asked(crawler: Crawler, url: str, *, key: str = "ofsted-1", published: str = "2024-01-01", **meta: object) -> Request | None:
    """The request where it is made, None where it is skipped."""
    listed = ListedReport(key, None, "Visit", published)
    request = Request(url, meta={"document_kind": "report", "report": listed} | meta)
    try:
        SkipKnown(crawler).process_request(request)
    except SkippedError:
        return None
    return request


def seen(made: ArchiveFactory, days_ago: int) -> None:
    """As if the files had been seen for the last time so many days ago."""
    with made.db.conn:
        made.db.conn.execute("update documents set last_seen = ?, etag = '\"one\"'", [_ago(days_ago)])


def test_a_held_report_rests_until_its_day(made: ArchiveFactory, crawler: Crawler) -> None:
    today, seen_then = datetime.now(UTC).date(), _ago(60)
    number, url = next(
        (number, url) for number in range(1, 5000) if next_due(url := f"https://files.example/v1/file/{number}", seen_then) == today
    )
    made.report(number, None, "2024-01-01", ["text"])
    key = f"ofsted-{number}"
    seen(made, 60)
    request = asked(crawler, url, key=key)
    assert request is not None
    assert request.headers["If-None-Match"] == b'"one"'
    seen(made, 29)
    assert asked(crawler, url, key=key) is None
    assert asked(crawler, url, key=key, ask_again=True) is not None
    with made.db.conn:
        made.db.conn.execute("update reports set availability = 'unreadable'")
    assert asked(crawler, url, key=key) is None


def _ago(days: int) -> str:
    return datetime.fromordinal(datetime.now(UTC).toordinal() - days).date().isoformat()


def test_a_missing_report_is_asked_for_when_it_is_due(made: ArchiveFactory, crawler: Crawler) -> None:
    number = made.report(1, None, "2024-01-01", [], availability="missing")
    for ask_next, wanted in ((_ago(-1), False), (_ago(0), True), (_ago(1), True), (None, True)):
        with made.db.conn:
            made.db.conn.execute("update reports set ask_next = ? where id = ?", [ask_next, number])
        assert (asked(crawler, "https://files.example/v1/file/1") is not None) == wanted, ask_next
    with made.db.conn:
        made.db.conn.execute("update reports set ask_next = ?", [_ago(-1)])
    crawler.spider.missing = True
    assert asked(crawler, "https://files.example/v1/file/1") is not None


def test_what_is_left_out_is_not_asked_for_and_counted(made: ArchiveFactory, crawler: Crawler) -> None:
    crawler.spider.since = "2024-01-01"
    assert asked(crawler, f"{SITE}/1", key="ofsted-1", published="2023-12-31") is None
    assert asked(crawler, f"{SITE}/2", key="ofsted-2", published="2024-01-01") is not None
    assert session_of(crawler).excluded == {"ofsted-1"}
    made.insert("takedowns", kind="report", subject="ofsted-3", url=f"{SITE}/3", reason="x", taken=_ago(3), erased=_ago(2))
    assert asked(crawler, f"{SITE}/3", key="ofsted-3") is None, "erased"
    middleware = SkipKnown(crawler)
    crawler.spider.limit = 2
    for number in (4, 5, 6):
        meta = {"document_kind": "report", "report": ListedReport(f"ofsted-{number}", None, None, "2024-05-05")}
        if number < 6:
            middleware.process_request(Request(f"{SITE}/{number}", meta=meta))
            continue
        with pytest.raises(SkippedError):
            middleware.process_request(Request(f"{SITE}/{number}", meta=meta))
    assert crawler.spider.limit_reached
    assert session_of(crawler).excluded == {"ofsted-1", "ofsted-3", "ofsted-6"}


def test_an_unchanged_article_is_not_asked_for(made: ArchiveFactory, crawler: Crawler) -> None:
    made.article(1, "Title", "text")
    url = "https://news.example/1"
    with made.db.conn:
        made.db.conn.execute('update documents set listed = \'{"modified": "2026-01-01"}\', last_seen = ?, etag = \'"one"\'', [_ago(1)])

    def article(**meta: object) -> Request | None:
        request = Request(url, meta={"document_kind": "article"} | meta)
        try:
            SkipKnown(crawler).process_request(request)
        except SkippedError:
            return None
        return request

    assert article(listed_modified="2026-01-01") is None
    changed = article(listed_modified="2026-01-02")
    assert changed is not None
    assert changed.headers["If-None-Match"] == b'"one"'
    assert article() is not None, "with a validator asking costs no body"
    with made.db.conn:
        made.db.conn.execute("update documents set etag = null")
    assert article() is None
    assert article(retry_times=1) is not None


def test_an_answer_304_is_seen_and_no_file_is_read_again(made: ArchiveFactory, crawler: Crawler) -> None:
    made.report(1, None, "2024-01-01", ["text"])
    url = "https://files.example/v1/file/1"
    with made.db.conn:
        made.db.conn.execute("update documents set last_seen = ?", [_ago(1)])
    request = Request(url, meta={"document_kind": "report", "report": ListedReport("ofsted-1", None, None, None)})
    with pytest.raises(SkippedError, match="unchanged"):
        SkipKnown(crawler).process_response(request, Response(url, status=304))
    assert made.db.execute("select url from documents where last_seen > ?", [_ago(1)]).fetchall() == [(url,)]
    response = Response(url, status=200)
    assert SkipKnown(crawler).process_response(request, response) is response


def test_each_address_has_a_day_of_its_own_in_every_rota() -> None:
    for number in range(30):
        url = f"https://files.example/v1/file/{number}"
        days = {next_due(url, _ago(days)).toordinal() % ROTA_DAYS for days in range(200)}
        assert len(days) == 1


# Addresses and robots.txt


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/x", "ftp://reports.ofsted.gov.uk/x", "https://reports.ofsted.gov.uk:8443/x", "https://u@reports.ofsted.gov.uk/",
     "https://reports.ofsted.gov.uk.evil.example/", "file:///etc/passwd"],
)  # fmt: skip
def test_other_hosts_ports_and_schemes_are_refused(crawler: Crawler, url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        AddressPolicy(crawler).process_request(Request(url))


@pytest.mark.parametrize("url", [f"{SITE}/x", "http://reports.ofsted.gov.uk:80/x", f"{SITE}:443/", "https://files.ofsted.gov.uk/v1/file/1"])
def test_the_hosts_of_a_source_are_let_through(crawler: Crawler, url: str) -> None:
    AddressPolicy(crawler).process_request(Request(url))


def test_a_name_that_leads_to_a_private_address_is_refused_for_that(crawler: Crawler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(resolver.refused, "reports.ofsted.gov.uk", "10.0.0.1")
    with pytest.raises(ForbiddenAddressError, match="private address"):
        AddressPolicy(crawler).process_exception(Request(SITE), CannotResolveHostError("x"))
    AddressPolicy(crawler).process_exception(Request(SITE), ConnectionResetError("x"))
    AddressPolicy(crawler).process_exception(Request("https://files.ofsted.gov.uk"), CannotResolveHostError("x"))


@pytest.mark.parametrize(
    ("status", "body", "allowed"),
    [
        (200, b"User-agent: *\nDisallow: /private\n", True),
        (200, b"User-agent: *\nDisallow: /\n", False),
        (200, b"User-agent: archive\nDisallow: /\n", False),
        (400, b"User-agent: *\nDisallow: /\n", True),
        (404, b"", True),
        (499, b"", True),
        (500, b"", False),
        (503, b"User-agent: *\nDisallow:\n", False),
        (302, b"", False),
        (200, b"<HTML><title>Down</title>", False),
        (200, b"<!DOCTYPE html>", False),
    ],
)
def test_robots_txt_by_status(crawler: Crawler, status: int, body: bytes, allowed: bool) -> None:
    async def read() -> tuple[RobotsRfc9309, bool]:
        middleware = RobotsRfc9309(crawler)
        middleware._parsers["reports.ofsted.gov.uk"] = Deferred()
        await middleware._parse_robots(Response(f"{SITE}/robots.txt", status=status, body=body), "reports.ofsted.gov.uk", Request(SITE))
        rules = middleware._parsers["reports.ofsted.gov.uk"]
        return middleware, rules.allowed(f"{SITE}/x", "archive/1")

    middleware, found = asyncio.run(read())
    assert found == allowed
    assert bool(middleware.unread) == (not allowed and b"Disallow: /\n" not in body)
    assert "# robots.txt of reports.ofsted.gov.uk\n" in crawler.stats.get_value("robotstxt/text")


# Whole answers


def whole(
    crawler: Crawler, body: bytes, status: int = 200, *, tries: int = 0, partial: bool = False, path: str = "x"
) -> Request | Response:
    request = Request(f"{SITE}/{path}", meta={"document_kind": "listing"} | ({"retry_times": tries} if tries else {}))
    response = Response(request.url, status=status, body=body, flags=["partial"] if partial else [])
    return asyncio.run(WholeAnswers(crawler).process_response(request, response))


@pytest.mark.parametrize(
    ("body", "status", "partial"),
    [(b"<html></html>", 206, False), (b"", 200, False), (b"", 204, False), (b"<html><body>and", 200, True)],
)
def test_what_is_not_whole_is_asked_again_and_then_refused(crawler: Crawler, clock: Clock, body: bytes, status: int, partial: bool) -> None:
    before = clock.now
    assert isinstance(whole(crawler, body, status, partial=partial), Request)
    assert clock.now - before == 5
    with pytest.raises(IncompleteError):
        whole(crawler, body, status, tries=3, partial=partial)


@pytest.mark.parametrize(
    ("ranges", "passes"),
    [
        (["bytes 0-12/13"], True),
        (["Bytes 0-12/13 "], True),
        ([], False),
        (["bytes 0-12/14"], False),
        (["bytes 0-12/*"], False),
        (["bytes 1-13/14"], False),
        (["bytes 0-11/12"], False),
        (["bytes 0-12/13", "bytes 0-12/13"], False),
    ],
)
@pytest.mark.parametrize("partial", [True, False])
def test_a_part_that_is_the_whole_passes(crawler: Crawler, clock: Clock, ranges: list[str], passes: bool, partial: bool) -> None:
    """Some servers answer a plain request with 206 and all of the file."""
    del clock
    request = Request(f"{SITE}/x", meta={"document_kind": "listing", "retry_times": 3})
    flags = ["partial"] if partial else []
    response = Response(request.url, status=206, body=b"<html></html>", flags=flags, headers={"Content-Range": ranges})
    if passes:
        found = asyncio.run(WholeAnswers(crawler).process_response(request, response))
        assert isinstance(found, Response)
        assert found.body == b"<html></html>"
    else:
        with pytest.raises(IncompleteError):
            asyncio.run(WholeAnswers(crawler).process_response(request, response))


def test_what_is_whole_passes(crawler: Crawler) -> None:
    assert isinstance(whole(crawler, b"<html><body>and</body></html>", partial=True), Response)
    assert isinstance(whole(crawler, b"<html><body>and"), Response), "its length was given and is right"
    assert isinstance(whole(crawler, b"User-agent: *\n", partial=True, path="robots.txt"), Response)
    assert isinstance(whole(crawler, b"", 404), Response)
