"""The home page says in plain words how far the archive was checked; the list of tables names none of the machinery."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.web.words import day
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import sample_archive
from tests.archive.web.conftest import Ask, asked

CHECKED = {
    "ok": "last full check against Ofsted’s list",
    "degraded": "The newest reports may be missing",
    None: "because no check against Ofsted’s full list has ended without gaps yet",
}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """A sample archive of one's own; its only run read no listing."""
    archive = sample_archive(tmp_path)
    yield archive
    archive.db.close()


@pytest.mark.parametrize("outcome", CHECKED)
def test_home_says_how_far_the_archive_was_checked(own: ArchiveFactory, outcome: str | None) -> None:
    if outcome:
        night = "2026-11-03T02:00:00+00:00"
        own.insert("runs", source="ofsted_reports", started=night, finished=night, outcome=outcome, listing_total=9, listing_read=9)
    if outcome == "degraded":
        own.db.execute("update runs set listing_read = 5 where listing_read = 9")
    own.db.conn.commit()
    sites = asked(own.path, own.files, public=False)
    page = next(sites)("/").text
    sites.close()
    for said, words in CHECKED.items():
        assert (words in page) == (said == outcome)
    assert ("3 November 2026</strong> last full check" in page) == (outcome == "ok")
    assert ("3 November 2026" in page) == (outcome == "ok")


def test_home_has_three_ways_in(site: Ask, made: ArchiveFactory) -> None:
    page = site("/").text
    for way in ("Find a council", "Search the text", "See the national picture"):
        assert f">{way}</h2>" in page
    assert '<option value="Amberford"></option>' in page
    # Amberford's latest grade is not given, so nobody has one
    assert "The archive has no overall grades yet." in page
    assert "7 reports published" not in page  # one of the seven is not held
    held = made.db.execute("select count(*), min(published), max(published) from reports where availability = 'held'").fetchone()
    assert f"{held[0]} reports published from {day(held[1])} to {day(held[2])}" in page


def test_invented_councils_are_no_part_of_england(site: Ask) -> None:
    home = site("/").text
    assert '<svg class="tile-map"' not in home  # the sample has no real council
    assert "These councils do not exist." in home
    listed = site("/authorities").text
    assert "Invented councils (the demo’s, not real)</h2>" in listed
    assert "Midshire" not in listed
    assert "since 2009" not in home + listed


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [("amberford", "X0000001"), ("  AMBERFORD ", "X0000001"), ("brackmere city", "X0000002"), ("calder", "X0000003")],
)
def test_a_councils_name_opens_its_page(site: Ask, typed: str, leads_to: str) -> None:
    answer = site("/authorities", params={"q": typed})
    assert (answer.status_code, answer.headers["location"]) == (302, f"/authority/{leads_to}")


def test_part_of_a_name_and_an_unknown_name_say_what_was_found(site: Ask) -> None:
    several = site("/authorities?q=er").text
    assert "3 authorities with “er” in the name" in several
    unknown = site("/authorities?q=<script>Nowhere").text
    assert "We found no authority called “&lt;script&gt;Nowhere”. Choose one from this list." in unknown
    assert "Amberford" in unknown


def test_an_unknown_address_is_a_page_that_is_not_found_and_not_a_database(site: Ask) -> None:
    answer = site("/no-such-page")
    assert answer.status_code == 404
    assert "<title>Page not found –" in answer.text
    assert "Database" not in answer.text


def test_a_refusal_says_what_it_is_in_its_title_and_heading(site: Ask, public_site: Ask) -> None:
    refused = [
        (public_site, "/archive.csv?sql=select+1", "Not public", "SQL queries are not available on a public site."),
        (public_site, "/archive?sql=select+1", "Not public", "SQL queries are not available on a public site."),
        (public_site, "/archive/inspectors", "Not public", "This table is not public."),
        (public_site, "/archive.db", "Not public", "This page is not available on a public site."),
        (public_site, "/archive/reports?_sort=nothing", "Not possible", "There is no column"),
        (site, "/archive.db", "Not allowed", "Database download is forbidden"),
    ]
    for ask, path, heading, words in refused:
        page = ask(path).text
        assert f"<title>{heading} –" in page
        assert f"<h1>{heading}</h1>" in page
        assert words in page
        assert "Page not found" not in page


