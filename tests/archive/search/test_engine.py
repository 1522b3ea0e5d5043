"""The engine beside the archive finds what the tables hold and FTS5 finds, whatever was changed, taken down or killed on the way."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.database.public import hide_private
from archive.database.readonly import connect_read_only, reading
from archive.keeping.backup import back_up
from archive.keeping.export.public_database import make_snapshot
from archive.keeping.restore import restore
from archive.keeping.takedown import erase, take_down
from archive.keeping.verify import verify
from archive.search.engine import MOST_BUCKETS, Engine, engine_folder, open_engine
from archive.search.filters import read_filters
from archive.search.hits import find_best_rows
from archive.search.query import read_query
from archive.search.results import Results
from archive.search.search import search
from archive.store import open_archive
from archive.store.engine import engine_is_whole, make_engine, update_engine
from tests.archive.factory import NOW, ArchiveFactory
from tests.archive.sample import sample_archive
from tests.archive.search.random_archives import change, check, random_archive
from tests.conftest import ROOT, Home

TYPED = (
    "supervision", "supervision OR children", "superv*", '"supervision is"', "supervision -irregular", "child* care", "children's",
    "which supervision is irregular?", "report OR supervision OR undated", '"social wor*"', '"social work"*', '"a social wor*"',
    '"of social work in"', '"supervision is irregular and the"', "…", "²", "café", "irregular",
    "amberford", '"amberford knows"', "spokesperson OR private", "NOT children", "a-b", "the", "LAC", "improvem*",
)  # fmt: skip
CHOSEN = ({}, {"sort": "newest"}, {"section": "leaders"}, {"year": "2019"}, {"kind": "article"}, {"grade": "good", "sort": "oldest"})


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """The sample archive with its engine."""
    archive = sample_archive(tmp_path)
    update_engine(archive.db)
    yield archive
    archive.db.close()


def engine_of(path: Path) -> Engine | None:
    with closing(connect_read_only(path)) as connection, reading(connection, 5):
        return open_engine(connection)


def knows(path: Path, *words: str) -> list[bool]:
    """Which of these words stand in the files of the engine, in deleted rows too; as bytes, tantivy has them in pieces."""
    engine = engine_of(path)
    assert engine is not None
    return [bool(engine.searcher.terms_with_prefix("text", word)) for word in words]


def found(path: Path, *, public: bool) -> dict[str, object]:
    """What every search of TYPED finds with every choice of CHOSEN."""
    answers: dict[str, object] = {}
    with closing(connect_read_only(path)) as connection:
        if public:
            hide_private(connection)
        for typed in TYPED:
            for chosen in CHOSEN:
                some = search(connection, typed, read_filters(chosen), public=public)
                everything = search(connection, typed, read_filters(chosen), public=public, everything=True)
                answers[f"{typed} {chosen}"] = (some.total, some.facets, some.with_all, some.loosely, told(some), told(everything))
    return answers


def told(results: Results) -> dict[str, object]:
    """What is shown of each result, in any order: the engines rank alike, but not the same."""
    return {one.key: (one.pages, sorted(passage.text for passage in one.passages)) for one in results.results}


@pytest.mark.parametrize(("public", "buckets"), [(False, MOST_BUCKETS), (True, MOST_BUCKETS), (True, 120), (False, 0)])
def test_both_engines_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, public: bool, buckets: int) -> None:
    """Where reports and the parts of them are counted at once, where the parts alone are, and where each is counted by itself."""
    monkeypatch.setattr("archive.search.engine.MOST_BUCKETS", buckets)
    made = sample_archive(tmp_path)
    assert engine_of(made.path) is None
    with_fts = found(made.path, public=public)
    update_engine(made.db)
    assert engine_of(made.path) is not None
    assert found(made.path, public=public) == with_fts
    assert sum(bool(answer[0]) for answer in with_fts.values() if isinstance(answer, tuple)) > 40, "else this shows nothing"
    made.db.close()


@pytest.mark.parametrize("public", [False, True])
def test_both_engines_rank_the_same_rows_for_a_question(tmp_path: Path, public: bool) -> None:
    made = sample_archive(tmp_path)
    made.db.execute("update reports set withheld = ? where id = 1", [NOW])
    made.db.conn.commit()
    with_fts = best_rows(made.path, public=public)
    update_engine(made.db)
    assert engine_of(made.path) is not None
    assert best_rows(made.path, public=public) == with_fts
    assert sum(map(bool, with_fts)) > 20, "else this shows nothing"
    made.db.close()


def best_rows(path: Path, *, public: bool) -> list[set[int]]:
    """The rows of reports that each search of TYPED ranks with each choice of CHOSEN, in all reports and in three."""
    with closing(connect_read_only(path)) as connection, reading(connection, 30):
        if public:
            hide_private(connection)
        asked = [(match, read_filters(chosen)) for typed in TYPED if (match := read_query(typed).match()) for chosen in CHOSEN]
        return [
            set(find_best_rows(connection, match, filters, 1000, public=public, reports=some))
            for match, filters in asked
            for some in (None, {1, 2, 3})
        ]


PIECES = (
    "supervision", "children", "irreg", "worker’s", '"', "*", "(", ")", " ", " ", " ", "-", "OR", "AND", "NOT", "NEAR", ":", "^", "+", "{",
    "é", "ﬁ", "e\u0301", "\u0301", "\u00b2", "\u2028", "\x00", "\u200b", "٣", "中文",
    "😀", "İ", "ß", "…", "'", "12.5%", "_", "\U000e0041", "ͅ", "ӑ",
)  # fmt: skip


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """Connections to the sample archive, and odd words, without an engine and with one."""
    connections = []
    for name in ("fts", "engine"):
        made = sample_archive(tmp_path_factory.mktemp(name))
        made.report(900, None, "2020-01-01", [" ".join(PIECES), "".join(PIECES), "İstanbul ΑΙ ǆ ſupervision straße 中文supervision"])
        if name == "engine":
            update_engine(made.db)
        made.db.close()
        connections.append(connect_read_only(made.path))
    yield connections[0], connections[1]
    for connection in connections:
        connection.close()


@settings(max_examples=150, deadline=None)
@given(typed=st.lists(st.sampled_from(PIECES), max_size=7).map("".join) | st.text(max_size=12))
def test_whatever_is_typed_both_find_the_same(both: tuple[sqlite3.Connection, sqlite3.Connection], typed: str) -> None:
    with_fts, with_engine = (search(one, typed, read_filters({})) for one in both)
    assert (told(with_fts), with_fts.total, with_fts.facets) == (told(with_engine), with_engine.total, with_engine.facets)


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long if seed < 8 else pytest.mark.drill) for seed in range(2, 24))]
)
def test_searches_find_what_going_through_the_tables_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Random archives, read anew, moved, taken down and erased in part, by FTS5, by the engine, and while the engine is behind."""
    monkeypatch.setattr("archive.search.engine.MOST_BUCKETS", (MOST_BUCKETS, 100, 0)[seed % 3])
    random = Random(seed)
    with_engine = random_archive(tmp_path, random)
    assert not check(with_engine.path, random, 20)
    for _ in range(3):
        update_engine(with_engine.db)
        assert check(with_engine.path, random, 20)
        change(with_engine.db.conn, random, 6)
        check(with_engine.path, random, 5)
    with_engine.db.close()


