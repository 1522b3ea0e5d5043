"""Estimates how long a search would take, from a sample of the newest pages.

FTS5 lets nobody stop it while it joins the pages of a beginning, looks for the words of a phrase, or counts for bm25.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import thread_time

from archive.database.search_index import INDEX, LAST_PLACE, SAMPLE, Index
from archive.search.query import Query

SECONDS_A_HIT = 15e-6  # of a core: to rank what is found, count it and, of some, show a passage; 0.3 s for 20,000
SECONDS_A_ROW = 0.2e-6  # to hold what matches against the filters


@dataclass(frozen=True, slots=True)
class Wanted:
    """The newest `number` pages and articles that a query finds from one place to another.

    `where` is all of this and the filters as a condition on the table {index}, with its parameters.
    """

    query: Query
    where: str
    parameters: Sequence[object]
    number: int
    since: int = 0
    until: int = LAST_PLACE
    narrows: bool = True  # whether `where` says more than that the query matches


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a core for `a_page` of an index: to find what matches, and to count each word as bm25 does.

    `matches` is the share of the pages that match, `share` that of those which pass the filters too; at most `number` of them are ranked.
    `spared` are seconds a page of the whole that dates save.
    """

    a_page: float
    matches: float
    share: float
    number: int
    spared: float = 0.0

    def seconds(self, index: Index) -> float:
        """What it takes to go through this index."""
        a_page = self.a_page + SECONDS_A_ROW * self.matches - (self.spared if index.name == INDEX else 0)
        return a_page * index.pages + SECONDS_A_HIT * min(self.number, self.share * index.pages)

    def again(self, connection: sqlite3.Connection, wanted: Wanted, whole: Index) -> "Cost":
        """The same looked at more closely, before a search is refused.

        The first time, the disk or another program may have been waited for, or a crawl has added to the sample. What was published after
        the last day asked for is not gone through, but for beginnings, which are joined in all pages; what was before the first day may be:
        FTS5 looks at that limit only where something matches.
        """
        pages = max(1, _pages(connection, SAMPLE, LAST_PLACE))
        a_page, _ = _timed(connection, wanted.query.match(), wanted.query.match_any())
        a_page = min(self.a_page, a_page / pages)
        if wanted.until == LAST_PLACE or wanted.query.has_beginnings:
            return replace(self, a_page=a_page)
        later = max(0, 1 - _pages(connection, INDEX, wanted.until) / whole.pages)
        count, _ = _timed(connection, wanted.query.match_any())
        find = max(0, a_page - count / pages) + SECONDS_A_ROW * self.matches
        return replace(self, a_page=a_page, spared=find * later)


def measure(connection: sqlite3.Connection, wanted: Wanted, pages: int) -> Cost:
    """What this search takes and finds in the sample, of so many pages and articles."""
    seconds, matches = _timed(connection, wanted.query.match(), wanted.query.match_any())
    found = matches
    if wanted.narrows:
        sql = f"select count(*) from {SAMPLE} where {wanted.where.format(index=SAMPLE)}"
        (found,) = connection.execute(sql, wanted.parameters).fetchone()
    return Cost(seconds / pages, matches / pages, found / pages, wanted.number)


def _timed(connection: sqlite3.Connection, *matches: str | None) -> tuple[float, int]:
    """Seconds of a core that it takes to find all of these in the sample, and on how many pages is the first.

    One statement: with many readers each has to wait for Python in turn.
    """
    counts = ", ".join([f"(select count(*) from {SAMPLE} where {SAMPLE} match ?)"] * len(matches))
    began = thread_time()
    number, *_ = connection.execute(f"select {counts}", matches).fetchone()
    return thread_time() - began, number


def _pages(connection: sqlite3.Connection, index: str, until: int) -> int:
    """How many pages and articles an index holds up to a place; FTS5 has a row here for each of its own."""
    return int(connection.execute(f"select count(*) from {index}_docsize where id <= ?", [until]).fetchone()[0])
