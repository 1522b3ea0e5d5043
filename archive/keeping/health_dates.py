"""Health rules about dates. An impossible date is a fault in itself, because it would hide faults from the other rules."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

from archive.keeping.health_rules import AHEAD, Verdict

AHEAD_OF_DAYS = timedelta(days=2)  # dates without an hour, of any time zone
LONGEST_WAIT = timedelta(days=65)  # before a missing file is asked for again; see scraper.ingest.ingest

# Table, column, SQL of whose it is, and what such a moment is.
MOMENTS = (
    ("runs", "started", "source", "start of runs"),
    ("runs", "finished", "source", "end of runs"),
    ("documents", "first_fetched", "source", "when documents were fetched"),
    ("documents", "last_seen", "source", "when documents were last seen"),
    ("reports", "last_seen", "source", "when reports were last seen"),
    ("articles", "last_seen", "source", "when articles were last seen"),
    ("problems", "last_seen", "source", "when problems last occurred"),
)
DAYS = (
    ("reports", "published", "source", "publication of reports"),
    ("articles", "published", "source", "publication of articles"),
    ("inspections", "inspection_end", "family", "end of inspections"),
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
                said = f"{words}: {number} dates are invalid or in the future, the latest is {latest}"
                advice = "restore a backup" if unreadable else "check the clock of this machine; see docs/operations.md"
                yield Verdict("dates", whose, False, f"{said}; {advice}", number, 0)


def put_off(connection: sqlite3.Connection, moment: datetime) -> Iterator[Verdict]:
    """No missing file waits longer for its next request than the longest wait allowed."""
    limit = (moment + LONGEST_WAIT).date().isoformat()
    rows = connection.execute("select source, count(*), max(ask_next) from reports where ask_next > ? group by 1 order by 1", [limit])
    for source, number, latest in rows.fetchall():
        note = f"the archive will not ask for {number} missing files before {latest}; to ask now, run scrapy update --missing"
        yield Verdict("put off", source, False, note, number, 0)
