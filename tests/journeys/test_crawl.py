"""Crawls of the sample's reports site with the real spider, as the scheduled job runs them."""

import json
import re
from pathlib import Path

import pytest

from sample.reports_site.site import REMOVED, SampleSite
from tests.conftest import Home

WITHOUT_RUNS = ("runs", "sources")


def test_every_report_the_site_names_is_held_missing_or_accounted_for(crawled: Home, drawn: Path) -> None:
    """The conservation law: named = held + missing + unreadable + unfetched + excluded."""
    with SampleSite(drawn) as site:
        expected = len(site.reports)
    ((outcome, named, held, missing, unreadable, unfetched, excluded),) = crawled.rows(
        "select outcome, named, held, missing, unreadable, unfetched, excluded from runs"
    )
    assert (held, missing, unreadable, unfetched, excluded) == (expected, len(REMOVED), 0, 0, 0)
    assert named == expected + len(REMOVED)
    assert outcome == "degraded"  # the two missing files are news in the first run


def test_a_not_found_page_with_status_200_is_never_kept_as_a_report(crawled: Home) -> None:
    with_200 = next(removed for removed in REMOVED if removed.status == 200)
    assert crawled.rows("select availability from reports where key = ?", f"ofsted-{with_200.id}") == [("missing",)]
    assert crawled.rows("select count(*) from documents where url like ?", f"%/{with_200.id}") == [(0,)]
    for path in crawled.files.rglob("*"):
        if path.is_file():
            assert b"not found</title>" not in path.read_bytes()[:3000].lower()


def test_http_facts_are_kept_and_every_file_has_its_hash(crawled: Home) -> None:
    rows = crawled.rows("select status, headers, etag, content_type, size, sha256 from documents where kind = 'report'")
    for status, headers, etag, content_type, size, sha256 in rows:
        assert (status, content_type) == (200, "application/pdf")
        assert json.loads(str(headers))["Etag"] == etag
        assert (crawled.files / str(sha256)[:2] / str(sha256)).stat().st_size == size
    assert crawled.run("archive", "verify").status == 0


def test_every_held_report_has_one_inspection_and_its_pages(crawled: Home) -> None:
    assert (
        crawled.rows("""
        select reports.key from reports left join inspections on inspections.report_id = reports.id
        left join (select report_id, count(*) as n from report_pages group by 1) p on p.report_id = reports.id
        where availability = 'held' and (inspections.report_id is null or inspections.pages is not p.n)
    """)
        == []
    )


def test_reports_belong_to_the_authority_of_their_time(crawled: Home) -> None:
    """Two sample councils share a URN: the older reports belong to the one that ended."""
    rows = crawled.rows("""
        select max(coalesce(inspected, published)) < (select started from local_authorities where ofsted_urn = urn and started is not null)
        from reports where local_authority in (select code from local_authorities where ended is not null and code like 'X%')
    """)
    assert rows == [(1,)]


@pytest.mark.long
def test_the_second_crawl_asks_for_no_file_and_adds_no_row(home: Home, site: SampleSite) -> None:
    home.crawl(site)
    before, asked = home.counts(), len(site.requests)
    ran = home.crawl(site)
    after = home.counts()
    assert ran.status == 0, ran.output
    assert not [request for request in site.requests[asked:] if request.path.startswith("/v1/file/")]
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"runs": 1}
    assert home.run("archive", "verify").status == 0

    for report in sorted(site.reports)[::2]:  # half of what the pages named is gone from one day to the next
        del site.reports[report]
    ran = home.crawl(site)
    assert ran.status == 12
    assert "ofsted_reports listed 32 documents; its last runs listed about 62" in ran.output