def test_the_list_of_tables_names_none_of_the_machinery(site: Ask, public_site: Ask) -> None:
    for ask in (site, public_site):
        page = ask("/archive").text
        assert "/archive/reports" in page
        for name in ("_sqlite_migrations", "sqlite_sequence", "_fts", "search_content", "page_sections"):
            assert name not in page
        shown = [table["name"] for table in ask("/archive.json").json()["tables"] if not table["hidden"]]
        assert "reports" in shown
        assert not [name for name in shown if name.startswith(("_", "sqlite_")) or "_fts" in name]


def test_a_fault_of_ours_is_told_in_words_and_not_in_those_of_the_program(own: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_CONTACT", "team@archive.example")
    own.report(1, None, "2024-05-06", ["A page."])
    for ask in asked(own.path, own.files, public=True):
        own.db.execute("alter table topics rename column topic to subject")
        answer = ask("/report/ofsted-1")
        assert answer.status_code == 500
        assert "A fault on our side kept us from showing this page. Try again in a few minutes." in answer.text
        assert 'tell us the address of this page: <a href="mailto:team@archive.example">' in answer.text
        assert "topic" not in answer.text


def test_a_report_on_no_council_is_called_after_its_provider(own: ArchiveFactory) -> None:
    page = own.document("provider_page", "https://reports.example/901", b"901")
    school = {"name": "Norwell School", "provider_type": "21", "status": "Open", "url": "https://reports.example/901"}
    own.insert("providers", source="ofsted_reports", urn="SC901", document_id=page, reader_version="test", **school)
    own.report(901, None, "2026-12-01", ["A page."], inspection={"report_type": "school_inspection"})
    own.report(902, None, "2026-12-02", ["A page."], title="Fire cover", inspection={"report_type": None})
    for ask in asked(own.path, own.files, public=False):
        items = re.findall(r'<li>(<a href="/report/ofsted-90.*?)</li>', ask("/").text)
        listed = [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in items]
        assert listed[0].startswith("Fire cover 2 December 2026")
        assert listed[1].startswith("Norwell School: School inspection 1 December 2026")
        assert "Norwell School: School inspection" in ask("/feed.atom").text


def test_what_is_kept_between_writes_is_made_anew_after_one(own: ArchiveFactory) -> None:
    sites = asked(own.path, own.files, public=False)
    site = next(sites)
    written = ("/", "/week", "/outcomes", "/compare")
    before = {path: site(path).text for path in written}
    assert {path: site(path).text for path in written} == before
    own.authority("X0000077", "Zedmoor", region="Far Shire")
    report = own.report(77, "X0000077", "2026-02-03", ["A page."], inspection={"overall_effectiveness": "good", "grade_status": "given"})
    assert not any("Zedmoor" in page for page in before.values())
    assert all("Zedmoor" in site(path).text for path in written)
    assert 'value="Far Shire"' in site("/week").text
    held = re.compile(r"overall grade in their latest graded inspection in this archive are good or outstanding \((\d+) of (\d+)")
    good, graded = map(int, held.findall(site("/").text)[0])
    own.db.execute("update inspections set overall_effectiveness = 'inadequate' where report_id = ?", [report])
    own.db.conn.commit()
    assert tuple(map(int, held.findall(site("/").text)[0])) == (good - 1, graded)
    own.db.execute("update local_authorities set name = 'Yarrowmoor' where code = 'X0000077'")
    own.db.conn.commit()
    pages = [site(path).text for path in written]
    sites.close()
    assert all("Yarrowmoor" in page and "Zedmoor" not in page for page in pages)
