"""Which reports have what was searched for, and of which reports that is a share: trends and tables of terms count these."""

import sqlite3
from collections.abc import Sequence

from archive.database.ids import is_article
from archive.search.facets import Counted, read_counted
from archive.search.filters import Filters
from archive.search.hits import find_everything, find_hits


def reports_with(connection: sqlite3.Connection, match: str, filters: Filters, *, public: bool) -> dict[int, Counted]:
    """The reports, by id, that match and pass the filters; not those that were taken down."""
    return _shown(connection, [hit.owner for hit in find_hits(connection, match, filters, public=public, ranked=0)])


def reports_held(connection: sqlite3.Connection, filters: Filters) -> dict[int, Counted]:
    """The reports, by id, that pass the filters and have text."""
    with_text = {row[0] for row in connection.execute("select distinct report_id from report_pages")}
    return _shown(connection, [hit.owner for hit in find_everything(connection, filters) if hit.owner in with_text])


def _shown(connection: sqlite3.Connection, owners: Sequence[int]) -> dict[int, Counted]:
    """Of these the reports that may be shown."""
    reports = [owner for owner in owners if not is_article(owner)]
    rows = zip(reports, read_counted(connection, reports), strict=True)
    return {report: row for report, row in rows if row is not None}
