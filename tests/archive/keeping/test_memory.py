"""What is kept and published is held a few rows at a time, however large the archive: the whole of Ofsted has half a million reports."""

import gc
import hashlib
import sqlite3
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import archive.keeping.verify as verifying
from archive.keeping.export.column_types import Column, Described
from archive.keeping.export.manifest import write_manifest
from archive.keeping.export.parquet import write_parquet
from archive.keeping.verify import verify
from archive.store.files import keep
from tests.archive.factory import NOW, ArchiveFactory

BODY = b"%PDF-1.7 the same file at every address"


def most_held(work: Callable[[], object]) -> int:
    """The most bytes that Python holds more than before, while this is done."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("letters", [40, 20_000])
def test_twice_as_many_rows_as_parquet_take_no_more_memory(tmp_path: Path, letters: int) -> None:
    """Of short texts 5,000 rows are held, of long ones fewer."""
    columns = (Column("number", "integer", "A number."), Column("text", "string", "A text."))
    table = [Described("pages", "Pages", "All pages.", columns)]
    rows = 2_000_000 // (letters + 160)

    def held(number: int) -> int:
        with closing(sqlite3.connect(":memory:")) as connection:
            counted = f"with recursive n(i) as (values (1) union all select i + 1 from n where i < {number})"
            text = f"printf('%.*c', {letters}, 'x') || i"
            connection.execute(f"create view pages as {counted} select i as number, {text} as text from n")
            return most_held(lambda: write_parquet(connection, table, tmp_path / str(number)))

    held(10)  # what is imported and remembered once
    assert held(8 * rows) < 1.2 * held(4 * rows)


def test_of_each_file_of_a_snapshot_little_more_than_its_name_is_held(tmp_path: Path) -> None:
    def held(number: int) -> int:
        folder = tmp_path / str(number)
        (folder / "reports").mkdir(parents=True)
        for one in range(number):
            (folder / "reports" / f"ofsted-{one}.txt").write_bytes(b"a report")
        return most_held(lambda: write_manifest(folder, "archive.db", NOW))

    held(10)
    assert held(1_500) - held(500) < 1_000 * 300  # bytes; a whole entry takes 540


def test_verify_looks_at_documents_a_few_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How much of a few is held depends on when threads come to their turn, hence six times as many for up to three times as much."""
    monkeypatch.setattr(verifying, "ROWS_AT_ONCE", 100)

    def held(number: int) -> int:
        archive = ArchiveFactory(tmp_path / str(number))
        keep(archive.files, BODY)
        same = ("ofsted_reports", "listing", 200, "{}", hashlib.sha256(BODY).hexdigest(), "text/html", len(BODY), NOW, NOW)
        columns = "source, kind, status, headers, sha256, content_type, size, first_fetched, last_seen, url, final_url"
        with closing(archive.db):
            with archive.db.conn as connection:
                rows = ((*same, url, url) for url in (f"https://reports.example/{one}" for one in range(number)))
                connection.executemany(f"insert into documents ({columns}) values ({', '.join('?' * 11)})", rows)
            found: list[object] = []
            most = most_held(lambda: found.extend(verify(archive.db, archive.files)))
        assert not found
        return most

    held(10)
    assert held(6_000) < 3 * held(1_000)
