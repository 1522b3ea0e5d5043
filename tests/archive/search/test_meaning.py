"""Questions by meaning: vectors beside the archive, made as time allows, forgotten with their texts. Needs the extra [meaning]."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.keeping.takedown import erase
from archive.search.ask import ask
from archive.search.filters import read_filters
from archive.search.meaning import load_model, text_key, vectors_file
from archive.store.takedowns import find_subject
from archive.store.vectors import AT_ONCE, make_vectors
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE

pytestmark = pytest.mark.skipif(load_model() is None, reason="needs the extra [meaning]")

WAITING = (
    "Families wait many weeks before anybody is allocated to them, "
    "because there are not enough staff to take on the number of new cases each month."
)
ADOPTION = (
    "Prospective adopters receive helpful training, "
    "and panels consider every match with care before a child moves to live with a new family."
)
WEATHER = (
    "The hall has a new roof, "
    "a repaired boiler and windows that keep out the rain, so that meetings can be held there during the winter months."
)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """Three reports of one paragraph each."""
    factory = ArchiveFactory(tmp_path)
    for code, name in ((AMBERFORD, "Amberford"), (BRACKMERE, "Brackmere")):
        factory.authority(code, name)
    for number, (authority, text) in enumerate(((AMBERFORD, WAITING), (BRACKMERE, ADOPTION), (BRACKMERE, WEATHER)), start=1):
        report = factory.report(number, authority, f"202{number}-01-01", [text])
        factory.db.execute("update report_pages set rest = '' where report_id = ?", [report])
        factory.fact("report_paragraphs", report, position=1, page=1, page_end=1, text=text)
    factory.db.conn.row_factory = sqlite3.Row
    yield factory
    factory.db.close()


def keys(made: ArchiveFactory, typed: str, **parameters: str) -> list[str]:
    return [one.key for one in ask(made.db.conn, typed, read_filters(parameters), limit=9, public=False).found]


def test_a_question_is_answered_though_it_shares_no_word(made: ArchiveFactory) -> None:
    question = "delays in getting a social worker"
    assert keys(made, question) == []
    assert make_vectors(made.db) == (3, 3)
    assert ask(made.db.conn, question, read_filters({}), limit=9, public=False).vectors == (3, 3)
    assert keys(made, question)[0] == "ofsted-1"
    assert keys(made, question, authority=BRACKMERE)[0] == "ofsted-2"
    assert keys(made, f'{question} "new roof"') == ["ofsted-3"]  # a quotation must be there


def test_vectors_are_made_as_time_allows_the_newest_first(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.store.vectors.AT_ONCE", 1)
    ticks = iter(range(100))
    monkeypatch.setattr("archive.store.vectors.monotonic", lambda: next(ticks))
    assert make_vectors(made.db, 1) == (1, 3)  # the clock moves a second at every look
    held = sqlite3.connect(vectors_file(made.path)).execute("select text from vectors").fetchall()
    assert held == [(text_key(WEATHER),)]
    assert make_vectors(made.db, 0) is None
    assert make_vectors(made.db) == (3, 3)
    assert AT_ONCE > 1


def test_what_is_erased_is_forgotten_its_bytes_too(made: ArchiveFactory) -> None:
    make_vectors(made.db)
    file = vectors_file(made.path)
    assert text_key(WAITING) in file.read_bytes()
    erase(made.db, made.path, made.files, find_subject(made.db, "ofsted-1"), [])
    assert text_key(WAITING) not in file.read_bytes()
    assert make_vectors(made.db) == (2, 2)


def test_a_changed_text_gets_a_new_vector_and_loses_its_old(made: ArchiveFactory) -> None:
    make_vectors(made.db)
    made.db.execute("update report_paragraphs set text = ? where text = ?", [WEATHER.replace("hall", "house"), WEATHER])
    made.db.conn.commit()
    assert make_vectors(made.db) == (3, 3)
    assert text_key(WEATHER) not in vectors_file(made.path).read_bytes()


def test_the_public_is_answered_with_nothing_that_was_taken_down(made: ArchiveFactory) -> None:
    from archive.database.public import hide_private

    make_vectors(made.db)
    made.db.execute("update reports set withheld = '2026-01-01' where key = 'ofsted-1'")
    made.db.conn.commit()
    hide_private(made.db.conn)
    found = ask(made.db.conn, "delays in getting a social worker", read_filters({}), limit=9, public=True)
    assert found.vectors == (2, 2)
    assert "ofsted-1" not in {one.key for one in found.found}
