"""The original files of reports in the public folder, so that whoever serves a snapshot needs no other folder."""

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

import archive.store.files

FOLDER = "files"
PUBLIC = "select distinct sha256 from documents where kind = 'report'"


def place_originals(connection: sqlite3.Connection, root: Path, target: Path) -> int:
    """Put the originals of the reports in the snapshot below `target`/files, and remove all others there; how many there are.

    A file is the same one (a hard link) where both folders are on one disk, and a copy elsewhere. A lost original is left out.
    """
    folder = target / FOLDER
    placed = 0
    for (sha256,) in connection.execute(f"{PUBLIC} order by sha256"):
        place, original = archive.store.files.path_of(folder, sha256), archive.store.files.path_of(root, sha256)
        if not place.exists() and original.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            _link_or_copy(original, place)
        placed += place.exists()
    for other in folder.glob("*/*"):
        if not connection.execute(f"{PUBLIC} and sha256 = ?", [other.name]).fetchone():
            other.unlink()
    return placed


def _link_or_copy(original: Path, place: Path) -> None:
    try:
        os.link(original, place)
    except OSError:  # another disk, or one that knows no links
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".new-", delete=False) as fresh:
            shutil.copyfile(original, fresh.name)
        Path(fresh.name).chmod(original.stat().st_mode & 0o777)
        archive.store.files.sync(Path(fresh.name))
        os.replace(fresh.name, place)
