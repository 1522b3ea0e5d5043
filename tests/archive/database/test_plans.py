"""What a week and the priority actions cost must not grow with the archive: their queries find rows by an index."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.outcomes.priority_actions import read_alarms, read_priority_actions
from archive.outcomes.week import read_week
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import sample_archive

OF_ALL_REPORTS = ("SCAN r", "SCAN i", "SCAN c", "SCAN d", "SCAN reports", "SCAN inspections", "SCAN report_changes")


@pytest.fixture
def archive(tmp_path: Path) -> ArchiveFactory:
    """The sample archive, its rows with names as readers' pages have them."""
    made = sample_archive(tmp_path)
    made.db.conn.row_factory = sqlite3.Row
    return made


def plans(connection: sqlite3.Connection, read: Callable[[], object]) -> list[str]:
    """How SQLite goes about each query of `read`, a line a step."""
    queries: list[str] = []
    connection.set_trace_callback(queries.append)
    read()
    connection.set_trace_callback(None)
    assert queries
    return [row[3] for sql in queries for row in connection.execute(f"explain query plan {sql}")]


def test_a_week_looks_at_its_own_reports_only(archive: ArchiveFactory) -> None:
    connection = archive.db.conn
    archive.db.execute("update reports set first_seen = '2026-06-12T01:00:00+00:00'")
    connection.commit()
    found = plans(connection, lambda: read_week(connection, "2026-06-15"))  # a graded inspection was published, older reports came in
    assert [step for step in found if step in OF_ALL_REPORTS] == []
    assert any("reports_first_seen" in step for step in found)
    assert any("reports_off_page" in step for step in found)


def test_priority_actions_are_read_from_their_index(archive: ArchiveFactory) -> None:
    connection = archive.db.conn
    found = plans(connection, lambda: [read_priority_actions(connection), read_alarms(connection, "2026-01-01", "published")])
    assert [step for step in found if step in OF_ALL_REPORTS] == []
    assert sum("COVERING INDEX recommendations_priority_actions" in step for step in found) == 3


def test_a_week_counts_what_came_late_and_shows_the_newest(archive: ArchiveFactory) -> None:
    connection = archive.db.conn
    archive.db.execute("update reports set first_seen = '2026-03-04T23:59:59+00:00' where id in (1, 3)")
    archive.db.execute("update reports set first_seen = '2026-03-05T00:00:00+00:00' where id = 4")
    connection.commit()
    week = read_week(connection, "2026-03-04")
    assert week.late == 2
    assert [row["key"] for row in week.late_newest] == ["ofsted-103", "ofsted-101"]
