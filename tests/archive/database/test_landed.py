"""Landed migrations never change, and an archive made by any version opens with today's code and finds what it holds.

`landed/hashes.json` holds the hash of each file of the migrations; `landed/COMMIT.db.xz` is a small archive (three invented reports,
an article) made by the code of that commit, the first with its schema.
"""

import hashlib
import json
import lzma
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.database.migrations import migrations
from archive.database.readonly import connect_read_only
from archive.keeping.verify import verify
from archive.search.filters import read_filters
from archive.search.search import search
from archive.store import open_archive
from tests.conftest import ROOT

LANDED = ROOT / "tests" / "archive" / "database" / "landed"
ARCHIVES = sorted(path.name.removesuffix(".db.xz") for path in LANDED.glob("*.db.xz"))
# what is typed -> how many reports and articles of such an archive it finds
FINDS = {"supervision": 3, '"safeguarding hub"': 1, "threshold*": 1, "kinship": 1}


def schema(database: Database) -> dict[str, str | None]:
    """Name -> SQL of every table, index, view and trigger."""
    return dict(database.execute("select name, sql from sqlite_master where name != '_sqlite_migrations' order by name").fetchall())


def test_no_landed_migration_has_changed() -> None:
    """A new file's hash is added when it lands: `sha256sum archive/database/landed/*.sql`."""
    kept = json.loads((LANDED / "hashes.json").read_text(encoding="utf-8"))
    today = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files("archive.database").joinpath("landed").iterdir()}
    assert today == kept


def test_an_archive_of_every_landed_schema_is_kept() -> None:
    assert len(ARCHIVES) >= 8


@pytest.mark.parametrize("commit", ARCHIVES)
def test_an_archive_of_an_earlier_version_opens_and_finds_what_it_holds(tmp_path: Path, commit: str) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(lzma.decompress((LANDED / f"{commit}.db.xz").read_bytes()))
    today = Database(memory=True)
    migrations.apply(today)
    with closing(open_archive(path)) as database:
        assert schema(database) == schema(today)
        faults = [damage.problem.kind for damage in verify(database, tmp_path / "files")]
        assert set(faults) == {"file_missing"}  # the originals are not kept here
        assert database.execute("select count(*) from report_pages").fetchone() == (6,)
    with closing(connect_read_only(path)) as connection:
        found = {words: search(connection, words, read_filters({})).total for words in FINDS}
    assert found == FINDS
