"""A second inspectorate whose numbers equal Ofsted's: no page, feed, citation or file of Ofsted's changes, and its own are its own."""

import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from httpx import Response

from archive.keeping.export.public_snapshot import export_public
from archive.keeping.source_terms import SENTENCE
from archive.web.site import metadata
from tests.archive.factory import NOW, READER, ArchiveFactory
from tests.archive.sample import sample_archive
from tests.archive.web.addresses import DATA, PAGES
from tests.archive.web.conftest import Ask, asked

AUTHOR, TERMS = "The Norwell Inspectors", "© Norwell."
URN = "SC101"  # Ofsted's number of the provider of ofsted-101
# What tells of everything that is held: the newest reports, all sources, problems and tables, and shares of all reports of a year.
OF_ALL = re.compile(
    r"/(feed|problems|sources|changes|trend|terms)?(\.[\w.]+)?(\?[a-z]+=.*)?|/(about|search|ask|archive|follow)"
    r"|/archive/(reports|documents)(\.\w+)?(\?.*)?|/search\?.*"
)
OF_BOTH = (
    "/themes", "/recurring", "/terms.{}?terms=alert", "/recommendations", "/articles", "/recommendations/similar.{}?id=1",
    "/trend.{}?q=alert", "/trend.{}?q=alert&by=region-year", "/compare.{}?report=ofsted-101&report=ofsted-102", "/authorities",
    "/article/1000000000001", "/problems", "/sources",
)  # fmt: skip
"""What may hold something of any inspectorate."""
XLSX = "application/vnd.openxmlformats"


def add_norwell(made: ArchiveFactory) -> None:
    """The second inspectorate: a provider under a number of Ofsted's, and a report that is kept and searchable, without facts."""
    made.insert(
        "sources", name="norwell", title="Norwell Inspectorate", kind="inspectorate", home="https://norwell.example", key_prefix="norwell",
        licence="Norwell Open Licence", terms="Free to use.", author=AUTHOR, attribution=TERMS, ofsted_urns=0,
    )  # fmt: skip
    url = f"https://norwell.example/provider/{URN}"
    page = made.document("provider_page", url, b"norwell", source="norwell")
    made.insert(
        "providers", source="norwell", urn=URN, name="Norwell Fire Brigade", provider_type="2", status="Open", url=url, document_id=page,
        reader_version=READER,
    )  # fmt: skip
    made.report(
        101_000, None, "2019-05-13", ["Hoses and ladders are in order."], key="norwell-101", source="norwell", urn=URN, title="Fire cover",
        inspection={"family": None, "report_type": None, "grade_status": "other_scale", "overall_printed": "Good"},
    )  # fmt: skip
    with made.db.conn:
        made.db.conn.execute(
            "update documents set source = 'norwell' where id = (select file_document_id from reports where key = 'norwell-101')"
        )
    made.insert("runs", source="norwell", started=NOW, finished=NOW, outcome="ok", listing_total=1, listing_read=1)


@pytest.fixture(scope="module")
def before(made: ArchiveFactory) -> Iterator[Ask]:
    yield from asked(made.path, made.files, public=True)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFactory:
    made = sample_archive(tmp_path_factory.mktemp("both"))
    add_norwell(made)
    return made


@pytest.fixture(scope="module")
def after(both: ArchiveFactory) -> Iterator[Ask]:
    yield from asked(both.path, both.files, public=True)


def content(answer: Response) -> object:
    """What an answer says: without the end that all pages share, and of a workbook its cells."""
    assert answer.status_code == 200
    if answer.headers["content-type"].startswith(XLSX):
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        return [[[cell.value for cell in row] for row in sheet] for sheet in book]
    return answer.text.partition("<footer")[0]


@pytest.mark.parametrize("path", [path for path in (*PAGES, *DATA) if not OF_ALL.fullmatch(path)])
def test_nothing_of_ofsteds_changes(before: Ask, after: Ask, path: str) -> None:
    now, then = (content(ask(path)) for ask in (after, before))
    if ".xlsx" in path and path.partition(".xlsx")[0] in {one.partition("?")[0].removesuffix(".{}") for one in OF_BOTH}:
        now, then = now[0], then[0]  # type: ignore[index]  # the notes name every inspectorate
    assert now == then


