"""`archive verify` finds each kind of damage, says what to do, and takes nothing back that still stands."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.keeping.verify import verify
from archive.store import files
from tests.archive.factory import ArchiveFactory


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    archive = ArchiveFactory(tmp_path)
    archive.report(1, None, "2024-01-01", ["page one"])
    archive.report(2, None, "2024-01-02", ["page of another"])
    yield archive
    archive.db.close()


def file_of(made: ArchiveFactory, number: int) -> Path:
    sql = "select sha256 from documents join reports on file_document_id = documents.id where key = ?"
    return files.path_of(made.files, made.db.execute(sql, [f"ofsted-{number}"]).fetchone()[0])


def other_bytes(made: ArchiveFactory) -> None:
    body = file_of(made, 1).read_bytes()
    file_of(made, 1).write_bytes(bytes([body[0] ^ 1]) + body[1:])  # one bit; the size stays


def other_size(made: ArchiveFactory) -> None:
    with made.db.conn:
        made.db.conn.execute("update documents set size = size + 1 where kind = 'report' and url like '%/1'")


def gone(made: ArchiveFactory) -> None:
    file_of(made, 1).unlink()


def row_without_parent(made: ArchiveFactory) -> None:
    made.db.execute("pragma foreign_keys = off")
    with made.db.conn:
        made.db.conn.execute("update report_pages set document_id = 999 where report_id = 1")


def index_behind(made: ArchiveFactory) -> None:
    with made.db.conn:
        made.db.conn.execute("insert into recommendations_fts(recommendations_fts) values ('delete-all')")
        made.db.conn.execute("insert into recommendations_fts(rowid, text) values (77, 'of no row')")


def never_read(made: ArchiveFactory) -> None:
    with made.db.conn:
        made.db.conn.execute("delete from inspections where report_id = 1")


@pytest.mark.parametrize(
    ("harm", "kind", "advice"),
    [
        (other_bytes, "file_damaged", "scrapy update --missing"),
        (other_size, "file_damaged", "scrapy update --missing"),
        (gone, "file_missing", "scrapy update --missing"),
        (row_without_parent, "integrity", "restore a backup"),
        (index_behind, "index_damaged", "rebuilt"),
        (never_read, "integrity", "scrapy reread"),
    ],
)
def test_each_damage_is_found_and_told(made: ArchiveFactory, harm: Callable[[ArchiveFactory], None], kind: str, advice: str) -> None:
    assert verify(made.db, made.files) == ()
    harm(made)
    found = verify(made.db, made.files)
    assert {damage.problem.kind for damage in found} == {kind}
    assert advice in found[0].problem.message
    assert made.db.execute("select distinct kind from problems where resolved is null").fetchall() == [(kind,)]
    assert found[0].mended == (kind == "index_damaged")
    assert {damage.problem.kind for damage in verify(made.db, made.files)} == (set() if found[0].mended else {kind})


@pytest.mark.parametrize("harm", [other_bytes, gone])
def test_the_report_of_a_lost_file_is_fetched_again_and_no_other(made: ArchiveFactory, harm: Callable[[ArchiveFactory], None]) -> None:
    harm(made)
    verify(made.db, made.files)
    assert made.db.execute("select availability from reports order by id").fetchall() == [("unfetched",), ("held",)]


def test_damage_stands_until_it_is_over(made: ArchiveFactory) -> None:
    body = file_of(made, 1).read_bytes()
    other_bytes(made)
    standing = "select count(*) from problems where resolved is null"
    for _ in range(2):
        verify(made.db, made.files)
        assert made.db.execute(standing).fetchone() == (1,)
    file_of(made, 1).write_bytes(body)
    assert verify(made.db, made.files) == ()
    assert made.db.execute(standing).fetchone() == (0,)


def test_a_broken_page_of_the_database_is_found(made: ArchiveFactory) -> None:
    made.db.execute("pragma wal_checkpoint(truncate)")
    (root,) = made.db.execute("select rootpage from sqlite_master where name = 'report_changes'").fetchone()
    (size,) = made.db.execute("pragma page_size").fetchone()
    made.db.close()
    with made.path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 16)
    made.open(made.path, made.files)
    try:
        found = verify(made.db, made.files)
    except sqlite3.DatabaseError as error:  # what is damaged may be needed
        assert "malformed" in str(error)  # noqa: PT017
    else:
        assert "integrity" in {damage.problem.kind for damage in found}


def other_program(made: ArchiveFactory, sql: str) -> None:
    """Change rows as any other program would: nothing seals what it writes."""
    with closing(sqlite3.connect(made.path)) as connection, connection:
        assert connection.execute(sql).rowcount > 0


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("update report_pages set text = replace(text, 'one', 'two') where page = 1", "report_pages has 1 changed"),
        ("update reports set title = 'Another' where key = 'ofsted-1'", "of report ofsted-1: 1"),
        ("update inspections set overall_effectiveness = 'good', grade_status = 'given' where report_id = 1", "inspections has 1 changed"),
        ("update reports set withheld = '2026-01-01' where key = 'ofsted-2'", "of report ofsted-2: 2"),
        ("update documents set url = url || 'x' where id = 1", "documents has 1 changed"),
        ("delete from inspections where report_id = 2", "of a row that is gone: 2"),
        ("insert into topics (report_id, topic, document_id, reader_version)"
         " select 1, 'front_door', document_id, 'x' from inspections where report_id = 1", "of report ofsted-1: 1|front_door"),
        ("update report_pages set text = cast(x'ff41' as text) where page = 1", "report_pages has"),
    ],
)  # fmt: skip
def test_a_row_that_another_program_changed_is_named_and_stays_named(made: ArchiveFactory, sql: str, named: str) -> None:
    other_program(made, sql)
    first, second = verify(made.db, made.files), verify(made.db, made.files)
    changed = [damage for damage in first if damage.problem.kind == "row_changed"]
    assert any(named in damage.problem.message for damage in changed), first
    assert changed == [damage for damage in second if damage.problem.kind == "row_changed"]


def test_a_later_change_of_ours_does_not_seal_what_another_program_changed(made: ArchiveFactory) -> None:
    other_program(made, "update reports set title = 'Another' where key = 'ofsted-1'")
    with made.db.conn:
        made.db.conn.execute("update reports set published = '2024-05-05', last_seen = '2026-05-05'")
    assert [damage.problem.kind for damage in verify(made.db, made.files)] == ["row_changed"]


def test_a_row_that_is_again_what_it_was_is_whole(made: ArchiveFactory) -> None:
    other_program(made, "update reports set title = title || '!' where key = 'ofsted-1'")
    with made.db.conn:
        made.db.conn.execute(
            "update reports set last_seen = '2026-05-05', title = substr(title, 1, length(title) - 1) where title like '%!'"
        )
    assert verify(made.db, made.files) == ()
