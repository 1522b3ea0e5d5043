"""The way through a publisher's ways of finding articles, without a network: which page is asked for next, and what it amounts to."""

import json

import pytest
from scrapy.http import HtmlResponse

from archive.records import ListedArticle
from scraper.reading.link_pages.entries import Entry
from scraper.sources.discovery import GIVEN_UP, Ask, Discovery
from scraper.sources.ways import MOST_PAGES, Feed, Page, Sitemap, WordPressApi
from scraper.spiders.willispalmer import WillisPalmer

FEED, SITEMAP = Feed(), Sitemap(("/sitemap.xml",))


def entry(name: str, published: str | None = None, modified: str | None = None) -> Entry:
    return Entry(f"https://news.example/{name}/", ListedArticle(None, published, "feed" if published else None, modified))


def discovery(*ways: object) -> Discovery:
    return Discovery(ways, lambda url: "page" not in url)  # type: ignore[arg-type]


def names(entries: list[Entry]) -> list[str]:
    return [entry.url.split("/")[-2] for entry in entries]


def asked(ask: Ask | None) -> Ask:
    assert ask is not None
    return ask


def test_each_way_and_address_is_tried_until_one_answers() -> None:
    search = discovery(WordPressApi(), SITEMAP)
    for address in (*WordPressApi().addresses, "/sitemap.xml"):
        ask = asked(search.next())
        assert ask.address == address
        if address != "/sitemap.xml":
            search.fail(ask, "404")
    search.take(Page([entry("a")]))
    assert search.next() is None
    assert (search.answered, dict(search.unanswered), names(search.ready())) == ("sitemap", {"wordpress_api": 2}, ["a"])


def test_a_way_that_names_no_article_has_not_answered() -> None:
    search = discovery(SITEMAP, FEED)
    search.next()
    search.take(Page([entry("static-page")]))
    assert asked(search.next()).way is FEED
    assert search.entries == {}


def test_nothing_answers() -> None:
    search = discovery(FEED)
    search.fail(asked(search.next()), "500")
    assert search.next() is None
    assert (search.answered, search.total, len(search.entries), search.ready()) == (None, 0, 0, [])


def test_a_whole_list_is_read_before_articles_are_asked_for_newest_first_and_facts_are_joined() -> None:
    search = discovery(SITEMAP)
    search.next()
    search.take(Page([], more=("/1.xml", "/2.xml")))
    for number, entries in enumerate(([entry("a", modified="2021"), entry("b", modified="2023")], [entry("a", published="2020-01-01")]), 1):
        assert asked(search.next()).address == f"/{number}.xml"
        assert search.ready() == []
        search.take(Page(entries))
    assert search.next() is None
    ready = search.ready()
    assert names(ready) == ["b", "a"]
    assert ready[1].listed == ListedArticle(None, "2020-01-01", "feed", "2021")
    assert search.ready() == []


def test_a_page_that_must_exist_and_fails_makes_the_listing_short() -> None:
    search = discovery(SITEMAP)
    search.next()
    search.take(Page([entry("a")], more=("/1.xml",)))
    search.fail(asked(search.next()), "503")
    assert search.next() is None
    assert (len(search.entries), search.total) == (1, 2)


def test_the_total_that_a_way_states_is_kept() -> None:
    search = discovery(WordPressApi())
    search.next()
    search.take(Page([entry("a")], total=3))
    search.next()
    assert (len(search.entries), search.total) == (1, 3)


@pytest.mark.parametrize("end", ["error", "repeated", "empty"])
def test_a_feed_ends_where_a_page_is_missing_or_names_nothing_new(end: str) -> None:
    search = discovery(FEED)
    search.next()
    search.take(Page([entry("a")], following="/feed/?paged=2"))
    ask = asked(search.next())
    assert not ask.certain
    assert names(search.ready()) == ["a"]  # page by page
    if end == "error":
        search.fail(ask, "404")
    else:
        search.take(Page([entry("a")] if end == "repeated" else [], following="/feed/?paged=3"))
    assert search.next() is None
    assert (search.answered, search.total, search.partial) == ("feed", 1, False)


def test_a_newest_first_list_is_left_at_what_is_known() -> None:
    search = discovery(FEED)
    search.next()
    search.take(Page([entry("a")], following="/feed/?paged=2"))
    assert search.next(enough=True) is None
    assert (search.answered, search.partial) == ("feed", True)


