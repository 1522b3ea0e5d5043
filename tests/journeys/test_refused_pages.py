"""Pages that a crawl of a publisher does not take are listed with the reason, until one is taken; nothing is asked for because of it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from archive.database.public import hide_private
from archive.database.readonly import connect_read_only
from archive.vocabulary import REFUSALS
from sample.news_site.publisher import SamplePublisher
from sample.server.exchange import HTML, Answer
from sample.server.loopback import LoopbackSite
from tests.conftest import Home

OFFICES = "our-office-has-moved"  # the sample's article that is about no inspection
REFUSED = "select why, url, title from refused_pages order by why, url"


@pytest.fixture
def publisher() -> Iterator[SamplePublisher]:
    with LoopbackSite() as reports, SamplePublisher(reports) as running:
        yield running


def crawl(home: Home, publisher: SamplePublisher) -> list[str]:
    """Crawl with the real spider; the paths asked for."""
    start = len(publisher.requests)
    ran = home.scrapy("update", "willispalmer", "-a", f"site={publisher.url}")
    assert ran.status in (0, 12), ran.output  # 12: an article that leads elsewhere is a problem as well
    return [request.path for request in publisher.requests[start:]]


def lead(publisher: SamplePublisher, slug: str, place: str) -> None:
    """From now on, the article's address redirects to `place`."""
    publisher.fault(f"^/{slug}/$", "answer", times=None, answer=Answer(b"", HTML, 302, {"Location": f"{publisher.url}{place}"}))


@pytest.mark.long
def test_a_page_of_each_reason_is_listed_and_hidden_in_public(home: Home, publisher: SamplePublisher) -> None:
    publisher.switch_off("wp-json")
    publisher.switch_off("rest_route")  # the sitemap gives no texts: pages are judged when they came
    away, closed = [slug for slug in publisher.articles if slug != OFFICES][:2]
    lead(publisher, away, "/")
    lead(publisher, closed, "/sign-in/")
    publisher.fault("^/sign-in/$", "answer", times=None, answer=Answer(b"<html><title>Sign in</title></html>"))
    asked = crawl(home, publisher)
    offices, site = publisher.articles[OFFICES].title, publisher.url
    listed = home.rows(REFUSED)
    assert listed == [
        ("denied_address", f"{site}/about-us/", None),  # the sitemap names these two beside the articles
        ("denied_address", f"{site}/contact/", None),
        ("home_page", f"{site}/{away}/", None),
        ("not_relevant", f"{site}/{OFFICES}/", offices),
        ("sign_in", f"{site}/{closed}/", None),
    ]
    assert {row[0] for row in listed} == set(REFUSALS.words)
    assert not {"/contact/", "/about-us/"} & set(asked)
    status = home.run("archive", "status")
    assert f"1 pages of publishers not taken: {REFUSALS.words['not_relevant']}" in status.output
    only = home.run("archive", "status", "--refused")
    assert (only.status, len(only.output.splitlines())) == (0, len(listed))
    assert f"\t{site}/{OFFICES}/\t{offices}\n" in only.output
    with closing(connect_read_only(home.database)) as connection:
        hide_private(connection)
        assert connection.execute("select * from refused_pages").fetchall() == []


@pytest.mark.long
def test_a_page_that_the_listing_shows_to_be_about_something_else_is_listed_unasked_and_goes_when_it_is_taken(
    home: Home, publisher: SamplePublisher
) -> None:
    assert f"/{OFFICES}/" not in crawl(home, publisher)
    article = publisher.articles[OFFICES]
    row = ("not_relevant", f"{publisher.url}/{OFFICES}/", article.title)
    assert home.rows(REFUSED) == [row]
    first = home.rows("select first_seen from refused_pages")
    assert f"/{OFFICES}/" not in crawl(home, publisher)
    assert home.rows(REFUSED) == [row], "once, however often it is refused"
    assert home.rows("select first_seen from refused_pages") == first
    publisher.articles[OFFICES] = replace(article, body=("<p>Ofsted inspected us in our new office.</p>", *article.body))
    publisher.modified[OFFICES] = "2026-06-01T09:00:00"
    assert f"/{OFFICES}/" in crawl(home, publisher)
    assert home.rows(REFUSED) == []
