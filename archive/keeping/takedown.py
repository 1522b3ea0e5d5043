"""Removes a report or article from everything public and, with --erase, deletes it from the archive and its backups completely."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

import archive.store.files
from archive.errors import ConfigurationError
from archive.keeping.backup import copies, describe, read_manifest, write_manifest
from archive.store.engine import make_engine
from archive.store.files import Place, originals
from archive.store.migration_copies import copies_before, unpacked
from archive.store.opening import BUSY_SECONDS, now
from archive.store.seals import keep_seals
from archive.store.takedowns import Subject, erase_rows, find_subject, withhold
from archive.store.vectors import forget_vectors


def take_down(database: Database, name: str, reason: str) -> Subject:
    """Withhold the report with key `name`, or the article with that number or address, from everything public, now."""
    subject = find_subject(database, name)
    withhold(database, subject, reason, now())
    return subject


def erase(database: Database, path: Path, root: Place, subject: Subject, backups: Iterable[Path]) -> int:
    """Erase what was taken down from the archive at `path`, from the copies that migrations left beside it, and from `backups`.

    Returns how many files went. The caller holds the archive's lock. Erasing again does no harm, so that a backup found later can follow.
    """
    folders = list(backups)
    for folder in folders:
        if not (folder / "files").is_dir():
            raise ConfigurationError(f"{folder} was not made by archive backup")
    moment = now()
    hashes = set(erase_rows(database, subject, moment)) if subject.id is not None else set()
    forget_vectors(database)
    make_engine(database)
    database.execute("vacuum")
    database.execute("pragma wal_checkpoint(truncate)")  # the log held the rows as well
    gone = _forget(root, hashes, database)
    for old in (*copies_before(path), *path.parent.glob(f"{path.name}.replaced")):
        with unpacked(old) as plain:
            _erase_copy(plain, subject, moment)
    for folder in folders:
        found: set[str] = set()
        for copy in copies(folder):
            manifest = read_manifest(copy)
            with _replaced_when_done(copy) as fresh:
                found |= _erase_copy(fresh, subject, moment)
            write_manifest(copy, describe(copy, manifest.made))
        with closing(Database(sqlite3.connect(copies(folder)[-1]))) as newest:
            gone += _forget(folder / "files", found | hashes, newest)
    return gone


@contextmanager
def _replaced_when_done(copy: Path) -> Iterator[Path]:
    """A working copy of the file `copy`, which replaces it at the end, so that a process that is stopped leaves the old file."""
    descriptor, name = tempfile.mkstemp(dir=copy.parent, prefix=".archive-", suffix=".part")
    os.close(descriptor)
    fresh = Path(name)
    try:
        shutil.copyfile(copy, fresh)
        yield fresh
        archive.store.files.sync(fresh)
        os.replace(fresh, copy)
    finally:
        fresh.unlink(missing_ok=True)


def _erase_copy(copy: Path, subject: Subject, moment: str) -> set[str]:
    """Erase `subject` from one copy of the database; returns the hashes that no row of it names any more."""
    with closing(Database(sqlite3.connect(copy, timeout=BUSY_SECONDS))) as database:
        keep_seals(database.conn)
        try:
            held = find_subject(database, subject.name)
        except (ConfigurationError, sqlite3.OperationalError):  # it never held it, or is older than takedowns and knows it not
            return set()
        if held.id is None:
            return set()
        hashes = set(erase_rows(database, held, moment))
        database.execute("vacuum")
        return hashes


def _forget(root: Place, hashes: Iterable[str], database: Database) -> int:
    """Delete the files with these hashes that no document of `database` names; returns how many."""
    gone = 0
    for sha256 in hashes:
        named = database.execute("select 1 from documents where sha256 = ?", [sha256]).fetchone()
        if not named and (kept := originals(root)).exists(sha256):
            kept.delete(sha256)
            gone += 1
    return gone
