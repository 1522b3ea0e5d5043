"""Rules of health about dates: one that cannot be is a fault of its own, as it would silence rules that ask how long ago it was."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

from archive.keeping.health_rules import AHEAD, Verdict

AHEAD_OF_DAYS = timedelta(days=2)  # dates without an hour, of any time zone
LONGEST_WAIT = timedelta(days=65)  # before a missing file is asked for again; see scraper.ingest.ingest

# Table, column, SQL of whose it is, and what such a moment is.
MOMENTS = (
    ("runs", "started", "source", "runs begun"),
    ("runs", "finished", "source", "runs ended"),
    ("documents", "first_fetched", "source", "documents fetched"),
    ("documents", "last_seen", "source", "documents last seen"),
    ("reports", "last_seen", "source", "reports last seen"),
    ("articles", "last_seen", "source", "articles last seen"),
    ("problems", "last_seen", "source", "problems last met"),
)
DAYS = (
    ("reports", "published", "source", "reports published"),
    ("articles", "published", "source", "articles published"),
    ("inspections", "inspection_end", "family", "inspections ended"),
)


def impossible_dates(connection: sqlite3.Connection, moment: datetime) -> Iterator[Verdict]:
    """No date is in the future, and each can be read as a date."""
    for places, ahead in ((MOMENTS, AHEAD), (DAYS, AHEAD_OF_DAYS)):
        limit = (moment + ahead).strftime("%Y-%m-%d %H:%M:%S")
        for table, column, about, words in places:
            rows = connection.execute(
                f"""select {about}, count(*), max({column}), sum(julianday({column}) is null) from {table}
                where {column} is not null and (julianday({column}) is null or julianday({column}) > julianday(?)) group by 1 order by 1""",
                [limit],
            )
            for whose, number, latest, unreadable in rows.fetchall():
                said = f"{words} on a day that is no date or in the future: {number}, the last on {latest}"
                advice = "restore a backup" if unreadable else "set the clock of this machine right; see docs/operations.md"
                yield Verdict("dates", whose, False, f"{said}; {advice}", number, 0)


def put_off(connection: sqlite3.Connection, moment: datetime) -> Iterator[Verdict]:
    """No missing file waits longer for its next request than any may."""
    limit = (moment + LONGEST_WAIT).date().isoformat()
    rows = connection.execute("select source, count(*), max(ask_next) from reports where ask_next > ? group by 1 order by 1", [limit])
    for source, number, latest in rows.fetchall():
        note = f"{number} missing files are not asked for before {latest}; scrapy update --missing asks for them now"
        yield Verdict("put off", source, False, note, number, 0)
