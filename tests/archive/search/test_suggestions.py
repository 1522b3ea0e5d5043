"""Other spellings and named authorities are offered when they help, and only then."""

import sqlite3
from collections.abc import Iterator

import pytest

from archive.database.readonly import connect_read_only
from archive.search.query import read_query
from archive.search.suggestions import did_you_mean, named_authorities
from tests.archive.sample import AMBERFORD, sample_archive


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the sample archive."""
    opened = connect_read_only(sample_archive(tmp_path_factory.mktemp("advice")).path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("safegaurding", "safeguarding"),
        ("suprevision of workers", "supervision of workers"),
        ("safeguarding", None),
        ("zzzzqqq", None),
        ('"safegaurding"', None),
        ("safega*", None),
        ("sup", None),
        ("", None),
    ],
)
def test_another_spelling(connection: sqlite3.Connection, typed: str, offered: str | None) -> None:
    assert did_you_mean(connection, read_query(typed)) == offered


@pytest.mark.parametrize(
    ("typed", "private", "public"),
    [
        ("sentense", "sentence", None),  # stands in the text of an article alone
        ("placments", "placements", "placements"),  # stands in the title of one
        ("suprevision", "supervision", "supervision"),
        ("sentence", None, None),
    ],
)
def test_in_public_no_word_of_an_articles_text_is_offered(
    connection: sqlite3.Connection, typed: str, private: str | None, public: str | None
) -> None:
    assert did_you_mean(connection, read_query(typed)) == private
    assert did_you_mean(connection, read_query(typed), public=True) == public


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("amberford supervision", [(AMBERFORD, "Amberford", "supervision")]),
        ("Amberford", []),
        ("Amberfordshire supervision", []),
        ("supervision", []),
    ],
)
def test_named_authorities(connection: sqlite3.Connection, typed: str, offered: list[tuple[str, str, str]]) -> None:
    assert named_authorities(connection, read_query(typed)) == offered


def test_the_archive_is_not_written(connection: sqlite3.Connection) -> None:
    did_you_mean(connection, read_query("safegaurding"))
    assert connection.execute("select count(*) from temp.sqlite_master").fetchone()[0] == 0
