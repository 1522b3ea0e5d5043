"""Backups of an archive, safe during a crawl: dated copies of the database beside one folder of files, with manifests.

    BACKUP/files/ab/abcd…                   every original once, whichever copies of the database name it
    BACKUP/archive-20261103T020000Z.db      a copy of the database
    BACKUP/archive-20261103T020000Z.json    its manifest: written last, so a copy without one was cut short and counts as none

Files are named by their hash and never change, so that only what is absent is copied. The database is copied first and the files after:
a crawl keeps bytes before it writes their row, so that every file a copied row names is there to be copied.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import archive.store.files
from archive import __version__
from archive.errors import ArchiveError, DamageError, cannot_write, no_archive
from archive.keeping.health_rules import AHEAD
from archive.keeping.locks import alone
from archive.store.files import Place
from archive.store.sqlite_errors import storage_errors

KEPT = 14  # copies of the database: two weeks of nights
BUSY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: counts of rows of `documents` and of the files they name, the files' bytes, and the database's SHA-256."""

    made: str  # moment in UTC, ISO
    version: str
    documents: int
    files: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup: its copy of the database, its manifest, how many files were new in it, and documents whose file it lacks."""

    database: Path
    manifest: Manifest
    new_files: int
    absent: tuple[str, ...] = ()


def back_up(path: Path, root: Place, target: Path, *, keep: int = KEPT, quick: bool = False) -> Made:
    """Back up the archive at `path` with its originals below `root` into the folder `target`; only the newest `keep` copies stay.

    The finished backup is checked: SQLite's integrity and foreign keys, and that every file a document names is there with its hash
    (`quick`: with its size, where an earlier backup copied it). A file of the backup that is damaged is copied again. Files that the
    archive itself has lost are named in `absent`; a good copy that an earlier backup took of them counts as there.
    """
    if not path.is_file():
        raise no_archive(path)
    try:
        (target / "files").mkdir(parents=True, exist_ok=True)
        with alone(target, "backup"):
            try:
                return _back_up(path, root, target, keep, quick=quick)
            except (ArchiveError, OSError):
                with suppress(OSError):
                    _clear(target)  # on a full disk what is not finished takes room that is needed
                raise
    except OSError as error:
        raise cannot_write(f"cannot write the backup in {target}", error) from error


def _back_up(path: Path, root: Place, target: Path, keep: int, *, quick: bool) -> Made:
    """Make the backup; the caller holds the lock on the folder."""
    _clear(target)
    made = datetime.now(UTC)
    name = f"archive-{made:%Y%m%dT%H%M%S}{made.microsecond // 1000:03d}Z"
    copy = target / f".{name}.part"
    _copy_database(path, copy)
    check_database(copy)
    new, absent = _copy_files(copy, root, target / "files", quick=quick)
    manifest = describe(copy, made.isoformat(timespec="seconds"))
    final = target / f"{name}.db"
    os.replace(copy, final)
    write_manifest(final, manifest)
    for old in copies(target)[:-keep]:
        old.with_suffix(".json").unlink()  # first what makes it count
        old.unlink()
    return Made(final, manifest, new, absent)


def copies(target: Path, moment: datetime | None = None) -> list[Path]:
    """The finished copies of the database in the backup `target`, oldest first.

    Copies whose name is later than `moment` (default: now) come before all others: the clock was wrong, and they are not the newest.
    """
    latest = f"archive-{(moment or datetime.now(UTC)) + AHEAD:%Y%m%dT%H%M%S}"
    found = (path for path in target.glob("archive-*.db") if path.with_suffix(".json").is_file())
    return sorted(found, key=lambda path: (path.name <= latest, path.name))


def read_manifest(copy: Path) -> Manifest:
    """The manifest of a copy of the database. DamageError when it cannot be read."""
    try:
        return Manifest(**json.loads(copy.with_suffix(".json").read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise DamageError(f"cannot read the manifest of {copy}: {error}; choose an older copy") from error


def write_manifest(copy: Path, manifest: Manifest) -> None:
    """Write the manifest beside its copy, whole or not at all."""
    archive.store.files.write_whole(copy.with_suffix(".json"), (json.dumps(asdict(manifest), indent=2) + "\n").encode())


def describe(copy: Path, made: str) -> Manifest:
    """The manifest of the database `copy` as it is now."""
    with closing(sqlite3.connect(copy)) as connection:
        documents = connection.execute("select count(*) from documents").fetchone()[0]
        files, size = connection.execute(
            "select count(*), coalesce(sum(size), 0) from (select sha256, max(size) as size from documents group by 1)"
        ).fetchone()
    return Manifest(made, __version__, documents, files, size, archive.store.files.hash_of_file(copy))


def check_database(copy: Path) -> None:
    """Raise DamageError unless SQLite's checks of integrity and foreign keys pass."""
    with closing(sqlite3.connect(copy)) as connection:
        faults = [row[0] for row in connection.execute("pragma integrity_check") if row[0] != "ok"]
        faults += [f"row {row[1]} of {row[0]} refers to a missing row" for row in connection.execute("pragma foreign_key_check")]
    if faults:
        raise DamageError(f"the copy {copy} is damaged: {'; '.join(faults[:3])}; run archive verify, then back up again")


def named_files(copy: Path) -> Iterator[tuple[str, int]]:
    """(hash, size) of every file in the database `copy`, without repeats."""
    with closing(sqlite3.connect(copy)) as connection:
        yield from connection.execute("select sha256, max(size) from documents group by sha256 order by sha256")


def _clear(target: Path) -> None:
    """Remove leftovers of earlier backups that were cut short."""
    for leaving in (*target.glob(".archive-*.part*"), *(path for path in target.glob("archive-*.db") if path not in copies(target))):
        leaving.unlink()


def _copy_database(path: Path, copy: Path) -> None:
    """Copy with SQLite's own backup: one state of the database, whatever is written meanwhile, as one file without a log beside it."""
    with storage_errors(path), closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as source:
        source.execute("pragma schema_version")  # so that what cannot be read is not taken for what cannot be written
        with storage_errors(copy), closing(sqlite3.connect(copy)) as target:
            source.backup(target)  # in one step, hence under one view of the database
            target.execute("pragma journal_mode = delete")
    archive.store.files.sync(copy)


def _copy_files(copy: Path, root: Place, target: Path, *, quick: bool) -> tuple[int, tuple[str, ...]]:
    """Copy missing or damaged files. Returns how many were new, and the hashes of those that neither archive nor backup has intact."""
    new, absent = 0, []
    for sha256, size in named_files(copy):
        kept = archive.store.files.path_of(target, sha256)
        if kept.is_file() and kept.stat().st_size == size and (quick or archive.store.files.hash_of_file(kept) == sha256):
            continue
        body = archive.store.files.read_whole(root, sha256)
        if body is None:
            absent.append(sha256)
            continue
        archive.store.files.keep(target, body)
        new += 1
    return new, tuple(absent)
