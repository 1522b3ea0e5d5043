"""Providers that a listing no longer names: each is news once, but not councils that ended or are listed under their other number."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.crawl.missing_providers import note_gone, told_of
from scraper.crawl.session import Session
from scraper.ingest.ingest import Ingest
from tests.archive.factory import ArchiveFactory


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """Three councils with a page each; the second ended in 2009, the third has a page under each of its numbers."""
    archive = ArchiveFactory(tmp_path)
    archive.authority("X0000001", "Ashmere", ofsted_urn="80001")
    archive.authority("X0000002", "Brackford", ofsted_urn="80002", ended="2009-03-31")
    archive.authority("X0000003", "Caldwick", ofsted_urn="80003")
    for urn, name in (("80001", "Ashmere"), ("80002", "Brackford"), ("80003", "Caldwick"), ("003", "Caldwick")):
        url = f"https://reports.example/{urn}"
        document = archive.document("provider_page", url, urn.encode())
        facts = {
            "source": "ofsted_reports",
            "name": name,
            "provider_type": "44",
            "url": url,
            "document_id": document,
            "reader_version": "1",
        }
        archive.insert("providers", urn=urn, **facts)
    yield archive
    archive.db.close()


def told(made: ArchiveFactory, *listed: str) -> list[str]:
    """What is news when a listing names only these."""
    session = Session(made.db, made.files, 1, Ingest(made.db, made.files, 1))
    return told_of(note_gone(session, "ofsted_reports", "44", frozenset(listed)))


def test_a_provider_that_is_listed_no_more_is_news_once(made: ArchiveFactory) -> None:
    assert told(made, "80001", "80003") == []
    (news,) = told(made, "80003")
    assert news.startswith("Ashmere (URN 80001) is no longer listed")
    assert told(made, "80003") == []


def test_a_provider_that_is_listed_again_is_gone_no_more(made: ArchiveFactory) -> None:
    told(made, "80003")
    told(made, "80001", "80003")
    assert made.db.execute("select count(*) from problems where resolved is null").fetchone() == (0,)
    assert len(told(made, "80003")) == 1, "gone once more, which is news"