WORK = """
import sys
from pathlib import Path
from random import Random
from archive.store import open_archive
from archive.store.engine import update_engine
from tests.archive.search.random_archives import change
database, random = open_archive(Path(sys.argv[1])), Random(int(sys.argv[2]))
print("begun", flush=True)
while True:
    change(database.conn, random, 4)
    update_engine(database)
"""


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long if seed < 3 else pytest.mark.drill) for seed in range(1, 5))]
)
def test_after_kill_nine_it_catches_up(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    killed = random_archive(tmp_path, random)
    update_engine(killed.db)
    killed.db.close()
    begun = subprocess.Popen([sys.executable, "-c", WORK, str(killed.path), str(seed)], cwd=ROOT, stdout=subprocess.PIPE)
    assert begun.stdout is not None
    begun.stdout.readline()
    with pytest.raises(subprocess.TimeoutExpired):
        begun.wait(0.1 + random.random() / 2)
    begun.kill()
    begun.wait()
    begun.stdout.close()
    check(killed.path, random, 20)
    with closing(open_archive(killed.path)) as database:
        update_engine(database)
        assert check(killed.path, random, 20)
        assert engine_is_whole(database)


def test_files_that_a_killed_commit_left_are_no_hindrance(made: ArchiveFactory) -> None:
    folder = engine_folder(made.path)
    state = json.loads((folder / "meta.json").read_text())
    for segment in state["segments"]:
        for number in range(state["opstamp"], state["opstamp"] + 50):
            (folder / f"{segment['segment_id'].replace('-', '')}.{number}.del").touch()
    assert engine_is_whole(made.db), "they are no damage"
    made.db.execute("update report_paragraphs set text = 'Zebras.' where position = 1")
    made.db.conn.commit()
    update_engine(made.db)
    assert knows(made.path, "zebra") == [True]


def test_a_page_of_results_does_not_depend_on_how_many_are_ranked(tmp_path: Path) -> None:
    """Sixty reports, many with the same score: page after page, each once, in the order of all at once."""
    many = ArchiveFactory(tmp_path)
    for number in range(60):
        many.report(number, None, f"20{10 + number % 7}-01-01", ["supervision " * (1 + number % 3) + "words " * (number % 5)] * 6)
    update_engine(many.db)
    with closing(connect_read_only(many.path)) as connection:
        everything = [one.key for one in search(connection, "supervision", read_filters({}), everything=True).results]
        pages = [search(connection, "supervision", read_filters({"page": str(page)})) for page in range(1, 7)]
    assert [one.key for page in pages for one in page.results] == everything
    assert len(set(everything)) == 60
    many.db.close()


def test_a_report_is_as_good_as_its_best_row_and_counts_in_each_part(tmp_path: Path) -> None:
    made = ArchiveFactory(tmp_path)
    for number, headings in enumerate((["Leaders"], ["Leaders", "Care leavers"], ["Leaders"])):
        report = made.report(number, None, "2020-01-01", [""])
        for position, heading in enumerate(headings, 1):
            text = "supervision " * (3 - number) + "of social workers " * 9 ** (position - 1)
            made.fact("report_paragraphs", report, position=position, page=1, section=heading, text=text)
    update_engine(made.db)
    with closing(connect_read_only(made.path)) as connection:
        found = search(connection, "supervision", read_filters({}))
    assert [one.key for one in found.results] == ["ofsted-0", "ofsted-1", "ofsted-2"]
    assert {one.value: one.count for one in found.facets["section"]} == {"leaders": 3, "care_leavers": 1}
    made.db.close()


def test_of_many_with_one_score_the_newest_are_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.search.engine._FIRST_RANKED", 16)
    many = ArchiveFactory(tmp_path)
    days = [f"20{10 + number % 12}-0{1 + number % 9}-{1 + number % 28:02}" for number in range(50)]
    for number, day in enumerate(days):
        many.report(number, None, day, ["supervision"])
    update_engine(many.db)
    with closing(connect_read_only(many.path)) as connection:
        newest = [one.published for one in search(connection, "supervision", read_filters({})).results]
    assert newest == sorted(days, reverse=True)[:10]
    many.db.close()


def test_what_was_taken_down_takes_no_place_among_the_best(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.search.engine._FIRST_RANKED", 16)
    many = ArchiveFactory(tmp_path)
    for number in range(60):
        withheld = NOW if number < 30 else None
        text = "supervision " * (40 + 3 * number if withheld else 1) + "words " * (number - 30)
        many.report(number, None, f"20{10 + number % 12}-01-01", [text], withheld=withheld)
    update_engine(many.db)
    with closing(connect_read_only(many.path)) as connection:
        hide_private(connection)
        shown = [one.key for one in search(connection, "supervision", read_filters({}), public=True).results]
    assert shown[0] == "ofsted-30"
    assert set(shown) <= {f"ofsted-{number}" for number in range(30, 42)}, "the shortest texts"
    many.db.close()


def test_words_joined_by_signs_are_apart_and_in_order(tmp_path: Path) -> None:
    made = ArchiveFactory(tmp_path)
    made.report(1, None, "2020-01-01", ["The front-door’s (well-being) of children's\u00a0homes, naïve e\u0301tude"])
    typed = (
        '"front door"',
        '"door front"',
        '"the front-door\'s well being of childrens homes"',
        "naive",
        "étude",
        '"front doo*"',
        '"well doo*"',
    )
    totals = []
    for _ in range(2):
        with closing(connect_read_only(made.path)) as connection:
            totals.append([search(connection, one, read_filters({"sort": "newest"})).total for one in typed])
        update_engine(made.db)
    assert totals == [[1, 0, 1, 1, 1, 1, 0]] * 2
    made.db.close()


@pytest.mark.parametrize("public", [False, True])
def test_reports_are_counted_in_groups_where_there_are_many(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch, public: bool) -> None:
    at_once = found(made.path, public=public)
    for module in ("engine", "engine_fields"):
        monkeypatch.setattr(f"archive.search.{module}.MOST_OWNERS", 3)
    make_engine(made.db)
    engine = engine_of(made.path)
    assert engine is not None
    assert len(engine.owners('"supervision" OR "children"', public=False, bits=0).every) > 3
    assert found(made.path, public=public) == at_once


def test_phrases_with_beginnings_that_stand_for_too_many_are_left_to_fts(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = found(made.path, public=False)
    monkeypatch.setattr("archive.search.engine_query.MOST_PHRASES", 0)
    engine = engine_of(made.path)
    assert engine is not None
    assert [engine.can_find(match) for match in ('"a social wor"*', '"a social work"', '"social wor"*', '"wor"*')] == [
        False,
        True,
        True,
        True,
    ]
    assert found(made.path, public=False) == at_once


def test_a_reader_with_an_older_view_is_not_answered_from_a_newer_state(made: ArchiveFactory) -> None:
    with closing(connect_read_only(made.path)) as connection, reading(connection, 5):
        assert open_engine(connection) is not None
        made.db.execute("update report_paragraphs set text = 'Nothing.'")
        made.db.conn.commit()
        update_engine(made.db)
        assert engine_of(made.path) is not None
        assert open_engine(connection) is None


def test_a_lock_that_tantivy_makes_while_the_links_are_removed_does_no_harm(
    made: ArchiveFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It makes one in a thread of its own, once in some hundred openings at the worst moment; here at each first one."""
    (room := tmp_path / "room").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    rmdir, late = os.rmdir, []

    def meanwhile(path: str, *, dir_fd: int | None = None) -> None:
        if not late:
            late.append(Path(path, ".tantivy-meta.lock"))
            late[0].touch()
        rmdir(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "rmdir", meanwhile)
    assert engine_of(made.path) is not None
    assert late[0].parent.parent == room
    assert not list(room.iterdir())


def test_while_a_change_is_not_taken_in_fts_answers(made: ArchiveFactory) -> None:
    made.db.execute("update report_paragraphs set text = 'Zebras.' where position = 1")
    made.db.conn.commit()
    assert engine_of(made.path) is None
    with closing(connect_read_only(made.path)) as connection:
        assert search(connection, "zebras", read_filters({})).total > 0
    update_engine(made.db)
    assert engine_of(made.path) is not None


def test_only_one_process_at_a_time_writes(made: ArchiveFactory) -> None:
    hold = """
import fcntl, sys
file = open(sys.argv[1], "w"); fcntl.flock(file, fcntl.LOCK_EX); print("held", flush=True); sys.stdin.read()
"""
    lock = str(engine_folder(made.path).with_suffix(".lock"))
    holder = subprocess.Popen([sys.executable, "-c", hold, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    made.db.execute("update report_paragraphs set text = 'Zebras.' where position = 1")
    made.db.conn.commit()
    began = time.monotonic()
    update_engine(made.db)
    assert time.monotonic() - began < 5, "it does not wait"
    assert engine_of(made.path) is None
    holder.communicate()  # it ends when nothing more can be read
    update_engine(made.db)
    assert engine_of(made.path) is not None


def test_another_version_makes_it_anew(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("archive.search.engine", "archive.store.engine"):
        monkeypatch.setattr(f"{module}.VERSION", "2 0.28.0")
    assert engine_of(made.path) is None
    update_engine(made.db)
    engine = engine_of(made.path)
    assert engine is not None
    assert engine.token.startswith("2 0.28.0 ")


def test_it_may_be_deleted(made: ArchiveFactory) -> None:
    for file in engine_folder(made.path).iterdir():
        file.unlink()
    assert engine_of(made.path) is None
    assert verify(made.db, made.files) == ()
    assert engine_of(made.path) is not None


def test_verify_mends_a_file_that_was_changed(made: ArchiveFactory) -> None:
    file = max(engine_folder(made.path).glob("*.*"), key=lambda one: (one.suffix != ".json", one.stat().st_size))
    body = bytearray(file.read_bytes())
    body[len(body) // 3] ^= 1
    file.unlink()
    file.write_bytes(body)
    assert ["search engine" in one.problem.message and one.mended for one in verify(made.db, made.files)] == [True]
    assert verify(made.db, made.files) == ()
    assert engine_of(made.path) is not None


@pytest.mark.parametrize(
    "damage",
    [
        "update report_paragraphs set text = 'Zebras.' where position = 1",
        "delete from report_paragraphs where position = 1",
        "insert into report_paragraphs (report_id, position, page, section, text, document_id, reader_version)"
        " select report_id, 900 + position, page, section, text, document_id, reader_version from report_paragraphs where position = 1",
    ],
    ids=["another text", "a row too many", "a row too few"],
)
def test_the_engine_is_made_anew_where_it_holds_other_rows_than_the_tables(made: ArchiveFactory, damage: str) -> None:
    made.db.execute(damage)
    made.db.execute("delete from search_changes")
    made.db.conn.commit()
    assert not engine_is_whole(made.db)
    assert engine_is_whole(made.db)
    made.db.execute(damage.replace("900", "1800").replace("= 1", "= 2"))
    assert engine_is_whole(made.db), "changes that are noted are no damage"


@pytest.mark.parametrize("kind", ["report", "article"])
def test_what_was_erased_leaves_no_byte(made: ArchiveFactory, kind: str) -> None:
    made.report(200, None, "2020-01-01", ["Zyxquok is a word."])
    made.article(200, "Title", "Wuvtsarq is another.")
    update_engine(made.db)
    word = "zyxquok" if kind == "report" else "wuvtsarq"
    made.db.execute("update report_paragraphs set text = 'Zebras.' where position = 1")
    made.db.conn.commit()
    update_engine(made.db)
    assert knows(made.path, word) == [True]
    before = {(file.name, file.stat().st_ino) for file in engine_folder(made.path).iterdir()}
    subject = take_down(made.db, "ofsted-200" if kind == "report" else "1000000000200", "asked")
    erase(made.db, made.path, made.files, subject, [])
    assert knows(made.path, word, "zebra") == [False, True]
    after = {(file.name, file.stat().st_ino) for file in engine_folder(made.path).iterdir()}
    assert not {one for one in before & after if one[0].endswith((".term", ".pos", ".idx", ".fast", ".store"))}, "no file of before is left"


def published(folder: Path) -> dict[Path, int]:
    """When each file was written, but for locks, which no snapshot lists."""
    return {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock"}


def test_a_snapshot_has_its_own_with_excerpts_only(made: ArchiveFactory, tmp_path: Path) -> None:
    made.article(300, "Title", "Wuvtsarq is private.", excerpt="Qopfalet is public.")
    made.report(301, None, "2020-01-01", ["Zyxquok was taken down."])
    take_down(made.db, "ofsted-301", "asked")
    target = tmp_path / "public" / "snapshot.db"
    target.parent.mkdir()
    make_snapshot(made.path, target, NOW)
    before = published(target.parent)
    assert engine_of(target) is not None
    with closing(connect_read_only(target)) as connection:
        words = ("qopfalet", "wuvtsarq", "zyxquok", "amberford")
        totals = [search(connection, word, read_filters({}), public=True).total for word in words]
    assert totals[:3] == [1, 0, 0]
    assert totals[3] > 0
    assert published(target.parent) == before
    assert knows(target, *words) == [True, False, False, True]


def test_a_restored_archive_does_not_keep_the_engine_of_the_other(made: ArchiveFactory, tmp_path: Path) -> None:
    back_up(made.path, made.files, tmp_path / "backup")
    made.report(200, None, "2020-01-01", ["Zyxquok is a word."])
    update_engine(made.db)
    made.db.close()
    restore(tmp_path / "backup", made.path, made.files, replace=True)
    assert engine_of(made.path) is None
    with closing(open_archive(made.path)) as database:
        update_engine(database)
    with closing(connect_read_only(made.path)) as connection:
        assert search(connection, "zyxquok", read_filters({})).total == 0
    made.open(made.path, made.files)


BEFORE_SERVING = "import sys, pathlib; from archive.commands.serve import bring_up_to_date as begin; begin(pathlib.Path(sys.argv[1]))"


def test_a_report_that_is_added_is_taken_in_and_a_served_archive_gets_an_engine_first(home: Home, drawn: Path) -> None:
    added = home.scrapy("add", str(min(drawn.glob("*.pdf"))))
    assert added.status == 0, added.output
    assert engine_of(home.database) is not None
    shutil.rmtree(engine_folder(home.database))
    subprocess.run([sys.executable, "-c", BEFORE_SERVING, str(home.database)], cwd=ROOT, check=True)
    assert (engine_folder(home.database) / "meta.json").is_file()
    assert engine_of(home.database) is not None
    with closing(connect_read_only(home.database)) as connection:
        assert search(connection, "children", read_filters({})).total == 1


def test_taking_in_one_report_leaves_the_rest_as_it_is(made: ArchiveFactory) -> None:
    made.report(499, None, "2020-01-01", ["Supervision of social workers is regular. " * 60] * 25)
    make_engine(made.db)
    words = {file.name: file.read_bytes() for file in engine_folder(made.path).glob("*.term")}
    made.report(500, None, "2020-01-01", ["Supervision of social workers is regular. " * 60] * 25)
    update_engine(made.db)
    after = {file.name: file.read_bytes() for file in engine_folder(made.path).glob("*.term")}
    assert words
    assert words.items() < after.items()  # made anew, none of them would be left
