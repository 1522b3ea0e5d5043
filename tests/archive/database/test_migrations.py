"""A migration or backup that stops half-way, by an error or by kill -9, leaves an archive that opens, verifies and goes on."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

import archive.store.opening as opening
from archive.database.migrations import migrations
from archive.database.readonly import connect_read_only
from archive.errors import ConfigurationError
from archive.keeping.export.public_database import make_snapshot
from archive.keeping.verify import verify
from archive.store import open_archive
from archive.store.migration_copies import copies_before, keep_copy, unpacked
from tests.archive.factory import NOW, ArchiveFactory
from tests.archive.sample import AMBERFORD, sample_archive
from tests.conftest import ROOT

# A migration that has done most of its work when it is killed; the killing is its own, so that the moment is certain.
KILLED = """
import os, signal, sys
from pathlib import Path
import archive.store.opening as opening
from archive.database.migrations import migrations
from archive.database.readonly import connect_read_only

@migrations()
def stops(db):
    db.execute("create table half (word text)")
    for number in range(int(sys.argv[2])):
        db.execute("update report_pages set text = text || ' changed'")
    os.kill(os.getpid(), signal.SIGKILL)

opening.open_archive(Path(sys.argv[1]))
"""


def state(path: Path) -> list[tuple[object, ...]]:
    """Schema and pages, as a reader sees them."""
    with closing(sqlite3.connect(path)) as connection:
        schema = connection.execute("select name, sql from sqlite_master order by name").fetchall()
        return [*schema, *connection.execute("select id, text from report_pages order by id").fetchall()]


def test_an_error_half_way_is_rolled_back_after_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = sample_archive(tmp_path)
    made.db.close()
    before = state(made.path)
    failing = Migrations("archive")
    failing._migrations = list(migrations._migrations)

    @failing()
    def stops(db: Database) -> None:
        db.execute("create table half (word text)")
        db.execute("update report_pages set text = 'lost'")
        db.execute("select 1 from nowhere")

    monkeypatch.setattr(opening, "migrations", failing)
    with pytest.raises(ConfigurationError, match="nowhere"):
        open_archive(made.path)
    monkeypatch.undo()
    assert state(made.path) == before
    backups = list(tmp_path.glob("archive.db.before-*"))
    assert len(backups) == 1
    with unpacked(backups[0]) as plain:
        assert state(plain) == before
    with closing(open_archive(made.path)) as database:
        assert not verify(database, made.files)


def test_the_copies_that_migrations_leave_are_packed_and_few(tmp_path: Path) -> None:
    """A copy that a version before 0.2.0 left unpacked counts by its date, whatever its name ends with."""
    made = sample_archive(tmp_path)
    before = state(made.path)
    for day in ("20240101", "20250101", "20250201", "20250301"):
        (tmp_path / f"archive.db.before-{day}T000000").write_bytes(b"older")
    keep_copy(made.db.conn, made.path)
    left = [path.name for path in copies_before(made.path)]
    assert left[:-1] == ["archive.db.before-20250201T000000", "archive.db.before-20250301T000000"]
    newest = tmp_path / left[-1]
    assert newest.suffix == ".gz"
    with unpacked(newest) as plain:
        assert newest.stat().st_size < plain.stat().st_size / 2
        assert state(plain) == before
    assert not list(tmp_path.glob(".before-*")), "nothing half made stays"
    made.db.close()


@pytest.mark.parametrize("rounds", [0, 1, 50])
def test_kill_nine_in_a_migration_loses_nothing(tmp_path: Path, rounds: int) -> None:
    made = sample_archive(tmp_path)
    made.db.close()
    before = state(made.path)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(made.path), str(rounds)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    with closing(open_archive(made.path)) as database:
        assert not verify(database, made.files)
    assert state(made.path) == before


@pytest.mark.long
def test_kill_nine_in_a_backup_leaves_archive_and_older_backup_whole(tmp_path: Path) -> None:
    made = sample_archive(tmp_path / "archive")
    made.db.close()
    program = "import sys; from pathlib import Path; from archive.keeping.backup import back_up; back_up(*map(Path, sys.argv[1:]))"
    command = [sys.executable, "-c", program, str(made.path), str(made.files), str(tmp_path / "backup")]
    subprocess.run(command, cwd=ROOT, check=True)
    shutil.rmtree(tmp_path / "backup" / "files")  # so that there is work to be killed in
    for wait in (0.25, 0.3, 0.35, 0.4, 0.5):
        running = subprocess.Popen(command, cwd=ROOT)
        try:
            running.wait(timeout=wait)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        for copy in (tmp_path / "backup").glob("archive-*.db"):
            if copy.with_suffix(".json").is_file():
                with closing(sqlite3.connect(copy)) as connection:
                    assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    subprocess.run(command, cwd=ROOT, check=True)
    assert not list((tmp_path / "backup").glob(".archive-*"))
    with closing(open_archive(made.path)) as database:
        assert not verify(database, made.files)


def test_pages_of_an_earlier_version_are_found_whole_until_their_reports_are_read_again(tmp_path: Path) -> None:
    earlier = Migrations("archive")
    names = [migration.name for migration in migrations._migrations]
    earlier._migrations = migrations._migrations[: names.index("full_text_search_of_paragraphs")]
    made = ArchiveFactory(tmp_path, earlier)
    made.authority(AMBERFORD, "Amberford")
    report = made.report(11, AMBERFORD, "2020-01-11", ["A letterhead. Supervision is regular."])
    made.fact("report_paragraphs", report, position=1, page=1, section="Leaders", text="Supervision is regular.")
    made.db.close()
    with closing(open_archive(made.path)) as database:
        assert not verify(database, made.files)
        assert not [name for name in database.table_names() if "dated" in name]
        found = [database.execute("select count(*) from search_fts where search_fts match ?", [word]) for word in ("letterhead", "regular")]
        assert [cursor.fetchone() for cursor in found] == [(1,), (2,)]


def test_an_archive_of_a_newer_version_is_neither_written_nor_read_but_its_snapshot_is(tmp_path: Path) -> None:
    made = sample_archive(tmp_path)
    make_snapshot(made.path, tmp_path / "snapshot.db", NOW)
    made.db.close()
    for path in (made.path, tmp_path / "snapshot.db"):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values ('archive', 'years_from_now', '')")
    for opened in (open_archive, connect_read_only):
        with pytest.raises(ConfigurationError, match=r"made by a newer version of this program \(it has years_from_now\)"):
            opened(made.path)
    connect_read_only(tmp_path / "snapshot.db").close()  # its tables may be the same; the changelog says so
