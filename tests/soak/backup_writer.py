"""The crawl of tests.soak.backup: keeps a file and writes its rows, one transaction a document, until it is told to stop."""

import signal
import sqlite3
import sys
import time
from pathlib import Path
from types import FrameType

import archive.store.files
from tests.soak.backup import BYTES

PAUSE = 0.02  # seconds between two documents: fifty times as fast as politeness allows


def main() -> None:
    """Write until SIGTERM, then say how much, and how long the slowest document took."""
    path, root = Path(sys.argv[1]), Path(sys.argv[2])
    going = True

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal going
        going = False

    signal.signal(signal.SIGTERM, stop)
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma synchronous = full")
    first = number = connection.execute("select max(id) + 1 from documents").fetchone()[0]
    slowest = 0.0
    while going:
        start = time.perf_counter()
        _write(connection, root, number)
        slowest = max(slowest, time.perf_counter() - start)
        number += 1
        time.sleep(PAUSE)
    print(f"{number - first} documents written, the slowest in {slowest * 1000:.0f} ms, no error")


def _write(connection: sqlite3.Connection, root: Path, number: int) -> None:
    body = b"%PDF-1.4 " + number.to_bytes(4, "big") * (BYTES // 4)
    sha256, _ = archive.store.files.keep(root, body)
    url = f"https://files.example/v1/file/{number}"
    connection.execute("begin immediate")
    connection.execute(
        "insert into documents (id, source, kind, url, final_url, status, headers, sha256, content_type, size, first_fetched, last_seen)"
        " values (?, 'ofsted_reports', 'report', ?, '', 200, '{}', ?, 'application/pdf', ?, '2026', '2026')",
        (number, url, sha256, len(body)),
    )
    connection.execute(
        "insert into reports (id, key, source, url, availability, first_seen, last_seen, file_document_id)"
        " values (?, ?, 'ofsted_reports', ?, 'held', '2026', '2026', ?)",
        (number, f"ofsted-{number}", url, number),
    )
    connection.execute(
        "insert into inspections (report_id, grade_status, pages, document_id, reader_version) values (?, 'not_applicable', 1, ?, '1')",
        (number, number),
    )
    connection.execute("commit")


if __name__ == "__main__":
    main()
