"""Lists, feeds and citations say what a report is about: a school is not the council in whose area it is; and all take `source=`."""

import csv
import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import openpyxl
import pytest

from archive.keeping.source_terms import SENTENCE
from tests.archive.factory import READER, ArchiveFactory
from tests.archive.sample import AMBERFORD, CALDERWICK, sample_archive
from tests.archive.web.conftest import Ask, asked
from tests.archive.web.test_two_inspectorates import AUTHOR, TERMS, URN, add_norwell

BRIGADE, SCHOOL, HOME = "Norwell Fire Brigade", "Larkmead Primary School", "Children's home SC777"
TOLD = {"kind": "recommendation", "addressed_to": "authority", "page": 1}
ATOM = {"": "http://www.w3.org/2005/Atom"}


def add_provider(made: ArchiveFactory, urn: str, name: str, kind: str) -> None:
    url = f"https://reports.example/provider/{kind}/{urn}"
    page = made.document("provider_page", url, urn.encode())
    values = {"source": "ofsted_reports", "urn": urn, "name": name, "provider_type": kind, "status": "Open", "url": url}
    made.insert("providers", **values, document_id=page, reader_version=READER)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """The sample, a second inspectorate with a report on a brigade in Calderwick's area, and Ofsted's on a school and on a home."""
    made = sample_archive(tmp_path_factory.mktemp("whose"))
    add_norwell(made)
    add_provider(made, "SC555", SCHOOL, "21")
    add_provider(made, "SC777", HOME, "2")
    other = {"family": None, "report_type": None, "grade_status": "no_grades"}
    brigade = made.report(
        900, CALDERWICK, "2026-10-30", ["A beacon was lit. The beacon should be lit again."], key="norwell-900", source="norwell",
        urn=URN, title="Visit to a station", inspection=other,
    )  # fmt: skip
    school = made.report(901, None, "2026-10-29", ["The beacon was lit."], urn="SC555", title="School visit", inspection=other)
    home = made.report(902, None, "2026-10-28", ["The beacon was lit."], urn="SC777", title="Full visit", inspection=other)
    for position, report in enumerate((brigade, school, home), start=1):
        made.fact("recommendations", report, position=1, text="Light the beacon again.", **TOLD)
        made.fact("report_paragraphs", report, position=1, page=1, page_end=1, text=f"A beacon stands here, number {position}.")
    yield from asked(made.path, made.files, public=True)


def rows(ask: Ask, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ask(path).text.removeprefix("\ufeff"))))


def entries(ask: Ask, path: str) -> dict[str, str]:
    feed = ElementTree.fromstring(ask(path).content)
    return {one.findtext("id", "", ATOM).rpartition("/")[2]: one.findtext("title", "", ATOM) for one in feed.findall("entry", ATOM)}


