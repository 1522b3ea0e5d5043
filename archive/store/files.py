"""Original files, named by their SHA-256. Each is written whole or not at all: temporary file in the same folder, fsync, rename, fsync."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archive.errors import DiskFullError


def path_of(root: Path, sha256: str) -> Path:
    """Where the bytes with this hash are kept below `root`: two hex digits as a folder, then the whole hash."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError(f"{sha256!r} is no SHA-256 in lower-case hex digits")
    return root / sha256[:2] / sha256


def hash_of(body: bytes) -> str:
    """SHA-256 of `body` in lower-case hex digits."""
    return hashlib.sha256(body).hexdigest()


def keep(root: Path, body: bytes) -> tuple[str, bool]:
    """Keep `body` below `root`; returns its hash and whether the file is new. Raises DiskFullError when it cannot be written."""
    sha256 = hash_of(body)
    target = path_of(root, sha256)
    if target.exists() and target.read_bytes() == body:  # compared whole: a damaged copy is written anew
        return sha256, False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, body)
    except OSError as error:
        raise DiskFullError(f"cannot write {len(body)} bytes to {target}: {error.strerror}; free space or make {root} writable") from error
    return sha256, True


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


def read(root: Path, sha256: str) -> bytes:
    """The bytes kept under this hash. FileNotFoundError when they are gone; what they hash to is `archive verify`'s matter."""
    return path_of(root, sha256).read_bytes()


def read_whole(root: Path, sha256: str) -> bytes | None:
    """The bytes with this hash, or None when they are gone or are others."""
    try:
        body = read(root, sha256)
    except FileNotFoundError:
        return None
    return body if hash_of(body) == sha256 else None


def forget(root: Path, sha256: str) -> None:
    """Remove a file that no row names: a page fetched again whose facts did not change."""
    path_of(root, sha256).unlink(missing_ok=True)


def kept(root: Path) -> Iterator[str]:
    """The hashes of all files below `root`, in no order; unfinished temporary files are no files of the archive."""
    for folder in root.glob("??"):
        for path in folder.iterdir():
            if not path.name.startswith(".new-"):
                yield path.name
