"""Lists and pages whose markup a source states as facts: what is read, and what becomes of markup that is not as stated."""

import re
from dataclasses import replace

import pytest

from archive.records import Provider, Report
from scraper.reading.errors import ParseError
from scraper.reading.link_pages.stated_lists import ListPages, read_list
from scraper.reading.link_pages.stated_pages import ProviderPages, Value, read_page

LIST_URL, PAGE_URL = "https://norwell.example/homes?page=2", "https://norwell.example/homes/the-lodge-4711"
LISTS = ListPages(
    address="/homes?page={page}",
    entry="li.home",
    path=r"^/homes/[a-z-]+-\d+$",
    next=".pager a[rel=next]",
    total=Value(".count"),
    latest=Value("time", attribute="datetime"),
    only=Value(".kind", "^Report$"),
)
ENTRY = (
    '<li class="home"><a href="/map">Map</a><a href="/homes/{slug}">{slug}</a>'
    '<time datetime="{day}">x</time><b class="kind">{kind}</b></li>'
)
PAGES = ProviderPages(
    name=(Value("h1", r"Report on (.+)"), Value("h1")),
    number=(Value(".reference", r"(\d{3})\s*-\s*(\d{4})"), Value(pattern=r"-(\d+)$")),
    provider_type=Value(".phase"),
    authority=Value("dt:-soup-contains('Council') + dd"),
    report=".inspection",
    file="a[href]",
    title=Value("h3"),
    published=Value("p", "Published (.+)"),
)


def listed(*entries: tuple[str, str, str], count: str = "1 to 2 of 1,153 homes", after: str = "") -> bytes:
    """A page of the list with these slugs, days and kinds."""
    items = "".join(ENTRY.format(slug=slug, day=day, kind=kind) for slug, day, kind in entries)
    return f'<html><p class="count">{count}</p><ul>{items}</ul><nav class="pager">{after}</nav></html>'.encode()


def page(reference: str = "Reference: 501 - 1594", council: str = "<dt>Council</dt><dd> Norfolk </dd>", reports: str = "") -> bytes:
    """A provider's page; its first report has two files, one of them in Word."""
    first = (
        '<div class="inspection"><h3>Visit</h3><p>Published 2 March 2026</p><a href="/f/A b.pdf">PDF</a><a href="/f/a.docx">Word</a></div>'
    )
    head = f'<h1>Report on The Lodge</h1><p class="reference">{reference}</p><p class="phase">Home</p><dl>{council}</dl>'
    return f"<html>{head}{first}{reports}</html>".encode()


def test_a_page_of_a_list() -> None:
    body = listed(
        ("the-lodge-1", "2026-03-12T12:00:00Z", "Report"), ("elms-2", "soon", "Survey"), after='<a rel="next" href="?page=3">2</a>'
    )
    found = read_list(replace(LISTS, latest=Value("time", r"^\d{4}-\d\d-\d\d", "datetime")), body, LIST_URL)
    told = [(entry.url, entry.latest, entry.wanted) for entry in found.entries]
    assert told == [("/homes/the-lodge-1", "2026-03-12", True), ("/homes/elms-2", None, False)]
    assert (found.total, found.shown, found.next_url, found.problems) == (1153, 2, "?page=3", ())


def test_entries_that_link_one_page_are_told_apart_on_this_page_and_known_again_on_the_next() -> None:
    visit, older = ("the-lodge-1", "2026-03-12", "Report"), ("the-lodge-1", "2025-03-12", "Report")
    first, second = (read_list(LISTS, page, LIST_URL).entries for page in (listed(visit, older, older), listed(older)))
    assert [entry.url for entry in first] == ["/homes/the-lodge-1"] * 3
    assert len({entry.mark for entry in first}) == 3
    assert second[0].mark in {entry.mark for entry in first}


def test_a_day_that_cannot_be_read_is_a_problem_and_a_later_page_without_days_is_none() -> None:
    facts, day = replace(LISTS, latest=Value("time", attribute="datetime")), ("the-lodge-1", "2026-03-12", "Report")
    first = LIST_URL.replace("page=2", "page=1")
    none, odd = ("elms-2", "soon", "Report"), ("mill-3", "12/2026/03", "Report")
    for entries, url, unread in (
        ((day, none), first, False),
        ((none,), LIST_URL, False),
        ((none,), first, True),
        ((day, none, odd), LIST_URL, True),
    ):
        found = read_list(facts, listed(*entries), url)
        assert found.days_unread is unread
        assert [problem.kind for problem in found.problems] == ["markup_changed"] * unread
        assert len(found.entries) == len(entries)
    assert "('time' gives '12/2026/03')" in read_list(facts, listed(odd), LIST_URL).problems[0].message
    assert not read_list(replace(facts, latest=None), listed(none), first).days_unread


def test_an_entry_that_links_no_page_or_two_costs_itself_and_not_the_list() -> None:
    good, bad = ("the-lodge-1", "2026-03-12", "Report"), ("THE%20LODGE", "2026-03-12", "Report")
    found = read_list(LISTS, listed(good, bad), LIST_URL)
    assert [entry.url for entry in found.entries] == ["/homes/the-lodge-1"]
    assert found.shown == 2
    assert [problem.kind for problem in found.problems] == ["parse_error"]
    assert "links /map, /homes/THE%20LODGE, which is not one address" in found.problems[0].message
    twice = listed(good, good).replace(b'href="/map"', b'href="/homes/elms-2"', 1)
    assert (len(read_list(LISTS, twice, LIST_URL).entries), len(read_list(LISTS, twice, LIST_URL).problems)) == (1, 1)
    with pytest.raises(ParseError, match="none of 1 entries could be read"):
        read_list(LISTS, listed(bad), LIST_URL)


