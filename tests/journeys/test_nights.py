"""Nights on end, on a clock of their own: what is asked for when, what is noticed at once, and no false alarm."""

import random
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.store import open_archive
from sample.reports_site.site import SampleSite
from scraper.fetching.skip_known import REST_DAYS, ROTA_DAYS, next_due
from tests.conftest import Home
from tests.soak.nights import at, simulate


@pytest.mark.long
def test_five_nights(home: Home, drawn: Path) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201  # shown where the test fails
    figures = simulate(home, drawn, ["first", "break", "quiet", "replace", "remove"], random.Random(seed))
    assert figures.quiet_requests == [14]


def test_the_rota_spreads_and_misses_no_document() -> None:
    seen = date(2026, 3, 1)
    days = [(next_due(f"https://files.example/v1/file/{number}", seen.isoformat()) - seen).days for number in range(900)]
    assert min(days) >= REST_DAYS
    assert max(days) < REST_DAYS + ROTA_DAYS
    assert max(days.count(day) for day in set(days)) < 30  # ten a day on average
    for number in range(50):
        url = f"https://files.example/v1/file/{number}"
        due = next_due(url, seen.isoformat())
        assert timedelta(60) <= next_due(url, due.isoformat()) - due <= timedelta(ROTA_DAYS)


@pytest.mark.long
def test_a_held_document_is_asked_for_on_its_day_and_costs_no_body(home: Home, site: SampleSite) -> None:
    at(home, 0, "update", "ofsted_reports", "-a", f"site={site.url}")
    urls = [str(row[0]) for row in home.rows("select url from documents where kind = 'report'")]
    first = home.rows("select min(last_seen) from documents")[0][0]
    night = 75
    due = {url for url in urls if next_due(url, str(first)) <= date.fromisoformat(str(first)[:10]) + timedelta(night)}
    assert 0 < len(due) < len(urls)
    gone = sorted(due)[0].rpartition("/")[2]
    site.remove_file(gone)
    with closing(open_archive(home.database)) as database, database.conn:
        database.execute(  # a trouble of an earlier night, which an answer 304 ends
            "insert into problems (source, url, kind, message, first_seen, last_seen) values ('ofsted_reports', ?, 'blocked', 'x', ?, ?)",
            [sorted(due)[1], first, first],
        )
    start, before = len(site.requests), home.counts()
    ran = at(home, night, "update", "ofsted_reports", "-a", f"site={site.url}")
    asked = [request for request in site.requests[start:] if request.path.startswith("/v1/file/") and request.status != 404]
    assert ran.returncode == 12, ran.stdout  # one of them is gone, and that is news
    assert {request.status for request in asked if "if-none-match" in request.headers} == {304}
    assert {site.url + request.path for request in asked if request.status == 304} == due - {site.file_url(gone)}
    seen = {str(row[0]) for row in home.rows("select url from documents where kind = 'report' and last_seen > '2026-03-15'")}
    assert seen == due - {site.file_url(gone)}
    assert home.rows("select availability, file_document_id is not null from reports where key = ?", f"ofsted-{gone}") == [("missing", 1)]
    assert home.rows("select count(*) from problems where kind = 'blocked' and resolved is null") == [(0,)]
    assert home.counts()["documents"] == before["documents"]


@pytest.mark.long
def test_a_clock_set_back_loses_nothing_and_counts_right(home: Home, site: SampleSite) -> None:
    at(home, 10, "update", "ofsted_reports", "-a", f"site={site.url}")
    removed = sorted(site.reports)[0]
    site.remove_report(removed)
    fresh = site.replace_report(sorted(site.reports)[1], "50999001")
    ran = at(home, 2, "update", "ofsted_reports", "-a", f"site={site.url}")
    assert ran.returncode == 12, ran.stdout
    assert home.rows("select availability from reports where key = ?", f"ofsted-{removed}") == [("missing",)]
    assert home.rows("select availability from reports where key = ?", f"ofsted-{fresh.id}") == [("held",)]
    ((named, held, missing),) = home.rows("select named, held, missing from runs order by id desc limit 1")
    assert (named, held, missing) == (len(site.reports) + 2, len(site.reports), 2)
