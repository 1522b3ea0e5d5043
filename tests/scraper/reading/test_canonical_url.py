"""Many forms of one address are one article; a page's own claim holds only where it can be true."""

import pytest

from scraper.reading.canonical_url import aliases, canonical_url, plain_url, untracked

HOSTS = ("www.news.example", "news.example", "m.news.example")
ARTICLE = "https://www.news.example/a-visit-to-ashmere/"


def is_article(url: str) -> bool:
    return url.endswith("-ashmere/")


@pytest.mark.parametrize(
    "form",
    [
        "https://www.news.example/a-visit-to-ashmere/",
        "http://WWW.News.Example/a-visit-to-ashmere/",
        "https://news.example:443/a-visit-to-ashmere/",
        "http://news.example:8080/a-visit-to-ashmere/#comments",
        "https://www.news.example/a-visit-to-ashmere/?utm_source=x&UTM_campaign=y&itm_medium=z&ref=home&fbclid=1&gclid=2&ccp=3&at_medium=4",
        "https://www.news.example/a-visit-to-ashmere/?",
    ],
)
def test_forms_of_one_address(form: str) -> None:
    assert plain_url(form, HOSTS) == ARTICLE


def test_what_names_a_page_stays() -> None:
    assert (
        plain_url("https://www.news.example/story?id=7&utm_source=x&reference=2", HOSTS)
        == "https://www.news.example/story?id=7&reference=2"
    )


@pytest.mark.parametrize(
    "query", ["visit-one", "a", "a=", "t=caf%E9", "t=caf%C3%A9", "t=a%20b", "t=a+b", "b=2&a=1", "a=1&&b", "a=b=c", "%61=1", "q=a/b?c"]
)
def test_what_stays_of_a_query_stays_byte_for_byte(query: str) -> None:
    assert untracked(f"https://news.example/story/?{query}") == f"https://news.example/story/?{query}"
    assert untracked(f"https://news.example/story/?utm_source=x&{query}&fbclid#top") == f"https://news.example/story/?{query}"


def test_a_sample_site_keeps_scheme_and_port() -> None:
    assert plain_url("http://127.0.0.1:8123/a-visit-to-ashmere/?utm_source=x#top", HOSTS) == "http://127.0.0.1:8123/a-visit-to-ashmere/"


@pytest.mark.parametrize(
    ("address", "declared", "expected"),
    [
        ("https://m.news.example/x/1", ARTICLE, ARTICLE),
        (ARTICLE + "amp/", ARTICLE, ARTICLE),
        (ARTICLE + "?amp=1", "/a-visit-to-ashmere/", ARTICLE),
        (ARTICLE, "http://news.example:80/a-visit-to-ashmere/#main", ARTICLE),
        (ARTICLE, None, ARTICLE),
        (ARTICLE, "https://www.news.example/", ARTICLE),  # the home page, as broken templates have it
        (ARTICLE, "https://www.news.example/news/", ARTICLE),  # a list
        (ARTICLE, "https://elsewhere.example/a-visit-to-ashmere/", ARTICLE),  # syndicated from elsewhere: still this page
        ("http://127.0.0.1:81/amp/x", ARTICLE, "http://127.0.0.1:81/a-visit-to-ashmere/"),
        ("http://127.0.0.1:81/amp/x", "http://127.0.0.1:81/a-visit-to-ashmere/", "http://127.0.0.1:81/a-visit-to-ashmere/"),
    ],
)
def test_what_a_page_declares(address: str, declared: str | None, expected: str) -> None:
    assert canonical_url(address, declared, HOSTS, is_article) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (ARTICLE, ARTICLE),
        ("https://www.news.example/a-visit-to-ashmere/print", ARTICLE),
        ("https://www.news.example/2024/05/a-visit-to-ashmere", ARTICLE),
        ("https://www.news.example/?p=1234", ARTICLE),
        ("https://m.news.example/x/1", ARTICLE),
        ("https://www.news.example/amp/1", ARTICLE),
        ("https://www.news.example/norwell-fair/", "https://www.news.example/norwell-fair/"),  # every page declares the same address
    ],
)
def test_one_canonical_for_all_pages_is_none(address: str, expected: str) -> None:
    assert canonical_url(address, ARTICLE, HOSTS, is_article, "Norwell fair opens") == expected


def test_a_new_address_that_names_the_title_is_believed() -> None:
    old = "https://www.news.example/ofsted-in-town/"
    assert canonical_url(old, ARTICLE, HOSTS, is_article, "A visit to Ashmere") == ARTICLE


def test_other_forms_are_aliases_once() -> None:
    assert aliases(ARTICLE, ARTICLE + "amp/", ARTICLE, ARTICLE + "amp/") == (ARTICLE + "amp/",)
