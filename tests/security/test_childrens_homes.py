"""A children's home stays without name, address and place in the whole archive, and no article is tied to it."""

import json
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlite_utils import Database

from archive.records import Article, ArticleLink, Document, ListedReport
from archive.store import transaction
from archive.store.articles import save_article
from archive.store.documents import Provenance, save_source
from archive.store.ties import tie_articles
from sample.reports_site.provider_page import Event, provider_page
from sample.reports_site.search_page import ListedProvider
from scraper.ingest.ingest import Ingest
from scraper.processes.read_document import read_document
from scraper.spiders.ofsted_reports import OfstedReports
from scraper.spiders.willispalmer import WillisPalmer
from tests.archive.factory import tiny_pdf
from tests.conftest import Home

URN, FILE = "SC123456", "50999001"
PAGE = f"https://reports.ofsted.gov.uk/provider/2/{URN}"
FILE_URL = f"https://files.ofsted.gov.uk/v1/file/{FILE}"
NAME, STREET, TOWN = "Rowan Tree House", "17 Hazel Rise", "Quillbury"


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    """An archive that was given the page of a children's home (as if the site had named it by mistake), its report, and an article."""
    with closing(home.open()) as opened:
        for source in (OfstedReports, WillisPalmer):
            save_source(opened, source.facts())
        ingest = Ingest(opened, home.files, None)
        body = provider_page(
            ListedProvider(URN, NAME, f"{STREET}, {TOWN}"), [Event("Full inspection", FILE_URL, "2024-03-01", "2024-02-01")]
        )
        listed = ListedReport(f"ofsted-{FILE}", URN, "Full inspection", "2024-03-01", page_url=PAGE)
        for document in (
            Document("ofsted_reports", "provider_page", PAGE, body.encode(), PAGE, 200, "{}", "text/html"),
            Document("ofsted_reports", "report", FILE_URL, tiny_pdf("home"), FILE_URL, 200, "{}", "application/pdf", report=listed),
        ):
            ingest.save(document, ingest.keep(document), read_document(OfstedReports.extract, document))
        _article(opened, ingest)
        tie_articles(opened)
        yield opened


def _article(database: Database, ingest: Ingest) -> None:
    url = "https://news.example/home"
    document = Document("willispalmer", "article", url, b"<html>", url, 200, "{}", "text/html")
    text = "A home was inspected.\n\nThe report was published on Friday."
    article = Article(url, "A home was inspected", (), "2024-03-02", "meta", None, None, text, "full", "test")
    links = [ArticleLink(FILE_URL, "report", f"ofsted-{FILE}"), ArticleLink(PAGE, "page")]
    saved = ingest.save(document, ingest.keep(document), ())
    with transaction(database):
        save_article(database, article, links, "willispalmer", Provenance(saved.document_id, "test", "2024-03-03T00:00:00+00:00"))


def test_the_page_was_taken_in(database: Database) -> None:
    """Else what follows shows nothing."""
    assert database.execute("select urn, provider_type from providers").fetchall() == [(URN, "2")]
    assert database.execute("select urn, file_document_id is not null from reports").fetchall() == [(URN, 1)]
    assert database.execute("select count(*) from article_links").fetchone() == (2,)


def test_no_row_holds_name_address_or_place(database: Database) -> None:
    for table in database.table_names():
        if "_fts_" not in table:
            rows = json.dumps(database.execute(f"select * from {table}").fetchall(), default=str)
            assert not any(words in rows for words in (NAME, STREET, TOWN)), table
    assert database.execute("select name, address, local_authority from providers").fetchone() == (f"Children's home {URN}", None, None)
    assert database.execute("select local_authority from reports").fetchone() == (None,)


def test_no_article_is_tied_to_it(database: Database) -> None:
    assert database.execute("select count(*) from mentions where report_id is not null").fetchone() == (0,)
    assert database.execute("select report_key, report_id, urn from article_links").fetchall() == [(None, None, None)] * 2
