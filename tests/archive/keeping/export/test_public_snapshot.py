"""The public snapshot: what is in it, that no byte of an article's text is, and that it can be served."""

import csv
import errno
import hashlib
import json
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

import archive.keeping.export.public_snapshot as public_export
from archive.database.readonly import connect_read_only
from archive.errors import DamageError, DiskFullError, RunningError, cannot_write
from archive.keeping.export.public_database import make_snapshot
from archive.keeping.export.public_snapshot import Exported, export_public
from archive.keeping.export.rights import find_private_sentences
from archive.keeping.locks import alone
from archive.keeping.takedown import take_down
from archive.search.engine import engine_folder
from archive.store.engine import make_engine_of
from archive.web.site import metadata
from tests.archive.factory import HOSTILE, READER, ArchiveFactory
from tests.archive.sample import AMBERFORD, sample_archive
from tests.archive.web.conftest import asked

BODY = (
    "The council had been told twice before that its records were kept in the wrong order.",
    "A spokesperson who asked for her name to be left out said that nobody had ever looked at them.",
)
QUOTED = "Managers do not yet know how long children wait before somebody visits them at home."


@pytest.fixture
def made(tmp_path: Path) -> ArchiveFactory:
    """The sample archive and an article whose excerpt is its first sentence, which also quotes a report and links with words of its own."""
    archive = sample_archive(tmp_path / "archive")
    archive.report(201, AMBERFORD, "2025-01-07", [f"Leaders have begun.\n{QUOTED} This has to change."])
    text = f"Amberford knows what it has to do.\n\n{BODY[0]} {BODY[1]}\n\n{QUOTED}"
    article = archive.article(9, "Amberford and its records", text, excerpt="Amberford knows what it has to do.", summary=BODY[0])
    document = archive.db.execute("select document_id from articles where id = ?", [article]).fetchone()[0]
    row = {"article_id": article, "document_id": document}
    archive.insert("article_versions", **row, seen="2025", title="Amberford", text=text)
    archive.insert("article_links", **row, position=1, url="https://x.example", text=BODY[1], reader_version=READER)
    archive.insert("quotations", article_id=article, position=1, sentence=BODY[0], score=0, verdict="not_found", reader_version=READER)
    archive.db.execute("update documents set headers = ?, listed = ?", [json.dumps({"Set-Cookie": "secret=1"}), json.dumps(BODY)])
    archive.db.conn.commit()
    return archive


def exported(made: ArchiveFactory, target: Path) -> Exported:
    return export_public(made.path, target, metadata()["databases"]["archive"]["tables"])


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_no_byte_of_an_articles_text_leaves(made: ArchiveFactory, tmp_path: Path) -> None:
    exported(made, tmp_path / "public")
    everything = all_bytes(tmp_path / "public")
    for sentence in (*BODY, "private body sentence", "Jo Invented</", "secret=1"):
        assert sentence.encode() not in everything, sentence
    assert b"Amberford knows what it has to do." in everything, "the excerpt is public"
    assert QUOTED.encode() in everything, "the words of a report are public, also where an article quotes them"
    assert BODY[0].encode() in made.path.read_bytes() + made.path.with_name("archive.db-wal").read_bytes(), "else this shows nothing"


def test_private_tables_and_columns_are_gone(made: ArchiveFactory, tmp_path: Path) -> None:
    with closing(sqlite3.connect(exported(made, tmp_path / "public").database)) as connection:
        tables = {row[0] for row in connection.execute("select name from sqlite_master")}
        assert not tables & {"inspectors", "article_versions", "takedowns", "refused_pages"}
        columns = {
            (row[0], row[1]) for row in connection.execute("select m.name, p.name from sqlite_master m, pragma_table_info(m.name) p")
        }
        private = {
            ("articles", "text"),
            ("quotations", "sentence"),
            ("article_links", "text"),
            ("documents", "headers"),
            ("documents", "listed"),
        }
        assert not columns & private
        assert connection.execute("select count(*) from reports").fetchone() == (8,)
        assert connection.execute("select count(*) from articles where summary is not null").fetchone() == (0,)
        found = "select rowid from search_fts where search_fts match ?"
        assert connection.execute(found, ["supervision"]).fetchall()
        assert connection.execute(found, ["knows"]).fetchall()[-1] == (1000000000009,), "articles are found by their excerpts"
        assert not connection.execute(found, ["spokesperson"]).fetchall()
        connection.execute("create virtual table temp.words using fts5vocab('main', 'search_fts', 'row')")
        words = {row[0] for row in connection.execute("select term from temp.words")}
        assert "supervis" in words
        assert "spokesperson" not in words, "the index keeps no word that only an article's text has"


