"""The index over the newest pages finds what the whole index finds, follows every change, and is used when many pages match."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive import hits, recent
from archive.filters import read_filters
from archive.recent import INDEX
from archive.search import search
from archive.store.recent import renew_recent_index
from archive.verify import verify
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD

PAGES = 6


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """Ten reports of three pages, every page with the word supervision, and one article."""
    factory = ArchiveFactory(tmp_path)
    factory.authority(AMBERFORD, "Amberford")
    for number in range(10, 20):
        factory.report(number, AMBERFORD, f"2020-01-{number}", [f"Supervision in part {part} of {number}." for part in "abc"])
    yield factory
    factory.db.close()


def renew(database: Database) -> bool:
    return renew_recent_index(database, pages=PAGES, in_use_from=2 * PAGES)


def rows(database: Database, word: str) -> list[int]:
    found = database.execute(f"select rowid from {INDEX} where {INDEX} match ? order by rowid", [word]).fetchall()
    return [row[0] for row in found]


def sizes(database: Database) -> int:
    found: int = database.execute("select count(*) from report_pages where id >= (select first from search_fts_recent_from)").fetchone()[0]
    return found


def test_a_small_archive_has_none(made: ArchiveFactory) -> None:
    assert not renew_recent_index(made.db)
    assert rows(made.db, "supervision") == []
    assert not recent.holds(made.db.conn, "{index} match ?", ["supervision"], 0)


def test_it_holds_the_newest_pages_and_follows_changes(made: ArchiveFactory) -> None:
    assert renew(made.db)
    assert sizes(made.db) == PAGES == len(rows(made.db, "supervision"))
    assert not renew(made.db)  # nothing to do
    made.report(30, AMBERFORD, "2021-01-01", ["Supervision of newcomers."])
    assert len(rows(made.db, "newcomers")) == 1
    made.db.execute("update report_pages set text = 'Oversight' where text like '%newcomers%'")
    assert (rows(made.db, "newcomers"), len(rows(made.db, "oversight"))) == ([], 1)
    old, new = made.db.execute("select min(id), max(id) from report_pages").fetchone()
    made.db.execute("delete from report_pages where id in (?, ?)", [old, new])  # one that it never held, and one that it holds
    assert rows(made.db, "oversight") == []
    made.db.conn.commit()
    assert verify_index(made) == []


def verify_index(made: ArchiveFactory) -> list[str]:
    return [damage.problem.message for damage in verify(made.db, made.files) if INDEX in damage.problem.message]


def test_it_is_made_anew_when_it_has_grown(made: ArchiveFactory) -> None:
    renew(made.db)
    for number in range(40, 43):
        made.report(number, AMBERFORD, "2022-02-02", ["More supervision."] * 3)
    assert sizes(made.db) == 2 * PAGES + 3
    assert renew(made.db)
    assert sizes(made.db) == PAGES
    assert verify_index(made) == []


@pytest.mark.parametrize("index", ["search_fts", INDEX])
def test_an_index_that_lost_its_rows_is_rebuilt(made: ArchiveFactory, index: str) -> None:
    renew(made.db)
    made.db.execute(f"insert into {index}({index}) values ('delete-all')")
    made.db.conn.commit()
    assert [damage.mended for damage in verify(made.db, made.files) if damage.problem.kind == "index_damaged"] == [True]
    assert len(rows(made.db, "supervision")) == PAGES
    assert verify_index(made) == []


def test_the_same_is_found_with_it_as_without(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hits, "HITS_RANKED", 4)

    def found(typed: str) -> tuple[list[tuple[str, tuple[int, ...]]], object, bool]:
        results = search(made.db.conn, typed, read_filters({}))
        return sorted((one.key, one.pages) for one in results.results), results.facets, results.capped

    made.db.conn.row_factory = sqlite3.Row
    before = {typed: found(typed) for typed in ("supervision", '"supervision in part"', "superv*", "part 12", "nothing")}
    assert before["supervision"][2]
    assert not before["part 12"][2]
    renew(made.db)
    assert recent.holds(made.db.conn, "{index} match ?", ["supervision"], 4)
    assert {typed: found(typed) for typed in before} == before
