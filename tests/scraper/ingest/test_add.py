"""`scrapy add` as people run it: local reports by the same way as crawled ones, each once, and nothing written where it refuses."""

import json
import os
from pathlib import Path

import pytest

from archive.store.files import hash_of
from sample.reports.reports import REPORTS
from sample.reports_site.site import SampleSite
from tests.conftest import Home
from tests.faults.pdfs import one_page

HEADER = "path,urn,title,published,sha256\n"


def test_a_manifest_is_taken_in_once(home: Home, manifest: Path) -> None:
    assert home.scrapy("add", str(manifest)).output.startswith("4 added, 0 already in the archive")
    with home.open() as database:  # as an earlier version named them
        database.execute("update documents set url = 'file:' || substr(url, 23) where url like 'file:%'")
        database.conn.commit()
    before = home.counts()
    again = home.scrapy("add", str(manifest))
    assert (again.status, again.output.split(",")[0]) == (0, "0 added")
    after = home.counts()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"runs": 1}
    assert home.rows("select url from documents where kind = 'listing'") == [("file:manifest.csv",)]
    assert home.rows("select source, count(*) from reports group by 1 order by 1") == [("local", 3), ("ofsted_reports", 1)]
    assert home.rows("select key from reports where source = 'ofsted_reports'") == [(f"ofsted-{REPORTS[3].id}",)]
    assert home.rows("select count(*) from reports where local_authority is null or published is null") == [(0,)]
    assert home.run("archive", "verify").status == 0


@pytest.mark.long
def test_files_without_a_manifest_are_held_and_a_manifest_says_more_of_them(home: Home, manifest: Path) -> None:
    files = [str(manifest.parent / "0.pdf"), str(manifest.parent / "0.pdf")]
    assert home.scrapy("add", *files).output.startswith("1 added, 1 already in the archive, 0 could not be read")
    assert home.rows("select availability, urn from reports") == [("held", None)]
    assert home.rows("select count(*) > 0 from report_pages") == [(1,)]
    manifest.write_text(f"{HEADER}0.pdf,{REPORTS[0].council.urn},T,20240501,\n0.pdf,{REPORTS[1].council.urn},T,,\n")
    assert home.scrapy("add", str(manifest)).output.startswith("0 added, 2 already in the archive")
    manifest.write_text(f"{HEADER}0.pdf,{REPORTS[0].council.urn},U,2024-05-01,\n")
    ran = home.scrapy("add", str(manifest))
    [sentence] = ran.output.splitlines()[1:]
    assert sentence.endswith(
        "line 2: title is 'U', but " + str(home.rows("select key from reports")[0][0]) + " is held with 'T', which stays"
    )
    assert home.rows("select urn, title, published, local_authority is not null from reports") == [
        (REPORTS[0].council.urn, "T", "2024-05-01", 1)
    ]
    assert {row[0] for row in home.rows("select urn from report_providers")} == {REPORTS[0].council.urn, REPORTS[1].council.urn}
    assert home.rows("select documents_new, documents_seen, named from runs order by id") == [(1, 1, 2), (0, 2, 2), (0, 1, 1)]


def test_what_is_refused_leaves_no_archive_behind(home: Home, manifest: Path) -> None:
    home.database.unlink()
    (manifest.parent / "page.pdf").write_text("<html><title>Report not found</title>")
    for row, said in {"page.pdf,1,T,2020-01-01,": "is not a PDF", f"0.pdf,1,T,,{'0' * 64}": "has the SHA-256"}.items():
        manifest.write_text(f"{HEADER}0.pdf,1,T,,\n{row}\n")
        ran = home.scrapy("add", str(manifest))
        assert (ran.status, said in ran.output, "line 3" in ran.output, ran.output.count("\n")) == (4, True, True, 1), ran.output
    assert not home.database.exists()
    assert not home.files.exists()


