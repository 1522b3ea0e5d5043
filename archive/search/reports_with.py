"""Which reports have what was searched for, and of which reports that is a share: trends and tables of terms count these."""

import sqlite3
from collections.abc import Iterable

from archive.database.ids import is_article
from archive.database.listed_rows import REPORTS
from archive.database.readonly import between_writes, plain_rows
from archive.search.facets import Counted, read_counted
from archive.search.filters import Filters
from archive.search.hits import find_everything, find_hits


def reports_with(connection: sqlite3.Connection, match: str, filters: Filters, *, public: bool) -> dict[int, Counted]:
    """The reports, by id, that match and pass the filters; not those that were taken down."""
    return _shown(connection, find_hits(connection, match, filters, public=public, ranked=0))


def reports_held(connection: sqlite3.Connection, filters: Filters) -> dict[int, Counted]:
    """The reports, by id, that pass the filters and have text."""
    with_text = {row[0] for row in connection.execute("select distinct report_id from report_pages")}
    return _shown(connection, [owner for owner in find_everything(connection, filters) if owner in with_text])


def count_held(connection: sqlite3.Connection, filters: Filters) -> dict[str, int]:
    """How many reports of each year pass the filters, whatever the part of a report, and have text; undated ones are left out.

    Kept by the connection until somebody writes: over 5,000 reports it takes 7 ms.
    """
    narrowed, values = filters.conditions()
    clause = f"{narrowed or ' where true'} and year is not null and id in (select report_id from report_pages)"
    sql = f"select year, count(*) from ({REPORTS}){clause} group by year"
    return between_writes(connection, (sql, *values), lambda: dict(plain_rows(connection, sql, values).fetchall()))


def _shown(connection: sqlite3.Connection, owners: Iterable[int]) -> dict[int, Counted]:
    """Of these the reports that may be shown."""
    return read_counted(connection, [owner for owner in owners if not is_article(owner)])