def test_a_way_all_of_whose_articles_are_elsewhere_has_not_answered() -> None:
    search = Discovery([SITEMAP, FEED], lambda url: True, lambda url: "own" in url)
    search.next()
    search.take(Page([entry("a")]))
    assert asked(search.next()).way is FEED
    assert search.failures == ["sitemap: /sitemap.xml names 1 addresses, none an article's, the first https://news.example/a/"]
    search.take(Page([entry("own")]))
    assert search.next() is None
    assert search.answered == "feed"


def test_every_way_that_gives_nothing_says_why() -> None:
    search = discovery(WordPressApi(), SITEMAP, FEED)
    search.fail(asked(search.next()), "answers 404")
    search.next()
    search.take(Page([]))
    search.fail(asked(search.next()), "not well-formed: line 1, column 413")
    search.fail(asked(search.next()), "answers 500")
    assert search.next() is None
    second = WordPressApi().addresses[1]
    assert search.failures == [
        "wordpress_api: answers 404",
        f"wordpress_api: {second} names nothing",
        "sitemap: not well-formed: line 1, column 413",
        "feed: answers 500",
    ]


def test_an_api_without_end_is_left_where_a_page_names_nothing_new() -> None:
    search = discovery(WordPressApi())
    search.next()
    search.take(Page([entry("a")], more=tuple(f"/{page}" for page in range(2, 900)), total=5000, counted=True))
    search.next()
    search.take(Page([entry("a")], total=5000, counted=True))
    assert search.next() is None
    assert (search.answered, search.total, len(search.lacks)) == ("wordpress_api", 5000, 1)


def test_a_list_whose_pages_do_not_come_is_given_up_and_short() -> None:
    search = discovery(WordPressApi())
    search.next()
    search.take(Page([entry("a")], more=tuple(f"/{page}" for page in range(2, 100))))
    for _ in range(GIVEN_UP):
        search.fail(asked(search.next()), "answers 400")
    assert search.next() is None
    assert (len(search.entries), search.total) == (1, 99)


def test_a_list_that_names_new_pages_for_ever_ends() -> None:
    search = discovery(FEED)
    ask = search.next()
    while ask is not None:
        search.take(Page([entry(f"a{ask.number}")], following=f"/feed/?paged={ask.number + 1}"))
        ask = search.next()
    assert (len(search.entries), search.total) == (MOST_PAGES, MOST_PAGES + 1)
    assert "more than" in search.lacks[0]


def test_entries_passed_over_do_not_make_a_list_short() -> None:
    search = discovery(WordPressApi())
    search.next()
    search.take(Page([entry("a")], total=3, passed=2))
    assert (len(search.entries), search.total) == (1, 1)


@pytest.mark.parametrize(
    ("total_pages", "more"),
    [("3", 2), ("1", 0), ("0", 0), ("1000000", MOST_PAGES - 1), ("9" * 5000, 0), ("many", 0), (None, 0)],
)
def test_what_the_wordpress_api_says_of_its_pages_is_a_hint(total_pages: str | None, more: int) -> None:
    body = json.dumps([{"link": f"/{number}/", "date": "2024-05-01", "title": {"rendered": "T"}} for number in range(100)])
    headers = {"X-WP-TotalPages": total_pages} if total_pages else {}
    page = WordPressApi().read(HtmlResponse("https://news.example/posts?page=1", headers=headers, body=body.encode()), 1)
    assert len(page.more) == more
    assert (page.following is None) == (total_pages in ("3", "1", "0", "1000000"))


def sitemaps(*names: str) -> bytes:
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{name}</loc></sitemap>' for name in names)}</sitemapindex>".encode()


def test_each_sitemap_is_asked_for_once_however_they_name_one_another() -> None:
    site = "http://127.0.0.1:9"
    spider = WillisPalmer(site=site)
    answers = {
        f"{site}/sitemap_index.xml": sitemaps("/sitemap_index.xml", "ring.xml", "https://www.willispalmer.com/ring.xml"),
        f"{site}/ring.xml": sitemaps(f"{site}/sitemap_index.xml", "/ring.xml", "/deep.xml"),
        f"{site}/deep.xml": b"<urlset><url><loc>/a-visit/</loc></url></urlset>",
    }
    asked_for = []
    spider.search = Discovery([Sitemap(("/sitemap_index.xml",))], spider.is_article, spider.is_own)
    ask = spider.search.next()
    while ask is not None:
        url = spider.page_url(ask.address)
        asked_for.append(url)
        answer = HtmlResponse(url, body=answers[url])
        spider.search.take(spider.new_page(answer, ask, ask.way.read(answer, ask.number)))
        ask = spider.search.next()
    assert asked_for == list(answers)
    assert list(spider.search.entries) == [f"{site}/a-visit/"]
