"""A file that was added by hand and that a crawl holds too is one report, whichever came first, for any source."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.records import Document, ListedReport, Provider, Record, Report
from archive.store.documents import save_source
from archive.store.opening import now
from archive.store.takedowns import find_subject, put_back, withhold
from scraper.ingest.add import Added, add_reports
from scraper.ingest.ingest import Ingest
from scraper.ingest.named_files import named_by
from scraper.reading.reports import read_text
from scraper.sources.registry import LocalFiles
from scraper.sources.source_spider import SourceSpider
from scraper.spiders.ofsted_reports import OfstedReports
from tests.archive.web.conftest import Ask, asked
from tests.conftest import Home
from tests.faults.pdfs import one_page
from tests.scraper.ingest import test_two_inspectorates as two
from tests.scraper.reading.pdf.test_odd_documents import FONT, HELVETICA


class Norwell(two.Norwell):
    """The inspectorate with a reader of files."""

    @classmethod
    def extract(cls, document: Document) -> Iterable[Record]:
        return read_text(document)


URN = "2532287"
SOURCES: dict[str, type[SourceSpider]] = {source.name: source for source in (LocalFiles, OfstedReports, Norwell)}
# Norwell's addresses do not tell its keys; Ofsted's do.
FILES = {OfstedReports: "https://reports.ofsted.gov.uk/v1/file/50999001", Norwell: "https://norwell.example/visit.pdf"}
KEYS = {OfstedReports: "ofsted-50999001", Norwell: "norwell-4711"}


def _letter(words: bytes) -> bytes:
    return one_page(b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % words, more=[HELVETICA], resources=FONT)


BODY = _letter(b"The inspectors visited the council.")


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    with closing(home.open()) as opened:
        for source in SOURCES.values():
            save_source(opened, source.facts())
        yield opened


def _crawl(database: Database, home: Home, source: type[SourceSpider], body: bytes | None = BODY, key: str | None = None) -> None:
    """A provider's page and its report's file, or only the page, as the source's crawl brings them; then the end of the crawl."""
    ingest, file, key = Ingest(database, home.files, None), FILES[source], key or KEYS[source]
    page = f"{source.home}/provider/44/{URN}"
    listed = [Provider(URN, "Bournemouth", "44", "Open", None, page), Report(key, URN, "Visit", "2024-03-01", None, file, page)]
    about = Document(source.name, "provider_page", page, key.encode(), page, 200, "{}", "text/html")
    ingest.save(about, ingest.keep(about), listed)
    if body is not None:
        what = ListedReport(key, URN, "Visit", "2024-03-01", page_url=page)
        document = Document(source.name, "report", file, body, file, 200, "{}", "application/pdf", report=what)
        ingest.save(document, ingest.keep(document), tuple(read_text(document)))
    ingest.tie()


def _add(database: Database, home: Home, url: str, body: bytes = BODY) -> Added:
    """`scrapy add` of a manifest with one row."""
    folder = home.folder / "by-hand"
    folder.mkdir(exist_ok=True)
    (folder / "visit.pdf").write_bytes(body)
    (folder / "manifest.csv").write_text(f"path,urn,title,published,url\nvisit.pdf,{URN},By hand,2024-03-01,{url}\n")
    return add_reports(database, home.files, named_by([folder / "manifest.csv"], SOURCES), SOURCES)


def _reports(database: Database) -> list[tuple[str, str, str, str]]:
    return database.execute("select key, source, title, availability from reports order by id").fetchall()


def _whole(database: Database, home: Home) -> None:
    """One file and one document of a report, its text once, and nothing left behind."""
    assert database.execute("pragma foreign_key_check").fetchall() == []
    assert database.execute("select count(*), count(distinct report_id) from report_pages").fetchone() == (1, 1)
    assert database.execute("select count(*) from documents where kind = 'report'").fetchone() == (1,)
    assert database.execute("select count(*) from inspections").fetchone() == (1,)


@pytest.mark.parametrize("source", [OfstedReports, Norwell])
@pytest.mark.parametrize("own_url", [True, False])
def test_a_file_that_a_crawl_holds_is_not_added(database: Database, home: Home, source: type[SourceSpider], own_url: bool) -> None:
    _crawl(database, home, source)
    for _ in range(2):
        added = _add(database, home, FILES[source] if own_url else "")
        assert (added.new, added.known) == (0, 1)
    assert "By hand" in added.differ[0]
    assert _reports(database) == [(KEYS[source], source.name, "Visit", "held")]
    _crawl(database, home, source)
    _whole(database, home)


@pytest.mark.parametrize("source", [OfstedReports, Norwell])
@pytest.mark.parametrize("own_url", [True, False])
def test_a_file_that_was_added_takes_the_key_of_its_source_when_a_crawl_brings_it(
    database: Database, home: Home, source: type[SourceSpider], own_url: bool
) -> None:
    _add(database, home, FILES[source] if own_url else "")
    [(before, *_)] = _reports(database)
    for _ in range(2):
        _crawl(database, home, source)
        assert [row[:2] + row[3:] for row in _reports(database)] == [(KEYS[source], source.name, "held")]
    assert database.execute("select title, urn, page_url is not null from reports").fetchall() == [("Visit", URN, 1)]
    _whole(database, home)
    added = _add(database, home, FILES[source] if own_url else "")
    assert (added.new, added.known, len(_reports(database))) == (0, 1, 1)
    if before != KEYS[source]:
        assert find_subject(database, before).name == KEYS[source]


