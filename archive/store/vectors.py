"""Makes the vectors of paragraphs and recommendations, in a file beside the archive (archive.search.vector_file), as time allows.

The newest reports come first. The file is derived: without it, or without some of its vectors, all else works, and the next run makes
what is lacking.
"""

import os
import sqlite3
from collections.abc import Iterator, Set
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from sqlite_utils import Database

from archive.search.meaning import load_model
from archive.search.recurring import group_alike, read_centres
from archive.search.vector_file import WITH_VECTOR, checksum, is_sound, sound_vectors, text_key, vectors_file
from archive.store.opening import database_path

SECONDS = 45.0  # of a crawl, add or reread
AT_ONCE = 16
_RECOMMENDATIONS = "select distinct text from recommendations"
_NEWEST_FIRST = f"""
    select t.text from (
        select report_id, 1 as part, position, text from report_paragraphs where {WITH_VECTOR}
        union all select report_id, 2, position, text from recommendations
    ) t join reports r on r.id = t.report_id order by r.published desc, r.id desc, t.part, t.position
"""
_TABLES = """
    create table if not exists vectors (text blob primary key, vector blob not null, checksum blob not null) without rowid;
    create table if not exists recurring (text blob primary key, centre blob not null) without rowid;
"""


def seconds_of_a_run() -> float:
    """How long a crawl, add or reread may make vectors: ARCHIVE_VECTOR_SECONDS, or SECONDS."""
    said = os.environ.get("ARCHIVE_VECTOR_SECONDS", "")
    return float(said) if said.replace(".", "", 1).isdigit() else SECONDS


def make_vectors(database: Database, seconds: float | None = None) -> tuple[int, int] | None:
    """Make what is lacking, for at most so many seconds (None: all), and drop the vectors of texts that are gone.

    (vectors there are, texts that should have one); None where the extra `[meaning]` is not installed.
    """
    end = monotonic() + (float("inf") if seconds is None else seconds)
    if seconds == 0 or (model := load_model()) is None:
        return None
    texts = {text_key(text): text for (text,) in database.execute(_NEWEST_FIRST)}
    with _opened(vectors_file(Path(database_path(database)))) as beside:
        held = _drop_others(beside, texts.keys())
        lacking = [key for key in texts if key not in held]
        for first in range(0, len(lacking), AT_ONCE):
            if monotonic() > end:
                break
            some = sorted(lacking[first : first + AT_ONCE], key=lambda key: len(texts[key]))
            made = zip(some, model.vectors([texts[key] for key in some]), strict=True)
            with beside:
                beside.executemany("insert into vectors values (?, ?, ?)", [(key, one, checksum(key, one)) for key, one in made])
        _save_recurring(database, beside)
        (number,) = beside.execute("select count(*) from vectors").fetchone()
    return int(number), len(texts)


def forget_vectors(database: Database) -> int:
    """Drop vectors of texts that are gone, their bytes too, and those that are not as they were written; returns how many the latter are.

    A file that is no database any more goes as a whole, and counts as one.
    """
    file = vectors_file(Path(database_path(database)))
    if not file.is_file():
        return 0
    try:
        with _opened(file) as beside:
            damaged = sum(not is_sound(*row) for row in beside.execute("select text, vector, checksum from vectors"))
            _drop_others(beside, {text_key(text) for (text,) in database.execute(_NEWEST_FIRST)})
            return damaged
    except sqlite3.DatabaseError:
        file.unlink()
        return 1


def copy_vectors(path: Path, copy: Path) -> None:
    """Put vectors beside `copy`, a database made of the archive at `path`: those of its own texts alone. Nothing where there are none."""
    if not vectors_file(path).is_file():
        return
    with closing(sqlite3.connect(f"file:{quote(str(copy))}?mode=ro", uri=True)) as database:
        texts = {text_key(text) for (text,) in database.execute(_NEWEST_FIRST)}
    centres = read_centres(path)
    rows = [(key, vector, checksum(key, vector)) for key, vector in sorted(sound_vectors(path).items()) if key in texts]
    groups = [(key, centres[key]) for key, _, _ in rows if centres.get(key) in texts]
    with _opened(vectors_file(copy)) as beside, beside:
        beside.executemany("insert into vectors values (?, ?, ?)", rows)
        beside.executemany("insert into recurring values (?, ?)", groups)


def _drop_others(beside: sqlite3.Connection, texts: Set[bytes]) -> set[bytes]:
    """Drop every row that is not a sound vector of one of these texts; returns the keys that are left."""
    rows = beside.execute("select text, vector, checksum from vectors").fetchall()
    sound = {row[0] for row in rows if row[0] in texts and is_sound(*row)}
    with beside:
        beside.executemany("delete from vectors where text = ?", [(row[0],) for row in rows if row[0] not in sound])
        gone = "text not in (select text from vectors) or centre not in (select text from vectors)"
        beside.execute(f"delete from recurring where {gone}")
    return sound


def _save_recurring(database: Database, beside: sqlite3.Connection) -> None:
    """Put recommendations that are close in meaning into groups again, where there is one of which that is not known."""
    wanted = {text_key(text) for (text,) in database.execute(_RECOMMENDATIONS)}
    vectors = {key: vector for key, vector in beside.execute("select text, vector from vectors order by text") if key in wanted}
    known = {key for (key,) in beside.execute("select text from recurring")}
    if known != vectors.keys():
        with beside:
            beside.execute("delete from recurring")
            beside.executemany("insert into recurring values (?, ?)", group_alike(vectors).items())


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    file.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(file, timeout=30)) as connection:
        connection.execute("pragma secure_delete = on")
        if (
            connection.execute("select 1 from pragma_table_info('vectors')").fetchone()
            and not connection.execute("select 1 from pragma_table_info('vectors') where name = 'checksum'").fetchone()
        ):
            connection.execute("drop table vectors")  # of before vectors had a checksum
        connection.executescript(_TABLES)
        yield connection
