"""What the public may see is stated for every table, so that a new one cannot be forgotten."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.public import EMPTIED_COLUMNS, PRIVATE_COLUMNS, PRIVATE_TABLES, SHOWN, hide_private
from archive.readonly import connect_read_only
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import sample_archive

# Tables with rows of no single report or article.
OF_NONE = {"sources", "runs", "local_authorities", "providers", "reconciliations", "official_inspections"}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    archive = sample_archive(tmp_path)
    yield archive
    archive.db.close()


def tables(made: ArchiveFactory) -> set[str]:
    return {name for name in made.db.table_names() if "_fts" not in name and not name.startswith(("_", "sqlite_"))}


def test_every_table_is_spoken_of(made: ArchiveFactory) -> None:
    assert tables(made) == {*SHOWN, *PRIVATE_TABLES, *OF_NONE}, "say in archive.public which of its rows are shown"
    assert not OF_NONE & {*SHOWN, *PRIVATE_TABLES}
    assert set(PRIVATE_COLUMNS) | set(EMPTIED_COLUMNS) <= set(SHOWN)


def test_a_public_connection_finds_no_private_value(made: ArchiveFactory) -> None:
    with closing(connect_read_only(made.path)) as connection:
        assert connection.execute("select count(*) from articles where text is not null").fetchone()[0] == 3
        hide_private(connection)
        for table, columns in PRIVATE_COLUMNS.items():
            for column in columns:
                assert connection.execute(f"select count({column}) from {table}").fetchone()[0] == 0, (table, column)
                assert connection.execute(f"select count(*) from {table}").fetchone()[0] > 0, table
        for table in PRIVATE_TABLES:
            assert connection.execute(f"select count(*) from {table}").fetchone()[0] == 0


def test_hiding_costs_no_scan(made: ArchiveFactory) -> None:
    """Each look-up by key stays one: only the few that are withheld are gone through, by their own index."""
    with closing(connect_read_only(made.path)) as connection:
        hide_private(connection)
        for sql in (
            "select * from documents where url = 'x'",
            "select * from reports where key = 'x'",
            "select * from report_pages where report_id = 1",
            "select * from problems where url = 'x'",
            "select * from reports left join inspections on report_id = reports.id where reports.id = 1",
        ):
            plan = [row[3] for row in connection.execute(f"explain query plan {sql}")]
            scans = [step for step in plan if re.match(r"SCAN (?!.*_withheld)", step)]
            assert not scans, (sql, plan)


def test_the_private_connection_is_left_alone(made: ArchiveFactory) -> None:
    with closing(sqlite3.connect(made.path)) as connection:
        assert connection.execute("select count(*) from inspectors").fetchone() == (1,)
