"""/search and /search.json: the public shape, and an answer to anything."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.web.pages.search import PAGES_LINKED
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask, asked

ODD = [
    '"',
    '""',
    "a\x00b",
    "(",
    "AND",
    "NEAR(a b",
    "text:",
    "multi-agency",
    "children's",
    "👶",
    "*",
    "-",
    "^a",
    "' or 1=1 --",
    "\u202e",
    "%",
]


@pytest.fixture
def own_pages(tmp_path: Path) -> Iterator[Ask]:
    """A site of one report, whose word stands on two pages more than have links beside the passages."""
    made = ArchiveFactory(tmp_path)
    made.report(1, None, "2024-01-02", ["Supervision is regular."] * (PAGES_LINKED + 5))
    made.db.close()
    yield from asked(made.path, made.files, public=False)


def test_json_has_the_public_shape(site: Ask) -> None:
    answer = json.loads(site("/search.json?q=supervision&authority=X0000001").text)
    assert answer.keys() == {"query", "total", "matched", "capped", "suggestions", "results", "facets"}
    assert (answer["query"], answer["total"], answer["matched"], answer["capped"]) == ("supervision", 2, "all", False)
    report = next(result for result in answer["results"] if result["type"] == "report")
    assert report.keys() == {"type", "key", "title", "local_authority", "published", "url", "passages"}
    assert (report["key"], report["local_authority"], report["published"]) == ("ofsted-101", "X0000001", "2019-05-13")
    assert report["url"] == "/report/ofsted-101"
    (passage,) = report["passages"]
    assert passage.keys() == {"page", "page_end", "paragraph", "section", "snippet", "url", "pdf"}
    assert (passage["page"], passage["page_end"], passage["paragraph"], passage["section"]) == (2, 2, "2", "Leaders")
    assert passage["snippet"].startswith("<mark>Supervision</mark> of social workers")
    assert passage["url"] == "/report/ofsted-101#p2"
    assert passage["pdf"].startswith("/files/")
    assert passage["pdf"].endswith(".pdf#page=2")
    assert answer["facets"]["authority"] == [{"value": "X0000001", "label": "Amberford", "count": 2, "selected": True}]
    assert answer["facets"].keys() == {"authority", "region", "year", "kind", "grade", "section", "source"}


@pytest.mark.parametrize("typed", ODD)
@pytest.mark.parametrize("path", ["/search", "/search.json", "/search.csv", "/search.atom", "/recommendations", "/recommendations.csv"])
def test_any_words_are_answered(site: Ask, path: str, typed: str) -> None:
    assert site(f"{path}?q={quote(typed)}").status_code == 200


@pytest.mark.parametrize(
    "parameters",
    ["q=%ff%fe", "q=a&page=-1", "q=a&page=999999999999", "q=a&page=x", "q=a&from=2024-02-31", "q=a&to=%00", "q=a&sort=up", "q=a&date=never",
     "q=supervision&from=2015-W01-1", "q=supervision&to=2015-W011", "q=supervision&year=9999", "q=supervision&from=9999-12-31",
     "q=supervision&year=0000", "q=supervision&year=%D9%A2%D9%A0%D9%A1%D9%A5",
     "q=a&q=b&authority=%27&year=abc", "authority=nowhere", "_shape=array", "q=" + "a" * 30_000],
)  # fmt: skip
def test_any_parameters_are_answered(site: Ask, parameters: str) -> None:
    for path in ("/search", "/search.json", "/recommendations", "/recommendations.json"):
        assert site(f"{path}?{parameters}").status_code == 200


def test_the_page_says_what_it_did_not_understand(site: Ask) -> None:
    assert "We did not understand the start date “soon”, so we ignored it." in site("/search?q=supervision&from=soon").text


def test_synonyms_are_shown_and_can_be_switched_off(site: Ask) -> None:
    page = site("/search?q=LAC").text
    assert "children in care" in page
    assert "Inspection of Amberford" in page
    assert "synonyms=off" in page
    without = site("/search?q=LAC&synonyms=off").text
    assert "No results in the archive" in without
    assert "Include synonyms" in without


def test_another_spelling_is_offered(site: Ask) -> None:
    assert 'Did you mean <a href="/search?q=safeguarding">safeguarding</a>?' in site("/search?q=safegaurding").text


def test_the_json_has_the_spellings_too(site: Ask) -> None:
    assert site("/search.json?q=safegaurding").json()["suggestions"] == ["safeguarding"]
    assert site("/search.json?q=safeguarding").json()["suggestions"] == []
    assert site("/recommendations.json?q=suprevision").json()["suggestions"] == ["supervision"]


def test_a_named_authority_is_offered_as_a_filter(site: Ask) -> None:
    assert "/search?q=supervision&amp;authority=X0000001" in site("/search?q=Amberford+supervision").text


def test_each_filter_is_a_link_that_adds_it_or_takes_it_back(site: Ask) -> None:
    page = site("/search?q=supervision&year=2024").text
    assert 'href="/search?q=supervision&amp;year=2024&amp;kind=focused_visit"' in page or "kind=focused_visit&amp;year=2024" in page
    assert 'href="/search?q=supervision"' in page


def found(site: Ask, path: str) -> set[str]:
    """The keys of what a search finds."""
    return {one["key"] for one in json.loads(site(path).text)["results"]}


def test_of_several_values_of_a_filter_any_will_do(site: Ask) -> None:
    each = [found(site, f"/search.json?q=supervision&year={year}") for year in (2019, 2024)]
    assert all(each)
    assert each[0] != each[1]
    for several in ("year=2019&year=2024", "year=2019,2024", "year=2019%2C2024%2C2019"):
        assert found(site, f"/search.json?q=supervision&{several}") == each[0] | each[1]
    both = json.loads(site("/search.json?q=supervision&year=2019&year=2024&authority=X0000001&authority=X0000003").text)
    assert [one["value"] for one in both["facets"]["year"] if one["selected"]] == ["2024", "2019"]
    rows = [
        line
        for line in site("/search.csv?q=supervision&year=2019&year=2024").text.splitlines()
        if "/report/" in line or "/article/" in line
    ]
    assert len(rows) == len(each[0] | each[1])
    assert "There is no type “nothing”" in site("/search?q=supervision&kind=focused_visit&kind=nothing").text


def test_a_chosen_filter_offers_its_other_values_and_stands_as_a_chip(site: Ask) -> None:
    page = site("/search?q=supervision&year=2019&year=2024&from=2001").text
    chips = page.partition('<ul class="chips"')[2].partition("</ul>")[0]
    assert 'href="/search?q=supervision&amp;year=2024&amp;from=2001-01-01"' in chips
    assert 'href="/search?q=supervision&amp;year=2019%2C2024"' in chips
    assert "Remove all" in chips
    assert "year=2019%2C2024" in site("/search?q=supervision&year=2019").text
    assert '<ul class="chips"' not in site("/search?q=supervision").text


def test_a_group_of_councils_is_a_filter_with_a_name(site: Ask) -> None:
    group = "group=X0000001,X0000003&group_name=Our+neighbours"
    assert found(site, f"/search.json?q=supervision&{group}") == found(
        site, "/search.json?q=supervision&authority=X0000001&authority=X0000003"
    )
    assert found(site, f"/search.json?q=supervision&{group}&authority=X0000001") == found(
        site, "/search.json?q=supervision&authority=X0000001"
    )
    assert "You chose a council outside your group" not in site(f"/search?q=supervision&{group}&authority=X0000001").text
    assert "You chose a council outside your group" in site(f"/search?q=supervision&{group}&authority=X0000002").text
    page = site(f"/search?q=supervision&{group}").text
    assert "Our neighbours" in page.partition('<ul class="chips"')[2].partition("</ul>")[0]
    assert 'name="group" value="X0000001,X0000003"' in page
    assert "group=X0000001%2CX0000003" in page.partition('type="application/atom+xml"')[2].partition(">")[0]
    assert "There is no authority with the code “X9”" in site("/search?q=supervision&group=X0000001,X9").text


def test_an_empty_grade_is_said_in_words(site: Ask) -> None:
    assert 'title="This type of inspection gives no overall grade' in site('/search?q="stable homes"').text
    assert 'title="Visits and inspections of this type give no grades"' in site('/search?q="front door"&kind=focused_visit').text


def test_a_search_for_punctuation_says_that_there_was_nothing_to_look_for(site: Ask) -> None:
    page = site("/search?q=%3F%3F%3F").text
    assert "Type a word or number to search for" in page
    assert 'for example <a href="/search?q=supervision">supervision</a>' in page


@pytest.mark.parametrize(
    ("typed", "url", "words"),
    [
        (
            "who was told to improve supervision since 2022",
            "/recommendations?q=supervision&amp;from=2022",
            "who was told to improve supervision since 2022",
        ),
        ("what must Amberford improve?", "/recommendations?authority=X0000001", "what Amberford was told to improve"),
        (
            "what must Amberford improve in supervision",
            "/recommendations?q=supervision&amp;authority=X0000001",
            "what Amberford was told to improve about supervision",
        ),
    ],
)
def test_a_question_on_what_to_improve_leads_to_what_reports_ask_for(site: Ask, typed: str, url: str, words: str) -> None:
    assert f'<a href="{url}">{words}</a>' in site(f"/search?q={quote(typed)}").text
    assert site(url.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("typed", ["supervision", "what needs to improve", "requires improvement"])
def test_other_searches_offer_no_recommendations(site: Ask, typed: str) -> None:
    assert "Pages hold praise as well" not in site(f"/search?q={quote(typed)}").text


def test_the_name_of_an_authority_leads_to_its_page(site: Ask) -> None:
    link = 'Go to the page for <a href="/authority/X0000001">Amberford</a>'
    assert link in site("/search?q=amberford").text
    assert link not in site("/search?q=amberford&authority=X0000001").text
    assert link not in site("/search?q=amberford+supervision").text


def test_without_results_there_is_nothing_to_narrow(site: Ask) -> None:
    page = site("/search?q=zzzz").text
    assert "No results in the archive" in page
    assert "Narrow the results" not in page
    assert "without filters" not in page
    narrowed = site("/search?q=zzzz&year=2019").text
    assert "Remove: </span>" in narrowed
    assert "search without filters" in narrowed


def test_results_with_only_some_of_the_words_are_said_to_be_so(site: Ask) -> None:
    words = "The first result has all of your words together. The others have “supervision” or “irregular”, best match first."
    assert words in site("/search?q=supervision+irregular&source=ofsted_reports").text
    assert "Nothing has all of your words together." in site("/search?q=which+supervision+works").text
    assert json.loads(site("/search.json?q=which+supervision+works").text)["matched"] == "any"
    assert "your words together" not in site("/search?q=supervision").text


def test_a_page_beyond_the_last_is_the_last(site: Ask) -> None:
    page = site("/search?q=supervision&page=99").text
    assert "Amberford" in page
    assert 'start="1"' in page


def test_the_csv_has_the_passages(site: Ask) -> None:
    assert "Page 2, paragraph 2: Supervision of social workers is irregular." in site("/search.csv?q=supervision").text


def test_the_years_of_a_search_stand_above_its_results(site: Ask) -> None:
    page = site("/search?q=supervision").text
    chart, _, results = page.partition('<figure class="chart">')[2].partition('<ol class="result-list"')
    assert "<rect " in chart
    assert 'href="/trend?q=supervision"' in chart
    assert "/trend?" not in results
    for without in ("/search?q=supervision&year=2019", "/search?q=supervision&section=leaders", "/search?kind=article"):
        assert '<figure class="chart">' not in site(without).text
    assert 'href="/trend?q=supervision&amp;year=2019"' in site("/search?q=supervision&year=2019").text


def test_other_pages_that_were_found_are_links(own_pages: Ask) -> None:
    page = own_pages("/search?q=supervision").text
    links = re.findall(r'href="([^"]+)"><span class="hidden">page </span>(\d+)</a>', page)
    assert len(links) == PAGES_LINKED
    assert all(url.endswith(f".pdf#page={number}") for url, number in links)
    assert "and 2 more." in page


def test_what_can_be_done_with_results_stands_before_them_and_nothing_is_downloaded_of_none(site: Ask) -> None:
    page = site("/search?q=supervision").text
    assert page.index("Follow this search") < page.index('class="result-list"')
    assert page.index("/search.xlsx?") < page.index('class="result-list"')
    nothing = site("/search?q=zzqqxx").text
    assert "follow this search" in nothing
    assert "/search.csv" not in nothing.partition("<main")[2]
