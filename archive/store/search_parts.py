"""Keeps the full-text indexes whole, and those over the newest pages (archive.database.search_index) at their size."""

import sqlite3
from collections.abc import Mapping
from itertools import accumulate

from sqlite_utils import Database

from archive.database.search_index import FIRST_ARTICLE_KEY, INDEX, KEYS, PARTS, place
from archive.errors import DamageError
from archive.store.opening import transaction

_NEWEST_FIRST = f"""
    select {place("r.published", "r.id * 10000")}, count(*) from reports r join report_pages p on p.report_id = r.id
    group by r.id order by 1 desc
"""


def renew_parts(database: Database, parts: Mapping[str, int] = PARTS) -> list[str]:
    """Make each part when the archive has twice its pages, and anew when it holds twice or half as many itself; the names of those made.

    Takes 0.1 ms a page, a part a transaction. How many pages and articles each part, and the whole, holds is written down.
    """
    (pages,) = database.execute("select count(*) from report_pages").fetchone()
    held = {name: _held(database, name) for name in parts}
    due = [name for name, size in parts.items() if (2 * held[name] < size and pages >= 2 * size) or held[name] >= 2 * size]
    newest_first = database.execute(_NEWEST_FIRST).fetchall() if due else []
    firsts = dict(database.execute(f"select name, first from {INDEX}_parts").fetchall())
    made = []
    for name in due:
        first = _first_of_newest(newest_first, parts[name])
        if first != firsts.get(name):  # one day alone may have too many
            with transaction(database):
                database.execute(f"insert or replace into {INDEX}_parts values (?, ?, ?)", [name, parts[name], first])
                database.execute(f"insert into {name}({name}) values ('rebuild')")
            held[name] = _held(database, name)
            made.append(name)
    in_use = [INDEX, *(name for name, number in held.items() if number)]
    if len(in_use) > 1:
        with transaction(database):
            database.execute(f"insert or ignore into {INDEX}_parts values (?, 0, 0)", [INDEX])
            for name in in_use:
                database.execute(f"update {INDEX}_parts set pages = (select count(*) from {name}_docsize) where name = ?", [name])
    return made


def is_whole(database: Database, index: str) -> bool:
    """Whether a full-text index agrees with its table; it is made anew where it does not."""
    try:
        with transaction(database):
            database.execute(f"insert into {index}({index}, rank) values ('integrity-check', 1)")
    # SQLite calls an index that lacks rows a damaged database, and asks for impossible memory where a damaged count says so
    except (sqlite3.DatabaseError, DamageError, MemoryError):
        with transaction(database):
            _empty(database, index)
            database.execute(f"insert into {index}({index}) values ('rebuild')")
        return False
    return True


def _empty(database: Database, index: str) -> None:
    """Give a full-text index the tables of a new one: FTS5 does not open one whose list of parts is damaged, so cannot rebuild it."""
    database.execute(f"delete from {index}_data")
    database.execute(f"delete from {index}_idx")
    database.execute(f"insert into {index}_data values (1, x''), (10, x'00000000000000')")  # averages, list of parts


def _held(database: Database, name: str) -> int:
    """Pages in this part: FTS5 has a row here for each of its own. Articles do not count, as they do not in where a part begins."""
    (number,) = database.execute(f"select count(*) from {name}_docsize where id % {KEYS} < {FIRST_ARTICLE_KEY}").fetchone()
    return int(number)


def _first_of_newest(newest_first: list[tuple[int, int]], pages: int) -> int:
    """The place with which the day begins from which on there are so many pages; `newest_first` are reports (first page, pages)."""
    totals = accumulate(number for _, number in newest_first)
    enough = (first for (first, _), total in zip(newest_first, totals, strict=True) if total >= pages)
    return next(enough, 0) // KEYS * KEYS
