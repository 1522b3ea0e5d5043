"""What publishers list their articles in, and what is none of these."""

import gzip
import json
from functools import partial

import pytest

from archive.records import ListedArticle
from scraper.reading.errors import ParseError
from scraper.reading.link_pages.article_lists import read_govuk_search, read_listing, read_wordpress
from scraper.reading.link_pages.entries import Entry, Listed
from scraper.reading.link_pages.feeds import read_feed, read_sitemap

pack = partial(gzip.compress, mtime=0)  # without the hour: names of tests hold these bytes, and are the same in every process

SITE = "https://news.example/"
URL = "https://news.example/a-visit/"
POST = {
    "link": URL,
    "date": "2021-06-23T00:15:00",
    "date_gmt": "2021-06-22T23:15:00",
    "modified_gmt": "2021-06-24T08:00:00",
    "title": {"rendered": "Ashmere &amp; Hallow <i>visited</i>"},
    "content": {"rendered": "<p>Ofsted came.</p>"},
}


def test_wordpress_posts_are_dated_by_the_site_s_own_clock() -> None:
    listed = ListedArticle("Ashmere & Hallow visited", "2021-06-23", "api", "2021-06-24T08:00:00Z")
    assert read_wordpress(json.dumps([POST]).encode(), SITE).entries == (Entry(URL, listed, "Ashmere & Hallow visited Ofsted came."),)


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"code": "rest_no_route"}', b'[{"id": 1}]', b"\xff\xfe"])
def test_what_is_no_list_of_posts(body: bytes) -> None:
    with pytest.raises(ParseError):
        read_wordpress(body, SITE)


SITEMAP = b"""<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://news.example/a-visit/ </loc><lastmod>2021-06-24T09:00:00+01:00</lastmod>
<n:news><n:publication><n:name>News</n:name></n:publication>
<n:publication_date>2021-06-23</n:publication_date><n:title>A visit</n:title></n:news></url>
<url><loc>https://news.example/old/</loc></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/1.xml</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize("body", [SITEMAP, pack(SITEMAP), b"\n" + SITEMAP], ids=["plain", "gzip", "blank line first"])
def test_sitemaps(body: bytes) -> None:
    listed = ListedArticle("A visit", "2021-06-23", "news_sitemap", "2021-06-24T08:00:00Z")
    assert read_sitemap(body, SITE).entries == (Entry(URL, listed), Entry("https://news.example/old/", ListedArticle()))


def test_a_sitemap_index() -> None:
    assert read_sitemap(INDEX, SITE).sitemaps == ("https://news.example/1.xml",)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        BOMB.decode().encode("utf-16"),
        BOMB.decode().encode("utf-16-le"),
        b'<?xml version="1.0" encoding="cp037"?>' + BOMB.decode().encode("cp037"),
        b'<?xml version="1.0" encoding="utf-7"?>' + BOMB.decode().encode("utf-7"),
        BOMB.replace(b"&b;", b"& &b;"),
        b"<html><body></body></html>",
        b"<html><p>Not <br> XML</html>",
        SITEMAP[:-30],
        SITEMAP.replace(b"visit/ ", b"visit/?a&b ")[:-10],
        b"<urlset><url></url></urlset>",
        BOMB,
        pack(SITEMAP)[:-9],
        b"\x1f\x8b rubbish",
        INDEX[:-5],
    ],
)
def test_what_is_no_sitemap(body: bytes) -> None:
    with pytest.raises(ParseError):
        read_sitemap(body, SITE)


def test_a_gzip_bomb_stops_at_the_limit() -> None:
    with pytest.raises(ParseError, match="more than"):
        read_sitemap(pack(b" " * (51 * 2**20)), SITE)


def test_rss() -> None:
    body = f"""<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><link>https://news.example/</link>
    <item><title>A visit</title><link>{URL}</link><pubDate>Wed, 23 Jun 2021 00:15:00 +0100</pubDate>
    <description>Short</description><c:encoded><![CDATA[<p>Ofsted came.</p>]]></c:encoded></item></channel></rss>""".encode()
    assert read_feed(body, SITE) == Listed((Entry(URL, ListedArticle("A visit", "2021-06-23", "feed"), "A visit Ofsted came."),))


def test_atom() -> None:
    body = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A visit</title><link rel="self" href="x"/><link href="{URL}"/>
    <published>2021-06-23T00:15:00+01:00</published><updated>2021-06-24T08:00:00Z</updated></entry></feed>""".encode()
    assert read_feed(body, SITE) == Listed((Entry(URL, ListedArticle("A visit", "2021-06-23", "feed", "2021-06-24T08:00:00Z")),))


@pytest.mark.parametrize("body", [b"", b"<html/>", b"<rss><channel><item><title>x</title></item></channel></rss>"])
def test_what_is_no_feed(body: bytes) -> None:
    with pytest.raises(ParseError):
        read_feed(body, SITE)


def test_a_list_page() -> None:
    page = b'<h2><a href="/a-visit/">A visit</a></h2><p><a href="/x/">x</a></p><a class="next" href="?page=2">Older</a>'
    assert read_listing(page, "https://news.example/news/", "h2 a", "a.next") == (
        Listed((Entry(URL, ListedArticle(title="A visit")),)),
        "https://news.example/news/?page=2",
    )
    with pytest.raises(ParseError, match="markup may have changed"):
        read_listing(page, "https://news.example/news/", "h3 a", "a.next")


def test_govuk_search() -> None:
    results = [{"title": "A report", "link": "/government/news/a-report", "public_timestamp": "2024-11-05T09:30:00.000+00:00"}]
    body = json.dumps({"results": results, "total": 7}).encode()
    listed = ListedArticle(title="A report", modified="2024-11-05T09:30:00Z")
    assert read_govuk_search(body, "https://www.gov.uk") == (
        Listed((Entry("https://www.gov.uk/api/content/government/news/a-report", listed),)),
        7,
    )
    with pytest.raises(ParseError):
        read_govuk_search(b'{"error": "Unexpected parameter"}', "https://www.gov.uk")
