"""Crawls of the sample publisher with the real spider: discovery in its order, the gate, and runs in which little or nothing changed."""

import json
import re
from collections.abc import Iterator

import pytest

from archive.records import ListedArticle
from sample.news_site.publisher import SamplePublisher
from sample.server.loopback import LoopbackSite
from scraper.reading.link_pages.feeds import Entry
from scraper.sources.ways import Page
from scraper.spiders.willispalmer import WillisPalmer
from tests.conftest import Home, Ran

ARTICLES = 15  # of the sample's 16 posts: one does not hold the word Ofsted


@pytest.fixture
def publisher() -> Iterator[SamplePublisher]:
    """The sample publisher; its links lead to a reports site that nobody asks."""
    with LoopbackSite() as reports, SamplePublisher(reports) as running:
        yield running


def crawl(home: Home, publisher: SamplePublisher, *words: str) -> Ran:
    return home.scrapy("update", "willispalmer", "-a", f"site={publisher.url}", *words)


def asked(publisher: SamplePublisher, start: int = 0) -> list[str]:
    """Paths of the requests from the `start`-th on, robots.txt aside."""
    return [request.path for request in publisher.requests[start:] if request.path != "/robots.txt"]


def test_every_article_is_stored_exactly_and_a_second_crawl_adds_nothing(home: Home, publisher: SamplePublisher) -> None:
    ran = crawl(home, publisher)
    assert ran.status == 0, ran.output
    rows = home.rows("select url, title, text, published, published_source, reader, access from articles")
    assert len(rows) == ARTICLES
    for url, title, text, published, published_source, reader, access in rows:
        sample = publisher.articles[str(url).rstrip("/").rpartition("/")[2]]
        assert url == f"{publisher.url}/{sample.slug}/"
        assert title == sample.title
        assert tuple(re.sub(r"^• ", "", paragraph) for paragraph in str(text).split("\n\n")) == sample.paragraphs
        assert (published, published_source, reader, access) == (sample.published[:10], "api", "selectors", "full")
    links = home.rows(
        "select articles.url, article_links.url, article_links.text from article_links join articles on article_id = articles.id"
    )
    expected = {
        (f"{publisher.url}/{sample.slug}/", publisher.addresses.resolve(target), words)
        for sample in publisher.articles.values()
        for target, words in sample.targets
    }
    assert set(links) == {link for link in expected if link[0] in {row[0] for row in rows}}
    assert home.rows("select discovery, listing_read, listing_total, outcome from runs") == [("wordpress_api", 16, 16, "ok")]

    before, start = home.counts(), len(publisher.requests)
    assert crawl(home, publisher).status == 0
    after = home.counts()
    assert {name for name in after if after[name] != before[name]} == {"runs"}
    assert asked(publisher, start) == ["/wp-json/wp/v2/posts?per_page=100&page=1"]


@pytest.mark.long
def test_one_changed_word_makes_one_version(home: Home, publisher: SamplePublisher) -> None:
    crawl(home, publisher, "-a", "limit=3")
    slug = str(home.rows("select url from articles limit 1")[0][0]).rstrip("/").rpartition("/")[2]
    word = publisher.articles[slug].paragraphs[0].split()[0]
    publisher.change_word(slug, word, "Otherwise", "2026-06-01T09:00:00")
    start = len(publisher.requests)
    crawl(home, publisher, "-a", "limit=1")
    assert asked(publisher, start)[1:] == [f"/{slug}/"]
    assert home.rows("select count(*) from article_versions group by article_id order by 1") == [(1,), (1,), (2,)]


@pytest.mark.long
@pytest.mark.parametrize(
    ("off", "answers", "status"),
    [
        (["wp-json", "rest_route"], "sitemap", 401),
        (["wp-json", "rest_route", "sitemap", "feed"], "listing", 403),
    ],
)
def test_discovery_falls_through_to_the_next_way_and_says_which_answered(
    home: Home, publisher: SamplePublisher, off: list[str], answers: str, status: int
) -> None:
    for way in off:
        publisher.switch_off(way, status)
    ran = crawl(home, publisher)
    assert ran.status == 0, ran.output
    assert home.rows("select discovery from runs") == [(answers,)]
    urls = {row[0] for row in home.rows("select url from articles")}
    offices = f"{publisher.url}/our-office-has-moved/"
    assert {f"{publisher.url}/{slug}/" for slug in publisher.articles} - {offices} <= urls
    assert offices not in urls  # refused by the gate, whether the listing gives the text or not
    assert home.rows("select distinct published_source from articles") == [(None,)]  # neither prints a date of publication


