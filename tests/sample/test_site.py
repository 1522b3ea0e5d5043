"""The sample reports site: the markup and habits of the real one, and each misbehaviour it can be asked for."""

from collections.abc import Iterator
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from bs4 import BeautifulSoup

from sample.reports.reports import REPORTS, CompiledReport
from sample.reports_site.site import SampleSite
from sample.reports_site.timeline import REMOVED, VARIANTS
from scraper.reading.soup import href, one, text

SEARCH = "/search?q=&location=&lat=&lon=&radius=&level_1_types=3&level_2_types%5B%5D=12&start=0&rows=100"
NORWELL, CALDERWICK = "/provider/44/990001", "/provider/44/990009"


def fetch(address: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (names in lower case) and body; an error status is no exception."""
    try:
        with urlopen(Request(address, headers=headers or {}), timeout=10) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except HTTPError as error:
        with error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


def soup(address: str) -> BeautifulSoup:
    return BeautifulSoup(fetch(address)[2], "lxml")


@pytest.fixture
def site(drawn: Path) -> Iterator[SampleSite]:
    with SampleSite(drawn) as running:
        yield running


def test_search_lists_the_twelve_councils(site: SampleSite) -> None:
    page = soup(site.url + SEARCH)
    assert [text(counter) for counter in page.select("strong.results-count")] == ["12", "12"]
    links = [href(link) for link in page.select("ul.results-list > li.search-result h3.search-result__title a")]
    assert links == [f"/provider/44/{provider.urn}" for provider in site.provider_list()]
    assert text(one(page, ".pagination__numbers")) == "1 of 1"
    assert page.select_one("a.pagination__next") is None


def test_search_caps_rows_and_ignores_page(drawn: Path) -> None:
    with SampleSite(drawn, providers=153) as site:
        first = soup(site.url + SEARCH.replace("rows=100", "rows=200") + "&page=2")
        assert (text(first.select("strong.results-count")[1]), len(first.select("li.search-result"))) == ("153", 100)
        second = soup(site.url + href(one(first, "a.pagination__next")))
        assert len(second.select("li.search-result")) == 53
        assert second.select_one("a.pagination__next") is None
        both = {href(link) for page in (first, second) for link in page.select("h3 a")}
        assert len(both) == 153


def test_search_by_urn_and_other_kinds(site: SampleSite) -> None:
    assert len(soup(f"{site.url}/search?q=990004").select("li.search-result")) == 1
    schools = soup(f"{site.url}/search?level_1_types=1")
    assert schools.select("ul.results-list") == []
    assert text(schools.select("strong.results-count")[1]) == "0"


def test_every_report_is_linked_once_and_served(site: SampleSite, compiled: dict[str, CompiledReport]) -> None:
    ids = [
        href(link).rsplit("/", 1)[1]
        for provider in site.provider_list()
        for link in soup(f"{site.url}/provider/44/{provider.urn}").select("ol.timeline a.publication-link")
    ]
    assert sorted(ids) == sorted([*compiled, *(removed.id for removed in REMOVED)])
    for report_id, made in compiled.items():
        status, headers, body = fetch(site.file_url(report_id))
        assert (status, headers["content-type"], body) == (200, "application/pdf", made.body)


def test_timelines_have_every_form_of_entry(site: SampleSite) -> None:
    pages = [soup(f"{site.url}/provider/44/{provider.urn}") for provider in site.provider_list()]
    hidden = [span.get_text() for page in pages for span in page.select("ol.timeline span.nonvisual")]
    days = [day for page in pages for day in page.select("li.timeline__day")]
    links = [href(link) for page in pages for link in page.select("a.publication-link")]
    assert {"plain", "doubled_blank", "as_pdf", "no_hidden", "graded"} == set(VARIANTS)
    assert any(",  PDF - " in words for words in hidden)
    assert any(" as PDF - " in words for words in hidden)
    assert len(hidden) < len(links)
    assert any(page.select("a.publication-link > strong") for page in pages)
    assert any(page.select("ol.timeline details a.publication-link") for page in pages)
    assert any(day.select("a.publication-link") and not day.select("p.timeline__date") for day in days)
    assert any(not day.select("a.publication-link") for day in days)
    assert {link.startswith("/v1/file/") for link in links} == {True, False}


def test_what_does_not_exist(site: SampleSite) -> None:
    """A wrong type number, an unknown file and two removed ones: the not-found page, once with status 200."""
    addresses = ["/provider/21/990001", "/provider/44/1", "/v1/file/1", *(f"/v1/file/{removed.id}" for removed in REMOVED)]
    answers = [fetch(site.url + address) for address in addresses]
    assert [status for status, _, _ in answers] == [404, 404, 404, 404, 200]
    assert all(b"<title>Report not found" in body and b"%PDF-" not in body for _, _, body in answers)


def test_validators(site: SampleSite, drawn: Path) -> None:
    address = site.file_url(REPORTS[0].id)
    etag = fetch(address)[1]["etag"]
    assert fetch(address, {"If-None-Match": etag})[0] == 304
    site.change_bytes(REPORTS[0].id)
    assert fetch(address, {"If-None-Match": etag})[0] == 200
    with SampleSite(drawn, validators=False) as plain:
        assert "etag" not in fetch(plain.file_url(REPORTS[0].id))[1]


def test_requests_are_logged(site: SampleSite) -> None:
    fetch(site.url + NORWELL, {"User-Agent": "a test"})
    fetch(f"{site.url}/nothing")
    assert [(request.method, request.path, request.status) for request in site.requests] == [
        ("GET", NORWELL, 200),
        ("GET", "/nothing", 404),
    ]
    assert site.seen("990001")[0].headers["user-agent"] == "a test"


def test_replaced_removed_and_added_reports(site: SampleSite) -> None:
    kept, replaced, removed = "50036418", "50003118", "50088290"
    old = fetch(site.file_url(replaced))[2]
    taken_off = site.reports[removed]
    site.replace_report(replaced, "50300001")
    site.remove_report(removed)
    page = soup(site.url + NORWELL)
    ids = {href(link).rsplit("/", 1)[1] for link in page.select("a.publication-link")}
    assert "50300001" in ids
    assert {replaced, removed}.isdisjoint(ids)
    assert [fetch(site.file_url(gone))[0] for gone in (replaced, removed)] == [404, 404]
    new = fetch(site.file_url("50300001"))[2]
    assert new.startswith(b"%PDF-")
    assert new != old
    site.remove_file(kept, 200)
    assert kept in ids
    assert b"Report not found" in fetch(site.file_url(kept))[2]
    site.restore_file(kept)
    assert fetch(site.file_url(kept))[2].startswith(b"%PDF-")
    site.add_report(taken_off)
    assert removed in str(soup(site.url + NORWELL).select_one("ol.timeline"))


def test_changed_markup_and_listings(site: SampleSite) -> None:
    site.shorten_listing(10)
    short = soup(site.url + SEARCH)
    assert (text(short.select("strong.results-count")[1]), len(short.select("li.search-result"))) == ("12", 2)
    site.empty_listing()
    assert soup(site.url + SEARCH).select("ul.results-list") == []
    site.rename_class("publication-link", "document-link")
    page = soup(site.url + CALDERWICK)
    assert page.select("a.publication-link") == []
    assert page.select("a.document-link")


@pytest.mark.parametrize(
    ("variant", "status", "words"),
    [
        ("allow", 200, b"Disallow: /feedback"),
        ("disallow", 200, b"Disallow: /\n"),
        ("missing", 404, b"<html"),
        ("unavailable", 503, b"Service Unavailable"),
        ("html", 200, b"<!DOCTYPE html>"),
    ],
)
def test_robots(site: SampleSite, variant: str, status: int, words: bytes) -> None:
    site.serve_robots(variant)
    got, _, body = fetch(f"{site.url}/robots.txt")
    assert got == status
    assert words in body


def test_errors_on_request(site: SampleSite) -> None:
    site.fail("/v1/file/", 429, retry_after="7")
    status, headers, _ = fetch(site.file_url(REPORTS[0].id))
    assert (status, headers["retry-after"]) == (429, "7")
    assert fetch(site.file_url(REPORTS[0].id))[0] == 200
    site.application_error(NORWELL)
    assert b"Slim Application Error" in fetch(site.url + NORWELL)[2]
    site.maintenance()
    assert all(b"Closed for maintenance" in fetch(site.url + path)[2] for path in (NORWELL, SEARCH))
    assert b"User-agent" in fetch(f"{site.url}/robots.txt")[2]
    site.heal()
    assert b"Norwell Metropolitan" in fetch(site.url + NORWELL)[2]


def test_broken_connections(site: SampleSite) -> None:
    address = site.file_url(REPORTS[0].id)
    site.fault("/v1/file/", "reset")
    with pytest.raises(ConnectionResetError):
        fetch(address)
    assert site.requests[-1].status is None
    site.fault("/v1/file/", "truncate")
    with pytest.raises(IncompleteRead):
        fetch(address)
    site.fault("/v1/file/", "slow", seconds=0.3)
    with pytest.raises(TimeoutError), urlopen(address, timeout=0.05):
        pass
    assert fetch(address)[0] == 200


def test_one_connection_serves_many_requests(site: SampleSite) -> None:
    connection = HTTPConnection(site.url.removeprefix("http://"), timeout=10)
    statuses = []
    for path in (SEARCH, NORWELL, "/v1/file/1"):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()
    assert statuses == [200, 200, 404]


def test_unknown_faults_are_refused(site: SampleSite) -> None:
    with pytest.raises(ValueError, match="explode"):
        site.fault("/", "explode")
