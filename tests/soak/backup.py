"""`python -m tests.soak.backup`: backup and restore of an archive of 10,000 documents while a crawl-like writer runs; prints figures."""

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import archive.store.files
from archive.keeping.backup import back_up
from archive.keeping.restore import restore
from archive.keeping.verify import verify
from archive.store import open_archive
from tests.archive.factory import ArchiveFactory

WRITER = "tests.soak.backup_writer"
ROUNDS = 3
BYTES = 60_000  # of a file; the median of real reports is 140,000


def fill(folder: Path, documents: int) -> ArchiveFactory:
    """An archive of that many documents, half of them pages of providers and half files of reports with a page of text each."""
    made = ArchiveFactory(folder)
    chance = random.Random(7)
    rows, reports, pages = [], [], []
    for number in range(1, documents + 1):
        body = b"%PDF-1.4 " + number.to_bytes(4, "big") + chance.randbytes(BYTES)
        path = archive.store.files.path_of(made.files, sha256 := archive.store.files.hash_of(body))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)  # without fsync: only the backup is measured
        rows.append((number, f"https://files.example/v1/file/{number}", sha256, len(body)))
        reports.append((number, f"ofsted-{number}", f"https://files.example/v1/file/{number}", number))
        pages.append((number * 10_000 + 1, number, f"Page of report {number}. " + "Children wait for help. " * 80, number))
    with made.db.conn as connection:
        connection.executemany(
            "insert into documents"
            " (id, source, kind, url, final_url, status, headers, sha256, content_type, size, first_fetched, last_seen)"
            " values (?, 'ofsted_reports', 'report', ?, '', 200, '{}', ?, 'application/pdf', ?, '2026', '2026')",
            rows,
        )
        connection.executemany(
            "insert into reports (id, key, source, url, availability, first_seen, last_seen, file_document_id)"
            " values (?, ?, 'ofsted_reports', ?, 'held', '2026', '2026', ?)",
            reports,
        )
        connection.execute(
            "insert into inspections (report_id, grade_status, pages, document_id, reader_version)"
            " select id, 'not_applicable', 1, file_document_id, '1' from reports"
        )
        connection.executemany("insert into report_pages values (?, ?, 1, ?, ?, '1')", pages)
    return made


def main() -> None:
    """Fill, start the writer, back up ROUNDS times, restore each into a new place, verify."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--documents", type=int, default=10_000)
    documents = arguments.parse_args().documents
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = fill(folder / "archive", documents)
        made.db.close()
        size = made.path.stat().st_size
        print(f"archive: {documents} documents, database {size / 2**20:.0f} MiB, files {documents * BYTES / 2**20:.0f} MiB")
        writer = subprocess.Popen([sys.executable, "-m", WRITER, str(made.path), str(made.files)], stdout=subprocess.PIPE, text=True)
        try:
            copies = [_timed_backup(made, folder / "backup", number) for number in range(ROUNDS)]
        finally:
            writer.terminate()
            said, _ = writer.communicate(timeout=60)
        print(f"the writer meanwhile: {said.strip()}")
        for number, copy in enumerate(copies):
            _timed_restore(folder / "backup", folder / f"restored-{number}", copy)


def _timed_backup(made: ArchiveFactory, target: Path, number: int) -> str:
    start = time.perf_counter()
    done = back_up(made.path, made.files, target)
    took = time.perf_counter() - start
    assert not done.absent
    print(f"backup {number + 1}: {took:.1f} s, {done.manifest.documents} documents, {done.new_files} files copied, all hashes checked")
    return done.database.stem


def _timed_restore(target: Path, place: Path, copy: str) -> None:
    start = time.perf_counter()
    manifest = restore(target, place / "archive.db", place / "files", copy=copy)
    took = time.perf_counter() - start
    with closing(open_archive(place / "archive.db")) as database:
        damage = verify(database, place / "files")
    with closing(sqlite3.connect(place / "archive.db")) as connection:
        halves = connection.execute("select count(*) from documents where id not in (select file_document_id from reports)").fetchone()[0]
    print(f"restore of {copy}: {took:.1f} s, {manifest.documents} documents, {len(damage)} faults, {halves} half-written pairs")
    if damage or halves:
        sys.exit(1)


if __name__ == "__main__":
    main()