def test_when_no_way_answers_the_run_says_so(home: Home, publisher: SamplePublisher) -> None:
    for way in ("wp-json", "rest_route", "sitemap", "feed", "listing"):
        publisher.switch_off(way, 404)
    ran = crawl(home, publisher)
    assert ran.status == 12, ran.output
    assert home.rows("select kind from problems") == [("listing_empty",)]


@pytest.mark.long
def test_a_feed_is_left_at_what_is_known(home: Home, publisher: SamplePublisher) -> None:
    for way in ("wp-json", "rest_route", "sitemap"):
        publisher.switch_off(way, 404)
    original = dict(publisher.articles)
    for number in range(25):
        slug = f"more-about-norwell-{number}"
        sample = next(iter(original.values()))
        publisher.articles[slug] = type(sample)(**{name: getattr(sample, name) for name in sample.__slots__} | {"slug": slug})
        publisher.modified[slug] = sample.published
    crawl(home, publisher)
    start = len(publisher.requests)
    crawl(home, publisher)
    pages = [path for path in asked(publisher, start) if path.startswith("/feed/")]
    assert 4 <= len(pages) <= 6  # five entries a page; 20 known ones are enough
    assert home.rows("select distinct published_source from articles") == [("feed",)]


@pytest.mark.long
def test_since_and_limit(home: Home, publisher: SamplePublisher) -> None:
    newest = sorted(sample.published for sample in publisher.articles.values())[-5]
    crawl(home, publisher, "-a", f"since={newest[:10]}", "-a", "limit=2")
    rows = home.rows("select published from articles")
    assert len(rows) == 2
    assert all(str(row[0]) >= newest[:10] for row in rows)


@pytest.mark.parametrize(("way", "asked_for"), [("sitemap", ["http://127.0.0.1:9/old-news-here/"]), ("feed", [])])
def test_what_a_whole_listing_no_longer_names_is_asked_for(way: str, asked_for: list[str]) -> None:
    spider = WillisPalmer(site="http://127.0.0.1:9")
    spider.search.take(Page([Entry("https://www.willispalmer.com/new-news-here/?utm_source=x", ListedArticle())]))
    spider.search.answered = way
    held = ["http://127.0.0.1:9/new-news-here/", "http://127.0.0.1:9/old-news-here/"]
    assert [request.url for request in spider.ask_unlisted(held)] == asked_for


@pytest.mark.long
def test_savefixture_takes_a_newcomer_from_an_address_to_a_case(home: Home, publisher: SamplePublisher) -> None:
    slug = next(iter(publisher.articles))
    words = ("savefixture", "--into", str(home.folder), "--site", publisher.url, "willispalmer", f"https://www.willispalmer.com/{slug}/")
    ran = home.scrapy(*words)
    assert ran.status == 0, ran.output
    assert "INFO" not in ran.output  # what to do next is not lost in a log
    case = home.folder / "willispalmer" / slug
    facts = json.loads((case / "document.json").read_text())
    assert (facts["url"], facts["kind"], facts["status"], facts["listed"]) == (f"{publisher.url}/{slug}/", "article", 200, None)
    assert publisher.articles[slug].title.encode() in (case / "body.html").read_bytes()
    assert not (case / "expected.json").exists()  # the golden test writes it, and fails once
    assert home.counts()["runs"] == 0
    again = home.scrapy(*words)
    assert again.status != 0
    assert "exists" in again.output


@pytest.mark.long
def test_an_article_that_a_whole_listing_no_longer_names_is_asked_for_and_marked_gone(home: Home, publisher: SamplePublisher) -> None:
    """Its text stays; nobody else would notice that it is gone."""
    crawl(home, publisher)
    slug = next(slug for slug, article in publisher.articles.items() if "Ofsted" in " ".join(article.paragraphs))
    kept = home.rows("select text from articles where url like ?", f"%/{slug}/")
    publisher.remove_article(slug)
    ran = crawl(home, publisher)
    assert ran.status == 0, ran.output
    assert home.rows("select url like ? from articles where gone is not null", f"%/{slug}/") == [(1,)]
    assert home.rows("select text from articles where url like ?", f"%/{slug}/") == kept
