"""Provider pages: every report is named whatever is odd about its entry, the doubtful fact is empty, and a problem names the entry."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.records import Problem, Provider, Report
from sample.reports_site.provider_page import Event, provider_page
from sample.reports_site.search_page import ListedProvider
from scraper.reading.errors import ParseError
from scraper.reading.link_pages.ofsted import read_provider_page

URL = "https://reports.ofsted.gov.uk/provider/44/80999"
ODD = "https://files.ofsted.gov.uk/v1/file/50000002"
LABEL = "Children's services focused visit"
LISTED = ListedProvider("80999", "Harrowmere City Council", "Beacon Court, Harrowmere")
EVENTS = [
    Event("Children's services inspection", "https://files.ofsted.gov.uk/v1/file/50000001", "2024-05-10", "2024-03-04"),
    Event(LABEL, ODD, "2023-07-03", "2023-06-12"),
    Event("Opened"),
    Event("Area SEND full inspection", "https://files.ofsted.gov.uk/v1/file/50000003", "2019-02-05", None, "folded"),
]
PAGE = provider_page(LISTED, EVENTS)


def read(html: str, url: str = URL) -> tuple[Provider, dict[str, Report], list[Problem]]:
    page = read_provider_page(html.encode(), url, "ofsted")
    return page.provider, {report.key: report for report in page.reports}, list(page.problems)


def test_a_page_without_oddities_has_no_problem() -> None:
    provider, reports, problems = read(PAGE)
    assert problems == []
    assert provider == Provider("80999", LISTED.name, "44", "Open", LISTED.address, URL)
    assert [(report.title, report.published, report.inspected) for report in reports.values()] == [
        ("Children's services inspection", "2024-05-10", "2024-03-04"),
        (LABEL, "2023-07-03", "2023-06-12"),
        ("Area SEND full inspection", "2019-02-05", None),
    ]


def swap(*pairs: tuple[str, str]) -> Callable[[str], str]:
    """The page with texts replaced, each of which stands on it."""

    def swapped(html: str) -> str:
        for old, new in pairs:
            assert old in html, old
            html = html.replace(old, new)
        return html

    return swapped


INSPECTED, PUBLISHED, IN_LABEL = "<time>12 June 2023</time>", "<time pubdate>03 July 2023</time>", f"{LABEL}, PDF - 03 July 2023"


@pytest.mark.parametrize(
    ("odd", "title", "published", "inspected", "kind"),
    [
        (swap((INSPECTED, "<time>12 - 23 June 2023</time>")), LABEL, "2023-07-03", None, "impossible_date"),
        (swap((INSPECTED, f"{INSPECTED} to <time>23 June 2023</time>")), LABEL, "2023-07-03", None, "impossible_date"),
        (swap((INSPECTED, f"{INSPECTED} to 23 June 2023")), LABEL, "2023-07-03", None, "impossible_date"),
        (swap((INSPECTED, "<time>31 June 2023</time>")), LABEL, "2023-07-03", None, "impossible_date"),
        (swap((INSPECTED, "<time>June 2023</time>")), LABEL, "2023-07-03", None, "impossible_date"),
        (swap((INSPECTED, "<time></time>")), LABEL, "2023-07-03", None, "missing_fact"),
        (swap((INSPECTED, '<time datetime="2023-06-13">12 June 2023</time>')), LABEL, "2023-07-03", None, "disagreement"),
        (swap((INSPECTED, f"</p><p>{INSPECTED}")), LABEL, "2023-07-03", None, "markup_changed"),
        (swap(("03 July 2023", "31 June 2023")), LABEL, None, "2023-06-12", "impossible_date"),
        (swap(("03 July 2023", "3.7.23")), LABEL, None, "2023-06-12", "impossible_date"),
        (swap((PUBLISHED, "<time pubdate>04 July 2023</time>")), LABEL, None, "2023-06-12", "disagreement"),
        (swap((PUBLISHED, ""), (IN_LABEL, f"{LABEL}, PDF")), LABEL, None, "2023-06-12", "missing_fact"),
        (swap((PUBLISHED, "<time pubdate></time>"), (IN_LABEL, "")), LABEL, None, "2023-06-12", "missing_fact"),
        (swap((IN_LABEL, "Monitoring visit, PDF - 03 July 2023")), LABEL, "2023-07-03", "2023-06-12", "disagreement"),
        (swap((f"{LABEL}   ", f"<strong>{LABEL}</strong>   ")), LABEL, "2023-07-03", "2023-06-12", "markup_changed"),
        (swap((f"{LABEL}   ", "   "), (IN_LABEL, "")), None, "2023-07-03", "2023-06-12", "markup_changed"),
        (
            swap((f'publication-link" target="_blank" href="{ODD}', f'link" href="{ODD}')),
            LABEL,
            "2023-07-03",
            "2023-06-12",
            "markup_changed",
        ),
        (swap((LABEL, "Monitoring visit")), "Monitoring visit", "2023-07-03", "2023-06-12", "unknown_label"),
    ],
)
def test_an_odd_entry_costs_its_doubtful_fact_and_nothing_else(
    odd: Callable[[str], str], title: str | None, published: str | None, inspected: str | None, kind: str
) -> None:
    good = read(PAGE)[1]
    _, reports, problems = read(odd(PAGE))
    assert set(reports) == set(good)
    assert (reports["ofsted-50000002"].title, reports["ofsted-50000002"].published) == (title, published)
    assert reports["ofsted-50000002"].inspected == inspected
    assert {key: report for key, report in reports.items() if key != "ofsted-50000002"} == {
        key: report for key, report in good.items() if key != "ofsted-50000002"
    }
    assert [problem.kind for problem in problems] == [kind]
    assert URL in problems[0].message
    assert ODD in problems[0].message or title == "Monitoring visit"


@pytest.mark.parametrize(
    "odd",
    [
        swap((INSPECTED, '<time datetime="2023-06-12"></time>')),
        swap((INSPECTED, "12 June 2023")),
        swap((INSPECTED, "<time> Mon 12th June 2023 </time>")),
        swap((INSPECTED, f"Inspected: {INSPECTED}")),
        swap((PUBLISHED, '<time pubdate datetime="2023-07-03T00:00:00Z"></time>')),
        swap((PUBLISHED, "<time>03 July 2023</time>")),
        swap((PUBLISHED, "<time pubdate>Published 03 July 2023</time>")),
        swap((INSPECTED, '<time datetime="2023-06-11T23:00:00Z">12 June 2023</time>')),  # midnight of summer time
        swap((INSPECTED, "<time>12&amp;nbsp;June 2023</time>")),
        swap((IN_LABEL, f"{IN_LABEL} (opens in a new tab)")),
        swap((f"{LABEL}   ", f"{LABEL}: Good   ")),
        swap((PUBLISHED, "03 July 2023"), (IN_LABEL, "")),
        swap((IN_LABEL, f"{LABEL},  PDF \u2013 03 July 2023")),
        swap((IN_LABEL, f"{LABEL} as PDF - 3 July 2023")),
        swap((IN_LABEL, f"{LABEL} (pdf)\u00a0\u2014 03 July 2023")),
        swap((IN_LABEL, f"{LABEL} - 03 July 2023")),
        swap((IN_LABEL, f"{LABEL}, PDF, 245 KB - 03 July 2023")),
        swap((IN_LABEL, ", PDF - 03 July 2023")),
        swap((f"{LABEL}   ", f"{LABEL}, PDF - 03 July 2023   "), (f'<span class="nonvisual">{IN_LABEL}', "<span>")),
        swap((LABEL, LABEL.replace("'", "&amp;#039;"))),
        swap((ODD, "//files.ofsted.gov.uk/v1/file/50000002")),
        swap((ODD, "https://FILES.Ofsted.gov.uk/v1/file/50000002#page=2")),
        swap((ODD, f" {ODD} ")),
        swap(('li class="timeline__day', 'li class="timeline__other')),
        swap(("</summary>", '</summary><div class="older">'), ("</details>", "</div></details>")),
        swap(('<ol class="timeline">', f'<a href="{ODD}">Latest report</a><ol class="timeline">')),
    ],
)
def test_other_ways_of_printing_the_same_give_the_same(odd: Callable[[str], str]) -> None:
    assert read(odd(PAGE)) == read(PAGE)


@pytest.mark.parametrize("link", ["https://www.gov.uk/a-report", "/v1/file/", "http://[", "mailto:a@b.example", ""])
def test_a_link_elsewhere_costs_its_report_alone(link: str) -> None:
    _, reports, problems = read(PAGE.replace(ODD, link))
    assert set(reports) == {"ofsted-50000001", "ofsted-50000003"}
    assert [problem.kind for problem in problems] == ["parse_error"]  # the run is degraded, and nothing counts as taken off the page
    assert LABEL in problems[0].message
    assert URL in problems[0].message


@pytest.mark.parametrize("element", ["li", "div"])
def test_an_entry_that_lost_its_link_is_named(element: str) -> None:
    html = PAGE.replace('<li class="timeline__day', f'<{element} class="timeline__day').replace("</li>", f"</{element}>")
    _, reports, problems = read(html.replace(f'<a class="publication-link" target="_blank" href="{ODD}">', "").replace("</a>", "", 0))
    assert set(reports) == {"ofsted-50000001", "ofsted-50000003"}
    assert [problem.kind for problem in problems] == ["parse_error"]
    assert LABEL in problems[0].message


def test_a_page_cut_within_an_entry_says_nothing_wrong_of_a_report() -> None:
    good = read(PAGE)[1]
    begin = PAGE.index(ODD)
    for end in range(begin, PAGE.index("</li>", begin), 3):
        for key, report in read(PAGE[:end])[1].items():
            assert report.title in (good[key].title, None), PAGE[end - 40 : end]
            assert report.published in (good[key].published, None), PAGE[end - 40 : end]
            assert report.inspected in (good[key].inspected, None), PAGE[end - 40 : end]


def test_a_file_listed_twice_is_one_report_and_what_differs_is_named() -> None:
    twice = provider_page(LISTED, [*EVENTS, Event("Monitoring visit", ODD, "2023-07-04", "2023-06-12")])
    _, reports, problems = read(twice)
    assert list(reports) == list(read(PAGE)[1])
    odd = reports["ofsted-50000002"]
    assert (odd.title, odd.published, odd.inspected) == (LABEL, None, "2023-06-12")
    assert [problem.kind for problem in problems] == ["disagreement"]
    assert all(words in problems[0].message for words in (ODD, "Monitoring visit", LABEL, "2023-07-03", "2023-07-04"))
    assert read(provider_page(LISTED, [*EVENTS, EVENTS[1]])) == read(PAGE)


def test_two_files_of_one_day_have_its_date_of_inspection() -> None:
    other = "https://files.ofsted.gov.uk/v1/file/50000009"
    link = f'<a class="publication-link" href="{other}">Area SEND full inspection</a>'
    entry = f'<span class="event__title">{link} <time pubdate>05 July 2023</time></span>'
    html = PAGE.replace("03 July 2023</time></div></span>", "03 July 2023</time></div></span>" + entry)
    _, reports, problems = read(html)
    assert [(reports[f"ofsted-5000000{n}"].published, reports[f"ofsted-5000000{n}"].inspected) for n in (2, 9)] == [
        ("2023-07-03", "2023-06-12"),
        ("2023-07-05", "2023-06-12"),
    ]
    assert problems == []


def test_a_name_escaped_twice_is_unescaped_once_more() -> None:
    html = PAGE.replace("Harrowmere City Council", "Harrowmere &amp;amp; Banks")
    assert read(html)[0].name == "Harrowmere & Banks"


@pytest.mark.parametrize(("printed", "urn"), [("URN: 80999", "80999"), ("URN: 380", "380"), ("URN: 80999 (380)", "80999")])
def test_on_the_page_under_the_three_digit_code_the_printed_number_decides(printed: str, urn: str) -> None:
    provider, reports, problems = read(PAGE.replace("URN: 80999", printed), "https://reports.ofsted.gov.uk/provider/44/380")
    assert (provider.urn, {report.urn for report in reports.values()}, problems) == (urn, {urn}, [])


def test_a_page_of_another_provider_is_refused() -> None:
    with pytest.raises(ParseError, match=r"80998.*80999"):
        read(PAGE, "https://reports.ofsted.gov.uk/provider/44/80998")


@pytest.mark.parametrize(("old", "new"), [("URN: 80999", ""), ("h1", "h2"), ("title-block__subheading", "title-block__under")])
def test_a_head_that_lacks_something_is_a_problem_and_the_reports_are_named(old: str, new: str) -> None:
    provider, reports, problems = read(PAGE.replace(old, new))
    assert (provider, reports) == read(PAGE)[:2]
    assert [problem.kind for problem in problems] == ["markup_changed"]


def test_a_page_that_names_nobody_is_an_error() -> None:
    with pytest.raises(ParseError, match="title-block__heading"):
        read("<html><head><title>Sorry</title></head><body><p>URN: 80999</p></body></html>")


def test_the_genuine_page_of_2026(shared: Path) -> None:
    body = (shared / "site" / "provider-21-116780.html").read_text()
    _, reports, problems = read(body, "https://reports.ofsted.gov.uk/provider/21/116780")
    assert len(reports) == 8
    assert all(report.published and report.inspected for report in reports.values())
    assert {problem.kind for problem in problems} == {"unknown_label"}  # the labels of schools