def test_a_leak_is_found_and_nothing_is_published(made: ArchiveFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = make_snapshot

    def leaking(path: Path, target: Path, moment: str) -> None:
        make(path, target, moment)
        with closing(sqlite3.connect(target)) as connection, connection:
            connection.execute("update sources set terms = ?", [f"x{BODY[1]}"])

    monkeypatch.setattr(public_export, "make_snapshot", leaking)
    with pytest.raises(DamageError, match="A spokesperson who"):
        exported(made, tmp_path / "public")
    assert not list((tmp_path / "public").iterdir())
    assert not list(made.path.parent.glob(".export*")), "the private copy is gone"


@pytest.mark.parametrize("before", range(40))
def test_a_sentence_is_found_wherever_in_the_file_it_begins(made: ArchiveFactory, tmp_path: Path, before: int) -> None:
    public = tmp_path / "file"
    public.write_bytes(b"." * before + BODY[0].encode() + b"." * 100)
    assert find_private_sentences(made.path, public) == [BODY[0]]


def test_tables_texts_dictionary_and_sums(made: ArchiveFactory, tmp_path: Path) -> None:
    done, target = exported(made, tmp_path / "public"), tmp_path / "public"
    with (target / "csv" / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == done.rows["reports"] == 8
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())
    text = (target / "reports" / "ofsted-101.txt").read_text("utf-8")
    assert text.startswith("Key: ofsted-101\nTitle: Full inspection\nLocal authority: Amberford (X0000001)\n")
    assert "Overall effectiveness: requires_improvement\n" in text
    assert "Page 2\n" in text
    assert "Supervision of social workers is irregular." in text
    assert "Overall effectiveness: No overall grade given (ILACS from April 2026) (not_given)\n" in (
        target / "reports" / "ofsted-102.txt"
    ).read_text("utf-8")
    hostile = (target / "reports" / "ofsted-106.txt").read_text("utf-8")
    assert f"Title: {HOSTILE}\nLocal authority" in hostile
    dictionary = (target / "DATA-DICTIONARY.md").read_text("utf-8")
    assert "| `grade_status` | string | Whether there is an overall grade, and if not, why." in dictionary
    assert "`not_judged` (the report says that this was not judged)" in dictionary
    assert "Open Government Licence v3.0" in (target / "LICENCE.md").read_text("utf-8")
    sums = [line.split("  ") for line in (target / "SHA256SUMS").read_text().splitlines()]
    files = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()} - {"SHA256SUMS", "latest.db"}
    assert {name for _, name in sums} == files
    assert all(hashlib.sha256((target / name).read_bytes()).hexdigest() == digest for digest, name in sums)


def test_an_earlier_export_leaves_nothing_behind_and_other_files_stay(made: ArchiveFactory, tmp_path: Path) -> None:
    first = exported(made, tmp_path / "public").database
    (tmp_path / "public" / "notes.txt").write_text("mine")
    (tmp_path / "elsewhere.txt").write_text("not of the export, whatever its checksums name")
    with (tmp_path / "public" / "SHA256SUMS").open("a") as sums:
        sums.write(f"{'0' * 64}  ../elsewhere.txt\n")
    made.db.execute("update reports set withheld = '2026' where key = 'ofsted-101'")
    made.db.conn.commit()
    made.insert("takedowns", kind="report", subject="ofsted-101", url="", reason="mine alone", taken="2026-03-01T09:00:00+00:00")
    second = exported(made, tmp_path / "public").database
    assert first != second, "a file under a running server is never replaced"
    assert exported(made, tmp_path / "public").database not in (first, second), "a reader that looks rarely sees each new one"
    second = (tmp_path / "public" / "latest.db").resolve()
    assert not first.exists()
    assert (tmp_path / "public" / "latest.db").resolve() == second
    assert not (tmp_path / "public" / "reports" / "ofsted-101.txt").exists()
    assert (tmp_path / "public" / "notes.txt").read_text() == "mine"
    assert (tmp_path / "elsewhere.txt").exists()
    with closing(sqlite3.connect(second)) as connection:
        assert connection.execute("select * from withdrawn").fetchall() == [("report", "ofsted-101", "2026-03-01")]


