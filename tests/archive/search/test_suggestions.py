"""Other spellings and named authorities are offered when they help, and only then."""

import sqlite3
from collections.abc import Iterator

import pytest

from archive.database.readonly import connect_read_only
from archive.search.filters import read_filters
from archive.search.query import read_query
from archive.search.recommendations import find_recommendations, read_asked
from archive.search.search import search
from archive.search.suggestions import named_authorities
from archive.store.engine import update_engine
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, sample_archive


@pytest.fixture(scope="module", params=["fts", "engine"])
def connection(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the sample archive."""
    made = sample_archive(tmp_path_factory.mktemp("advice"))
    if request.param == "engine":
        update_engine(made.db)
    opened = connect_read_only(made.path)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["fts", "engine"])
def uneven(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """An archive in which some words occur far more often than others that are as much like what people type."""
    made = ArchiveFactory(tmp_path_factory.mktemp("uneven"))
    made.authority(AMBERFORD, "Amberford", "Midshire")
    for number in range(40):
        made.report(400 + number, AMBERFORD, "2021-03-01", ["Supervision is weak. Care leavers wait for social workers."])
    for number in range(30):
        made.report(450 + number, AMBERFORD, "2019-03-01", ["A supervisor left." if number else "Supervision is weak."])
    made.report(490, AMBERFORD, "2021-03-01", ["Supervisors left. A supervizion was missed. Some asked, and care2learn pays."])
    for number in range(25):
        made.article(500 + number, "An article", "Safeguardin is private.", "2021-03-01", excerpt=None)
    made.report(491, AMBERFORD, "2021-03-01", ["Safeguarding is strong. " * 3] * 3)
    if request.param == "engine":
        update_engine(made.db)
    opened = connect_read_only(made.path)
    yield opened
    opened.close()


def suggested(connection: sqlite3.Connection, typed: str, *, public: bool = False, **parameters: str) -> tuple[str, ...]:
    return search(connection, typed, read_filters(parameters), public=public).suggestions


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("safegaurding", ["safeguarding"]),
        ("suprevision of workers", ["supervision of workers"]),
        ("usprevision", ["supervision"]),  # the first letters swapped
        ("safeguarding", []),
        ("zzzzqqq", []),
        ('"safegaurding"', []),
        ("safega*", []),
        ("sup", []),
        ("", []),
        ("Brackmere", []),
    ],
)
def test_another_spelling(connection: sqlite3.Connection, typed: str, offered: list[str]) -> None:
    assert list(suggested(connection, typed)) == offered


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("supervison", "supervision"),  # "supervisor" is as near, and rare
        ("supervizion", "supervision"),  # a page has it as it is, but forty have the other
        ("careleavers", "care leavers"),
        ("socialworkers waiting", "social workers waiting"),
    ],
)
def test_what_stands_in_most_places_is_offered_first(uneven: sqlite3.Connection, typed: str, best: str) -> None:
    assert suggested(uneven, typed)[:1] == (best,)


def test_of_two_spellings_the_one_that_finds_more_comes_first(uneven: sqlite3.Connection) -> None:
    assert suggested(uneven, "supervison") == ("supervision", "supervisor")
    assert suggested(uneven, "supervison", year="2019") == ("supervisor", "supervision")


def test_no_spelling_is_offered_that_finds_no_more(uneven: sqlite3.Connection) -> None:
    assert suggested(uneven, "supervison", year="2021") == suggested(uneven, "supervison")
    assert suggested(uneven, "supervison", year="2022") == ()
    assert suggested(uneven, "supervison kestrels") == ()


def test_recommendations_have_suggestions_too(connection: sqlite3.Connection) -> None:
    def offered(**parameters: str) -> tuple[str, ...]:
        return find_recommendations(connection, read_asked(parameters)).suggestions

    assert offered(q="suprevision") == ("supervision",)
    assert offered(q="safegaurding") == ()  # no recommendation has the word
    assert offered(q="suprevision", authority="X0000003") == ()
    assert offered(q="supervision") == ()


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
    assert suggested(connection, typed) == ((private,) if private else ())
    assert suggested(connection, typed, public=True) == ((public,) if public else ())


def test_in_public_a_word_of_many_articles_texts_counts_as_not_held(uneven: sqlite3.Connection) -> None:
    assert suggested(uneven, "safeguardin") == ()
    assert suggested(uneven, "safeguardin", public=True) == ("safeguarding",)


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
    kept = connection.execute("select name from temp.sqlite_master order by name").fetchall()
    suggested(connection, "safegaurding")
    assert connection.execute("select name from temp.sqlite_master order by name").fetchall() == kept