def headings(html: str, level: str) -> list[str]:
    found = re.findall(rf"<{level}[^>]*>(.*?)</{level}>", html, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", "", one).split()) for one in found]


def test_an_answer_is_headed_by_what_its_report_is_about(ask: Ask) -> None:
    shown = headings(ask("/ask?q=Where+is+the+beacon").text, "h2")
    assert sorted(shown) == sorted([BRIGADE, SCHOOL, "Full visit"])
    assert HOME not in ask("/ask?q=Where+is+the+beacon").text


def test_results_and_their_feed_are_headed_so(ask: Ask) -> None:
    expected = {"norwell-900": f"{BRIGADE} – Visit to a station", "ofsted-901": f"{SCHOOL} – School visit", "ofsted-902": "Full visit"}
    assert entries(ask, "/search.atom?q=beacon") == expected
    page = ask("/search?q=beacon").text
    assert all(title in page for title in expected.values())
    assert "Calderwick –" not in page
    assert HOME not in page
    found = {one["key"]: one["other_provider"] for one in rows(ask, "/search.csv?q=beacon")}
    assert found == {"norwell-900": BRIGADE, "ofsted-901": SCHOOL, "ofsted-902": ""}


def test_citations_are_headed_so(ask: Ask) -> None:
    cited = ask("/search.ris?q=beacon").text
    assert re.findall(r"TI  - (.*)\r", cited) == [f"{BRIGADE}: Visit to a station", f"{SCHOOL}: School visit", "Full visit"]
    quote = "/quote.json?q=A+beacon+stands+here,+number+{}."
    assert ask(quote.format(1)).json()["cite"].startswith(f"{BRIGADE}, Visit to a station, ")
    assert ask(quote.format(2)).json()["cite"].startswith(f"{SCHOOL}, School visit, ")
    assert ask(quote.format(3)).json()["cite"].startswith("Report, Full visit, ")
    assert BRIGADE in ask("/trend?q=lit+again").text


def test_a_recommendation_is_to_whom_its_report_is_about(ask: Ask) -> None:
    path = "/recommendations{}?q=beacon"
    page = ask(path.format("")).text
    assert {BRIGADE, SCHOOL, "Authority not known"} <= set(headings(page, "h3"))
    assert "1 authority and 2 other providers" in headings(page, "h2")
    assert "Calderwick" not in "".join(headings(page, "h3"))
    assert HOME not in page
    told = entries(ask, path.format(".atom"))
    assert [told[key].partition(":")[0] for key in ("norwell-900", "ofsted-901", "ofsted-902")] == [BRIGADE, SCHOOL, "Authority not known"]
    named = {one["report"]: (one["source"], one["other_provider"]) for one in rows(ask, path.format(".csv"))}
    assert named["norwell-900"] == ("norwell", BRIGADE)
    assert named["ofsted-902"] == ("ofsted_reports", "")
    own = ElementTree.fromstring(ask(path.format(".atom") + "&source=norwell").content)
    assert own.findtext("rights", None, ATOM) == TERMS
    assert AUTHOR in (own.findtext("entry/rights", None, ATOM) or "")


def test_who_else_was_told_is_named_so_and_is_not_the_same_council(ask: Ask) -> None:
    found = {one["key"]: one for one in ask("/recommendations/similar.json?id=3").json()["results"]}
    assert {one["key"]: one["name"] for one in rows(ask, "/recommendations/similar.csv?id=3")} == {
        "ofsted-901": SCHOOL,
        "ofsted-902": "Authority not known",
    }
    assert found.keys() == {"ofsted-901", "ofsted-902"}
    assert "No similar recommendation to this council" in ask("/recommendations/similar?id=3").text
    assert f"{BRIGADE}, " in ask("/recommendations/similar?id=4").text


LISTS = (
    ("/search.csv?q=beacon", "key"), ("/recommendations.csv?", "report"),
    ("/recommendations.csv?q=beacon", "report"), ("/feed.csv?", "key"),
    (f"/authority/{CALDERWICK}.csv?", "key"), ("/visits.csv?", "report"), ("/send.csv?", "report"), ("/after-inadequate.csv?", "report"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "column"), LISTS)
def test_every_list_takes_the_source(ask: Ask, path: str, column: str) -> None:
    ours, theirs, every = ([one[column] for one in rows(ask, path + more)] for more in ("&source=ofsted_reports", "&source=norwell", ""))
    assert all(key.startswith("ofsted-") for key in ours)
    assert all(key.startswith("norwell-") for key in theirs)
    assert sorted(ours + theirs) == sorted(key for key in every if not key.isdigit())
    assert every or path.startswith("/after")
    assert bool(theirs) == (path.partition(".")[0] not in ("/visits", "/send", "/after-inadequate"))


OTHER_FORMS = (
    "/feed.{}?", "/recommendations.{}?q=beacon", "/search.{}?q=beacon", f"/authority/{CALDERWICK}.{{}}?", "/week.{}?to=2026-10-31",
)  # fmt: skip


@pytest.mark.parametrize("path", OTHER_FORMS)
def test_feeds_and_citations_take_the_source(ask: Ask, path: str) -> None:
    for source, key in (("norwell", "norwell-"), ("ofsted_reports", "ofsted-")):
        feed = entries(ask, f"{path.format('atom')}&source={source}")
        cited = re.findall(r"@techreport{([^,]+),", ask(f"{path.format('bib')}&source={source}").text)
        assert feed
        assert cited
        assert all(one.startswith(key) for one in (*feed, *cited)), path
    assert not entries(ask, f"{path.format('atom')}&source=nobody")


def words(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split()).replace(" :", ":")


@pytest.mark.parametrize("path", ["/visits", "/send", "/after-inadequate", "/week", "/themes"])
def test_every_page_calls_the_source_chosen_by_its_title(ask: Ask, path: str) -> None:
    page = words(ask(f"{path}?source=norwell").text).replace("source: ", "Source: ")
    assert "Source: Norwell Inspectorate" in page
    assert "Source: norwell" not in page


def test_the_page_names_the_source_chosen_and_keeps_it(ask: Ask) -> None:
    page = ask("/recommendations?q=beacon&source=norwell").text
    assert "Source: Norwell Inspectorate" in words(page)
    assert '<input type="hidden" name="source" value="norwell">' in page
    assert "/recommendations.csv?q=beacon&amp;source=norwell" in page
    assert "There is no source “nobody”" in ask("/recommendations?source=nobody").text
    facet = ask("/recommendations?q=beacon").text
    assert 'id="facet-source"' in facet
    assert 'id="facet-source"' not in ask("/recommendations?year=2019").text


def test_changes_are_of_the_source(ask: Ask) -> None:
    found = {source: ask(f"/changes.json?source={source}").json()["changes"] for source in ("norwell", "ofsted_reports", "nobody", "")}
    assert {one["key"] for one in found["norwell"]} == {"norwell-101", "norwell-900"}
    assert {one["source"] for one in found["ofsted_reports"]} == {"ofsted_reports"}
    assert len(found[""]) == len(found["norwell"]) + len(found["ofsted_reports"])
    assert found["nobody"] == []


def test_themes_are_of_the_source(ask: Ask) -> None:
    numbers = {source: len(rows(ask, f"/themes.csv?source={source}")) for source in ("ofsted_reports", "norwell", "")}
    assert numbers["ofsted_reports"] == numbers[""] > numbers["norwell"] == 0
    cited = {source: ask(f"/themes.bib?source={source}").text for source in ("ofsted_reports", "norwell")}
    assert "@techreport" in cited["ofsted_reports"]
    assert "@techreport" not in cited["norwell"]
    assert "Only recommendations of the source: Norwell Inspectorate" in ask("/themes?source=norwell").text


def licence_of(ask: Ask, path: str) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(ask(path).content))
    return [cell for row in book.worksheets[1].iter_rows(values_only=True) for cell in row if cell]


