"""Keeps the indexes over the newest pages (archive.dated) at their size."""

from itertools import accumulate

from sqlite_utils import Database

from archive.dated import FIRST_ARTICLE_KEY, INDEX, KEYS, PARTS, SAMPLE, place
from archive.store.opening import transaction

_NEWEST_FIRST = f"""
    select {place("r.published", "r.id * 10000")}, count(*) from reports r join report_pages p on p.report_id = r.id
    group by r.id order by 1 desc
"""


def renew_parts(database: Database, parts: dict[str, int] = PARTS) -> list[str]:
    """Make each part when the archive has twice its pages, and anew when it holds twice as many itself; the names of those made.

    Takes 0.1 ms a page, a part a transaction.
    """
    (pages,) = database.execute("select count(*) from report_pages").fetchone()
    wanted = []
    for name, size in parts.items():
        # FTS5 has a row here for each of its own; articles do not count, as they do not in where a part begins
        (held,) = database.execute(f"select count(*) from {name}_docsize where id % {KEYS} < {FIRST_ARTICLE_KEY}").fetchone()
        if (held == 0 and pages >= 2 * size) or held >= 2 * size:
            wanted.append(name)
    if wanted:
        newest_first = database.execute(_NEWEST_FIRST).fetchall()
        for name in wanted:
            with transaction(database):
                first, sample = (_first_of_newest(newest_first, pages) for pages in (parts[name], SAMPLE))
                database.execute(f"insert or replace into {INDEX}_parts values (?, ?, ?, ?)", [name, parts[name], first, sample])
                database.execute(f"insert into {name}({name}) values ('rebuild')")
    return wanted


def _first_of_newest(newest_first: list[tuple[int, int]], pages: int) -> int:
    """The place from which on there are so many pages, or all; `newest_first` are reports (place of the first page, number of pages)."""
    totals = accumulate(number for _, number in newest_first)
    enough = (first for (first, _), total in zip(newest_first, totals, strict=True) if total >= pages)
    return next(enough, newest_first[-1][0])
