"""The frame of every page: its own address, what link previews and Zotero read, and gzip where the browser takes it."""

import re

import pytest

from archive.web.words import days
from tests.archive.web.conftest import Ask


def tags(page: str) -> dict[str, list[str]]:
    """The contents of a page's meta tags by name or property."""
    found: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page):
        found.setdefault(name, []).append(content)
    return found


def test_zotero_finds_a_report(site: Ask) -> None:
    page = site("/report/ofsted-101").text
    found = tags(page)
    cited = site("/report/ofsted-101.ris").text
    assert f"TI  - {found['citation_title'][0]}" in cited
    assert found["citation_author"] == ["Ofsted"]
    assert re.fullmatch(r"\d{4}/\d\d/\d\d", found["citation_publication_date"][0])
    assert f"DA  - {found['citation_publication_date'][0]}" in cited
    assert found["citation_technical_report_number"] == ["ofsted-101"]
    assert re.search(r"/files/[0-9a-f]{64}\.pdf$", found["citation_pdf_url"][0])
    assert "citation_title" not in tags(site("/outcomes").text)


@pytest.mark.parametrize("address", ["/", "/search?q=supervision", "/outcomes", "/report/ofsted-101", "/authority/X0000003", "/archive"])
def test_a_link_preview_says_what_the_page_is(site: Ask, address: str) -> None:
    found = tags(site(address).text)
    assert found["og:title"][0].strip()
    assert found["og:description"] == found["description"]
    assert 20 < len(found["description"][0]) < 400


def test_a_page_names_its_own_address(site: Ask) -> None:
    def own(address: str) -> str:
        return re.findall(r'<link rel="canonical" href="https?://[^/"]+([^"]*)">', site(address).text)[0]

    assert own("/report/ofsted-101?beside=original") == "/report/ofsted-101"
    assert own("/search?q=supervision&page=1") == "/search?q=supervision&amp;page=1"


def test_pages_come_in_gzip_and_originals_do_not(site: Ask) -> None:
    packed = {"accept-encoding": "gzip"}
    page = site("/outcomes", headers=packed)
    assert page.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["vary"]
    assert page.text == site("/outcomes", headers={"accept-encoding": "identity"}).text
    assert "content-encoding" not in site("/outcomes", headers={"accept-encoding": "identity"}).headers
    original = re.findall(r"/files/[0-9a-f]{64}\.pdf", site("/report/ofsted-101").text)[0]
    piece = site(original, headers={**packed, "range": "bytes=0-9"})
    assert (piece.status_code, len(piece.content)) == (206, 10)
    assert "content-encoding" not in piece.headers
    assert "content-encoding" not in site("/outcomes.xlsx", headers=packed).headers


def test_gzip_and_plain_share_no_strong_tag(site: Ask) -> None:
    """RFC 9110, 8.8.1: a strong tag names the bytes."""
    packed, plain = (site("/feed.atom", headers={"accept-encoding": accepted}) for accepted in ("gzip", "identity"))
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["etag"].startswith('W/"')
    assert packed.headers["etag"] == plain.headers["etag"]
    for accepted in ("gzip", "identity"):
        again = site("/feed.atom", headers={"accept-encoding": accepted, "if-none-match": packed.headers["etag"]})
        assert (again.status_code, again.headers["etag"]) == (304, packed.headers["etag"])
        assert "Accept-Encoding" in again.headers["vary"]
        assert "Host" in again.headers["vary"]
    original = re.findall(r"/files/[0-9a-f]{64}\.pdf", site("/report/ofsted-101").text)[0]
    tag = site(original, headers={"accept-encoding": "gzip"}).headers["etag"]
    assert tag.startswith('"')
    piece = site(original, headers={"accept-encoding": "gzip", "range": "bytes=2-9", "if-range": tag})
    assert (piece.status_code, len(piece.content), piece.headers["etag"]) == (206, 8, tag)
    assert site(original, headers={"range": "bytes=2-9", "if-range": f"W/{tag}"}).status_code == 200
    assert site(original, headers={"if-none-match": f"W/{tag}"}).status_code == 304


def test_the_days_of_an_inspection_are_said_shortly() -> None:
    assert days("2019-03-25", "2019-04-05") == "25 March to 5 April 2019"
    assert days("2019-03-25", "2019-03-29") == "25 to 29 March 2019"
    assert days("2018-12-17", "2019-01-11") == "17 December 2018 to 11 January 2019"
    assert days("2019-03-25", None) == "25 March 2019"


def test_the_menu_marks_the_part_of_the_site(site: Ask) -> None:
    def marked(address: str) -> list[str]:
        return re.findall(r'<a href="([^"]*)" aria-current="page">', site(address).text)

    assert marked("/visits") == marked("/outcomes") == ["/outcomes"]
    assert marked("/authority/X0000003") == ["/authorities"]
    assert marked("/archive/reports") == ["/about"]
    assert marked("/") == marked("/no-such-page") == []


def test_what_every_page_shows_follows_the_settings(site: Ask, public_site: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    before = public_site("/visits").text
    monkeypatch.setenv("ARCHIVE_TITLE", "Reports of Midshire")
    monkeypatch.setenv("ARCHIVE_CONTACT", "owls@midshire.example")
    after = public_site("/visits").text
    assert '<a class="site-name" href="/">Reports of Midshire</a>' in after
    assert 'href="mailto:owls@midshire.example"' in after.partition("<footer")[2]
    assert "owls@midshire.example" not in site("/visits").text
    monkeypatch.undo()
    assert public_site("/visits").text == before
