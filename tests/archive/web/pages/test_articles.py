"""The list of articles: every filter, its pages, CSV, JSON and feed, where it is linked, and what a public site leaves out."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from archive.holdings.sql_shown import ARTICLE_CHOICES
from archive.web.pages.articles import BOXES
from tests.archive.factory import READER, ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE, CALDERWICK
from tests.archive.web.conftest import Ask, asked

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
MANY = 104  # articles of one publisher, so that the list has three pages


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFactory:
    """Two publishers; an article on two councils, of which one has a report; one on a council alone; one on nothing; many others."""
    made = ArchiveFactory(tmp_path_factory.mktemp("articles"))
    for code, name, region in (
        (AMBERFORD, "Amberford", "Midshire"),
        (BRACKMERE, "Brackmere", "Eastland"),
        (CALDERWICK, "Calderwick", "Eastland"),
    ):
        made.authority(code, name, region)
    made.insert(
        "sources",
        name="gazette",
        title="The Gazette",
        kind="publisher",
        home="https://g.example",
        licence="none",
        terms="t",
        key_prefix="g",
    )
    report = made.report(201, AMBERFORD, "2025-03-01", ["One page."])
    both = made.article(1, "Two councils", "Secretword one.", "2025-03-02", excerpt="Both were inspected.", summary="Secretword summary.")
    alone = made.article(2, "One council", "Secretword two.", "2024-01-05", source="gazette")
    neither = made.article(3, "No council", "Secretword three.", None, source="gazette")
    made.insert("claims", article_id=neither, subject="adoption", said="good", stated=None, verdict="not_stated", **told(report))
    made.article(4, "Withdrawn", "Secretword four.", "2025-03-03", withheld="2026-01-01")
    tie(made, both, AMBERFORD, report)
    tie(made, both, AMBERFORD, report)  # the article names it twice
    tie(made, both, BRACKMERE, None)
    tie(made, alone, BRACKMERE, None)
    made.insert(
        "claims", article_id=both, subject="overall_effectiveness", said="good", stated="inadequate", verdict="wrong", **told(report)
    )
    made.insert(
        "claims", article_id=both, subject="overall_effectiveness", said="good", stated="inadequate", verdict="wrong", **told(report)
    )
    made.insert("claims", article_id=both, subject="leadership", said="good", stated="good", verdict="right", **told(report))
    made.insert("claims", article_id=alone, subject="leadership", said="good", stated="good", verdict="right", **told(report))
    made.insert("claims", article_id=alone, subject="adoption", said="good", stated=None, verdict="not_stated", **told(report))
    for number in range(MANY):
        made.article(100 + number, f"Number {number:03}", "Secretword many.", f"2023-01-01T{number // 60:02}:{number % 60:02}:00")
    return made


def tie(made: ArchiveFactory, article: int, authority: str, report: int | None) -> None:
    made.insert("mentions", article_id=article, local_authority=authority, report_id=report, how="text", score=0.9, reader_version=READER)


def told(report: int) -> dict[str, object]:
    return {"report_id": report, "position": 1, "kind": "grade", "reader_version": READER}


@pytest.fixture(scope="module")
def ask(listed: ArchiveFactory) -> Iterator[Ask]:
    yield from asked(listed.path, listed.files, public=False)


@pytest.fixture(scope="module")
def ask_publicly(listed: ArchiveFactory) -> Iterator[Ask]:
    yield from asked(listed.path, listed.files, public=True)


def rows_of(ask: Ask, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ask(f"/articles.csv{query}").text.removeprefix("\ufeff"))))


def titles(ask: Ask, query: str) -> list[str]:
    """Titles on the page, which must be those of the CSV."""
    found = re.findall(r'<h3><a href="/article/\d+"><bdi>(.*?)</bdi>', ask(f"/articles{query}").text)
    assert [row["title"] for row in rows_of(ask, query)] == found
    return found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?publisher=gazette", ["One council", "No council"]),
        (f"?authority={BRACKMERE}", ["Two councils", "One council"]),
        (f"?authority={AMBERFORD}", ["Two councils"]),
        (f"?authority={CALDERWICK}", []),
        ("?report=ofsted-201", ["Two councils"]),
        (f"?report=ofsted-201&authority={BRACKMERE}", []),
        ("?year=2024", ["One council"]),
        ("?year=undated", ["No council"]),
        ("?matched=report", ["Two councils"]),
        ("?matched=authority", ["One council"]),
        ("?matched=no&publisher=gazette", ["No council"]),
        ("?matched=no&publisher=gazette&year=2024", []),
        ("?claims=wrong", ["Two councils"]),
        ("?claims=right", ["One council"]),
        ("?claims=none&publisher=gazette", ["No council"]),
        ("?year=%27+or+1=1+--", []),
    ],
)
def test_each_filter_narrows_the_list(ask: Ask, query: str, found: list[str]) -> None:
    assert titles(ask, query) == found


def test_every_filter_has_a_box_or_is_the_report(ask: Ask) -> None:
    page = ask("/articles?report=ofsted-201").text
    assert set(BOXES) | {"report"} == set(ARTICLE_CHOICES)
    assert all(f'<select id="{name}" name="{name}">' in page for name in BOXES)
    assert '<input type="hidden" name="report" value="ofsted-201">' in page
    assert '<option value="gazette">The Gazette</option>' in page
    assert f'<option value="{CALDERWICK}">' not in page  # no article is about it
    assert '<option value="undated">Undated</option>' in page


def test_a_row_says_what_the_article_is_about(ask: Ask) -> None:
    row = rows_of(ask, "?report=ofsted-201")[0]
    assert row == {
        "id": "1000000000001",
        "published": "2025-03-02",
        "publisher": "Sector News",
        "title": "Two councils",
        "publisher_url": "https://news.example/1",
        "excerpt": "Both were inspected.",
        "local_authorities": "Amberford; Brackmere",
        "local_authority_codes": f"{AMBERFORD}; {BRACKMERE}",
        "reports": "ofsted-201",
        "claims_wrong": "2",
        "claims_right": "1",
        "claims_not_stated": "0",
        "url": "http://localhost/article/1000000000001",
    }
    page = ask("/articles?report=ofsted-201").text
    assert 'Report: <a href="/report/ofsted-201"><bdi>Amberford: ILACS inspection</bdi></a>, published 1 March 2025.' in page
    assert (
        page.count("About <a")
        == page.count('<a href="/report/ofsted-201"><bdi>Amberford: ILACS inspection</bdi></a>, published 1 March 2025; ')
        == 1
    )
    assert page.count(f'<a href="/authority/{AMBERFORD}">') == 0  # its report names it already
    assert f'<a href="/authority/{BRACKMERE}">Brackmere</a>' in page
    assert "Not matched to a council or a report" in ask("/articles?year=undated").text


def test_where_an_article_differs_from_its_report_is_said(ask: Ask, ask_publicly: Ask) -> None:
    for site in (ask, ask_publicly):
        page = site("/articles").text
        said = "Differs from the report</span> Overall effectiveness: the article says good; the report says inadequate."
        assert page.count(said) == page.count("the article says") == 1  # once, and nothing that is the same in both


def test_what_narrows_the_list_is_said_in_words(ask: Ask) -> None:
    page = ask(f"/articles?publisher=gazette&authority={BRACKMERE}&matched=authority&year=2024").text
    said = "Publisher: <bdi>The Gazette</bdi> · Council: <bdi>Brackmere</bdi> · Year published: <bdi>2024</bdi>"
    assert f"{said} · Matched to: <bdi>A council, but no report</bdi>" in page
    assert "<title>Articles: The Gazette, Brackmere, 2024, A council, but no report –" in page


def test_the_list_has_pages_and_its_file_has_all(ask: Ask) -> None:
    first, second, last = (ask(f"/articles?year=2023{more}").text for more in ("", "&page=2", "&page=3"))
    assert f"{MANY} of {MANY + 4} articles" in first
    assert "page 1 of 3" in first
    seen = [re.findall(r"<bdi>(Number \d+)</bdi>", page) for page in (first, second, last)]
    assert [len(one) for one in seen] == [50, 50, 4]
    assert [name for one in seen for name in one] == [f"Number {number:03}" for number in reversed(range(MANY))]
    assert 'rel="next" href="/articles?year=2023&amp;page=2"' in first
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last
    assert {row["published"] for row in rows_of(ask, "?year=2023")} == {"2023-01-01"}  # the day alone
    assert len(rows_of(ask, "?year=2023&page=2")) == len(ask("/articles.json?year=2023").json()["rows"]) == MANY


def test_what_is_not_there_says_what_to_do(ask: Ask, tmp_path: Path) -> None:
    assert "No articles match your choices." in ask("/articles?year=1999").text
    assert f'<option value="{CALDERWICK}" selected>Calderwick</option>' in ask(f"/articles?authority={CALDERWICK}").text
    assert "page 3 of 3" in ask("/articles?year=2023&page=9").text
    assert "There is no page “soon”." in ask("/articles?page=soon").text
    assert "There is no report “none”, so nothing matches." in ask("/articles?report=none").text
    empty = ArchiveFactory(tmp_path)
    for public, words in ((False, "Run <code>scrapy crawl"), (True, "The archive holds no articles yet.</p>")):
        for site in asked(empty.path, empty.files, public=public):
            assert words in site("/articles").text


def test_the_feed_follows_the_filters(ask: Ask) -> None:
    root = ElementTree.fromstring(ask(f"/articles.atom?authority={BRACKMERE}").content)
    entries = root.findall("atom:entry", ATOM)
    assert [entry.findtext("atom:title", None, ATOM) for entry in entries] == ["Two councils", "One council"]
    assert entries[0].findtext("atom:updated", None, ATOM) == "2025-03-02T00:00:00Z"
    summary = "Sector News. About Amberford: ILACS inspection, published 1 March 2025; Brackmere. Differs from the report: "
    summary += "Overall effectiveness: the article says good; the report says inadequate. Both were inspected."
    assert entries[0].findtext("atom:summary", None, ATOM) == summary
    assert root.findtext("atom:title", None, ATOM) == "Articles: Brackmere"
    assert "belong to their publishers" in str(root.findtext("atom:rights", None, ATOM))  # not the licence of reports
    everything = ElementTree.fromstring(ask("/articles.atom?page=2").content).findall("atom:entry", ATOM)
    assert len(everything) == 50
    assert everything[1].findtext("atom:title", None, ATOM) == "Two councils"  # a feed has no second page: the newest are in it
    unmatched = ElementTree.fromstring(ask("/articles.atom?year=undated").content)
    assert unmatched.findtext("atom:entry/atom:summary", None, ATOM) == "The Gazette."


@pytest.mark.parametrize("form", ["", ".csv", ".json", ".atom"])
def test_a_public_site_lists_no_text_and_nothing_withdrawn(ask: Ask, ask_publicly: Ask, form: str) -> None:
    public = ask_publicly(f"/articles{form}").text
    assert "Both were inspected." in public
    assert "Secretword" not in public
    assert "Withdrawn" not in public
    assert "Withdrawn" in ask(f"/articles{form}").text


def test_councils_reports_and_the_menu_lead_to_the_list(site: Ask) -> None:
    assert '<li><a href="/articles">Articles</a></li>' in site("/").text
    assert f'<a href="/articles?authority={AMBERFORD}">All articles about Amberford</a>' in site(f"/authority/{AMBERFORD}").text
    assert '<a href="/articles?report=ofsted-101">' in site("/report/ofsted-101").text


def test_several_values_and_a_group_of_councils(ask: Ask) -> None:
    def found(query: str) -> set[str]:
        return {row["title"] for row in rows_of(ask, query)}

    both = f"{AMBERFORD},{BRACKMERE}"
    for chosen in (f"authority={both}", f"authority={AMBERFORD}&authority={BRACKMERE}", f"group={both}&group_name=Ours"):
        assert found(f"?{chosen}") == {"Two councils", "One council"}
        feed = ask(f"/articles.atom?{chosen}").text
        assert "One council" in feed
        assert "No council" not in feed
    assert found(f"?group={both}&authority={AMBERFORD}") == {"Two councils"}
    assert found(f"?region=Midshire&authority={both}") == {"Two councils"}
    assert found(f"?group={both}&from=2025") == {"Two councils"}
    assert found(f"?group={both}&to=2024-01-05") == {"One council"}
    assert found("?year=2024,2025") == {"Two councils", "One council", "Withdrawn"}
    assert found("?matched=report,authority") == {"Two councils", "One council"}
    page = ask(f"/articles?group={both}&group_name=Ours&year=2024,2025").text
    assert "Group: <bdi>Ours</bdi>" in page
    assert 'name="group" value="X0000001,X0000002"' in page
    assert '<option value="2024,2025" selected>2 chosen</option>' in page
    assert "There is no authority with the code “X9”" in ask("/articles?group=X9").text
