"""Which full-text indexes a search goes through: a small one if it gives the same results, and none that would take too long.

Ranking with bm25 first counts every page that holds a word: of two million pages that takes a second. Where the newest pages alone hold
as many as are ranked, they are searched in a part: the same is found, ranked by how often words are in the part.

What would take too long over the whole (archive.search.search_cost) is looked for in the largest part that there is time for.
"""

import sqlite3
from collections.abc import Callable, Iterator

from archive.database.search_index import INDEX, Index
from archive.search.search_cost import Wanted, measure

CERTAINTY = 1.2  # how many times as many as are wanted a part must promise
LATE = 1.3  # how many times as long as was told it may take
WHOLE = Index(INDEX, 0, 0)


def indexes_to_try(connection: sqlite3.Connection, wanted: Wanted, seconds_left: Callable[[], float]) -> Iterator[Index]:
    """Indexes in which all that is wanted may be, the smallest first; last the whole, or the largest part that there is time for."""
    indexes = in_use(connection)
    if not indexes:
        yield WHOLE
        return
    cost = measure(connection, wanted, indexes[0].pages)
    looked_again, tried = False, 0
    for index in indexes:
        promised = wanted.since >= index.first or cost.share * index.pages > wanted.number * CERTAINTY
        if not promised and index is not indexes[-1]:
            continue
        if LATE * cost.seconds(index) > seconds_left() and not looked_again:
            cost, looked_again = cost.again(connection, wanted, indexes[-1]), True
        possible = [other for other in indexes if LATE * cost.seconds(other) <= seconds_left()]
        if index not in possible:
            yield from (other for other in possible[-1:] if other.pages > tried and other.first <= wanted.until)
            return
        yield index
        tried = index.pages


def in_use(connection: sqlite3.Connection) -> list[Index]:
    """The parts, the smallest first, and last the whole; none in an archive too small for a sample."""
    rows = connection.execute(f"select name, pages, first from {INDEX}_parts order by name = '{INDEX}', pages").fetchall()
    return [Index(*row) for row in rows]
