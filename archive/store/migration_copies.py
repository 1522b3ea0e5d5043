"""Copies of the database, packed, that migrations leave beside it: made before anything changes, and only the newest stay."""

import gzip
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from archive.store.files import sync

KEPT = 3
PACKED = ".gz"
_LEVEL = 1  # of gzip: a higher one takes three times as long and saves little more


def keep_copy(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the database at `path` to NAME.before-MOMENT.gz; of all such copies the newest KEPT stay. OSError on failure."""
    target = path.with_name(f"{path.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S}{PACKED}")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".before-") as folder:
        plain = Path(folder) / "copy"
        with closing(sqlite3.connect(plain)) as copy:
            connection.backup(copy)
        _pack(plain, target)
    for old in copies_before(path)[:-KEPT]:
        old.unlink()


def copies_before(path: Path) -> list[Path]:
    """The copies beside the archive at `path`, oldest first; versions before 0.2.0 did not pack theirs."""
    return sorted(path.parent.glob(f"{path.name}.before-*"), key=lambda one: one.name.removesuffix(PACKED))


@contextmanager
def unpacked(copy: Path) -> Iterator[Path]:
    """The database in `copy`, to be changed; what was changed is packed again when the block ends."""
    if copy.suffix != PACKED:
        yield copy
        return
    with tempfile.TemporaryDirectory(dir=copy.parent, prefix=".before-") as folder:
        plain = Path(folder) / "copy"
        with gzip.open(copy, "rb") as reading, plain.open("wb") as writing:
            shutil.copyfileobj(reading, writing, 2**20)
        yield plain
        _pack(plain, copy)


def _pack(plain: Path, target: Path) -> None:
    """Pack the file `plain` into `target`, whole or not at all."""
    packed = plain.with_suffix(PACKED)
    with plain.open("rb") as reading, gzip.open(packed, "wb", compresslevel=_LEVEL) as writing:
        shutil.copyfileobj(reading, writing, 2**20)
    sync(packed)
    os.replace(packed, target)
    sync(target.parent)
