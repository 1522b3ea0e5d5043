"""The drill of upgrades: archives and snapshots of five earlier versions; nothing is lost, and the reader answers all the time."""

import hashlib
import http.client
import lzma
import os
import sqlite3
import subprocess
import threading
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from archive.database.public import EMPTIED_COLUMNS, PRIVATE_COLUMNS, PRIVATE_TABLES
from tests.archive.database.test_landed import LANDED
from tests.deploy.test_following import ARCHIVE, following

pytestmark = pytest.mark.drill
BOTH = sorted({path.name for path in LANDED.glob("*.db.xz")} & {path.name for path in (LANDED / "snapshots").glob("*.db.xz")})
REQUESTS = 1_000
MADE_ANEW = ("row_seals", "search_changes", "search_engine", "problems", "quotations", "mentions")  # by today's rules, or no facts
NO_FACTS = ("reader_version", "rest", "search_id", "evidence", "score", "page_end")  # columns of whoever read, searched or matched
NOT_HERE = ("availability",)  # the originals are not kept with these archives, which `archive verify` notes


def rows(path: Path) -> dict[str, tuple[list[str], Counter[tuple[object, ...]]]]:
    """The public columns of each table, and its rows."""
    found = {}
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        tables = connection.execute(
            "select name from sqlite_master where type = 'table' and name not like '%fts%' and name not like '\\_%' escape '\\'"
        )
        for (table,) in tables.fetchall():
            if table in PRIVATE_TABLES or table in MADE_ANEW or table.startswith("sqlite_"):
                continue
            hidden = {*PRIVATE_COLUMNS.get(table, ()), *EMPTIED_COLUMNS.get(table, ()), *NO_FACTS, *NOT_HERE}
            columns = [row[1] for row in connection.execute(f"pragma table_info({table})") if row[1] not in hidden]
            found[table] = columns, Counter(connection.execute(f"select {', '.join(columns)} from {table}").fetchall())
    return found


def lost(before: Path, after: Path) -> dict[str, list[tuple[object, ...]]]:
    """Rows of `before` that are not in `after` with the same values, by table; columns that came later may hold anything."""
    missing, now = {}, rows(after)
    for table, (columns, held) in rows(before).items():
        if table not in now:
            missing[table] = list(held)
            continue
        with closing(sqlite3.connect(f"file:{after}?mode=ro", uri=True)) as connection:
            shared = [column for column in columns if column in now[table][0]]
            assert shared == columns, f"{table} has lost {set(columns) - set(shared)}"
            same = Counter(connection.execute(f"select {', '.join(columns)} from {table}").fetchall())
        if gone := list((held - same).elements()):
            missing[table] = gone
    return missing


def archive(path: Path, *words: str) -> None:
    given = os.environ | {"ARCHIVE_DB": str(path), "ARCHIVE_FILES": str(path.parent / "files")}
    done = subprocess.run([ARCHIVE, *words], env=given, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode in (0, 20), done.stdout + done.stderr  # 20: the originals are not kept with these archives


@pytest.mark.parametrize("packed", BOTH[::2], ids=lambda name: str(name.split(".")[0]))
def test_an_upgrade_loses_nothing_and_no_request_fails(tmp_path: Path, packed: str) -> None:
    """As docs/operations.md has it: the new code takes the archive, then exports, and the reader switches by itself."""
    before, path = tmp_path / "before.db", tmp_path / "archive.db"
    for each in (before, path):
        each.write_bytes(lzma.decompress((LANDED / packed).read_bytes()))
    (public := tmp_path / "public").mkdir()
    older = public / "archive-2025-01-01.db"
    older.write_bytes(lzma.decompress((LANDED / "snapshots" / packed).read_bytes()))
    (public / "latest.db").symlink_to(older.name)
    published = hashlib.sha256(older.read_bytes()).hexdigest()
    kept = tmp_path / "older.db"
    os.link(older, kept)  # an export may remove what is too old
    answers: list[str] = []
    failed: list[BaseException] = []
    seen_all = threading.Event()
    with following(public, tmp_path / "files") as reader:

        def client() -> None:
            while len(answers) < REQUESTS or not seen_all.is_set():
                try:
                    answers.append(reader.ask())
                except (OSError, http.client.HTTPException, AssertionError) as error:
                    failed.append(error)

        first = reader.ask()
        clients = [threading.Thread(target=client) for _ in range(4)]
        for thread in clients:
            thread.start()
        try:
            archive(path, "verify")
            assert hashlib.sha256(kept.read_bytes()).hexdigest() == published
            archive(path, "export", "--public", str(public))
            reader.wait_for(lambda: answers[-1] != first)
        finally:
            seen_all.set()
            for thread in clients:
                thread.join()
        newest = (public / "latest.db").resolve()
    print(f"{len(failed)} of {len(answers) + len(failed)} requests failed")  # noqa: T201  # the figure of the drill
    assert not failed, f"{failed[0]!r}"
    assert len(set(answers)) == 2
    assert lost(before, path) == {}
    assert {table: gone for table, gone in lost(older if older.exists() else kept, newest).items() if table != "snapshot"} == {}
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == published
