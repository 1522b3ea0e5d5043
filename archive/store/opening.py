"""Opens an archive: where it is, how SQLite is set, migrations after a backup, the facts on local authorities, the lock of a run."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from sqlite_utils import Database

from archive.database.migrations import migrations, refuse_newer
from archive.database.public import is_snapshot
from archive.errors import ConfigurationError, DiskFullError, RunningError
from archive.store.authorities import load_authorities
from archive.store.clean_text import CleanConnection, without_paths
from archive.store.files import Place
from archive.store.migration_copies import keep_copy
from archive.store.seals import keep_seals, seal_unsealed
from archive.store.sqlite_errors import storage_error, storage_errors

PAGE_SIZE = 16384  # 15 % smaller than the default 4096, measured on 10,930 pages
BUSY_SECONDS = 30
_CHECKOUT = Path(__file__).resolve().parents[2]
# data/ of the checkout the project is installed from; installed otherwise, data/ where the command runs
HOME = (_CHECKOUT if (_CHECKOUT / "scrapy.cfg").exists() else Path.cwd()) / "data"

_locked: set[Path] = set()  # archives whose lock this process holds


def archive_paths() -> tuple[Path, Place]:
    """The database and where the originals are: from ARCHIVE_DB and ARCHIVE_FILES, else in the project's own data/, from any folder."""
    files = os.environ.get("ARCHIVE_FILES")
    return database_link().resolve(), place_of(files) if files else HOME / "files"


def place_of(files: str) -> Place:
    """Where `files` says that originals are: a folder, or s3://BUCKET/PREFIX. ConfigurationError for another kind of address."""
    if "://" not in files:
        return Path(files).resolve()
    from archive.store.bucket import Bucket  # most archives need nothing of it

    return Bucket(files)


def database_link() -> Path:
    """The database as ARCHIVE_DB names it: where that is a link, such as latest.db, the link itself. ConfigurationError for an address."""
    named = os.environ.get("ARCHIVE_DB") or HOME / "archive.db"
    if "://" in str(named):
        raise ConfigurationError(f"ARCHIVE_DB is {named}, but the database must be a file on this machine; name a path")
    return Path(named).absolute()


def now() -> str:
    """This moment in UTC as ISO text to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def open_archive(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Database:
    """The archive at `path`, made when absent, with every migration applied. The caller closes it.

    `busy_seconds`: how long each write waits for another program that holds the database locked.
    """
    refuse_snapshot(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=busy_seconds, factory=CleanConnection)
    except (OSError, sqlite3.OperationalError) as error:
        raise DiskFullError(f"cannot open the archive {path}: {error}; let this user write it and its folder, or set ARCHIVE_DB") from error
    try:
        connection.execute(f"pragma page_size = {PAGE_SIZE}")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")  # a commit survives a power cut; 3.6 ms each is nothing at polite rates
        connection.execute("pragma foreign_keys = on")
        database = Database(connection)
        _migrate(database, path)
        keep_seals(connection)
    except ConfigurationError:
        connection.close()
        raise
    except sqlite3.DatabaseError as error:
        connection.close()
        found = storage_error(error, path)
        if found is not None:
            raise found from error
        raise ConfigurationError(f"{path} is not a usable archive: {error}; restore a backup or set ARCHIVE_DB") from error
    return database


def refuse_snapshot(path: Path) -> None:
    """ConfigurationError for a public snapshot: nothing may change it, or put a file beside it."""
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            found = is_snapshot(connection)
    except sqlite3.DatabaseError:
        return  # whoever opens it says what is wrong
    if found:
        raise ConfigurationError(f"{path} is a public snapshot, which nothing may change; set ARCHIVE_DB to the archive it was made from")


def _migrate(database: Database, path: Path) -> None:
    refuse_newer(database, path)
    if migrations.pending(database):
        if migrations.applied(database):
            keep_copy(database.conn, path)
        migrations.apply(database)
        with transaction(database):
            seal_unsealed(database)
            _shorten_paths(database)
    load_authorities(database)


def _shorten_paths(database: Database) -> None:
    """Take folders of this machine out of what earlier versions wrote of it; what is written now has none."""
    for table, column in (("runs", "reason"), ("problems", "message")):
        for row, text in database.execute(f"select id, {column} from {table} where {column} like '%/%/%'").fetchall():
            if (short := without_paths(text)) != text:
                database.execute(f"update {table} set {column} = ? where id = ?", [short, row])


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """One write transaction, begun at once (`begin immediate`), so that a busy archive is noticed before anything is done.

    Raises DiskFullError, BusyError or DamageError where the database cannot be written.
    """
    connection = database.conn
    with storage_errors(database_path(database)):
        connection.execute("begin immediate")
        try:
            yield
            connection.commit()
        except BaseException:
            if connection.in_transaction:
                connection.rollback()
            raise


def database_path(database: Database) -> str:
    """Where the open `database` stands on the disk."""
    return str(database.conn.execute("pragma database_list").fetchone()[2])


def _open_lock(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.with_name(path.name + ".lock").open("w")
    except OSError as error:
        raise DiskFullError(f"cannot lock the archive {path}: {error}; let this user write in its folder, or set ARCHIVE_DB") from error


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """The lock of a run on the archive at `path`; the kernel frees it when the process ends, however it ends.

    A process that holds it may take it again: `scrapy update` holds it over all sources, each crawl takes it for itself.
    """
    if path in _locked:
        yield
        return
    refuse_snapshot(path)
    with _open_lock(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunningError(f"another run is writing to {path}; wait until it ends and run this again") from error
        _locked.add(path)
        try:
            yield
        finally:
            _locked.discard(path)
