"""The sample publisher: each way of discovery, article pages with their traps, and each misbehaviour it can be asked for."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from sample.news_site.articles import ARTICLES
from sample.news_site.pages import BANNERS, FRAME, STATIC_PAGES
from sample.news_site.publisher import WAYS, SamplePublisher
from sample.reports_site.site import SampleSite
from scraper.reading.soup import href, one, text
from tests.sample.test_site import fetch

ENTRANCES = {
    "wp-json": "/wp-json/wp/v2/posts?per_page=100",
    "rest_route": "/?rest_route=/wp/v2/posts",
    "sitemap": "/sitemap.xml",
    "feed": "/feed/?paged=1",
    "listing": "/news/page/2/",
}
SLUGS = {article.slug for article in ARTICLES}


@pytest.fixture
def publisher(drawn: Path) -> Iterator[SamplePublisher]:
    with SampleSite(drawn) as site, SamplePublisher(site, per_page=7) as running:
        yield running


def test_api_pages(publisher: SamplePublisher) -> None:
    posts = []
    for number in (1, 2, 3):
        status, headers, body = fetch(f"{publisher.url}/wp-json/wp/v2/posts?per_page=100&page={number}")
        assert (status, headers["x-wp-total"], headers["x-wp-totalpages"]) == (200, "16", "3")
        posts += json.loads(body)
    assert {post["slug"] for post in posts} == SLUGS
    assert posts == sorted(posts, key=lambda post: post["date"], reverse=True)
    assert posts[-1]["date_gmt"] == "2018-02-27T09:15:00"
    assert posts[0]["date_gmt"] == "2026-06-04T08:20:00"
    assert posts[0]["link"].startswith(publisher.url)
    status, _, body = fetch(f"{publisher.url}/?rest_route=/wp/v2/posts&per_page=100&page=4")
    assert (status, json.loads(body)["code"]) == (400, "rest_post_invalid_page_number")


def test_feed_pages_until_404(publisher: SamplePublisher) -> None:
    slugs: set[str] = set()
    for number in (1, 2, 3, 4):
        feed = ElementTree.fromstring(fetch(f"{publisher.url}/feed/?paged={number}")[2])
        slugs |= {str(link.text).rstrip("/").rsplit("/", 1)[1] for link in feed.iter("link")} & SLUGS
    assert slugs == SLUGS
    assert fetch(f"{publisher.url}/feed/?paged=5")[0] == 404


def test_sitemap_index_with_a_gzipped_child(publisher: SamplePublisher) -> None:
    index = fetch(f"{publisher.url}/sitemap.xml")[2].decode()
    assert f"{publisher.url}/post-sitemap.xml.gz" in index
    posts = gzip.decompress(fetch(f"{publisher.url}/post-sitemap.xml.gz")[2]).decode()
    assert all(f"{publisher.url}/{slug}/</loc>" in posts for slug in SLUGS)
    assert "<lastmod>2026-06-04T09:20:00+01:00</lastmod>" in posts
    pages = fetch(f"{publisher.url}/page-sitemap.xml")[2].decode()
    assert all(f"/{slug}/" in pages for slug in STATIC_PAGES)


def test_listing_pages(publisher: SamplePublisher) -> None:
    slugs, path = set(), "/news/"
    while path:
        page = BeautifulSoup(fetch(publisher.url + path)[2], "lxml")
        slugs |= {href(link).strip("/") for link in page.select(".post-card a")}
        older = page.select_one("a.next")
        path = href(older) if older else ""
    assert slugs == SLUGS
    assert fetch(f"{publisher.url}/news/page/9/")[0] == 404


def test_article_page_holds_text_and_traps(publisher: SamplePublisher) -> None:
    for article in ARTICLES:
        page = BeautifulSoup(fetch(f"{publisher.url}/{article.slug}/")[2], "lxml")
        [column] = page.select("div.main-column")
        assert text(one(page, "h1")) == article.title
        shown = " ".join(column.get_text("\n").split())
        assert all(" ".join(paragraph.split()) in shown.replace(" .", ".") for paragraph in article.paragraphs)
        assert all(words in page.get_text() for words in FRAME[:4])
        assert len(column.select(".post-card__date")) == 3
        links = [(href(link), text(link)) for link in column.select("p a, h2 a, ul a")]
        expected = [(publisher.addresses.resolve(target), words) for target, words in article.targets]
        assert links[: len(expected)] == expected
        assert href(one(page, "link[rel=canonical]")) == f"{publisher.url}/{article.slug}/"
        assert not page.select("time, meta[property='article:published_time'], script[type='application/ld+json']")


def test_banner_rotates_and_can_be_set(publisher: SamplePublisher) -> None:
    address = f"{publisher.url}/{ARTICLES[0].slug}/"
    assert len({fetch(address)[2] for _ in range(3)}) == len(BANNERS)
    publisher.banner = "One banner for all"
    assert len({fetch(address)[2] for _ in range(3)}) == 1


def test_static_pages_share_the_flat_addresses(publisher: SamplePublisher) -> None:
    assert [fetch(f"{publisher.url}/{slug}/")[0] for slug in STATIC_PAGES] == [200] * len(STATIC_PAGES)
    assert fetch(f"{publisher.url}/no-such-page/")[0] == 404


@pytest.mark.parametrize("way", WAYS)
def test_a_way_can_be_switched_off(publisher: SamplePublisher, way: str) -> None:
    publisher.switch_off(way, 403)
    assert {name: fetch(publisher.url + path)[0] for name, path in ENTRANCES.items()} == {
        name: 403 if name == way else 200 for name in WAYS
    }


def test_unknown_way_is_refused(publisher: SamplePublisher) -> None:
    with pytest.raises(ValueError, match="telegraph"):
        publisher.switch_off("telegraph")


def test_changed_word_and_gone_article(publisher: SamplePublisher) -> None:
    slug = "castlebrook-nine-in-ten"
    publisher.change_word(slug, "three of every hundred", "four of every hundred", "2025-07-20T08:00:00")
    assert "four of every hundred" in fetch(f"{publisher.url}/{slug}/")[2].decode()
    post = next(p for p in json.loads(fetch(f"{publisher.url}/wp-json/wp/v2/posts?per_page=7")[2]) if p["slug"] == slug)
    assert (post["date"], post["modified"]) == ("2025-07-16T10:30:00", "2025-07-20T08:00:00")
    with pytest.raises(ValueError, match="no such words"):
        publisher.change_word(slug, "no such words", "", "2025-07-21T08:00:00")
    publisher.remove_article(slug)
    assert fetch(f"{publisher.url}/{slug}/")[0] == 410
    assert slug not in gzip.decompress(fetch(f"{publisher.url}/post-sitemap.xml.gz")[2]).decode()
