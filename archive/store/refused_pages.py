"""Saves which pages of publishers a crawl did not take, and why: one row for each address, until the page is taken."""

from collections.abc import Iterable

from sqlite_utils import Database

from archive.records import RefusedPage

# Of a page that was taken down and erased nothing is written again, not even its title.
_SAVE = """
    insert into refused_pages (source, url, title, why, first_seen, last_seen)
    select :source, :url, :title, :why, :now, :now where not exists
        (select 1 from takedowns where erased is not null and undone is null and (subject = :url or url = :url))
    on conflict (source, url) do update set title = coalesce(excluded.title, title), why = excluded.why, last_seen = excluded.last_seen
"""


def save_refused(database: Database, source: str, pages: Iterable[RefusedPage], now: str) -> None:
    """Write or renew the rows of `pages`; a title once known stays. Takes part in the caller's transaction."""
    rows = [{"source": source, "url": page.url, "title": page.title, "why": page.why, "now": now} for page in pages]
    database.conn.executemany(_SAVE, rows)


def forget_refused(database: Database, source: str, url: str) -> None:
    """The page of this address was taken. Takes part in the caller's transaction."""
    database.execute("delete from refused_pages where source = ? and url = ?", [source, url])