@pytest.mark.long
def test_each_broken_file_has_a_problem_that_another_of_its_name_does_not_end(home: Home, tmp_path: Path) -> None:
    for number, body in enumerate([b"%PDF-1.4 nothing", b"%PDF-1.4 at all", one_page(b"0 0 m 300 300 l S")]):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "letter.pdf").write_bytes(body)
        assert home.scrapy("add", str(tmp_path / str(number) / "letter.pdf")).output.startswith(
            "0 added, 0 already in the archive, 1 could not be read"
        )
    assert home.rows("select kind from problems where resolved is null order by 1") == [("no_text",), ("parse_error",), ("parse_error",)]
    assert home.rows("select count(distinct url) from reports where availability = 'unreadable'") == [(3,)]


@pytest.mark.long
def test_a_file_that_was_added_before_a_crawl_brings_it_is_one_report(home: Home, manifest: Path, site: SampleSite) -> None:
    """As people run it: add, crawl, crawl again, add again. Runs count right, and nothing is damaged."""
    file = str(manifest.parent / "0.pdf")
    assert home.scrapy("add", file).output.startswith("1 added, 0 already in the archive")
    [(added,)] = home.rows("select key from reports")
    for _ in range(2):
        assert home.crawl(site).status in (0, 12), "what is missing on the sample site is news once"
        assert home.rows("select count(*) from reports where source = 'local'") == [(0,)]
    sha256 = "select count(*) from reports join documents on documents.id = file_document_id where sha256 = ?"
    assert home.rows(sha256, hash_of(Path(file).read_bytes())) == [(1,)]
    assert home.rows("select key from reports where other_keys = ?", json.dumps([added])) == [(f"ofsted-{REPORTS[0].id}",)]
    assert home.scrapy("add", file).output.startswith("0 added, 1 already in the archive")
    assert home.run("archive", "verify").status == 0


CASES_19 = {
    "header-case.csv": "1 added, 0 already in the archive",
    "header-spaces.csv": "0 added, 1 already in the archive",
    "semicolon.csv": "0 added, 1 already in the archive",
    "backslash.csv": "0 added, 1 already in the archive",
    "blank-rows.csv": "0 added, 1 already in the archive",
    "datetime.csv": "0 added, 1 already in the archive",
    "UPPER.CSV": "0 added, 1 already in the archive",
    "only-header.csv": "0 added, 0 already in the archive",
    "cp1252.csv": "is not UTF-8; save it as CSV UTF-8",
    "utf16.csv": "is not UTF-8; save it as CSV UTF-8",
    "nul.csv": "is not UTF-8; save it as CSV UTF-8",
    "bad-url.csv": "line 2: url is not an address like https://",
    "float-urn.csv": "line 2: urn is not a number like 80426",
    "uk-date.csv": "line 2: published is not a date like 2018-02-23: '23/02/2018'",
    "quote.csv": "line 2: the quotation marks do not match",
    "empty.csv": "empty.csv is empty",
}


@pytest.mark.long
def test_manifests_as_spreadsheets_save_them(home: Home, shared: Path) -> None:
    folder = shared / "cases" / "19-manifest"
    assert {path.name for path in folder.iterdir() if path.suffix.lower() == ".csv"} == set(CASES_19)
    for name, said in CASES_19.items():
        ran = home.scrapy("add", str(folder / name))
        assert (said in ran.output, ran.status) == (True, 0 if " added" in said else 4), (name, ran.output)
    assert home.rows("select urn, title, published from reports") == [("80426", "Visit", "2018-02-23")]


@pytest.mark.long
def test_files_of_one_name_and_of_odd_names(home: Home, shared: Path) -> None:
    cases = shared / "cases"
    same = sorted((cases / "18-same-name").glob("*/*.pdf"))
    ran = home.scrapy("add", *map(str, same))
    assert (ran.status, ran.output.startswith("2 added, 0 already in the archive, 3 could not be read")) == (12, True), ran.output
    assert home.rows("select count(*), count(distinct url) from problems where kind = 'parse_error' and resolved is null") == [(3, 3)]
    ran = home.scrapy("add", *(os.fspath(path) for path in sorted((cases / "22-file-names").glob("*.pdf"))))
    assert (ran.status, ran.output.startswith("2 added, 1 already in the archive, 0 could not be read")) == (0, True), ran.output
    assert r"r\xe9port.pdf is the same file as " in ran.output
    assert home.rows("select count(*), count(distinct url) from reports") == [(7, 7)]
