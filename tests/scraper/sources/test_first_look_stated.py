"""A first look at an inspectorate that states its pages as facts: what agrees with the facts, and what does not, is said."""

from collections.abc import Mapping

import pytest

from scraper.sources.source_spider import SourceSpider
from scraper.spiders.eti_reports import EtiReports
from scraper.spiders.hmip_youth_justice import HmipYouthJustice
from tests.inspectorate_sites import ETI_LIST, ETI_PAGES, HMIP_PAGES, Site
from tests.scraper.sources.test_first_look import findings

SCHOOL = "/publications/report-primary-inspection-st-finns-primary-school-brackwater"


def said(source: type[SourceSpider], pages: Mapping[str, bytes], verdict: str) -> list[str]:
    """What a first look says with this verdict."""
    with Site(pages) as site:
        return [one.words.replace(site.url, "") for one in findings(source(site=site.url)) if one.verdict == verdict]


def test_what_agrees_is_said_with_what_was_read() -> None:
    words = said(EtiReports, ETI_PAGES, "agrees")
    expected = (
        "robots.txt allows the addresses that a crawl requests",
        "the first page of the list shows 4 entries, 4 with a day; we leave out 1; the source states no count of the whole list; "
        "we found no link to a next page",
        f"{SCHOOL} is on “St Fínn's Primary School, Brackwater” (number 599-1234, Primary)",
        "it has 2 pages with text",
        "a request for a page that does not exist gets 404",
    )
    assert [one for one in expected if one not in words] == []


def test_a_council_is_named() -> None:
    words = said(HmipYouthJustice, HMIP_PAGES, "agrees")
    assert any("(number norfolkyjs, youth justice service; local authority: Norfolk)" in one for one in words)


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (ETI_LIST.format(0), b'class="card ', b'class="tile ', "the first page of the list shows 0 entries"),
        (ETI_LIST.format(0), b'href="/publications/', b'href="/reports/', "we cannot read the first page of the list: none of 4 entries"),
        (SCHOOL, b"page-title", b"title", f"we cannot read {SCHOOL}: {SCHOOL} does not say which provider"),
        (SCHOOL, b"published-date", b"day", "we cannot read a date for /sites/default/files/publications/2026-09/report-of-a-primary"),
        (SCHOOL, b".pdf", b".docx", f"{SCHOOL} links no file"),
    ],
)
def test_what_does_not_agree_is_named(path: str, old: bytes, new: bytes, words: str) -> None:
    assert old in ETI_PAGES[path]
    told = said(EtiReports, ETI_PAGES | {path: ETI_PAGES[path].replace(old, new)}, "differs")
    assert any(words in one for one in told), told
