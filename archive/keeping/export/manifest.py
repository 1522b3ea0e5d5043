"""MANIFEST.json of a snapshot: its files with sizes and SHA-256, the versions that made it, and the moment it shows. SHA256SUMS beside it.

A snapshot has a file for each report, so both are written as the files are read, and no list of all is ever held.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from archive import __version__
from archive.errors import DamageError
from archive.store.files import hash_of_file

NAME = "MANIFEST.json"
SUMS = "SHA256SUMS"


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
    """Write the manifest of the snapshot in `folder`, all of whose other files are there, and the checksums of all these files."""
    facts = json.dumps(asdict(SnapshotManifest(made, __version__, sqlite3.sqlite_version, database, ())))
    start, end = facts.removesuffix("]}"), "\n]}\n"
    with (folder / NAME).open("w", encoding="utf-8") as manifest, (folder / SUMS).open("w", encoding="utf-8") as sums:
        manifest.write(start)
        comma = ""
        for name in _names(folder):
            path = folder / name
            part = Part(name, path.stat().st_size, hash_of_file(path))
            manifest.write(f"{comma}\n{json.dumps(asdict(part))}")
            sums.write(f"{part.sha256}  {name}\n")
            comma = ","
        manifest.write(end)
        manifest.flush()
        sums.write(f"{hash_of_file(folder / NAME)}  {NAME}\n")


def _names(folder: Path, within: str = "") -> Iterator[str]:
    """The files below `folder`, in order, but the two that are being written and locks, which a thread of tantivy may add at any moment."""
    for name in sorted(os.listdir(folder)):
        if (folder / name).is_dir():
            yield from _names(folder / name, f"{within}{name}/")
        elif (within or name not in (NAME, SUMS)) and not name.endswith(".lock"):
            yield f"{within}{name}"


def summed(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of each file that SHA256SUMS of a snapshot lists; nothing where there is no such file."""
    if (folder / SUMS).is_file():
        with (folder / SUMS).open(encoding="utf-8") as lines:
            for line in lines:
                sha256, _, name = line.rstrip("\n").partition("  ")
                yield name, sha256


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
