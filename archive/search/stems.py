"""The words of a text as the full-text index keeps them: FTS5 itself takes texts apart and stems, so that both engines find the same.

A text is taken apart at its blanks; what FTS5 makes of each piece is remembered, because the same pieces come again and again: three
million pieces a second instead of two hundred thousand.
"""

import sqlite3
from collections.abc import Sequence
from itertools import pairwise
from threading import Lock

from archive.database.search_index import TOKENIZER

_MOST_REMEMBERED = 100_000  # pieces, some 250 bytes each


class Stemmer:
    """Gives the stems of texts; usable from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, str] = {}
        self._fts = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._fts.execute(f"create virtual table temp.pieces using fts5(piece, content='', tokenize='{TOKENIZER}')")
        self._fts.execute("create virtual table temp.stems using fts5vocab(temp, pieces, instance)")

    def stems(self, texts: Sequence[str]) -> list[str]:
        """For each text its stems in order, with a blank between two."""
        with self._lock:
            split = [text.split() for text in texts]  # every blank is one for FTS5 as well
            new = {piece for pieces in split for piece in pieces if piece not in self._known}
            if len(self._known) + len(new) > _MOST_REMEMBERED:
                self._known.clear()
                new = {piece for pieces in split for piece in pieces}
            if new:  # to ask FTS5 takes 0.2 ms
                self._learn(list(new))
            return [" ".join(filter(None, map(self._known.__getitem__, pieces))) for pieces in split]

    def _learn(self, pieces: list[str]) -> None:
        self._fts.execute("begin")
        self._fts.executemany("insert into temp.pieces(rowid, piece) values (?, ?)", enumerate(pieces))
        found: list[list[tuple[int, str]]] = [[] for _ in pieces]
        for stem, number, place in self._fts.execute("select term, doc, offset from stems"):
            found[number].append((place, stem))
        self._fts.execute("rollback")
        self._known.update((piece, " ".join(stem for _, stem in sorted(places))) for piece, places in zip(pieces, found, strict=True))


def pairs(stems: Sequence[str]) -> list[str]:
    """Each stem with the one after it, as one word: a phrase of two words is then found as quickly as a word."""
    return list(map("_".join, pairwise(stems)))


STEMMER = Stemmer()