def test_the_address_is_enough_where_the_bytes_are_others(database: Database, home: Home) -> None:
    _crawl(database, home, Norwell)
    assert _add(database, home, FILES[Norwell], _letter(b"An earlier print.")).new == 1
    assert [row[:2] for row in _reports(database)] == [("norwell-4711", "norwell")]
    assert _add(database, home, FILES[Norwell]).new == 0, "these bytes are held as an earlier file of the report"


def test_a_page_that_names_a_file_that_was_added_has_it_before_its_site_gives_it(database: Database, home: Home) -> None:
    _add(database, home, FILES[Norwell])
    _crawl(database, home, Norwell, None)
    assert _reports(database) == [("norwell-4711", "norwell", "Visit", "held")]


def test_what_was_read_as_ofsteds_and_is_anothers_keeps_its_text_only(database: Database, home: Home) -> None:
    _add(database, home, "https://norwell.example/visit.pdf")
    database.execute("update reports set source = 'local', key = 'local-1' where source = 'norwell'")
    database.execute("update documents set source = 'local' where kind = 'report'")
    database.execute("update inspections set family = 'ilacs', overall_effectiveness = 'good', grade_status = 'given'")
    database.conn.commit()
    _crawl(database, home, Norwell, None)
    assert database.execute("select family, overall_effectiveness, grade_status, pages from inspections").fetchall() == [
        (None, None, "not_read", 1)
    ]
    assert database.execute("select source, local_authority from reports").fetchall() == [("norwell", None)]
    assert database.execute("select distinct source from documents where kind = 'report'").fetchall() == [("norwell",)]
    _whole(database, home)


def test_two_addresses_of_a_source_stay_two_reports(database: Database, home: Home) -> None:
    """One letter on two pages: Ofsted gives it two numbers, and a crawl has both."""
    _add(database, home, FILES[OfstedReports])
    _add(database, home, FILES[OfstedReports].replace("001", "002"))
    _add(database, home, "")
    assert [row[0] for row in _reports(database)] == ["ofsted-50999001", "ofsted-50999002"]


def test_one_letter_of_two_inspectorates_stays_two_reports(database: Database, home: Home) -> None:
    for source in (OfstedReports, Norwell):
        _crawl(database, home, source)
    assert [row[0] for row in _reports(database)] == ["ofsted-50999001", "norwell-4711"]


def test_a_takedown_of_the_file_that_was_added_holds_for_the_crawled_report(database: Database, home: Home) -> None:
    _add(database, home, "")
    [(before, *_)] = _reports(database)
    withhold(database, find_subject(database, before), "asked for", now())
    _crawl(database, home, OfstedReports)
    assert database.execute("select key, withheld is not null from reports").fetchall() == [("ofsted-50999001", 1)]
    put_back(database, find_subject(database, before), now())
    assert database.execute("select withheld from reports").fetchall() == [(None,)]


def test_the_earlier_key_leads_to_the_report(database: Database, home: Home) -> None:
    _add(database, home, "")
    [(before, *_)] = _reports(database)
    _crawl(database, home, OfstedReports)
    database.close()
    sites = asked(home.database, home.files, public=True)
    ask: Ask = next(sites)
    for form in ("", ".json", ".bib"):
        moved = ask(f"/report/{before}{form}")
        assert (moved.status_code, moved.headers["location"]) == (301, f"/report/ofsted-50999001{form}")
    assert ask("/report/local-none").status_code == 404
    sites.close()


def test_an_article_about_the_file_that_was_added_is_about_the_crawled_report(database: Database, home: Home) -> None:
    _add(database, home, "")
    [(report_id,)] = database.execute("select id from reports").fetchall()
    with database.conn:
        document = database.execute("select min(id) from documents").fetchone()[0]
        database.execute(
            "insert into articles (source, url, title, authors, text, access, reader, first_seen, last_seen, document_id, reader_version,"
            " tied)"
            " values ('local', 'https://a.example/1', 'T', '[]', 'Text.', 'full', 'layout', '', '', ?, '', 'v')",
            [document],
        )
        database.execute(
            "insert into mentions (article_id, report_id, how, score, reader_version) values (1, ?, 'text', 1, '')", [report_id]
        )
    _crawl(database, home, OfstedReports)
    assert database.execute("select count(*) from mentions where report_id = ?", [report_id]).fetchone() == (0,)
    assert database.execute("select tied <> 'v' from articles").fetchone() == (1,), "it was tied anew"


def test_copies_in_an_archive_of_an_earlier_version_are_joined(home: Home, tmp_path: Path) -> None:
    """Earlier versions kept both; the next command that reads documents joins them."""
    with closing(home.open()) as opened:
        for source in SOURCES.values():
            save_source(opened, source.facts())
        _crawl(opened, home, OfstedReports)
    other = Home(tmp_path / "other")
    other.folder.mkdir()
    with closing(other.open()) as opened:
        for source in SOURCES.values():
            save_source(opened, source.facts())
        _add(opened, other, "")
    with closing(sqlite3.connect(home.database)) as both, both:
        both.execute("attach ? as other", [str(other.database)])
        for table, other_values in (("documents", {"run_id": "null"}), ("reports", {"document_id": "null"})):
            columns = [row[1] for row in both.execute(f"pragma table_info({table})")]
            moved = {"id": "id + 100", "file_document_id": "file_document_id + 100"} | other_values
            values = ", ".join(moved.get(one, one) for one in columns)
            kind = "where kind = 'report'" if table == "documents" else ""
            both.execute(f"insert into {table} ({', '.join(columns)}) select {values} from other.{table} {kind}")
    with closing(home.open()) as opened:
        assert len(_reports(opened)) == 2
        Ingest(opened, home.files, None).tie()
        assert [row[0] for row in _reports(opened)] == ["ofsted-50999001"]
        _whole(opened, home)
