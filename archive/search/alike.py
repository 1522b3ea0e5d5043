"""Recommendations of different reports that are alike: close in meaning where all have vectors, else in similar words."""

import importlib
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from archive.matching.similar_wording import Pair, Passage, similar_over_time
from archive.search.meaning import LENGTH, load_model
from archive.search.vector_file import is_sound, read_beside, text_key

CLOSE = 0.75  # cosine from which most pairs say the same


def find_alike(connection: sqlite3.Connection, groups: Sequence[Sequence[Passage]], most: int | None = None) -> list[Pair[Passage]]:
    """The pairs of passages of two different groups (reports, oldest first) that are alike enough, the `most` alike first."""
    passages = [one for group in groups for one in group]
    vectors = _vectors_of(connection, {one.text for one in passages}) if load_model() else None
    if vectors is None:
        return similar_over_time(groups, most=most)
    numpy: Any = importlib.import_module("numpy")
    of_group = [number for number, group in enumerate(groups) for _ in group]
    lines = b"".join(vectors[one.text] for one in passages)
    matrix = numpy.frombuffer(lines, dtype=numpy.int8).reshape(len(passages), -1).astype(numpy.float32) / LENGTH
    scores = matrix @ matrix.T
    found = [
        (-round(min(1.0, float(scores[at, other])), 3), at, int(other))
        for at in range(len(passages))
        for other in numpy.flatnonzero(scores[at] >= CLOSE)
        if other >= bisect_right(of_group, of_group[at])  # of a later group
    ]
    return [Pair(passages[at], passages[other], -score, by_meaning=True) for score, at, other in sorted(found)[:most]]


def _vectors_of(connection: sqlite3.Connection, texts: Iterable[str]) -> dict[str, bytes] | None:
    """The vector of each of these texts; None where one is lacking, or there are no texts."""
    by_key = {text_key(text): text for text in texts}
    sql = f"select text, vector, checksum from vectors where text in ({','.join('?' * len(by_key))})"
    rows = read_beside(Path(connection.execute("pragma database_list").fetchone()[2]), sql, list(by_key))
    vectors = {by_key[row[0]]: row[1] for row in rows if is_sound(*row)}
    return vectors if vectors and len(vectors) == len(by_key) else None
