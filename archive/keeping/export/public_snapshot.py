"""`archive export --public`: a dated public database with CSV, Parquet, a text a report, codebook, licence and checksums."""

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import archive.store.files
from archive.database.public import keep_names_apart
from archive.errors import DamageError, cannot_write
from archive.keeping.export.column_types import describe
from archive.keeping.export.data_package import write_data_package
from archive.keeping.export.manifest import SUMS, summed, write_manifest
from archive.keeping.export.originals import place_originals
from archive.keeping.export.parquet import write_parquet
from archive.keeping.export.public_database import make_snapshot
from archive.keeping.export.rights import find_private_sentences
from archive.keeping.export.tables import exported, write_dictionary, write_tables
from archive.keeping.export.texts import write_texts
from archive.keeping.locks import alone
from archive.keeping.source_terms import SENTENCE, Rights, read_rights
from archive.store.files import Place
from archive.store.sqlite_errors import storage_errors
from archive.store.vectors import copy_vectors

NEWEST = "latest.db"  # a link to the dated database, for whoever serves it
DATABASE = re.compile(r"archive-(\d{4}-\d\d-\d\d)(?:-(\d+))?\.db")
_ALL = ".all"  # checksums of the files of this export and of earlier ones
NEW = ".new-"  # begins the name of a folder in which an export works
OGL = f"""{SENTENCE}
<https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>
"""
LICENCE = """# Licence and attribution

{terms}The licence does not cover personal information in {them}.

News articles belong to their publishers. This snapshot has only their titles, dates, addresses and short excerpts, and which reports
they are about. It does not have their full text.

Keep this file with every copy. To cite a report, give its key, the page and the date of this snapshot: {made}.

The table `withdrawn` lists what we removed from the public archive, by key and date only.
"""


def licence(rights: Rights, made: str) -> str:
    """What LICENCE.md says of a snapshot of the moment `made`: the terms of each inspectorate whose reports it has."""
    if not rights.others:
        return LICENCE.format(terms=f"{OGL}\nReports are by Ofsted and other inspectorates. ", them="them", made=made)
    ofsteds = [f"Reports by Ofsted: {OGL}\n"] if rights.of_ofsted else []
    others = [
        f"Reports by {one.author}: {one.attribution}\nTheir licence: {one.licence}. Their site: <{one.home}>\n\n" for one in rights.others
    ]
    return LICENCE.format(terms="".join([*ofsteds, *others]), them="reports by Ofsted" if ofsteds else "reports", made=made)


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export: its database, the rows of each table, and how many reports have a text."""

    database: Path
    rows: dict[str, int]
    texts: int


def export_public(path: Path, target: Path, metadata: dict[str, Any], root: Place | None = None) -> Exported:
    """Write the public snapshot of the archive at `path` into the folder `target`; `metadata` describes its tables. Where
    `root` is a folder of originals, those of the reports are put into `target` as well; from a bucket, `archive publish` takes them.

    Nothing reaches `target` before the rights check has passed: DamageError names the sentence that stopped it. The files of earlier
    exports into the same folder go, so that what was taken down since does not stay behind. RunningError while another export into the
    folder runs.
    """
    moment = datetime.now(UTC)
    made = moment.isoformat(timespec="seconds")
    try:
        target.mkdir(parents=True, exist_ok=True)
        with alone(target, "export"), storage_errors(target), _room(target) as fresh:
            database = fresh / _free_name(target, f"archive-{moment:%Y-%m-%d}")
            make_snapshot(path, database, made)
            _check_rights(path, database)
            copy_vectors(path, database)
            with closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as connection:
                tables = [describe(connection, metadata, name) for name in exported(connection)]
                keep_names_apart(connection)  # after the types were read: what stands in a table's place has none
                rows = write_tables(connection, tables, fresh / "csv")
                write_parquet(connection, tables, fresh / "parquet")
                texts = write_texts(connection, fresh / "reports", made)
                write_dictionary(tables, fresh / "DATA-DICTIONARY.md")
                write_data_package(connection, tables, fresh, made)
                (fresh / "LICENCE.md").write_text(licence(read_rights(connection), made), encoding="utf-8")
            write_manifest(fresh, database.name, made)
            if isinstance(root, Path):  # before the link, so that no page names a file that is not there yet
                with closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as connection:
                    place_originals(connection, root, target)
            _put_in_place(fresh, target, database.name)
    except OSError as error:
        raise cannot_write(f"cannot write the export to {target}", error) from error
    return Exported(target / database.name, rows, texts)


@contextmanager
def _room(target: Path) -> Iterator[Path]:
    """A folder in `target` to work in; those of exports that were killed go first."""
    for old in target.glob(f"{NEW}*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    with tempfile.TemporaryDirectory(dir=target, prefix=NEW) as folder:
        yield Path(folder)


def _remove_empty(folder: Path, target: Path) -> None:
    """Remove `folder` and those above it, below `target`, that hold nothing."""
    while folder != target and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _free_name(target: Path, stem: str) -> str:
    """A file name after those of earlier exports of the same day, so that we never replace a file that a server has open, and a new
    snapshot never has the name of one that a server may still answer from."""
    numbers = [int(found[2] or 1) for one in target.glob(f"{stem}*.db") if (found := DATABASE.fullmatch(one.name))]
    number = max(numbers, default=0) + 1
    return f"{stem}.db" if number == 1 else f"{stem}-{number}.db"


def _check_rights(path: Path, database: Path) -> None:
    found = find_private_sentences(path, database)
    if found:
        raise DamageError(
            f"the snapshot was not published: it contains {len(found)} sentences from the text of articles; the first is {found[0]!r}"
        )


def _put_in_place(fresh: Path, target: Path, database: str) -> None:
    """Move the new files in, let the link name them, then remove those of earlier exports.

    In this order the link always names a whole snapshot, wherever a kill or a full disk stops this, and the list always names every file
    that an export made, so that the next one removes what this one leaves.
    """
    gone = {name: sha256 for name, sha256 in summed(target) if not (fresh / name).is_file()}
    with (fresh / _ALL).open("w", encoding="utf-8") as every, (fresh / SUMS).open(encoding="utf-8") as sums:
        every.writelines(f"{sha256}  {name}\n" for name, sha256 in gone.items())
        shutil.copyfileobj(sums, every)
    archive.store.files.sync(fresh / _ALL)
    os.replace(fresh / _ALL, target / SUMS)
    for name, _ in summed(fresh):
        archive.store.files.sync(fresh / name)
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(fresh / name, target / name)
    (fresh / NEWEST).symlink_to(database)
    os.replace(fresh / NEWEST, target / NEWEST)
    archive.store.files.sync(target)
    for old in ((target / name).resolve() for name in gone):
        if old.is_relative_to(target.resolve()):
            old.unlink(missing_ok=True)
            _remove_empty(old.parent, target.resolve())
    os.replace(fresh / SUMS, target / SUMS)
    for folder in (target / "csv", target / "parquet", target / "reports", target):
        if folder.is_dir():  # an archive without a read report has no texts
            archive.store.files.sync(folder)