FILES = ("/feed.xlsx?", "/recommendations.xlsx?q=beacon", "/themes.xlsx?", "/trend.xlsx?q=lit", "/terms.xlsx?terms=lit")


@pytest.mark.parametrize("path", FILES)
def test_a_file_of_one_source_has_its_terms_alone(ask: Ask, path: str) -> None:
    assert licence_of(ask, f"{path}&source=norwell")[-1] == TERMS
    assert licence_of(ask, f"{path}&source=ofsted_reports")[-1] == SENTENCE
    assert licence_of(ask, path)[-2:] == [f"Ofsted: {SENTENCE}", f"{AUTHOR}: {TERMS}"]


def test_a_trend_of_one_source_does_not_speak_of_all(ask: Ask) -> None:
    whole, one = (ask(f"/trend?q=lit{more}").text.partition("<footer")[0] for more in ("", "&source=ofsted_reports"))
    assert ["all inspectorates" in text for text in (whole, one)] == [True, False]
    assert ["Norwell Open Licence" in text for text in (whole, one)] == [True, False]


def test_what_another_inspectorate_recommends_is_not_added_to_ofsteds(ask: Ask) -> None:
    """Neither says which type of report it is."""
    listed = " ".join(re.sub("<[^>]+>", " ", ask("/recommendations?q=beacon").text).split())
    assert f"Reports by {AUTHOR}: 1 × recommendation" in listed
    assert "Type of report unknown: 2 × recommendation" in listed


def test_articles_take_the_source_as_their_publisher(ask: Ask) -> None:
    assert [len(rows(ask, f"/articles.csv?source={source}")) > 0 for source in ("sector_news", "norwell")] == [True, False]


@pytest.mark.parametrize("path", ["/outcomes{}?source=norwell", f"/neighbours/{AMBERFORD}{{}}?source=norwell"])
def test_pages_of_councils_grades_say_that_they_are_ofsteds(ask: Ask, path: str) -> None:
    assert "your choice of a source is left aside" in ask(path.format("")).text
    assert any("left aside" in one for one in ask(path.format(".json")).json()["notices"])
    assert "left aside" not in ask(path.format("").partition("?")[0]).text
