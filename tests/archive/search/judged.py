"""How well questions are answered: 30 questions in plain words, and 309 paragraphs of real reports that we read and judged.

`judged_paragraphs.csv` has no text of the reports: `report` is the first 16 digits of the SHA-256 of the PDF, `position` that of the
paragraph in it, `text` the first 16 of the SHA-256 of the text, `answers` 1 where it helps to answer. They were taken from the best of
three rankings (words, meaning, both) before any weight was chosen; weights were chosen on the questions with an odd number.

    python -m tests.archive.search.judged ARCHIVE.db
"""

import csv
import hashlib
import math
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from archive.database.readonly import connect_read_only
from archive.search import ask as asking
from archive.search.filters import read_filters

HERE = Path(__file__).parent
FIRST = 10


class Figures(NamedTuple):
    """Means over questions: of the paragraphs that answer, the share among the first ten; nDCG of these; an answer in the first three."""

    recall: float
    ndcg: float
    in_three: float


def questions() -> dict[str, str]:
    """Number -> question."""
    with (HERE / "questions.csv").open(encoding="utf-8", newline="") as file:
        return {row["question"]: row["asked"] for row in csv.DictReader(file)}


def answering(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Number of a question -> hashes of the texts that answer it, of the reports that this archive holds."""
    held = {row[0][:16] for row in connection.execute("select sha256 from documents where kind = 'report'")}
    found: dict[str, set[str]] = defaultdict(set)
    with (HERE / "judged_paragraphs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["answers"] == "1" and row["report"] in held:
                found[row["question"]].add(row["text"])
    return found


def figures(connection: sqlite3.Connection, numbers: Collection[str] | None = None) -> Figures:
    """Of these questions, or of all, that some paragraph of the archive answers."""
    asked = questions()
    each = []
    for number, answers in answering(connection).items():
        if numbers is None or number in numbers:
            found = asking.ask(connection, asked[number], read_filters({}), limit=FIRST, public=False).found
            each.append(_figures([hashlib.sha256(one.text.encode()).hexdigest()[:16] in answers for one in found], len(answers)))
    return Figures(*(round(sum(column) / len(each), 3) for column in zip(*each, strict=True)))


def _figures(right: list[bool], answers: int) -> Figures:
    best = sum(1 / math.log2(rank + 2) for rank in range(min(answers, FIRST)))
    gain = sum(one / math.log2(rank + 2) for rank, one in enumerate(right))
    return Figures(sum(right) / answers, gain / best, float(any(right[:3])))


def _report(connection: sqlite3.Connection, weights: Iterable[tuple[str, float, float]], say: Callable[[str], object]) -> None:
    for name, words, meaning in weights:
        asking.WORDS, asking.MEANING = words, meaning  # type: ignore[misc]
        odd, even = ([number for number in questions() if int(number) % 2 == rest] for rest in (1, 0))
        say(f"{name}: all {figures(connection)}, chosen on {figures(connection, odd)}, others {figures(connection, even)}")


if __name__ == "__main__":
    both = ("both", asking.WORDS, asking.MEANING)
    _report(connect_read_only(Path(sys.argv[1])), (("words alone", 1, 0), ("meaning alone", 0, 1), both), print)
