"""Snapshots in S3: `publish` uploads one, and a reader fetches the newest. Nobody ever sees half a snapshot: LATEST is written last.

Below the address: SNAPSHOT/… the files of a snapshot, files/… the originals of reports, LATEST the name of the newest snapshot.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from archive.errors import ConfigurationError, DamageError, RunningError
from archive.keeping.export.manifest import NAME, SnapshotManifest, check_parts, read_manifest
from archive.keeping.export.originals import FOLDER, PUBLIC
from archive.store.bucket import Bucket
from archive.store.files import Place, hash_of, originals

LATEST = "LATEST"
KEPT = 3  # snapshots that stay: a reader may still be fetching the one before


@dataclass(frozen=True, slots=True)
class Published:
    """A published snapshot: its name, its files and bytes, and how many originals are beside it."""

    name: str
    files: int
    size: int
    originals: int


def publish(folder: Path, bucket: Bucket, root: Place, *, keep: int = KEPT) -> Published:
    """Upload the snapshot in `folder`, with the originals of its reports from `root`, then name it in LATEST; the newest `keep` stay.

    DamageError when the folder is not what its manifest says; RunningError when another snapshot was published meanwhile.
    """
    try:
        body = (folder / NAME).read_bytes()
    except FileNotFoundError as error:
        raise ConfigurationError(f"there is no snapshot with a {NAME} in {folder}; make one with archive export --public") from error
    manifest = read_manifest(body)
    check_parts(folder, manifest.files)
    before = _latest(bucket)
    name = f"{manifest.made[:19].replace(':', '')}Z-{hash_of(body)[:8]}"
    for part in manifest.files:
        bucket.upload(f"{name}/{part.name}", folder / part.name)
    bucket.replace(f"{name}/{NAME}", body)
    placed = _place_originals(folder / manifest.database, bucket, root)
    named = json.dumps({"snapshot": name, "manifest": hash_of(body), "made": manifest.made}).encode()
    condition = {"IfNoneMatch": "*"} if before is None else {"IfMatch": before}
    if not bucket.replace(LATEST, named, **condition):
        raise RunningError(f"another snapshot was published to {bucket.address} meanwhile; look which is right, and run this again")
    _remove_older(bucket, name, keep)
    return Published(name, len(manifest.files), sum(part.size for part in manifest.files), placed)


def _latest(bucket: Bucket) -> str | None:
    """The ETag of LATEST, or None where nothing was published yet."""
    try:
        return bucket.read_tagged(LATEST)[1]
    except FileNotFoundError:
        return None


def _place_originals(database: Path, bucket: Bucket, root: Place) -> int:
    """Put the originals of the snapshot's reports beside it, and remove all others there; how many there are. A lost one is left out."""
    with closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as connection:
        wanted = {sha256 for (sha256,) in connection.execute(PUBLIC)}
    kept, beside = originals(root), Bucket(f"{bucket.address}/{FOLDER}")
    there = set(beside.list())
    for sha256 in sorted(wanted - there):
        try:
            beside.put(kept.get(sha256))
            there.add(sha256)
        except FileNotFoundError:
            continue
    for sha256 in there - wanted:
        beside.delete(sha256)
    return len(there & wanted)


def _remove_older(bucket: Bucket, newest: str, keep: int) -> None:
    """Remove all but the newest `keep` snapshots; their names are in order of time."""
    names = [name for name in bucket.names() if "/" in name and not name.startswith(f"{FOLDER}/")]
    older = sorted({name.partition("/")[0] for name in names} - {newest}, reverse=True)[max(keep - 1, 0) :]
    for name in names:
        if name.partition("/")[0] in older:
            bucket.remove(name)


class Fetched:
    """The newest snapshot of a bucket in `folder`, under the link latest.db, which names a snapshot only once all of it was checked."""

    def __init__(self, bucket: Bucket, folder: Path) -> None:
        self.bucket, self.folder = bucket, folder
        self.seen = b""  # LATEST as it was when it was last fetched

    def renew(self) -> None:
        """Fetch what LATEST names, if it is another. DamageError where it is not what its manifest says; the link stays."""
        try:
            latest = self.bucket.read(LATEST)
        except FileNotFoundError:
            return  # nothing was published yet
        if latest == self.seen:
            return
        try:
            name, sha256 = (str(json.loads(latest)[key]) for key in ("snapshot", "manifest"))
        except (ValueError, TypeError, KeyError) as error:
            raise DamageError(f"{LATEST} in {self.bucket.address} names no snapshot; publish again") from error
        manifest = self._fetch(name, sha256)
        fresh = self.folder / ".latest.db"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path(name) / manifest.database)
        fresh.replace(self.folder / "latest.db")
        self.seen = latest

    def _fetch(self, name: str, sha256: str) -> SnapshotManifest:
        body = self.bucket.read(f"{name}/{NAME}")
        if hash_of(body) != sha256:
            raise DamageError(f"{NAME} of the snapshot {name} is not the one that {LATEST} names; publish it again")
        manifest = read_manifest(body)
        parts = manifest.of_readers()
        for part in parts:
            path = self.folder / name / part.name
            path.parent.mkdir(parents=True, exist_ok=True)
            self.bucket.download(f"{name}/{part.name}", path)
        check_parts(self.folder / name, parts)
        return manifest