@pytest.mark.long
def test_a_replaced_and_a_removed_report(home: Home, site: SampleSite) -> None:
    home.crawl(site)
    documents = set(home.rows("select id, sha256 from documents"))
    pages = set(home.rows("select id, text from report_pages"))
    missing = len(home.rows("select 1 from reports where availability = 'missing'"))
    first, second = sorted(site.reports)[:2]
    site.replace_report(first, "50999001")
    site.remove_report(second)
    home.crawl(site)
    assert set(home.rows("select id, sha256 from documents")) >= documents
    assert set(home.rows("select id, text from report_pages")) >= pages
    new = set(home.rows("select id, sha256 from documents where kind = 'report'")) - documents
    assert len(new) == 1
    assert home.rows("select availability, replaced_by from reports where key = ?", f"ofsted-{first}") == [("held", "ofsted-50999001")]
    assert home.rows("select availability, off_page is not null from reports where key = ?", f"ofsted-{second}") == [("missing", 1)]
    assert len(home.rows("select 1 from reports where availability = 'missing'")) == missing + 1
    assert home.run("archive", "verify").status == 0


@pytest.mark.long
@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda site: site.rename_class("results-list", "result-cards"), "markup_changed"),
        (lambda site: site.rename_class("publication-link", "document-link"), "markup_changed"),
        (lambda site: site.shorten_listing(10), "listing_short"),
        (lambda site: site.empty_listing(), "listing_empty"),
    ],
    ids=["results renamed", "links renamed", "short by ten", "empty"],
)
def test_a_changed_short_or_empty_listing_ends_degraded_and_says_which(home: Home, drawn: Path, change: object, kind: str) -> None:
    with SampleSite(drawn, providers=153) as site:
        change(site)  # type: ignore[operator]
        ran = home.crawl(site, "-a", "ofsted_reports.limit=3")
    assert ran.status == 12, ran.output
    assert kind in {row[0] for row in home.rows("select kind from problems where resolved is null")}
    assert home.rows("select outcome from runs") == [("degraded",)]
    assert re.search(r"ofsted_reports: degraded — .{20}", ran.output)


@pytest.mark.long
def test_all_of_153_providers_are_read_although_a_page_holds_100(home: Home, drawn: Path) -> None:
    with SampleSite(drawn, providers=153) as site:
        home.crawl(site)
    assert home.rows("select listing_total, listing_read from runs") == [(153, 153)]
    assert home.rows("select count(*) from providers") == [(153,)]


@pytest.mark.long
def test_limit_since_and_urn_leave_out_and_count_what_they_leave(home: Home, site: SampleSite) -> None:
    newest = max(report.published for report in site.reports.values())
    home.crawl(site, "-a", "limit=4")
    assert home.rows("select held, excluded > 0 from runs order by id desc limit 1") == [(4, 1)]
    home.crawl(site, "-a", f"since={newest}")
    held = home.rows("select count(*) from reports where availability = 'held' and published >= ?", newest)
    assert held == [(sum(report.published == newest for report in site.reports.values()),)]
    one = next(iter(site.reports.values())).council.urn
    home.crawl(site, "-a", f"urn={one}")
    assert home.rows("select listing_read from runs order by id desc limit 1") == [(1,)]


@pytest.mark.parametrize(
    ("variant", "status"),
    [
        ("allow", (0, 12)),
        ("disallow", (18,)),
        *(
            pytest.param(one, status, marks=pytest.mark.long)
            for one, status in (("missing", (0, 12)), ("unavailable", (18,)), ("html", (18,)))
        ),
    ],
)
def test_robots_txt_is_obeyed_as_rfc_9309_says(home: Home, site: SampleSite, variant: str, status: tuple[int, ...]) -> None:
    site.serve_robots(variant)
    ran = home.crawl(site, "-a", "limit=1")
    assert ran.status in status, ran.output
    asked = [request.path for request in site.requests if not request.path.startswith("/robots.txt")]
    assert bool(asked) == (18 not in status)


@pytest.mark.long
def test_an_application_error_with_status_200_is_asked_again(home: Home, site: SampleSite) -> None:
    site.application_error("/provider/", times=1)
    ran = home.crawl(site)
    assert home.rows("select count(*) from providers") == [(12,)], ran.output


def test_an_unknown_source_or_argument_is_a_clear_error(home: Home) -> None:
    assert "there is no source called nonsense" in home.scrapy("update", "nonsense").output
    assert "since='last week' is not a date" in home.scrapy("crawl", "ofsted_reports", "-a", "since=last week").output
