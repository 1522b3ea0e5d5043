"""The vectors beside an archive: the file that keeps them, and those of one connection in memory, to find the closest.

A vector is kept by the hash of its text, so that it stays when a report is read again, with a checksum that also says which model made
it. What does not fit its checksum is not used; `archive verify` drops it, and it is made anew.
"""

import hashlib
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

from archive.search.meaning import LENGTH, SIZE, WEIGHTS, Model

SHORTEST, LONGEST = 120, 2_500  # characters of a paragraph that gets a vector; headings and cells of tables get none
FRESH_SECONDS = 30.0  # vectors in memory are looked up again no sooner, however often a crawl writes
WITH_VECTOR = f"length(text) between {SHORTEST} and {LONGEST}"
PARAGRAPHS, RECOMMENDATIONS = "report_paragraphs", "recommendations"
BLOCK = 1_024  # vectors compared at once: as floating numbers all would take four times the memory, and no longer fit in a cache
_TEXTS = {
    PARAGRAPHS: f"select search_id, text from report_paragraphs where {WITH_VECTOR}",
    RECOMMENDATIONS: "select id, text from recommendations",
}


def vectors_file(database: Path) -> Path:
    """Where the vectors of an archive are kept: beside it, in a folder named after it."""
    return database.with_name(f"{database.name}-search") / "vectors.db"


def text_key(text: str) -> bytes:
    """By which the vector of a text is kept."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def checksum(key: bytes, vector: bytes) -> bytes:
    """What is kept beside a vector, so that a changed one, or one of another model, is noticed."""
    return hashlib.blake2b(key + vector, digest_size=8, key=bytes.fromhex(WEIGHTS)).digest()


def is_sound(key: object, vector: object, kept: object) -> bool:
    """Whether a row of the file is as it was written."""
    return isinstance(key, bytes) and isinstance(vector, bytes) and len(vector) == SIZE and kept == checksum(key, vector)


@dataclass(frozen=True, slots=True)
class Vectors:
    """Texts with a vector (their `ids`, and `matrix`, a line each), and how many there are that should have one (`of`)."""

    ids: tuple[int, ...]
    matrix: Any
    of: int

    def scores(self, model: Model, vector: bytes) -> Any:
        """How close each is to `vector`: the cosine of the angle between them, from -1 to 1."""
        numpy = model.numpy
        asked = numpy.frombuffer(vector, dtype=numpy.int8).astype(numpy.float32)
        block = numpy.empty((BLOCK, SIZE), dtype=numpy.float32)  # used again and again: making new ones takes ten times as long
        scores = numpy.empty(len(self.ids), dtype=numpy.float32)
        for first in range(0, len(self.ids), BLOCK):
            some = block[: len(self.ids) - first]
            numpy.copyto(some, self.matrix[first : first + BLOCK])
            numpy.dot(some, asked, out=scores[first : first + BLOCK])
        return scores / LENGTH**2

    def closest(self, model: Model, vector: bytes, allowed: Collection[int] | None, most: int) -> list[tuple[int, float]]:
        """(id, score) of those closest to `vector`, best first; of those `allowed`, or of all where that is None."""
        numpy, scores = model.numpy, self.scores(model, vector)
        if allowed is not None:
            scores[~numpy.isin(numpy.array(self.ids), numpy.array(list(allowed), dtype=numpy.int64))] = -numpy.inf
        if len(scores) > most:  # to sort all takes longer than to compare them
            least = numpy.partition(scores, len(scores) - most)[len(scores) - most]
            places = numpy.flatnonzero(scores >= least)
        else:
            places = numpy.arange(len(scores))
        best = places[numpy.argsort(-scores[places], kind="stable")][:most]
        return [(self.ids[place], float(scores[place])) for place in best if scores[place] > -numpy.inf]


_kept: dict[tuple[str, bool, str], tuple[float, tuple[object, ...], Vectors]] = {}
_lock = threading.Lock()


def read_vectors(connection: sqlite3.Connection, model: Model, *, public: bool, table: str = PARAGRAPHS) -> Vectors:
    """The vectors of the texts of `table` that this connection sees, kept in memory; no ids where none are beside the archive."""
    path = Path(connection.execute("pragma database_list").fetchone()[2])
    file = vectors_file(path)
    when, archived = _changed(file), _changed(path)
    state = (when, archived, *connection.execute(f"select count(*), max(id) from {table}").fetchone())
    with _lock:
        read, known, vectors = _kept.get((str(path), public, table), (0.0, (), None))
        removed = archived == 0  # the last snapshot, whose server is about to be replaced
        if vectors is not None and (removed or known == state or (monotonic() - read < FRESH_SECONDS and bool(when) == bool(known[0]))):
            return vectors
        vectors = _read(connection, sound_vectors(path), table, model.numpy)
        _kept[str(path), public, table] = (monotonic(), state, vectors)
    return vectors


def _changed(file: Path) -> int:
    """When the file was last changed, in nanoseconds; 0 where there is none."""
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def sound_vectors(database: Path) -> dict[bytes, bytes]:
    """Every vector beside an archive that is as it was written, by the key of its text."""
    return {row[0]: row[1] for row in read_beside(database, "select text, vector, checksum from vectors") if is_sound(*row)}


def read_beside(database: Path, sql: str, parameters: Sequence[object] = ()) -> Iterator[Any]:
    """Rows of the file of vectors beside an archive; none where there is no file, and no more where it cannot be read."""
    file = vectors_file(database)
    if file.is_file():
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as beside:
            yield from beside.execute(sql, parameters)


def _read(connection: sqlite3.Connection, by_text: dict[bytes, bytes], table: str, numpy: Any) -> Vectors:
    ids, found, of = [], [], 0
    for number, text in connection.execute(_TEXTS[table]).fetchall():
        of += 1
        if vector := by_text.get(text_key(text)):
            ids.append(number)
            found.append(vector)
    matrix = numpy.frombuffer(b"".join(found), dtype=numpy.int8).reshape(len(found), SIZE)
    return Vectors(tuple(ids), matrix, of)
