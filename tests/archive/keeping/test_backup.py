"""Backups: consistent while rows are written, incremental, checked, and restored only when whole."""

import fcntl
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

import archive.store.files
from archive.errors import ConfigurationError, DamageError, RunningError
from archive.keeping.backup import Made, back_up, copies
from archive.keeping.restore import restore
from archive.keeping.verify import verify
from archive.store import open_archive
from archive.store.seals import keep_seals
from tests.archive.factory import ArchiveFactory, tiny_pdf


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """An archive of thirty reports."""
    archive = ArchiveFactory(tmp_path / "archive")
    for number in range(30):
        archive.report(number, None, "2024-01-01", [f"page of report {number}"])
    yield archive
    archive.db.close()


def back(made: ArchiveFactory, target: Path, **options: bool) -> Made:
    return back_up(made.path, made.files, target, **options)


def test_a_restored_archive_is_the_one_backed_up(made: ArchiveFactory, tmp_path: Path) -> None:
    done = back(made, tmp_path / "backup")
    manifest = restore(tmp_path / "backup", tmp_path / "new" / "archive.db", tmp_path / "new" / "files")
    assert manifest == done.manifest
    assert manifest.documents == manifest.files == 60
    with closing(open_archive(tmp_path / "new" / "archive.db")) as restored:
        assert not verify(restored, tmp_path / "new" / "files")
        rows = "select url, sha256, size from documents order by id"
        assert restored.execute(rows).fetchall() == made.db.execute(rows).fetchall()


def test_only_new_files_are_copied(made: ArchiveFactory, tmp_path: Path) -> None:
    assert back(made, tmp_path / "backup").new_files == 60
    made.document("report", "https://files.example/new", b"%PDF-1.4 new")
    again = back(made, tmp_path / "backup")
    assert (again.new_files, again.manifest.files) == (1, 61)
    assert len(copies(tmp_path / "backup")) == 2
    assert restore(tmp_path / "backup", tmp_path / "new" / "archive.db", tmp_path / "new" / "files") == again.manifest, "the newest"


def test_only_the_newest_copies_are_kept(made: ArchiveFactory, tmp_path: Path) -> None:
    names = [back_up(made.path, made.files, tmp_path / "backup", keep=2).database for _ in range(4)]
    assert copies(tmp_path / "backup") == names[-2:]
    assert len(list((tmp_path / "backup").glob("*.json"))) == 2


def test_a_backup_taken_while_rows_are_written_is_whole(made: ArchiveFactory, tmp_path: Path) -> None:
    stop = threading.Event()
    written: list[int] = []

    def crawl() -> None:
        with closing(sqlite3.connect(made.path, timeout=30)) as connection:
            connection.execute("pragma foreign_keys = on")
            keep_seals(connection)
            while not stop.is_set():
                number = 1000 + len(written)
                body = tiny_pdf(f"written {number}")
                sha256, _ = archive.store.files.keep(made.files, body)
                with connection:  # a document and its report belong together: half of it would be a fault
                    row = (number, f"https://files.example/{number}", f"https://files.example/{number}", sha256, len(body))
                    connection.execute(
                        "insert into documents (id, source, kind, url, final_url, status, headers, sha256, content_type, size,"
                        " first_fetched, last_seen) values (?, 'ofsted_reports', 'report', ?, ?, 200, '{}', ?, '', ?, '2026', '2026')",
                        row,
                    )
                    connection.execute(
                        "insert into reports (key, source, url, availability, first_seen, last_seen, file_document_id)"
                        " values (?, 'ofsted_reports', '', 'unreadable', '2026', '2026', ?)",
                        (f"ofsted-{number}", number),
                    )
                written.append(number)

    crawler = threading.Thread(target=crawl)
    crawler.start()
    try:
        done = [back(made, tmp_path / "backup") for _ in range(5)]
    finally:
        stop.set()
        crawler.join()
    assert not any(one.absent for one in done)
    assert done[-1].manifest.documents > 60, "nothing was written meanwhile; the test shows nothing"
    for number, one in enumerate(done):
        place = tmp_path / f"restored-{number}"
        restore(tmp_path / "backup", place / "archive.db", place / "files", copy=one.database.stem)
        with closing(Database(sqlite3.connect(place / "archive.db"))) as restored:
            assert not verify(restored, place / "files")
            halves = "select count(*) from documents where id >= 1000 and id not in (select file_document_id from reports)"
            assert restored.execute(halves).fetchone() == (0,)


def test_a_damaged_archive_is_not_backed_up_over_good_copies(made: ArchiveFactory, tmp_path: Path) -> None:
    good = back_up(made.path, made.files, tmp_path / "backup", keep=1).database
    with closing(sqlite3.connect(made.path)) as connection, connection:  # without foreign keys: a row that refers to a missing row
        connection.execute("update reports set file_document_id = 1000000 where id = 1")
    with pytest.raises(DamageError, match="refers to a missing row"):
        back_up(made.path, made.files, tmp_path / "backup", keep=1)
    assert copies(tmp_path / "backup") == [good]


