"""MANIFEST.json of a snapshot: its files with sizes and SHA-256, the versions that made it, and the moment it shows."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from archive import __version__
from archive.errors import DamageError
from archive.store.files import hash_of_file

NAME = "MANIFEST.json"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a snapshot: its name in the snapshot's folder, its bytes, its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SnapshotManifest:
    """A snapshot as at `made` (UTC, ISO): the name of its database, the versions of program and SQLite, and its files."""

    made: str
    version: str
    sqlite: str
    database: str
    files: tuple[Part, ...]

    def of_readers(self) -> tuple[Part, ...]:
        """What a server needs: the database, and what is named after it (index, vectors)."""
        return tuple(part for part in self.files if part.name.startswith(self.database))


def write_manifest(folder: Path, database: str, made: str) -> None:
    """Write the manifest of the snapshot in `folder`, all of whose other files are there."""
    files = tuple(
        Part(path.relative_to(folder).as_posix(), path.stat().st_size, hash_of_file(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )
    manifest = SnapshotManifest(made, __version__, sqlite3.sqlite_version, database, files)
    (folder / NAME).write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")


def read_manifest(body: bytes) -> SnapshotManifest:
    """The manifest in `body`. DamageError when it is none, or names a file outside its folder."""
    try:
        read = json.loads(body)
        manifest = SnapshotManifest(**{**read, "files": tuple(Part(**part) for part in read["files"])})
    except (ValueError, TypeError, KeyError) as error:
        raise DamageError(f"{NAME} of the snapshot cannot be read: {error}; publish it again") from error
    for part in manifest.files:
        if part.name.startswith("/") or ".." in part.name.split("/"):
            raise DamageError(f"{NAME} of the snapshot names {part.name!r}, which is outside its folder; publish it again")
    return manifest


def check_parts(folder: Path, parts: Iterable[Part]) -> None:
    """DamageError for the first of the `parts` that is not in `folder` as the manifest says."""
    for part in parts:
        path = folder / part.name
        if not path.is_file() or path.stat().st_size != part.size or hash_of_file(path) != part.sha256:
            raise DamageError(f"{part.name} of the snapshot is not what its {NAME} says; publish it again")
