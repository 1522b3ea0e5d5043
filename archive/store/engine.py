"""Makes the search engine beside the archive and keeps it up to date: what changed is noted by triggers and taken in after each writer.

The engine's commit and the archive's cannot be one. Each names the state it holds: first the engine commits under a new token, then the
archive takes the token over and forgets the changes. A process that dies between the two leaves tokens that differ; then the engine is
not used, and the next writer makes it anew.
"""

import fcntl
import json
import logging
import secrets
import shutil
import sqlite3
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path

import tantivy
from sqlite_utils import Database

from archive.errors import BusyError
from archive.search.engine import Engine, engine_folder, read_engine
from archive.search.engine_fields import TOKEN_ROW, VERSION, make_document, make_schema
from archive.search.stems import STEMMER
from archive.store.opening import database_path, transaction

logger = logging.getLogger(__name__)

HEAP = 50_000_000  # bytes in which tantivy gathers rows before it writes them; up to 10,000 rows wait for it besides
AT_ONCE = 500
_END, _MAGIC = struct.Struct("<II"), 1337  # how a file of tantivy ends: the size of its last part, in which its checksum is, and a mark
_ROWS = "select id, coalesce(title, ''), coalesce(text, '') from search_content"


def update_engine(database: Database) -> None:
    """Take in what changed, or make the engine where there is none that holds the archive's last state but these changes.

    Nothing is done where another process is at it, or the folder cannot be written: then FTS5 answers until somebody has done it.
    """
    try:
        with _alone(database, fcntl.LOCK_NB):
            try:
                _update(database)
            except ValueError:  # a commit that was killed leaves files under the names that the next one takes
                _make(database)
    except (OSError, ValueError, BusyError) as error:  # tantivy's errors are ValueErrors
        logger.warning("The search engine beside the archive is not up to date, so searches are slower: %s", error)


def make_engine(database: Database) -> None:
    """Make the engine anew from the tables, once no other process is at it; nothing of the old one stays on the disk."""
    with _alone(database):
        _make(database)


def make_engine_of(connection: sqlite3.Connection, folder: Path) -> str:
    """Make the engine of a database that nobody else writes, in another folder; returns the token that it is to have.

    tantivy's locks may stand or appear in the folder, and are not part of the engine.
    """
    index = _empty(folder)
    writer = index.writer(HEAP, 1)
    _add(writer, index.schema, connection.execute(_ROWS))
    token = _end(writer, index.schema)
    for file in folder.iterdir():
        file.chmod(0o644)  # tantivy gives two of them 0600, and the reader is another user
    return token


def engine_is_whole(database: Database) -> bool:
    """Whether the engine holds what the tables hold; it is made anew where it does not. One that is only behind is brought up to date."""
    with _alone(database):
        files = _committed(engine_folder(Path(database_path(database))))
        whole = all(map(_is_whole, files)) and ((engine := _held(database)) is None or _agrees(database, engine))
        if whole:
            _update(database)
        else:
            _make(database)
    return whole


@contextmanager
def _alone(database: Database, waits: int = 0) -> Iterator[None]:
    """One process at a time; BlockingIOError where another is at it and `waits` is LOCK_NB. The kernel frees the lock however it ends."""
    folder = engine_folder(Path(database_path(database)))
    folder.parent.mkdir(exist_ok=True)
    with folder.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | waits)
        yield


def _update(database: Database) -> None:
    if _held(database) is None:
        _make(database)
        return
    (last,) = database.execute("select max(seq) from search_changes").fetchone()
    if last is None:
        return
    index = tantivy.Index.open(str(engine_folder(Path(database_path(database)))))
    writer = index.writer(HEAP, 1)
    with _one_view(database.conn) as connection:
        rows = connection.execute("select distinct row from search_changes where seq <= ?", [last]).fetchall()
        for (row,) in rows:
            _delete(writer, index.schema, row)
        _add(writer, index.schema, (found for row in rows for found in connection.execute(f"{_ROWS} where id = ?", row)))
    _commit(database, writer, index.schema, last)


def _make(database: Database) -> None:
    with transaction(database):  # from now on changes are noted
        database.execute("update search_engine set token = ?", [f"making {secrets.token_hex(8)}"])
    index = _empty(engine_folder(Path(database_path(database))))
    writer = index.writer(HEAP, 1)
    with _one_view(database.conn) as connection:
        (last,) = connection.execute("select coalesce(max(seq), 0) from search_changes").fetchone()
        _add(writer, index.schema, connection.execute(_ROWS))
    _commit(database, writer, index.schema, last)