def test_a_lost_file_is_named_and_an_earlier_good_copy_serves(made: ArchiveFactory, tmp_path: Path) -> None:
    back(made, tmp_path / "backup")
    lost = archive.store.files.hash_of(tiny_pdf("report 3"))
    archive.store.files.forget(made.files, lost)
    assert back(made, tmp_path / "backup").absent == ()
    assert back(made, tmp_path / "other").absent == (lost,)


def test_a_damaged_file_of_the_backup_is_copied_again(made: ArchiveFactory, tmp_path: Path) -> None:
    back(made, tmp_path / "backup")
    kept = archive.store.files.path_of(tmp_path / "backup" / "files", archive.store.files.hash_of(tiny_pdf("report 3")))
    kept.write_bytes(kept.read_bytes()[::-1])  # same size, other bytes
    assert back(made, tmp_path / "backup", quick=True).new_files == 0
    assert back(made, tmp_path / "backup").new_files == 1
    kept.write_bytes(kept.read_bytes()[:100])  # cut short: seen by its size
    assert back(made, tmp_path / "backup", quick=True).new_files == 1


def test_the_copy_is_on_the_disk_before_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        done.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        fsync(descriptor)

    def renamed(old: Path, new: Path) -> None:
        done.append(f"name of {Path(old).name}")
        replace(old, new)

    archive = ArchiveFactory(tmp_path / "archive")
    archive.db.close()
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    part = f".{back(archive, tmp_path / 'backup').database.stem}.part"
    assert done[:2] == [part, f"name of {part}"]


@pytest.mark.parametrize("harm", ["database", "file", "manifest"])
def test_a_damaged_backup_changes_nothing(made: ArchiveFactory, tmp_path: Path, harm: str) -> None:
    done = back(made, tmp_path / "backup")
    if harm == "database":
        with done.database.open("r+b") as file:
            file.seek(20_000)
            file.write(b"damage")
    elif harm == "file":
        archive.store.files.forget(tmp_path / "backup" / "files", archive.store.files.hash_of(tiny_pdf("report 3")))
    else:
        done.database.with_suffix(".json").write_text("{}")
    place = tmp_path / "new" / "archive.db"
    with pytest.raises(DamageError):
        restore(tmp_path / "backup", place, tmp_path / "new" / "files")
    assert not place.exists()


def test_an_archive_is_replaced_only_when_told(made: ArchiveFactory, tmp_path: Path) -> None:
    back(made, tmp_path / "backup")
    made.document("report", "https://files.example/later", b"%PDF-1.4 later")
    with pytest.raises(ConfigurationError, match="--replace"):
        restore(tmp_path / "backup", made.path, made.files)
    with made.path.with_name("archive.db.lock").open("w") as other:  # as a run that writes holds it
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(RunningError):
            restore(tmp_path / "backup", made.path, made.files, replace=True)
    restore(tmp_path / "backup", made.path, made.files, replace=True)
    with closing(open_archive(made.path)) as restored:
        assert restored.table("documents").count == 60
        assert not verify(restored, made.files)
    with closing(sqlite3.connect(made.path.with_name("archive.db.replaced"))) as old:
        assert old.execute("select count(*) from documents").fetchone() == (61,)


def test_a_backup_cut_short_counts_as_none(made: ArchiveFactory, tmp_path: Path) -> None:
    whole = back(made, tmp_path / "backup").database
    shutil.copy(whole, tmp_path / "backup" / "archive-29990101T000000000Z.db")  # killed before its manifest was written
    (tmp_path / "backup" / ".archive-29990101T000000000Z.part").write_bytes(b"half")
    assert copies(tmp_path / "backup") == [whole]
    back(made, tmp_path / "backup")
    assert not list((tmp_path / "backup").glob("*2999*"))
    assert not list((tmp_path / "backup").glob(".archive*"))


@pytest.mark.parametrize("hold", [fcntl.LOCK_EX, fcntl.LOCK_SH])  # a backup shares with nobody, however the other holds the folder
def test_a_second_backup_into_the_same_folder_is_refused(made: ArchiveFactory, tmp_path: Path, hold: int) -> None:
    back(made, tmp_path / "backup")
    folder = os.open(tmp_path / "backup", os.O_RDONLY)  # as the other backup holds it
    try:
        fcntl.flock(folder, hold)
        with pytest.raises(RunningError, match=r"another backup into .* is running"):
            back(made, tmp_path / "backup")
    finally:
        os.close(folder)
    back(made, tmp_path / "backup")
    assert len(copies(tmp_path / "backup")) == 2
