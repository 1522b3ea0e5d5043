"""The pages of publishers that crawls did not take, for `archive status`."""

import sqlite3

from archive.vocabulary import REFUSALS


def count_refused(connection: sqlite3.Connection) -> dict[str, int]:
    """How many pages were refused for each reason (its meaning), most first; none in an archive without the table, such as a snapshot."""
    if not _is_there(connection):
        return {}
    rows = connection.execute("select why, count(*) from refused_pages group by 1 order by 2 desc, 1").fetchall()
    return {REFUSALS.words[why]: number for why, number in rows}


def list_refused(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Source, reason, day last seen, address and title ("" for none) of every refused page, by source and reason, the newest first."""
    if not _is_there(connection):
        return []
    columns = "source, why, substr(last_seen, 1, 10), url, coalesce(title, '')"
    rows = connection.execute(f"select {columns} from refused_pages order by source, why, last_seen desc, url")
    return [tuple(row) for row in rows]


def _is_there(connection: sqlite3.Connection) -> bool:
    return connection.execute("select 1 from sqlite_master where type = 'table' and name = 'refused_pages'").fetchone() is not None