def test_its_own_are_its_own(after: Ask) -> None:
    for path in (
        "/report/norwell-101",
        "/report/norwell-101.bib",
        "/report/norwell-101.ris",
        f"/provider/norwell/{URN}",
        "/source/norwell",
    ):
        text = after(path).text.partition("<footer")[0]
        assert TERMS in text or path.startswith("/provider"), path
        assert AUTHOR in text, path
        assert "Ofsted" not in text.replace("Ofsted’s own lists", ""), path
        assert "Open Government" not in text, path
    assert content(after("/report/norwell-101.xlsx"))[1] == [[TERMS]]  # type: ignore[index]
    assert content(after(f"/provider/norwell/{URN}.xlsx"))[1] == [[TERMS]]  # type: ignore[index]


@pytest.mark.parametrize("path", OF_BOTH)
def test_notes_of_workbooks_name_every_inspectorate(after: Ask, before: Ask, path: str) -> None:
    whole = path.format("xlsx") if "{}" in path else f"{path}.xlsx"
    notes = {ask: [cell for (cell,) in content(ask(whole))[1] if cell] for ask in (before, after)}  # type: ignore[index]
    assert notes[before][-1] == SENTENCE
    assert notes[after][-2:] == [f"Ofsted: {SENTENCE}", f"{AUTHOR}: {TERMS}"]


def test_the_chart_of_a_trend_names_every_licence(after: Ask, before: Ask) -> None:
    said = "Norwell Open Licence"
    assert [said in ask("/trend.svg?q=alert").text for ask in (before, after)] == [False, True]
    assert all("OGL-UK-3.0" in ask("/trend.svg?q=alert").text for ask in (before, after)), "Ofsted's, as the sample names it"


def test_lists_of_both_say_whose_each_is(after: Ask, before: Ask) -> None:
    both = [f"Ofsted: {SENTENCE}", f"{AUTHOR}: {TERMS}"]
    assert [cell for (cell,) in content(after("/feed.xlsx"))[1]] == both  # type: ignore[index]
    assert [cell for (cell,) in content(before("/feed.xlsx"))[1]] == [SENTENCE]  # type: ignore[index]
    space = {"": "http://www.w3.org/2005/Atom"}
    feeds = {name: ElementTree.fromstring(ask("/feed.atom").content) for name, ask in (("before", before), ("after", after))}
    assert (feeds["before"].findtext("rights", None, space), feeds["after"].findtext("rights", None, space)) == (SENTENCE, " ".join(both))
    rights = {one.findtext("id", "", space): one.findtext("rights", None, space) for one in feeds["after"].findall("entry", space)}
    assert {key for key, said in rights.items() if said} == {"http://localhost/report/norwell-101"}
    assert rights["http://localhost/report/norwell-101"] == both[1]
    own = ElementTree.fromstring(after("/search.atom?q=ladders").content)
    assert own.findtext("rights", None, space) == TERMS


@pytest.mark.parametrize("path", ["/", "/about", "/report/ofsted-101", "/nowhere", "/archive/reports"])
def test_the_frame_of_pages_says_the_licence_of_ofsteds_reports_only(before: Ask, after: Ask, path: str) -> None:
    only, both = (" ".join(re.sub("<[^>]+>", "", ask(path).text).split()) for ask in (before, after))
    assert only.endswith("Made with Datasette")
    licence = "contain public sector information licensed under the Open Government Licence v3.0"
    assert f"Reports {licence}. This archive is independent of Ofsted" in only
    assert AUTHOR not in only
    assert f"Ofsted’s reports {licence}" in both
    assert f"Reports by {AUTHOR} have their own terms: see Sources. This archive is independent of all inspectorates" in both
    assert "Reports contain public sector" not in both
    if path in ("/", "/about"):
        assert f"“{TERMS}”" in both


def test_a_snapshot_names_the_terms_of_each(both: ArchiveFactory, made: ArchiveFactory, tmp_path: Path) -> None:
    tables = metadata()["databases"]["archive"]["tables"]
    said = {}
    for name, archive in (("both", both), ("one", made)):
        export_public(archive.path, tmp_path / name, tables)
        said[name] = [(tmp_path / name / file).read_text("utf-8") for file in ("LICENCE.md", "datapackage.json", "csv/snapshot.csv")]
    assert all(AUTHOR in text for text in said["both"])
    assert not any("orwell" in text for text in said["one"])
    assert f"Reports by Ofsted: {SENTENCE}" in said["both"][0]
    assert f"Reports by {AUTHOR}: {TERMS}\nTheir licence: Norwell Open Licence." in said["both"][0]
    assert f"# Licence and attribution\n\n{SENTENCE}\n<https" in said["one"][0]


