"""Makes the vectors of paragraphs, in a file beside the archive (archive.search.meaning): the newest reports first, as time allows.

The file is derived: without it, or without some of its vectors, all else works, and the next run makes what is lacking.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic

from sqlite_utils import Database

from archive.search.meaning import WITH_VECTOR, load_model, text_key, vectors_file
from archive.store.opening import database_path

SECONDS = 45.0  # of a crawl, add or reread
AT_ONCE = 16
_NEWEST_FIRST = f"""
    select p.text from report_paragraphs p join reports r on r.id = p.report_id where {WITH_VECTOR.replace("text", "p.text")}
    order by r.published desc, r.id desc, p.position
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
        held = {key for (key,) in beside.execute("select text from vectors")}
        with beside:
            beside.executemany("delete from vectors where text = ?", [(key,) for key in held - texts.keys()])
        lacking = [key for key in texts if key not in held]
        for first in range(0, len(lacking), AT_ONCE):
            if monotonic() > end:
                break
            some = sorted(lacking[first : first + AT_ONCE], key=lambda key: len(texts[key]))
            made = model.vectors([texts[key] for key in some])
            with beside:
                beside.executemany("insert or replace into vectors values (?, ?)", zip(some, made, strict=True))
        (number,) = beside.execute("select count(*) from vectors").fetchone()
    return int(number), len(texts)


def forget_vectors(database: Database) -> None:
    """Drop the vectors of texts that are gone, their bytes too; nothing where there are none."""
    file = vectors_file(Path(database_path(database)))
    if file.is_file():
        texts = {text_key(text) for (text,) in database.execute(_NEWEST_FIRST)}
        with _opened(file) as beside, beside:
            held = {key for (key,) in beside.execute("select text from vectors")}
            beside.executemany("delete from vectors where text = ?", [(key,) for key in held - texts])


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    file.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(file, timeout=30)) as connection:
        connection.execute("pragma secure_delete = on")
        connection.execute("create table if not exists vectors (text blob primary key, vector blob not null) without rowid")
        yield connection
