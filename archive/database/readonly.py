"""Read-only connections to an archive, bounded in time and memory: what the reader's site and `archive search` use."""

import os
import sqlite3
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, thread_time
from typing import Any, TypeVar
from urllib.parse import quote

from sqlite_utils import Database

from archive.database.migrations import migrations, refuse_newer
from archive.database.older_snapshots import fill_in
from archive.database.public import is_snapshot
from archive.errors import ConfigurationError, no_archive

LONGEST_VALUE = 16 * 2**20  # bytes; `select zeroblob(1000000000)` takes 6 GB despite any time limit
LONGEST_SQL = 100_000  # bytes
BUSY_SECONDS = 5
CACHE = 64 * 2**10  # KiB of the archive's blocks that a connection holds; with SQLite's 2,000 a search reads many of them again and again
WAITING = 5  # times its seconds of a core that a block may take by the clock: disks and other readers are waited for
MOST_KEPT = 200_000  # rows that a connection keeps, 0.3 to 0.5 KB each: of 100,000 reports a search reads them in 27 ms, else in 500
MOST_MADE = 120  # of what is made of whole tables; what is of today has another name each day, and numbers for each filter
_STEPS_BETWEEN_CHECKS = 10_000  # virtual-machine steps of SQLite between two looks at the clock

Made = TypeVar("Made")


class Reader(sqlite3.Connection):
    """A connection that caches rows that searches often need, until somebody writes to the archive.

    Over 100,000 pages a search for common words takes 70 ms with them and 116 ms without.
    """

    version: int | None = None
    kept: "Kept"


@dataclass(frozen=True, slots=True)
class Kept:
    """`rows` by id, each of the `values` in them, so that equal values share one object, and what was `made` of whole tables, by name."""

    rows: dict[int, Any] = field(default_factory=dict)
    values: dict[object, object] = field(default_factory=dict)
    made: dict[object, Any] = field(default_factory=dict)


class OutdatedError(ConfigurationError):
    """Raised when an archive was made by an older version and lacks migrations; a snapshot is never outdated, as nothing may change it."""


class TooSlowError(Exception):
    """Raised when a query was stopped because it took too long."""


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, usable from any thread.

    Raises ConfigurationError, saying what to do, when there is no archive, an archive of a newer version, or a snapshot of an earlier one
    that cannot be read, and OutdatedError when an archive lacks migrations.
    """
    if not path.is_file():
        raise no_archive(path)
    if not os.access(path, os.R_OK):
        raise ConfigurationError(f"this user may not read {path}; run this as the user whose archive it is, or change its rights")
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode=ro", uri=True, timeout=BUSY_SECONDS, check_same_thread=False, factory=Reader
        )
        limit(connection)
        pending, snapshot = migrations.pending(Database(connection)), is_snapshot(connection)
    except sqlite3.Error as error:
        raise ConfigurationError(f"{path} is not a readable archive: {error}; set ARCHIVE_DB or restore a backup") from error
    if snapshot and pending:
        fill_in(connection, path)
    if not snapshot:
        refuse_newer(Database(connection), path)
    if not snapshot and pending:
        connection.close()
        names = ", ".join(migration.name for migration in pending)
        raise OutdatedError(f"{path} was made by an older version (it lacks {names}); run `archive verify` once to update it")
    connection.row_factory = sqlite3.Row
    return connection


def kept_rows(connection: sqlite3.Connection) -> Kept:
    """The rows that this connection keeps, to be added to; empty when somebody else has written since. Call it inside `reading`."""
    if not isinstance(connection, Reader):
        return Kept()
    (version,) = connection.execute("pragma data_version").fetchone()
    if version != connection.version:
        connection.version, connection.kept = version, Kept()
    elif len(connection.kept.rows) > MOST_KEPT:
        connection.kept = Kept(made=connection.kept.made)
    return connection.kept


def between_writes(connection: sqlite3.Connection, name: Hashable, make: Callable[[], Made]) -> Made:
    """What `make()` gives, kept under `name` until somebody writes to the archive; nobody may change it. Call it inside `reading`.

    For what pages make of whole tables: all councils, or the latest grade of each, are the same from one night's crawl to the next.
    """
    made = kept_rows(connection).made
    if name not in made:
        if len(made) >= MOST_MADE:
            del made[next(iter(made))]  # the oldest
        made[name] = make()
    found: Made = made[name]
    return found


def plain_rows(connection: sqlite3.Connection, sql: str, parameters: Sequence[object] = ()) -> sqlite3.Cursor:
    """Rows as tuples, for queries with thousands of rows: rows with names take a third longer to unpack."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, parameters)


def limit(connection: sqlite3.Connection) -> None:
    """Limit how much memory one query may use; `reading` limits its time."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_SQL)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000)
    connection.execute(f"pragma cache_size = -{CACHE}")


@contextmanager
def reading(connection: sqlite3.Connection, seconds: float) -> Iterator[Callable[[], float]]:
    """One view of the archive for all queries inside the block, whatever a crawl writes meanwhile; gives a function for the seconds left.

    The block is stopped after `seconds` of a core, or WAITING times as long by the clock: TooSlowError.
    """
    end, latest = thread_time() + seconds, monotonic() + WAITING * seconds
    connection.set_progress_handler(lambda: thread_time() > end or monotonic() > latest, _STEPS_BETWEEN_CHECKS)
    try:
        connection.execute("begin")
        yield lambda: end - thread_time()
    except sqlite3.OperationalError as error:
        if str(error) == "interrupted":
            raise TooSlowError(f"stopped after {seconds:g} seconds") from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
        connection.rollback()