def test_a_grade_of_another_scale_is_counted_apart_and_says_whose_it_is(after: Ask) -> None:
    """Its "good" is no good of Ofsted's in any filter."""
    graded = {one: after(f"/search.json?q=ladders&grade={one}").json()["total"] for one in ("good", "other_scale")}
    assert graded == {"good": 0, "other_scale": 1}
    facet = after("/search?q=ladders").text
    assert "Overall grade (Ofsted’s scale, unless another is named)" in facet
    assert "Graded on another inspectorate’s scale" in facet
    assert "(Ofsted’s scale" not in after("/search?q=alert").text
    report = " ".join(re.sub("<[^>]+>", "", after("/report/norwell-101").text).split())
    assert f"“Good”, on the scale of {AUTHOR}" in report
    assert "visits" not in report.partition("Data behind this page")[0]


def test_a_stated_scale_is_a_filter_of_its_own(both: ArchiveFactory, tmp_path: Path) -> None:
    """Words of two scales are alike: each is found by itself, and named by whose it is."""
    copy = tmp_path / "stated.db"
    with closing(sqlite3.connect(copy)) as stated, closing(sqlite3.connect(both.path)) as held:
        held.backup(stated)
        stated.execute("update sources set grades = ? where name = 'norwell'", ['["Good", "Poor"]'])
        stated.commit()
    sites = asked(copy, both.files, public=True)
    ask: Ask = next(sites)
    graded = {one: ask(f"/search.json?q=ladders&grade={one}").json() for one in ("good", "norwell:Good", "norwell:Poor", "norwell:Bad")}
    assert {one: found["total"] for one, found in graded.items()} == {"good": 0, "norwell:Good": 1, "norwell:Poor": 0, "norwell:Bad": 0}
    facet = {one["value"]: one["label"] for one in ask("/search.json?q=ladders").json()["facets"]["grade"]}
    assert facet == {"norwell:Good": f"Good ({AUTHOR})"}
    shown = ask("/search?q=ladders").text
    assert f"Good ({AUTHOR})" in shown
    assert [one in ask(f"/search?q=ladders&grade={one}").text for one in ("norwell:Good", "norwell:Bad")] == [True, True]
    assert "norwell:Bad" in " ".join(graded["norwell:Bad"].get("notices", [])) or "norwell:Bad" in ask("/search?grade=norwell:Bad").text
    about = " ".join(re.sub("<[^>]+>", " ", ask("/source/norwell").text).split())
    assert "From best to worst: Good, Poor" in about
    sites.close()


def test_home_says_how_complete_each_inspectorate_is(after: Ask, both: ArchiveFactory, tmp_path: Path) -> None:
    def fine(text: str) -> list[str]:
        return [" ".join(re.sub("<[^>]+>", "", one).split()) for one in re.findall(r'<p class="fine">.*?</p>', text, re.DOTALL)]

    ofsteds, norwells = fine(after("/").text)
    assert "no check against Ofsted’s full list has ended without gaps yet" in ofsteds
    assert norwells == "1 November 2026 last full check against the list of Norwell Inspectorate. About this source"
    alone = ArchiveFactory(tmp_path)
    add_norwell(alone)
    sites = asked(alone.path, alone.files, public=True)
    ask = next(sites)
    assert fine(ask("/").text) == [norwells], "nothing is claimed of Ofsted's list where nothing of Ofsted's is held"
    assert "Ofsted’s reports" not in ask("/report/norwell-101").text
    sites.close()


def test_counts_over_all_inspectorates_say_so(before: Ask, after: Ask) -> None:
    terms, search = "/terms?terms=supervision%2C+ladders", "/search?q=supervision"
    assert "These are reports of all inspectorates in the archive, not of Ofsted alone." in after(terms).text
    assert "not of Ofsted alone" not in after(f"{terms}&source=norwell").text + before(terms).text
    assert "Share of each year’s reports of all inspectorates that have your words." in after(search).text
    assert "of all inspectorates that" not in after(f"{search}&source=ofsted_reports").text + before(search).text
