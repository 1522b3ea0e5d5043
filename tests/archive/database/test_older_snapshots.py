"""Public snapshots made by earlier versions: served, or refused in one line; never changed.

`landed/snapshots/COMMIT.db.xz` were exported by the code of that commit, the first with its schema.
"""

import hashlib
import lzma
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from archive.database.older_snapshots import schema_of, schema_of_today
from archive.database.readonly import connect_read_only
from archive.errors import ConfigurationError
from archive.keeping.export.public_database import make_snapshot
from archive.store.opening import lock, open_archive
from tests.archive.factory import NOW, ArchiveFactory
from tests.archive.sample import sample_archive
from tests.archive.web.addresses import DATA, PAGES
from tests.archive.web.conftest import asked
from tests.conftest import ROOT

SNAPSHOTS = sorted((ROOT / "tests" / "archive" / "database" / "landed" / "snapshots").glob("*.db.xz"))
OF_NO_KEY = [path for path in (*PAGES, *DATA) if not re.search(r"/(report|article|authority|neighbours|compare|local_authorities)\b", path)]
FEW = ("/", "/search?q=supervision", "/recommendations", "/outcomes", "/week?to=2022-10-12", "/archive/reports")
ARCHIVE = [str(Path(sys.executable).with_name("archive"))]


def content(folder: Path) -> dict[str, str]:
    """Name -> hash of every file in the folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    before = content(folder)
    yield
    assert content(folder) == before


def unpack(packed: Path, folder: Path) -> Path:
    folder.mkdir()
    path = folder / "archive-2025-01-01.db"
    path.write_bytes(lzma.decompress(packed.read_bytes()))
    return path


def is_searchable(path: Path) -> bool:
    """Whether the snapshot has the indexes that searches use today."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        its = schema_of(connection).indexes
    return all(its.get(name) == sql for name, sql in schema_of_today().indexes.items())


def pages_answer(path: Path, files: Path, of_no_key: Sequence[str]) -> None:
    """These pages of a public site answer, and the page of each report, article and authority in the snapshot.

    Of Datasette's own pages, those of tables that came after the snapshot are not asked for: it has no such table to show.
    """
    with closing(sqlite3.connect(path)) as connection:
        named = {name for (name,) in connection.execute("select name from sqlite_master")}
        keys = [f"/report/{key}" for (key,) in connection.execute("select key from reports")]
        keys += [f"/article/{row}" for (row,) in connection.execute("select id from articles")]
        keys += [
            f"/authority/{code}"
            for (code,) in connection.execute("select distinct local_authority from reports where local_authority > ''")
        ]
        keys += [f"/provider/ofsted_reports/{urn}" for (urn,) in connection.execute("select urn from providers")]
    assert len(keys) >= 4
    with contextmanager(asked)(path, files, public=True) as ask:
        asked_for = [*(address for address in of_no_key if shown(address, named)), *keys]
        answers = {address: ask(address).status_code for address in asked_for}
    assert {address: status for address, status in answers.items() if status != 200} == {}


def shown(address: str, tables: Collection[str]) -> bool:
    """Whether an address is none of Datasette's own pages of a table, or of one of these; and not of one provider of the sample."""
    table = re.match(r"/archive/(\w+)", address)
    return table[1] in tables if table else not address.startswith("/provider/")


def test_snapshots_of_many_schemas_are_kept() -> None:
    assert len(SNAPSHOTS) >= 11


@pytest.mark.long
@pytest.mark.parametrize("packed", SNAPSHOTS, ids=lambda path: str(path.name.split(".")[0]))
def test_a_snapshot_of_an_earlier_version_is_served_or_refused_and_never_changed(tmp_path: Path, packed: Path) -> None:
    path = unpack(packed, tmp_path / "public")
    with unchanged(path.parent):
        if is_searchable(path):
            pages_answer(path, tmp_path / "files", OF_NO_KEY)
        else:
            with pytest.raises(ConfigurationError, match=r"made by an earlier version.*archive export --public"):
                connect_read_only(path)


def earlier(made: ArchiveFactory, path: Path, lost: str) -> None:
    """Today's snapshot of the sample as an earlier version would have made it: `lost` is SQL that takes out what came later."""
    make_snapshot(made.path, path, NOW)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{lost}; delete from _sqlite_migrations where rowid = (select max(rowid) from _sqlite_migrations)")
        connection.commit()


@pytest.mark.long
@pytest.mark.parametrize(
    "lost",
    [
        "select 1",
        "drop table official_inspections",
        "alter table recommendations drop column reference",
        "drop view latest_outcomes; create view latest_outcomes as select 1 as earlier",
        "drop view sector_outcomes",
    ],
)
def test_what_came_later_is_empty_and_views_are_todays(tmp_path: Path, lost: str) -> None:
    made = sample_archive(tmp_path / "archive")
    path = tmp_path / "public" / "archive.db"
    path.parent.mkdir()
    earlier(made, path, lost)
    with unchanged(path.parent):
        pages_answer(path, made.files, FEW)
        with closing(connect_read_only(path)) as connection:
            assert connection.execute("select count(*) from sector_outcomes").fetchone()[0] > 0
            assert connection.execute("select count(reference) from recommendations").fetchone()[0] >= 0
    made.db.close()


def test_a_snapshot_without_todays_index_is_refused(tmp_path: Path) -> None:
    made = sample_archive(tmp_path / "archive")
    path = tmp_path / "archive.db"
    earlier(made, path, "drop table recommendations_fts")
    with pytest.raises(ConfigurationError, match="another search index"):
        connect_read_only(path)
    made.db.close()


@pytest.mark.long
@pytest.mark.parametrize("words", [["verify"], ["reread"], ["update", "ofsted_reports"], ["takedown", "ofsted-101", "--reason", "x"]])
def test_no_command_changes_a_snapshot(tmp_path: Path, words: list[str]) -> None:
    """Also one of today, whose file would change when it is opened for writing; and no lock is left beside it."""
    made = sample_archive(tmp_path / "archive")
    path = tmp_path / "public" / "archive.db"
    path.parent.mkdir()
    make_snapshot(made.path, path, NOW)
    variables = os.environ | {"ARCHIVE_DB": str(path), "ARCHIVE_FILES": str(tmp_path / "files"), "ARCHIVE_CONTACT": "a@b.example"}
    with unchanged(path.parent):
        done = subprocess.run([*ARCHIVE, *words], env=variables, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 4, done.stdout + done.stderr
    assert "is a public snapshot, which nothing may change" in done.stdout + done.stderr
    made.db.close()


def test_opening_and_locking_refuse_a_snapshot_and_nothing_else(tmp_path: Path) -> None:
    made = sample_archive(tmp_path / "archive")
    path = tmp_path / "snapshot.db"
    make_snapshot(made.path, path, NOW)
    with pytest.raises(ConfigurationError, match="public snapshot"):
        open_archive(path)
    with pytest.raises(ConfigurationError, match="public snapshot"), lock(path):
        pass
    empty = tmp_path / "empty.db"
    empty.touch()
    for fine in (made.path, empty, tmp_path / "new.db"):
        with lock(fine), closing(open_archive(fine)) as database:
            assert database.table("reports").exists()
    made.db.close()
