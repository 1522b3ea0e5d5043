"""Searches the bytes of a public file for sentences of articles, which must not be in it."""

import mmap
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from archive.database.readonly import connect_read_only
from archive.matching.sentences import split_sentences

BLOCK = 32  # bytes that are looked up at once
PROBE = 2 * BLOCK  # a run of so many bytes holds one whole block wherever in the file it begins; shorter sentences are not looked for
BATCH = 50_000  # sentences looked for in one pass over the file: 33 blocks each, about 200 MB

# Where the words of reports stand: an article may quote them, and they are public.
_WORDS_OF_REPORTS = {"report_pages": "text", "report_paragraphs": "text", "recommendations": "text", "quotations": "passage"}


def find_private_sentences(archive: Path, public: Path) -> list[str]:
    """Sentences (of 64 bytes and more) of articles of `archive` whose bytes stand in the file `public` though no public text has them.

    Public are titles, excerpts, and the words of reports that an article quotes. Each sentence's first 64 bytes are looked for.
    """
    found: list[str] = []
    with closing(connect_read_only(archive)) as connection:
        batch: list[str] = []
        for sentence in _private_sentences(connection):
            batch.append(sentence)
            if len(batch) == BATCH:
                found += _in_file(batch, public)
                batch = []
        found += _in_file(batch, public)
        return [sentence for sentence in dict.fromkeys(found) if not _said_by_report(connection, sentence)]


def _private_sentences(connection: sqlite3.Connection) -> Iterator[str]:
    public = {row[0] for row in connection.execute("select title from articles where withheld is null")}
    for text, excerpt, withheld in connection.execute("select text, excerpt, withheld from articles"):
        shown = "" if withheld or not excerpt else excerpt.rstrip("…")
        for paragraph in text.split("\n\n"):
            for sentence in split_sentences(paragraph):
                plain = " ".join(sentence.split())
                # the excerpt may end within a sentence: what it shows of it is public
                if len(sentence.encode()) >= PROBE and plain not in public and _probe(plain).decode(errors="ignore") not in shown:
                    yield sentence


def _probe(sentence: str) -> bytes:
    return sentence.encode()[:PROBE]


def _in_file(sentences: Iterable[str], path: Path) -> list[str]:
    """Those whose first 64 bytes are in the file."""
    blocks: dict[bytes, list[str]] = {}
    for sentence in sentences:
        probe = _probe(sentence)
        for start in range(len(probe) - BLOCK + 1):
            blocks.setdefault(probe[start : start + BLOCK], []).append(sentence)
    found: list[str] = []
    if not blocks:
        return found
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for place in range(0, len(content) - BLOCK + 1, BLOCK):
            near = blocks.get(content[place : place + BLOCK])
            if near:
                around = content[max(0, place - PROBE) : place + 2 * PROBE]
                found += [sentence for sentence in near if _probe(sentence) in around]
    return found


def _said_by_report(connection: sqlite3.Connection, sentence: str) -> bool:
    probe = _probe(sentence).decode(errors="ignore")
    return any(
        connection.execute(f"select 1 from {table} where instr({column}, ?) limit 1", [probe]).fetchone()
        for table, column in _WORDS_OF_REPORTS.items()
    )