def listed(folder: Path) -> set[str]:
    """The files that the checksums of an export name, each as it is there."""
    sums = [line.split("  ") for line in (folder / "SHA256SUMS").read_text().splitlines()]
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for digest, name in sums)
    return {name for _, name in sums}


def there(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"SHA256SUMS", "latest.db"}


@pytest.mark.parametrize("step", [0, 1, 12, -3, -2, -1])
def test_an_export_that_is_stopped_leaves_a_whole_snapshot_and_the_next_one_removes_its_files(
    made: ArchiveFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    public = tmp_path / "public"
    replace, calls = os.replace, 0

    def stopping(source: Path, target: Path) -> None:
        nonlocal calls
        if Path(target).is_relative_to(public):
            calls += 1
            if calls - 1 == stop:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(source, target)

    monkeypatch.setattr(os, "replace", stopping)
    stop = -1
    exported(made, public)
    stop, calls = (step if step >= 0 else calls + step), 0
    with pytest.raises(DiskFullError, match="No space left on device; free space or choose another folder"):
        exported(made, public)
    connect_read_only((public / "latest.db").resolve()).close()
    (public / ".new-killed").mkdir()
    (public / ".new-killed" / "half").write_bytes(b"x")
    stop = -1
    last = exported(made, public).database
    assert [one.name for one in public.glob("*.db")] == sorted([last.name, "latest.db"])
    assert not list(public.glob(".new-*"))
    assert listed(public) == there(public)


def test_no_lock_of_the_engine_is_published(made: ArchiveFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def with_a_late_lock(connection: sqlite3.Connection, folder: Path) -> str:
        token = make_engine_of(connection, folder)
        (folder / ".tantivy-meta.lock").touch()  # as its thread may do, a moment after all is made
        return token

    monkeypatch.setattr("archive.keeping.export.public_database.make_engine_of", with_a_late_lock)
    exported(made, tmp_path / "public")
    assert not list((tmp_path / "public").rglob("*.lock"))
    assert listed(tmp_path / "public") == there(tmp_path / "public")


def test_another_user_may_read_all_of_an_export(made: ArchiveFactory, tmp_path: Path) -> None:
    """The public site runs as a user of its own; without the engine's list of files, its searches fall back to the database."""
    old = os.umask(0o022)
    try:
        snapshot = exported(made, tmp_path / "public").database
    finally:
        os.umask(old)
    assert (engine_folder(snapshot) / "meta.json").is_file()
    closed = [path.name for path in (tmp_path / "public").rglob("*") if path.stat().st_mode & 0o044 != 0o044]
    assert closed == []


def test_the_private_copies_of_killed_exports_go(made: ArchiveFactory, tmp_path: Path) -> None:
    of_killed, of_another = made.path.parent / ".export-killed", made.path.parent / ".export-running"
    for folder in (of_killed, of_another):
        folder.mkdir()
        (folder / "archive.db").write_bytes(b"private")
    with alone(of_another, "export"):
        exported(made, tmp_path / "public")
    assert [one.name for one in made.path.parent.glob(".export-*")] == [".export-running"]


def test_a_second_export_into_the_same_folder_is_refused(made: ArchiveFactory, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    with alone(tmp_path / "public", "export"), pytest.raises(RunningError, match=r"another export into .* is running; wait"):
        exported(made, tmp_path / "public")
    assert exported(made, tmp_path / "public").database.is_file()


@pytest.mark.parametrize(
    ("number", "to_do"),
    [(errno.EROFS, "ReadWritePaths="), (errno.EACCES, "let the user who runs this write there"), (errno.ENOSPC, "free space")],
)
def test_what_to_do_depends_on_why_it_cannot_be_written(number: int, to_do: str) -> None:
    assert to_do in str(cannot_write("cannot write x", OSError(number, os.strerror(number))))


def test_a_snapshots_index_is_over_paragraphs_and_excerpts(made: ArchiveFactory, tmp_path: Path) -> None:
    made.db.close()
    with closing(sqlite3.connect(exported(made, tmp_path / "public").database)) as connection:
        found = {
            typed: connection.execute("select count(*) from search_fts where search_fts match ?", [typed]).fetchone()[0]
            for typed in ("Amberford AND knows", "Managers AND visits", "spokesperson")
        }
        assert found == {"Amberford AND knows": 1, "Managers AND visits": 1, "spokesperson": 0}
        connection.execute("insert into search_fts(search_fts, rank) values ('integrity-check', 1)")


def test_a_snapshot_can_be_served(made: ArchiveFactory, tmp_path: Path) -> None:
    snapshot = exported(made, tmp_path / "public").database
    snapshot.chmod(0o444)
    connect_read_only(snapshot).close()
    site = next(sites := asked(snapshot, made.files, public=True))
    for path in ("/", "/search?q=supervision", "/search.json?q=knows", "/report/ofsted-101", "/report/ofsted-101.json",
                 "/article/1000000000009", "/recommendations?q=supervision", "/authority/X0000001", "/feed.atom", "/problems",
                 "/archive/reports", "/archive/reports/1", "/archive/articles", "/archive/articles/1000000000009", "/archive/quotations",
                 "/archive/inspection_outcomes", "/archive/withdrawn", "/archive/snapshot"):  # fmt: skip
        answer = site(path)
        assert answer.status_code == 200, (path, answer.text[:500])
        assert not any(sentence in answer.text for sentence in BODY), path
    assert next(sites, None) is None


@pytest.mark.parametrize("name", ["ex#1", "ex?1", "ex%41"])
def test_the_folder_may_have_any_name(made: ArchiveFactory, tmp_path: Path, name: str) -> None:
    exported(made, tmp_path / name)
    assert list((tmp_path / name).glob("archive-*.db"))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("ex")] == [name]


def test_the_public_folder_has_the_originals_of_reports_and_no_others(made: ArchiveFactory, tmp_path: Path) -> None:
    """Links where both folders are on one disk; what is taken down goes with the next export, and a lost file is no error."""

    def export() -> set[str]:
        export_public(made.path, tmp_path / "public", metadata()["databases"]["archive"]["tables"], made.files)
        return {path.name for path in (tmp_path / "public" / "files").glob("*/*")}

    def of(kind: str, more: str = "") -> set[str]:
        return {sha256 for (sha256,) in made.db.execute(f"select sha256 from documents d where kind = ? {more}", [kind]).fetchall()}

    reports, others = of("report"), {sha256 for (sha256,) in made.db.execute("select sha256 from documents where kind != 'report'")}
    kept = {path.name for path in made.files.glob("*/*")}
    assert reports & kept
    assert others & kept, "there is something that must not go out"
    assert export() == reports & kept
    assert not export() & others
    sample = sorted(reports & kept)[0]
    assert (tmp_path / "public" / "files" / sample[:2] / sample).samefile(made.files / sample[:2] / sample)
    (key,) = made.db.execute("select key from reports r join documents d on d.url = r.url where d.sha256 = ?", [sample]).fetchone()
    take_down(made.db, key, "a reason")
    assert export() == (reports & kept) - {sample}


def test_an_original_is_copied_where_it_cannot_be_linked(made: ArchiveFactory, tmp_path: Path) -> None:
    """To a file system of its own: shared memory is one on every Linux."""
    if not os.access("/dev/shm", os.W_OK) or os.stat("/dev/shm").st_dev == os.stat(made.files).st_dev:
        pytest.skip("needs a second file system at /dev/shm")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        export_public(made.path, Path(name), metadata()["databases"]["archive"]["tables"], made.files)
        placed = list((Path(name) / "files").glob("*/*"))
        assert placed
        assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in placed)
        assert not list(Path(name).rglob(".new-*"))
