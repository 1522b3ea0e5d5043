"""Originals as WARC: read back by a library that knows nothing of the archive, with their HTTP facts."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

import archive.store.files
from archive.errors import DamageError
from archive.keeping.export.warc import export_warc
from tests.archive.factory import ArchiveFactory, tiny_pdf

HEADERS = {"Content-Type": "application/pdf", "Etag": '"abc"', "Content-Encoding": "gzip", "X-Odd": "two\nlines"}


@pytest.fixture
def made(tmp_path: Path) -> ArchiveFactory:
    archive = ArchiveFactory(tmp_path / "archive")
    archive.report(1, None, "2024-01-01", ["page"])
    archive.document("report", "file:by-hand.pdf", tiny_pdf("by hand"))
    archive.db.execute("update documents set headers = ?", [json.dumps(HEADERS)])
    archive.db.conn.commit()
    return archive


def written(made: ArchiveFactory, target: Path) -> int:
    with closing(sqlite3.connect(made.path)) as connection:
        return export_warc(connection, made.files, target)


def test_every_original_is_there_with_its_http_facts(made: ArchiveFactory, tmp_path: Path) -> None:
    target = tmp_path / "all.warc.gz"
    assert written(made, target) == 3
    found = {}
    with target.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            body = record.content_stream().read()
            found[record.rec_headers.get_header("WARC-Target-URI")] = (record, body)
    answered, body = found["https://files.example/v1/file/1"]
    assert body == tiny_pdf("report 1")
    assert answered.rec_type == "response"
    assert answered.http_headers.get_statuscode() == "200"
    assert answered.http_headers.get_header("Etag") == '"abc"'
    assert answered.http_headers.get_header("Content-Encoding") is None, "the bytes are kept decoded"
    assert answered.http_headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert answered.http_headers.get_header("X-Odd") == "two lines"
    assert answered.rec_headers.get_header("WARC-Date") == "2026-11-01T06:00:00Z"
    assert answered.rec_headers.get_header("WARC-X-Archive-Key") == "ofsted-1"
    by_hand, body = found["file:by-hand.pdf"]
    assert (by_hand.rec_type, body) == ("resource", tiny_pdf("by hand"))


def test_a_lost_original_stops_the_export(made: ArchiveFactory, tmp_path: Path) -> None:
    archive.store.files.forget(made.files, archive.store.files.hash_of(tiny_pdf("report 1")))
    with pytest.raises(DamageError, match="v1/file/1"):
        written(made, tmp_path / "all.warc.gz")
    assert not (tmp_path / "all.warc.gz").exists()
    assert not list(tmp_path.glob(".new*"))
