"""Other remits than councils: a large one is crawled in pieces, known pages are left alone, and people's pages are never asked for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from sample.reports_site.search_page import ListedProvider, search_page
from sample.reports_site.site import SampleSite
from scraper.reading.link_pages.ofsted_remits import REMITS
from scraper.spiders.ofsted_reports import OfstedReports
from tests.conftest import Home

NEW_ID, NEW_DAY = "50888001", "2099-01-05"


class Schools(SampleSite):
    """The sample's providers as primary schools, among them a childminder and a registered person."""

    def provider_list(self) -> list[ListedProvider]:
        schools = [replace(one, provider_type=21, category="Primary") for one in super().provider_list()]
        return [
            *schools,
            *(ListedProvider(f"88000{kind}", "A person", "Withheld", provider_type=kind, category="Childminder") for kind in (17, 49)),
        ]

    def _search(self, query: str) -> str:
        return search_page(self.provider_list(), int(parse_qs(query)["start"][0]), [], len(self.provider_list()))


@pytest.fixture
def schools(drawn: Path) -> Iterator[Schools]:
    with Schools(drawn) as running:
        yield running


def crawl(home: Home, site: Schools, remit: str, *words: str) -> int:
    """Exit status of a night."""
    given = ("-a", f"ofsted_reports.site={site.url}", "-a", f"ofsted_reports.remit={remit}")
    return home.scrapy("update", "ofsted_reports", *given, *words).status


def paths(site: Schools, first: int) -> list[str]:
    """The paths asked for, from the request with this number on."""
    return [request.path.partition("?")[0] for request in site.requests[first:]]


@pytest.mark.long
def test_a_large_remit_is_crawled_in_pieces_and_a_quiet_night_asks_for_its_list_only(home: Home, schools: Schools) -> None:
    nights = 0
    while crawl(home, schools, "primary_schools", "-s", "BUDGET_REQUESTS=12") == 15:
        nights += 1
        assert nights < 12
    assert nights >= 3
    pages = schools.seen("/provider/")
    assert len(pages) == len({request.path for request in pages})  # none twice
    assert home.rows("select count(*) from reports where availability = 'held'") == [(len(schools.reports),)]
    assert not [request for request in pages if "/17/" in request.path or "/49/" in request.path]
    before = len(schools.requests)
    assert crawl(home, schools, "primary_schools") == 0
    assert paths(schools, before) == ["/robots.txt", "/search"]
    schools.add_report(replace(next(iter(schools.reports.values())), id=NEW_ID, published=NEW_DAY))
    before = len(schools.requests)
    crawl(home, schools, "primary_schools")
    urn = schools.reports[NEW_ID].council.urn
    assert paths(schools, before) == ["/robots.txt", "/search", f"/provider/21/{urn}", f"/v1/file/{NEW_ID}"]
    assert crawl(home, schools, "primary_schools") == 0  # a night that asks for no page is not one that lost documents


def test_no_remit_is_crawled_unless_it_is_asked_for() -> None:
    query = next(iter(OfstedReports().start_requests())).url
    assert "level_1_types=3&level_2_types%5B%5D=12" in query
    assert [name for name, remit in REMITS.items() if remit is OfstedReports().remit] == ["local_authority_childrens_services"]


def test_a_list_that_names_people_is_not_kept_and_their_pages_are_not_asked_for(home: Home, schools: Schools) -> None:
    assert crawl(home, schools, "nurseries") in (0, 12)
    assert schools.seen("/search")
    assert schools.seen("/provider/") == []  # no nursery among them
    assert home.rows("select count(*) from documents") == [(0,)]


def test_a_remit_that_is_not_known_is_refused_with_those_that_are(home: Home, schools: Schools) -> None:
    ran = home.scrapy("crawl", "ofsted_reports", "-a", f"site={schools.url}", "-a", "remit=scholls")
    assert "remit='scholls' is not a remit we know; the remits are: local_authority_childrens_services, childrens_homes" in ran.output
