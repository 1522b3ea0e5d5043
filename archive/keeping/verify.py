"""Checks the archive: files against hashes, rows against seals, indexes against tables. It repairs only indexes and flags."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from archive.database.search_index import INDEX
from archive.records import Problem
from archive.store import transaction
from archive.store.engine import engine_is_whole
from archive.store.files import Place, hash_of, originals
from archive.store.indexes import is_whole
from archive.store.opening import now
from archive.store.problems import resolve_found, save_problem
from archive.store.reports import set_unfetched
from archive.store.seals import broken_seals
from archive.store.vectors import forget_vectors, make_vectors, seconds_of_a_run

AT_ONCE = 8  # files; a bucket needs some 20 ms for each
ROWS_AT_ONCE = 1_000  # documents
MOST_NAMED = 5  # rows of one report or article
RESTORED = "read the original files again with scrapy reread; if that does not help, restore a backup"
INDEXES = (INDEX, "recommendations_fts", "articles_fts")


@dataclass(frozen=True, slots=True)
class Damage:
    """One fault; `mended` says whether `archive verify` repaired it."""

    problem: Problem
    document_id: int | None = None
    mended: bool = False


def verify(database: Database, root: Place, *, deep: bool = False) -> tuple[Damage, ...]:
    """All damage of the archive, each recorded in `problems`; a report whose file is lost is marked unfetched, to be fetched again.

    Files in a folder are read. A bucket states the size and the SHA-256 of each file by itself; with `deep` we read those too.
    """
    found = (
        *_database(database),
        *_indexes(database),
        *_vectors(database),
        *_files(database, root, deep=deep),
        *_rows(database),
        *_reports(database),
    )
    moment = now()
    with transaction(database):
        for damage in found:
            save_problem(database, damage.problem, run_id=None, source=None, url=None, document_id=damage.document_id, now=moment)
            if damage.problem.kind in ("file_missing", "file_damaged"):
                set_unfetched(database, damage.document_id)
        resolve_found(database, {damage.problem for damage in found}, moment)
    return found


def _database(database: Database) -> Iterator[Damage]:
    for (line,) in database.execute("pragma integrity_check").fetchall():
        if line != "ok":
            yield Damage(Problem("integrity", f"SQLite's integrity check says: {line}; restore a backup"))
    for table, rowid, parent, _ in database.execute("pragma foreign_key_check").fetchall():
        yield Damage(Problem("integrity", f"row {rowid} of {table} refers to a missing row of {parent}; restore a backup"))


def _indexes(database: Database) -> Iterator[Damage]:
    for index in INDEXES:
        if not is_whole(database, index):
            yield Damage(Problem("index_damaged", f"{index} did not match its table; we rebuilt it"), mended=True)
    if not engine_is_whole(database):
        yield Damage(Problem("index_damaged", "the search engine beside the archive did not match its tables; we rebuilt it"), mended=True)


def _vectors(database: Database) -> Iterator[Damage]:
    if number := forget_vectors(database):
        make_vectors(database, seconds_of_a_run())  # archive vectors and the night make the rest
        yield Damage(Problem("index_damaged", f"{number} vectors were not as they were made; we make them anew"), mended=True)


def _files(database: Database, root: Place, *, deep: bool) -> Iterator[Damage]:
    kept = originals(root)

    def look(row: dict[str, Any]) -> str | None:
        """What is wrong with the file of a row."""
        try:
            stated = hash_of(kept.get(row["sha256"])) if deep else kept.checksum(row["sha256"])
            return None if stated == row["sha256"] and kept.size(row["sha256"]) == row["size"] else "file_damaged"
        except FileNotFoundError:
            return "file_missing"

    with ThreadPoolExecutor(AT_ONCE) as threads:
        for row, kind in (pair for rows in _documents(database) for pair in zip(rows, threads.map(look, rows), strict=True)):
            if kind is not None:
                said = "is missing" if kind == "file_missing" else "has changed"
                name = f"{row['kind']} {row['url']} ({row['sha256'][:12]}…)"
                yield Damage(Problem(kind, f"the file of {name} {said}; fetch it again with scrapy update --missing"), row["id"])


def _documents(database: Database) -> Iterator[list[dict[str, Any]]]:
    """All documents, some at a time."""
    last = 0
    while rows := list(
        database.query("select id, kind, url, sha256, size from documents where id > ? order by id limit ?", [last, ROWS_AT_ONCE])
    ):
        yield rows
        last = rows[-1]["id"]


def _rows(database: Database) -> Iterator[Damage]:
    for broken in broken_seals(database):
        which = ", ".join(broken.keys[:MOST_NAMED]) + (" …" if len(broken.keys) > MOST_NAMED else "")
        said = (
            f"{broken.table} has {len(broken.keys)} changed, added or missing rows{f' of {broken.owner}' if broken.owner else ''}: {which}"
        )
        yield Damage(Problem("row_changed", f"{said}; {RESTORED}"), broken.document_id)


def _reports(database: Database) -> Iterator[Damage]:
    for row in database.query("""
        select key from reports left join inspections on report_id = reports.id
        where availability = 'held' and (report_id is null or file_document_id is null)
    """):
        yield Damage(
            Problem("integrity", f"we hold report {row['key']}, but it has no row in inspections; read it again with scrapy reread")
        )
