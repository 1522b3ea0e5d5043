"""`scrapy reread`: every document read again, and what changed by it."""

import sqlite3
from pathlib import Path

import pytest

from archive.holdings.gaps import read_gaps
from tests.conftest import Home
from tests.faults.pdfs import one_page


@pytest.mark.long
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


@pytest.mark.long
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
    assert "Healthy: 0 reports," in said
    assert "ok local, unreadable: 1 of 1 files could not be read" in said
    with home.open() as database:  # as an archive has it that was read before this was told
        database.execute("update reports set availability = 'held'")
        columns = "id, report_id, page, text, document_id, reader_version"
        database.execute(f"insert into report_pages ({columns}) select 10001, id, 1, ',QVSH', file_document_id, '1' from reports")
        database.conn.commit()
    home.scrapy("reread")
    assert home.rows("select availability, (select count(*) from report_pages) from reports") == [("unreadable", 0)]


@pytest.mark.long
def test_matching_again_shows_first_what_would_change(home: Home, manifest: Path) -> None:
    home.scrapy("add", str(manifest))
    with home.open() as database:
        (document,) = database.execute("select min(id) from documents").fetchone()
        article = {"title": "Ashmere's children's services", "text": "Ofsted has been to Ashmere.", "url": "https://news.example/1"}
        rest = {"authors": "[]", "access": "full", "reader": "test", "first_seen": "2026-01-01", "last_seen": "2026-01-01"}
        row = {"id": 10**12, "source": "local", "document_id": document, "reader_version": "1", "tied": "2026-01-01", **article, **rest}
        database["articles"].insert(row)
    shown = home.scrapy("reread", "--ties", "--dry-run")
    assert (shown.status, shown.output.splitlines()[:2]) == (0, ["1 articles matched differently", "  https://news.example/1"])
    assert home.rows("select count(*) from mentions") == [(0,)]
    assert home.scrapy("reread", "--ties").output == shown.output
    assert home.rows("select count(*) from mentions") == [(1,)]
    assert home.scrapy("reread", "--ties").output.strip() == "0 articles matched differently"
