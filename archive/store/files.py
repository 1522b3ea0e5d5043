"""Original files, named by their SHA-256: in a folder, or elsewhere (`bucket.py`). Each is written whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from archive.errors import cannot_write


class Originals(Protocol):
    """Where originals are kept, by their SHA-256. What is absent is a FileNotFoundError; storage that fails is an ArchiveError."""

    def put(self, body: bytes) -> bool:
        """Keep `body` under its hash, if it is not there; whether it is new. A damaged copy is written anew."""

    def get(self, sha256: str) -> bytes:
        """The bytes kept under this hash."""

    def get_range(self, sha256: str, first: int, last: int) -> bytes:
        """The bytes from `first` to `last`, both included."""

    def size(self, sha256: str) -> int:
        """How many bytes are kept under this hash."""

    def exists(self, sha256: str) -> bool:
        """Whether anything is kept under this hash."""

    def checksum(self, sha256: str) -> str:
        """SHA-256 of what is kept under this hash; from a bucket, as the bucket itself states it."""

    def list(self) -> Iterator[str]:
        """The hashes of all originals, in no order."""

    def delete(self, sha256: str) -> None:
        """Remove what is kept under this hash, if anything is; only `archive takedown` does."""


def name_of(sha256: str) -> str:
    """The name of the bytes with this hash: two hex digits as a folder, then the whole hash."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError(f"{sha256!r} is no SHA-256 in lower-case hex digits")
    return f"{sha256[:2]}/{sha256}"


def path_of(root: Path, sha256: str) -> Path:
    """Where the bytes with this hash are kept below the folder `root`."""
    return root / name_of(sha256)


def hash_of(body: bytes) -> str:
    """SHA-256 of `body` in lower-case hex digits."""
    return hashlib.sha256(body).hexdigest()


class Folder:
    """Originals below the folder `root`. A file is made by fsync and rename, so that it is never seen half written."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, body: bytes) -> bool:
        """Keep `body`; whether the file is new. DiskFullError when it cannot be written."""
        target = path_of(self.root, hash_of(body))
        try:
            if target.exists() and target.read_bytes() == body:  # compared whole: a damaged copy is written anew
                return False
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, body)
        except OSError as error:
            raise cannot_write(f"cannot keep {len(body)} bytes as {target}", error) from error
        return True

    def get(self, sha256: str) -> bytes:
        """The bytes kept under this hash."""
        return path_of(self.root, sha256).read_bytes()

    def get_range(self, sha256: str, first: int, last: int) -> bytes:
        """The bytes from `first` to `last`, both included."""
        with path_of(self.root, sha256).open("rb") as file:
            file.seek(first)
            return file.read(last - first + 1)

    def size(self, sha256: str) -> int:
        """How many bytes the file has."""
        return path_of(self.root, sha256).stat().st_size

    def exists(self, sha256: str) -> bool:
        """Whether the file is there."""
        return path_of(self.root, sha256).is_file()

    def checksum(self, sha256: str) -> str:
        """SHA-256 of the file as it is now."""
        return hash_of_file(path_of(self.root, sha256))

    def list(self) -> Iterator[str]:
        """The hashes of all files; unfinished temporary files are no files of the archive."""
        for folder in self.root.glob("??"):
            for path in folder.iterdir():
                if not path.name.startswith(".new-"):
                    yield path.name

    def delete(self, sha256: str) -> None:
        """Remove the file, if it is there."""
        path_of(self.root, sha256).unlink(missing_ok=True)


Place = Path | Originals
"""A folder of originals may be given as its path."""


def originals(place: Place) -> Originals:
    """The originals at `place`."""
    return Folder(place) if isinstance(place, Path) else place


def keep(root: Place, body: bytes) -> tuple[str, bool]:
    """Keep `body` at `root`; returns its hash and whether the file is new. Raises ArchiveError when it cannot be written."""
    return hash_of(body), originals(root).put(body)


def write_whole(target: Path, body: bytes) -> None:
    """Write `body` as the file `target`, or nothing: never seen half written, nor after a power cut. OSError on failure."""
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)  # mkstemp gives 0600, and the reader may be another user
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync(target.parent)


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def hash_of_file(path: Path) -> str:
    """SHA-256 of a file of any size, in lower-case hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(root: Place, sha256: str) -> bytes:
    """The bytes kept under this hash. FileNotFoundError when they are gone; what they hash to is `archive verify`'s matter."""
    return originals(root).get(sha256)


def read_whole(root: Place, sha256: str) -> bytes | None:
    """The bytes with this hash, or None when they are gone or are others."""
    try:
        body = read(root, sha256)
    except FileNotFoundError:
        return None
    return body if hash_of(body) == sha256 else None


def forget(root: Place, sha256: str) -> None:
    """Remove a file from a folder that no row names: a page fetched again whose facts did not change. In a bucket it stays."""
    if isinstance(root, Path):
        Folder(root).delete(sha256)
