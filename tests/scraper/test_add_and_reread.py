"""`scrapy add` and `scrapy reread`: local reports by the same way as crawled ones, and every document read again."""

import csv
import sqlite3
from pathlib import Path

import pytest

from archive.web.problems_page import read_gaps
from scraper.sample.reports import REPORTS, ReportPress
from tests.conftest import Home
from tests.faults.pdfs import one_page


@pytest.fixture
def manifest(drawn: Path, tmp_path: Path) -> Path:
    """Four drawn reports and a CSV that names them, in a folder with a blank in its name."""
    folder = tmp_path / "some reports"
    folder.mkdir()
    press = ReportPress(drawn)
    with (folder / "manifest.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["path", "urn", "title", "published", "url"])
        for number, report in enumerate(REPORTS[:4]):
            (folder / f"{number}.pdf").write_bytes(press.draw(report).body)
            url = f"https://files.ofsted.gov.uk/v1/file/{report.id}" if number == 3 else ""
            writer.writerow([f"{number}.pdf", report.council.urn, report.label, report.published, url])
    return folder / "manifest.csv"


def test_a_manifest_is_taken_in_once(home: Home, manifest: Path) -> None:
    assert home.scrapy("add", str(manifest)).output.startswith("4 added, 0 already held")
    before = home.counts()
    again = home.scrapy("add", str(manifest))
    assert (again.status, again.output.split(",")[0]) == (0, "0 added")
    after = home.counts()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"runs": 1}
    assert home.rows("select source, count(*) from reports group by 1 order by 1") == [("local", 3), ("ofsted_reports", 1)]
    assert home.rows("select key from reports where source = 'ofsted_reports'") == [(f"ofsted-{REPORTS[3].id}",)]
    assert home.rows("select count(*) from reports where local_authority is null or published is null") == [(0,)]
    assert home.run("archive", "verify").status == 0


def test_files_without_a_manifest_are_held_with_their_pages(home: Home, manifest: Path) -> None:
    assert home.scrapy("add", str(manifest.parent / "0.pdf")).status == 0
    assert home.rows("select availability, urn from reports") == [("held", None)]
    assert home.rows("select count(*) > 0 from report_pages") == [(1,)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("path,urn\nx.pdf,1\n", "has no column title, published"),
        ("path,urn,title,published\nx.pdf,1,T,2020-01-01\n", "does not exist"),
        ("path,urn,title,published\n0.pdf,1,T,01/02/2020\n", "is no date"),
    ],
)
def test_a_wrong_manifest_is_a_clear_error(home: Home, manifest: Path, text: str, said: str) -> None:
    manifest.write_text(text)
    ran = home.scrapy("add", str(manifest))
    assert (ran.status, said in ran.output) == (4, True), ran.output


def test_a_file_that_is_no_pdf_or_has_another_hash_becomes_a_problem(home: Home, manifest: Path) -> None:
    (manifest.parent / "page.pdf").write_text("<html><title>Report not found</title>")
    manifest.write_text(f"path,urn,title,published,sha256\npage.pdf,1,T,2020-01-01,\n0.pdf,1,T,2020-01-01,{'0' * 64}\n")
    assert home.scrapy("add", str(manifest)).status == 12
    assert home.rows("select kind from problems where kind in ('not_a_pdf', 'sha256_mismatch') order by 1") == [
        ("not_a_pdf",),
        ("sha256_mismatch",),
    ]
    assert home.rows("select availability from reports where key like 'local-%'") == [("held",)]
    assert home.rows("select count(*) from documents where kind = 'report'") == [(1,)]


def test_rereading_gives_the_same_and_shows_what_changed(home: Home, manifest: Path) -> None:
    home.scrapy("add", str(manifest))
    tables = ("report_pages", "inspections", "judgements", "recommendations", "inspectors", "report_paragraphs", "topics")
    before = {table: home.rows(f"select * from {table} order by 1, 2") for table in tables}
    unchanged = home.scrapy("reread")
    assert (unchanged.status, unchanged.output.strip()) == (0, "5 documents read again, 0 new failures")
    assert [len(home.rows(f"select 1 from {table}")) for table in tables] == [len(rows) for rows in before.values()]
    assert home.rows("select * from report_pages order by 1, 2") == before["report_pages"]
    with home.open() as database:
        database.execute("update inspections set pages = pages + 1 where report_id = 1")
        database.conn.commit()
    shown = home.scrapy("reread", "--dry-run")
    assert "inspections.pages: 1 changed" in shown.output
    assert home.scrapy("reread", "--dry-run").output == shown.output  # a dry run writes nothing
    home.scrapy("reread")
    assert "changed" not in home.scrapy("reread").output


def test_a_document_without_text_is_kept_but_not_held(home: Home, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(one_page(b"0 0 m 300 300 l S"))
    assert home.scrapy("add", str(tmp_path / "scan.pdf")).status == 12
    assert home.rows("select availability from reports") == [("unreadable",)]
    assert home.rows("select kind from problems where resolved is null") == [("no_text",)]
    assert home.rows("select count(*) from documents where kind = 'report'") == [(1,)]
    with home.open() as database:
        database.conn.row_factory = sqlite3.Row
        gaps = read_gaps(database.conn)
    assert [tuple(row) for row in gaps.availability] == [("unreadable", 1)]
    assert list(gaps.problems) == ["no_text"]
    said = home.run("archive", "status").output
    assert "Well: 0 reports," in said
    assert "ok local, unreadable: 1 of 1 files could not be read" in said
    with home.open() as database:  # as an archive has it that was read before this was told
        database.execute("update reports set availability = 'held'")
        columns = "id, report_id, page, text, document_id, reader_version"
        database.execute(f"insert into report_pages ({columns}) select 10001, id, 1, ',QVSH', file_document_id, '1' from reports")
        database.conn.commit()
    home.scrapy("reread")
    assert home.rows("select availability, (select count(*) from report_pages) from reports") == [("unreadable", 0)]
