"""Pages of search results: both counters, facts by their label, and odd results that cost only themselves."""

from pathlib import Path

import pytest

from sample.reports_site.search_page import ListedProvider, search_page
from scraper.reading.errors import ParseError
from scraper.reading.link_pages.ofsted_search import COUNTERS, facts, read_search_page
from scraper.reading.soup import parse

URL = "https://reports.ofsted.gov.uk/search?start=0"
PROVIDERS = [ListedProvider(f"8099{number}", f"Council {number}", f"{number} High Street", "2024-05-10") for number in range(4)]
PAGE = search_page(PROVIDERS, 0, [("q", "")], len(PROVIDERS))
TITLE = 'href="/provider/44/80992"'


def test_the_genuine_page_reads_whole(shared: Path) -> None:
    body = (shared / "site" / "search-results-2023-11.html").read_bytes()
    page = read_search_page(body, URL)
    assert (page.total, page.shown, len(page.entries), page.next_url, page.problems) == (61, 61, 61, None, ())
    assert len({entry.urn for entry in page.entries}) == 61
    results = parse(body).select("li.search-result")
    assert all({"category", "urn"} <= set(facts(result)) for result in results)
    assert [facts(result)["urn"] for result in results] == [entry.urn for entry in page.entries]


def test_a_page_without_oddities() -> None:
    page = read_search_page(PAGE.encode(), URL)
    assert (page.total, page.shown, page.problems) == (4, 4, ())
    assert [(entry.name, entry.provider_type, entry.urn) for entry in page.entries][:1] == [("Council 0", "44", "80990")]
    assert len(parse(PAGE).select(COUNTERS)) == 2


def test_counters_that_disagree_are_named_and_the_larger_one_counts() -> None:
    counter = '<strong class="results-count js-results-count">4</strong>'
    page = read_search_page(PAGE.replace(counter, counter.replace("4", "1,153"), 1).encode(), URL)
    assert (page.total, len(page.entries)) == (1153, 4)
    assert [problem.kind for problem in page.problems] == ["markup_changed"]
    assert "4 and 1153" in page.problems[0].message


@pytest.mark.parametrize(
    ("printed", "total"),
    [
        ("1,153", 1153),
        ("1 153", 1153),
        ("1&nbsp;153", 1153),
        ("1.153", 1153),
        ("1153", 1153),
        ("1 to 100 of 153", 153),
        ("153 results", 153),
    ],
)
def test_counters_in_other_forms(printed: str, total: int) -> None:
    assert read_search_page(PAGE.replace('js-results-count">4<', f'js-results-count">{printed}<').encode(), URL).total == total


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TITLE, 'href="https://REPORTS.ofsted.gov.uk/provider/44/80992/"'),
        (TITLE, 'href=" /provider/44/80992?from=search "'),
        (TITLE, 'href="//reports.ofsted.gov.uk/provider/44/80992"'),
        ('<li class="search-result">', "<li>"),
        ('<h3 class="search-result__title heading--main">', '<h4 class="title">'),
        (f"<a {TITLE}>", f"<a {TITLE}><img alt=''></a><a {TITLE}>"),
        ("<li>URN: <strong>80992</strong></li>", ""),
        ("</ul>    </li>", '</ul><a href="/feedback">Tell us</a></li>'),
    ],
)
def test_other_ways_of_listing_the_same_give_the_same(old: str, new: str) -> None:
    assert old in PAGE
    page, good = read_search_page(PAGE.replace(old, new).encode(), URL), read_search_page(PAGE.encode(), URL)
    assert [(entry.name, entry.urn) for entry in page.entries] == [(entry.name, entry.urn) for entry in good.entries]
    assert page.problems == ()


@pytest.mark.parametrize("link", ["https://www.gov.uk/council", "/search?q=80992", "http://[", "", "/provider/44/"])
def test_a_result_that_links_something_odd_costs_itself(link: str) -> None:
    page = read_search_page(PAGE.replace(TITLE, f'href="{link}"').encode(), URL)
    assert [entry.urn for entry in page.entries] == ["80990", "80991", "80993"]
    assert (page.total, page.shown) == (4, 4)  # so that the listing counts as one short
    assert [problem.kind for problem in page.problems] == ["parse_error"]
    assert "Council 2" in page.problems[0].message
    assert URL in page.problems[0].message


def test_a_result_under_the_three_digit_code_goes_by_the_urn_it_prints() -> None:
    page = read_search_page(PAGE.replace(TITLE, 'href="/provider/44/380"').encode(), URL)
    assert (page.entries[2].number, page.entries[2].urn, page.problems) == ("380", "80992", ())


def test_a_result_that_prints_another_urn_is_followed_and_named() -> None:
    page = read_search_page(PAGE.replace("<strong>80992</strong>", "<strong>80888</strong>").encode(), URL)
    assert page.entries[2].urn == "80992"
    assert [problem.kind for problem in page.problems] == ["disagreement"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("results-list", "result-cards"), ("results-count", "results-number"), ("/provider/", "/organisation/")],
)
def test_markup_that_no_longer_gives_anything_is_an_error(old: str, new: str) -> None:
    with pytest.raises(ParseError):
        read_search_page(PAGE.replace(old, new).encode(), URL)


def test_a_search_that_finds_nothing_is_read_as_such() -> None:
    page = read_search_page(search_page([], 0, [], 0).encode(), URL)
    assert (page.total, page.shown, page.entries, page.problems) == (0, 0, (), ())
