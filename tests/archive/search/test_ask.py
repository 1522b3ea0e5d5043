"""Questions are answered with paragraphs, the best first; those like a recommendation with who else was told the same."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.database.readonly import connect_read_only
from archive.search.ask import ask
from archive.search.filters import read_filters
from archive.search.similar_recommendations import find_similar, read_recommendation
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE, sample_archive


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The sample archive."""
    opened = connect_read_only(sample_archive(tmp_path_factory.mktemp("ask")).path)
    yield opened
    opened.close()


def test_a_question_is_answered_with_paragraphs(connection: sqlite3.Connection) -> None:
    answers = ask(connection, "Which managers do not record supervision?", read_filters({}), limit=10, public=False).found
    best = answers[0]
    assert (best.key, best.place.number, best.place.page, best.url) == ("ofsted-101", "2", 2, "/report/ofsted-101#p2")
    assert best.text == "Supervision of social workers is irregular. Managers do not record supervision."
    assert [one.score for one in answers] == sorted((one.score for one in answers), reverse=True)
    assert {one.key for one in answers} == {"ofsted-101", "ofsted-103"}  # no article
    assert len(ask(connection, "supervision", read_filters({}), limit=1, public=False).found) == 1
    assert {one.key for one in ask(connection, "supervision", read_filters({"year": "2024"}), limit=9, public=False).found} == {
        "ofsted-103"
    }
    assert ask(connection, '"no such words" supervision', read_filters({}), limit=9, public=True).found == ()
    assert ask(connection, "???", read_filters({}), limit=9, public=False).found == ()


@pytest.fixture
def told(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """A recommendation, nearly the same to the same council and to another, and one on another matter."""
    made = ArchiveFactory(tmp_path)
    for code, name in ((AMBERFORD, "Amberford"), (BRACKMERE, "Brackmere")):
        made.authority(code, name)
    for number, (authority, text) in enumerate(
        (
            (AMBERFORD, "The timeliness of return home interviews for children who go missing."),
            (AMBERFORD, "The quality and timeliness of return home interviews when children go missing."),
            (BRACKMERE, "Timely return home interviews."),
            (BRACKMERE, "The oversight of private fostering."),
        ),
        start=1,
    ):
        report = made.report(number, authority, f"202{number}-01-01", ["Words."])
        made.fact("recommendations", report, position=1, kind="improvement", addressed_to="authority", page=1, text=text)
    made.db.conn.row_factory = sqlite3.Row
    yield made
    made.db.close()


def test_who_else_was_told_the_same(told: ArchiveFactory) -> None:
    asked = read_recommendation(told.db.conn, 1)
    assert asked is not None
    found, by_meaning = find_similar(told.db.conn, asked, public=False)
    assert not by_meaning  # there are no vectors
    assert [(one.row["id"], one.row["authority"]) for one in found] == [(2, AMBERFORD), (3, BRACKMERE)]
    assert 1 >= found[0].score > found[1].score > 0
    assert read_recommendation(told.db.conn, 99) is None


def test_a_report_does_not_tell_itself(told: ArchiveFactory) -> None:
    told.fact("recommendations", 1, position=2, kind="improvement", addressed_to="authority", page=1, text="Return home interviews.")
    asked = read_recommendation(told.db.conn, 1)
    assert asked is not None
    assert 5 not in [one.row["id"] for one in find_similar(told.db.conn, asked, public=False)[0]]