def _held(database: Database) -> Engine | None:
    """The engine of the archive's last state but the changes that are noted; None where there is none."""
    (token,) = database.execute("select token from search_engine").fetchone()
    engine = read_engine(engine_folder(Path(database_path(database)))) if token.startswith(f"{VERSION} ") else None
    return engine if engine is not None and engine.token == token else None


def _agrees(database: Database, engine: Engine) -> bool:
    """Whether rows and words are those of the tables, but for the changes that are noted; a few at a time, whatever the archive's size."""
    with _one_view(database.conn) as connection:
        changed = {row for (row,) in connection.execute("select row from search_changes").fetchall()}
        agreed = len(engine.sums(changed))
        found = connection.execute(_ROWS)
        while some := found.fetchmany(AT_ONCE):
            rows = {row: check_sum(title, text) for row, title, text in some if row not in changed}
            if engine.sums(rows) != rows:
                return False
            agreed += len(rows)
        return agreed == engine.number_of_rows()


def _committed(folder: Path) -> Iterator[Path]:
    """The files of the last commit; a process that was killed may have left others."""
    try:
        segments = json.loads((folder / "meta.json").read_bytes())["segments"]
    except (OSError, ValueError):  # there is none that could be used
        return
    for segment in segments:
        name = segment["segment_id"].replace("-", "")
        deleted = f"{name}.{(segment['deletes'] or {}).get('opstamp')}.del"
        yield from (file for file in folder.glob(f"{name}.*") if file.suffix != ".del" or file.name == deleted)


def _is_whole(file: Path) -> bool:
    """Whether a file of tantivy has the checksum that its last bytes name."""
    if file.stat().st_size < _END.size:
        return False
    with file.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as body:
        size, magic = _END.unpack(body[-_END.size :])
        start = len(body) - _END.size - size
        try:
            with memoryview(body)[: max(0, start)] as told:
                return bool(magic == _MAGIC and json.loads(body[start : -_END.size])["crc"] == zlib.crc32(told))
        except (ValueError, LookupError):
            return False


def _empty(folder: Path) -> tantivy.Index:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return tantivy.Index(make_schema(), str(folder))


@contextmanager
def _one_view(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One view of the archive, whatever others write meanwhile; of a text that is damaged, what can be read."""
    connection.execute("begin")
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        yield connection
    finally:
        connection.text_factory = str
        connection.rollback()


def _commit(database: Database, writer: tantivy.IndexWriter, schema: tantivy.Schema, last: int) -> None:
    """Bring engine and archive to a new token, with all changes up to the number `last`."""
    token = _end(writer, schema)
    with transaction(database):
        database.execute("delete from search_changes where seq <= ?", [last])
        database.execute("update search_engine set token = ?", [token])


def _end(writer: tantivy.IndexWriter, schema: tantivy.Schema) -> str:
    """Commit under a new token, and wait until parts are merged."""
    token = f"{VERSION} {secrets.token_hex(16)}"
    _delete(writer, schema, TOKEN_ROW)
    writer.add_document(tantivy.Document.from_dict({"row": TOKEN_ROW, "token": token}, schema))
    writer.commit()
    writer.wait_merging_threads()
    return token


def _delete(writer: tantivy.IndexWriter, schema: tantivy.Schema, row: int) -> None:
    # by query: `delete_documents_by_term` of tantivy 0.27 looks for a signed number, and finds none in a field of unsigned ones
    writer.delete_documents_by_query(tantivy.Query.term_query(schema, "row", row))


def _add(writer: tantivy.IndexWriter, schema: tantivy.Schema, rows: Iterable[tuple[int, str, str]]) -> None:
    some: list[tuple[int, str, str]] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            _add_some(writer, schema, some)
            some = []
    _add_some(writer, schema, some)


def _add_some(writer: tantivy.IndexWriter, schema: tantivy.Schema, rows: list[tuple[int, str, str]]) -> None:
    titles = STEMMER.stems([title for _, title, _ in rows])
    texts = STEMMER.stems([text for _, _, text in rows])
    for (row, title, text), title_stems, text_stems in zip(rows, titles, texts, strict=True):
        writer.add_document(make_document(schema, row, title_stems, text_stems, check_sum(title, text)))


def check_sum(title: str, text: str) -> int:
    """What tells two texts apart."""
    return zlib.crc32(f"{title}\n{text}".encode("utf-8", "surrogatepass"))
