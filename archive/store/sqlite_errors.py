"""Explains SQLite's errors: a full disk, another program's lock, or damage. Any other error is a bug of ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import ArchiveError, BusyError, DamageError, DiskFullError

FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
CLOSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
DAMAGED = {sqlite3.SQLITE_CORRUPT}


def storage_error(error: sqlite3.Error, path: Path | str) -> ArchiveError | None:
    """The ArchiveError that `error` of the database at `path` is, or None where it is no matter of storage."""
    code = getattr(error, "sqlite_errorcode", None)  # errors of the sqlite3 module itself have none
    primary = None if code is None else code & 0xFF  # the rest of an extended code says more than is needed
    if primary in FULL:
        return DiskFullError(f"cannot write {path}: {error}; free space, then run this again")
    if primary in CLOSED:
        return DiskFullError(f"cannot write {path}: {error}; let the user who runs this write it and its folder, then run this again")
    if primary in BUSY:
        return BusyError(f"another program has locked the archive {path}: {error}; stop it, then run this again")
    if code == sqlite3.SQLITE_CORRUPT_VTAB:
        return DamageError(f"a search index of the archive {path} is damaged: {error}; archive verify makes it anew")
    if primary in DAMAGED:
        return DamageError(f"the archive {path} is damaged: {error}; restore a backup")
    return None


@contextmanager
def storage_errors(path: Path | str) -> Iterator[None]:
    """Turn SQLite's errors of storage into ArchiveErrors; let all others through."""
    try:
        yield
    except sqlite3.Error as error:
        found = storage_error(error, path)
        if found is None:
            raise
        raise found from error
