"""Text is clean wherever it comes from: nothing stored can forge a mark, steer a terminal or tell a path of the machine."""

from contextlib import closing
from pathlib import Path

import pytest

from archive.records import Problem
from archive.search.marks import END, START
from archive.store import open_archive
from archive.store.clean_text import cleaned, cleaned_record, without_paths
from archive.store.problems import save_problem
from archive.store.runs import finish_run, start_run

UNSAFE = [START, END, "\x1b", "\x00", "\x07", "\x9b", "\u061c", "\u200e", "\u200f", "\u202e", "\u2066", "\u2069", "\ud800", "\udfff"]
UNSAFE += ["\uf8ff", "\ufdd0", "\uffff", "\ufeff", "\U0001ffff", "\U000f0001", "\U0010ffff"]


@pytest.mark.parametrize("character", UNSAFE, ids=ascii)
def test_what_steers_or_forges_is_taken_out(character: str) -> None:
    assert cleaned(f"a{character}b") == "ab"


@pytest.mark.parametrize(
    "text",
    [
        "Siân Ŵyn\tŷ\nllan\r\n",
        "👩‍👧‍👦 🏳️‍🌈",
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "محمد",
        "so\u00adft",
        "می‌خواهم",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert cleaned(text) == text


def test_every_way_into_the_database_is_clean(tmp_path: Path) -> None:
    dirty = "".join(UNSAFE)
    with closing(open_archive(tmp_path / "archive.db").conn) as connection:
        connection.execute("create table kept (a text, b text)")
        connection.execute("insert into kept values (?, ?)", [f"x{dirty}", None])
        connection.execute("insert into kept values (:a, :b)", {"a": f"x{dirty}", "b": None})
        connection.executemany("insert into kept values (?, ?)", [[f"x{dirty}", None]])
        assert [row[0] for row in connection.execute("select a from kept where a = ?", [f"x{dirty}"])] == ["x"] * 3


def test_texts_inside_records_are_clean_before_they_are_written_as_json() -> None:
    problem = Problem("not_found", "a\x1bb\ue000c")
    assert cleaned_record((problem, b"\x00")) == (Problem("not_found", "abc"), b"\x00")


def test_no_path_of_the_machine_is_kept(tmp_path: Path) -> None:
    database = open_archive(tmp_path / "archive.db")
    run = start_run(database, None, "2026-11-01T06:00:00+00:00")
    words = f"cannot write the archive {tmp_path}/archive.db: '{tmp_path}/x.pdf'"
    finish_run(database, run, {"reason": words})
    problem = Problem("not_found", f"file://{tmp_path}/x.pdf is not there")
    assert save_problem(database, problem, run_id=run, source=None, url=None, document_id=None, now="2026-11-01")
    assert not save_problem(database, problem, run_id=run, source=None, url=None, document_id=None, now="2026-11-02")
    kept = [row[0] for row in database.execute("select reason from runs union all select message from problems").fetchall()]
    assert kept == ["cannot write the archive archive.db: 'x.pdf'", "file://x.pdf is not there"]
    database.conn.close()


@pytest.mark.parametrize("text", ["https://a.example/tmp/b/c gave 404", "/provider/44/80543 lists 3", "up and/or down", "12/3/2024"])
def test_addresses_and_paths_of_sites_stay(text: str) -> None:
    assert without_paths(text) == text


def test_paths_that_an_earlier_version_wrote_go_with_the_next_migration(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(open_archive(path)) as database, database.conn:
        words = f"cannot write {tmp_path}/files/ab/cd: the disk is full"
        database.execute("insert into problems (kind, message, first_seen, last_seen) values ('integrity', ?, '2026', '2026')", [words])
        database.execute("drop table row_seals")
        database.execute("delete from _sqlite_migrations where name = 'seals_of_rows'")
    with closing(open_archive(path)) as database:
        assert database.execute("select message from problems").fetchall() == [("cannot write cd: the disk is full",)]