def test_a_list_without_its_count_is_an_error_and_an_empty_one_is_empty() -> None:
    with pytest.raises(ParseError, match="the number of entries is not on the page"):
        read_list(LISTS, listed(count="many homes"), LIST_URL)
    assert read_list(LISTS, listed(count="0 homes"), LIST_URL).entries == ()


def test_an_entry_that_is_itself_the_link() -> None:
    facts = ListPages(address="/p", entry="a.card", path="^/p/.")
    found = read_list(facts, b'<a class="card" href="/p/one">One</a>', LIST_URL)
    assert (found.total, [(entry.url, entry.latest, entry.wanted) for entry in found.entries]) == (None, [("/p/one", None, True)])


def test_a_page_of_a_provider() -> None:
    found = read_page(PAGES, page(), PAGE_URL, "norwell")
    assert found.provider == Provider("501-1594", "The Lodge", "Home", None, None, PAGE_URL, "Norfolk")
    file = "https://norwell.example/f/A b.pdf"
    assert found.reports == (Report("norwell-A-b", "501-1594", "Visit", "2026-03-02", None, file, PAGE_URL),)
    assert found.problems == ()


def test_a_page_without_its_council_is_a_problem_unless_some_providers_have_none() -> None:
    for optional, kinds in ((False, ["missing_fact"]), (True, [])):
        found = read_page(replace(PAGES, authority_optional=optional), page(council=""), PAGE_URL, "norwell")
        assert [problem.kind for problem in found.problems] == kinds
        assert found.provider.stated_authority is None
    assert read_page(replace(PAGES, authority_optional=True), page(), PAGE_URL, "norwell").provider.stated_authority == "Norfolk"


def test_links_that_are_no_addresses_cost_themselves_and_no_count_is_endless() -> None:
    found = read_list(LISTS, listed(("the-lodge-1", "2026-03-12", "Report")).replace(b'href="/map"', b'href="http://["'), LIST_URL)
    assert [entry.url for entry in found.entries] == ["/homes/the-lodge-1"]
    body = page().replace(b"<a href", b"<a href='http://[.pdf'>x</a><a>y</a><a href", 1)
    assert [report.key for report in read_page(replace(PAGES, file="a"), body, PAGE_URL, "norwell").reports] == ["norwell-A-b"]
    with pytest.raises(ParseError, match="the number of entries is not on the page"):
        read_list(LISTS, listed(count="9" * 5000), LIST_URL)


def test_a_file_that_a_picture_and_words_link_has_the_words_as_title() -> None:
    body = page().replace(b'<a href="/f/A b.pdf">', b'<a href="/f/A b.pdf"><img src="x"></a><a href="/f/A b.pdf">')
    (report,) = read_page(replace(PAGES, title=None), body, PAGE_URL, "norwell").reports
    assert report.title == "PDF"


def test_a_value_in_the_part_of_the_page_itself() -> None:
    facts = replace(PAGES, report="li", title=Value("li", r"^(.+?) \d"), published=Value("li", r"\d.+"))
    body = b"<h1>The Lodge</h1><ul><li data-n='1'>Full visit 3 May 2026<a href='/f/a.pdf'></a></li></ul>"
    (report,) = read_page(facts, body, PAGE_URL, "norwell").reports
    assert (report.title, report.published) == ("Full visit", "2026-05-03")


def test_what_a_page_does_not_print_is_empty_with_its_problem_and_never_a_neighbours() -> None:
    undated = '<div class="inspection"><h3>Older visit</h3><p>Published last week</p><a href="/f/old.pdf">PDF</a></div>'
    found = read_page(PAGES, page(reference="", council="", reports=undated), PAGE_URL, "norwell")
    assert (found.provider.urn, found.provider.stated_authority) == ("4711", None)
    assert [(report.title, report.published) for report in found.reports] == [("Visit", "2026-03-02"), ("Older visit", None)]
    assert [problem.kind for problem in found.problems] == ["missing_fact", "markup_changed"]
    assert "'last week'" in found.problems[1].message


def test_two_files_with_one_key_are_a_problem_and_none_is_taken_for_the_other() -> None:
    again = '<div class="inspection"><h3>Later</h3><p>Published 4 May 2026</p><a href="/2026/A b.pdf">PDF</a></div>'
    found = read_page(PAGES, page(reports=again), PAGE_URL, "norwell")
    assert [report.title for report in found.reports] == ["Visit"]
    assert "would have the same key, norwell-A-b" in found.problems[0].message


def test_a_page_without_a_provider_is_an_error_and_one_without_a_file_a_problem() -> None:
    with pytest.raises(ParseError, match="does not say which provider"):
        read_page(PAGES, b"<html></html>", PAGE_URL, "norwell")
    body = re.sub(rb"\.pdf", b".htm", page())
    assert [problem.kind for problem in read_page(PAGES, body, PAGE_URL, "norwell").problems] == ["markup_changed"]
