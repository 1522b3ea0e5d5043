"""The way through a publisher's ways of finding articles, without a network: which page is asked for next, and what it amounts to."""

import pytest

from archive.records import ListedArticle
from scraper.discovery import Ask, Discovery
from scraper.reading.feeds import Entry
from scraper.ways import Feed, Page, Sitemap, WordPressApi

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
