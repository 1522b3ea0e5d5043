"""The sample's pages have the structure of the genuine ones: the same elements, classes and ids in the same places, in other words."""

from pathlib import Path

import pytest
from bs4 import Tag

from sample.reports_site.provider_about import NO_OVERALL, OVERALL
from sample.reports_site.provider_page import Event, provider_page
from sample.reports_site.search_page import ListedProvider, search_page
from scraper.reading.soup import parse

RATED = ListedProvider("80999", "Sample Council", "1 Spare Street", "2024-05-10", rating="Good")
UNRATED = ListedProvider("80998", "Another Council", "2 Spare Street", "2024-05-10")
FILE = "https://files.ofsted.gov.uk/v1/file/50000001"
EVENTS = [Event("Visit", FILE, "2024-05-10", "2024-03-04"), Event("Visit", FILE, "2014-05-10", "2014-03-04", "graded"), Event("Opened")]

# Of the genuine search, which was for a place: how far each result is from there.
ONLY_OF_A_PLACE = "strong.address-distance"


def step(node: Tag) -> str:
    """An element as a selector: "select#sort_by.js-sort-by.form-control"."""
    return (
        node.name + (f"#{node['id']}" if node.get("id") else "") + "".join(sorted(f".{name}" for name in node.get_attribute_list("class")))
    )


def paths(page: str) -> set[str]:
    """The path of every element of the body, from the body down."""
    found = set()
    for node in parse(page).select("body *"):
        above = [step(parent) for parent in node.parents if parent.name not in ("[document]", "html")]
        found.add(" > ".join([*reversed(above), step(node)]))
    return {path for path in found if not path.endswith("script")}


def counts(page: str, selectors: tuple[str, ...]) -> dict[str, int]:
    return {selector: len(parse(page).select(selector)) for selector in selectors}


def test_the_search_page(shared: Path) -> None:
    genuine = (shared / "site" / "search-results-2023-11.html").read_text()
    sample = search_page([RATED, UNRATED], 0, [("q", "")], 2)
    without = {path for path in paths(genuine) if ONLY_OF_A_PLACE not in path}
    assert paths(sample) - without == {path for path in paths(sample) if ".pagination" in path}  # which the genuine page is too short for
    assert without - paths(sample) == set()
    twice = ("strong.results-count.js-results-count", "#sort_by", "ol.breadcrumbs--search", ".search-results__heading h2 > strong")
    assert counts(sample, twice) == counts(genuine, twice)


def test_order_and_number_of_the_parts_of_a_result(shared: Path) -> None:
    genuine = parse((shared / "site" / "search-results-2023-11.html").read_text()).select("li.search-result")
    shapes = {tuple(step(part) for part in result.find_all(True) if ONLY_OF_A_PLACE not in step(part)) for result in genuine}
    for result in parse(search_page([RATED, UNRATED], 0, [], 2)).select("li.search-result"):
        assert tuple(step(part) for part in result.find_all(True)) in shapes


def test_the_provider_page(shared: Path) -> None:
    genuine = (shared / "site" / "provider-21-116780.html").read_text()
    sample = provider_page(RATED, EVENTS, generation=NO_OVERALL)
    assert paths(sample) ^ paths(genuine) == {path for path in paths(sample) if path.endswith("p > time")} - paths(
        genuine
    )  # a trap of ours
    once = ("h1.title-block__heading", "p.title-block__subheading", "address.title-block__address", "ol.timeline", "ol.breadcrumbs")
    assert counts(sample, once) == counts(genuine, once) == dict.fromkeys(once, 1)


@pytest.mark.parametrize(
    ("page", "selector"),
    [
        (provider_page(RATED, EVENTS, generation=NO_OVERALL), "div.subjudgements__no__overall p"),
        (provider_page(RATED, EVENTS, generation=OVERALL), "div.subjudgements__overall"),
        (provider_page(UNRATED, [Event("Visit", FILE, "2014-05-10", None, "folded")]), "ol.timeline details a.publication-link"),
        (search_page([RATED] * 120, 0, [], 120), "a.pagination__next[href]"),
        (search_page([RATED] * 120, 0, [], 120), "span.pagination__numbers"),
    ],
)
def test_what_no_capture_shows_has_the_selectors_known_to_work(page: str, selector: str) -> None:
    assert len(parse(page).select(selector)) == 1
