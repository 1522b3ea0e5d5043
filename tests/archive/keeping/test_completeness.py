"""How far the archive is complete: by runs over everything, never by those told to read a part."""

import sqlite3
from pathlib import Path

import pytest

from archive.database.readonly import connect_read_only
from archive.keeping.completeness import read_completeness
from tests.archive.factory import ArchiveFactory


def run(made: ArchiveFactory, day: int, arguments: str, read: int = 10, outcome: str = "ok") -> None:
    moment = f"2026-10-{day:02}T03:00:00+00:00"
    made.insert(
        "runs", source="ofsted_reports", started=moment, finished=moment, outcome=outcome, arguments=arguments,
        listing_read=read, listing_total=10,
    )  # fmt: skip


def asked(made: ArchiveFactory) -> tuple[str | None, bool]:
    connection: sqlite3.Connection = connect_read_only(made.path)
    found = read_completeness(connection)
    connection.close()
    return found.complete_to and found.complete_to[:10], found.short


def test_no_full_pass_is_said(tmp_path: Path) -> None:
    assert asked(ArchiveFactory(tmp_path)) == (None, False)


@pytest.mark.parametrize(
    "partial",
    [
        '{"limit": "5"}',
        '{"since": "2026-01-01"}',
        '{"remit": "local_authority_childrens_services", "urn": "80428"}',
        '{"remit": "adoption"}',
    ],
)
def test_a_partial_run_says_nothing(tmp_path: Path, partial: str) -> None:
    made = ArchiveFactory(tmp_path)
    run(made, 1, '{"remit": "local_authority_childrens_services"}')
    run(made, 2, partial, read=3)
    assert asked(made) == ("2026-10-01", False)


def test_a_short_listing_is_said(tmp_path: Path) -> None:
    made = ArchiveFactory(tmp_path)
    run(made, 1, "{}")
    run(made, 2, "{}", read=9, outcome="degraded")
    assert asked(made) == ("2026-10-01", True)
