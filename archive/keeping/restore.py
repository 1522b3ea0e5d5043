"""Restores an archive from a backup. The copy is checked first and replaces the old archive only when it is complete."""

import os
import shutil
import tempfile
from pathlib import Path

import archive.store.files
from archive.errors import ConfigurationError, DamageError, cannot_write
from archive.keeping.backup import Manifest, check_database, copies, named_files, read_manifest
from archive.store.files import Place
from archive.store.opening import lock


def restore(target: Path, path: Path, root: Place, *, copy: str | None = None, replace: bool = False) -> Manifest:
    """Restore the archive at `path`, with originals below `root`, from the backup `target`; `copy` names a copy, default the newest.

    Refuses to replace an existing archive unless `replace`; then it keeps the old database as NAME.replaced. Originals are never deleted.
    DamageError, before anything is changed, when the copy is not what its manifest says or a file it names is absent or damaged.
    """
    chosen = _choose(target, copy)
    manifest = read_manifest(chosen)
    refuse_existing(path, replace=replace)
    if archive.store.files.hash_of_file(chosen) != manifest.sha256:
        raise DamageError(f"{chosen} is not the file its manifest describes; choose an older copy with --copy")
    check_database(chosen)
    with lock(path):
        try:
            _restore_files(chosen, target / "files", root)
            put_database(chosen, path)
        except OSError as error:
            raise cannot_write(f"cannot restore to {path}", error) from error
    return manifest


def refuse_existing(path: Path, *, replace: bool) -> None:
    """ConfigurationError where there is an archive at `path` and nobody said to `replace` it."""
    if path.exists() and not replace:
        raise ConfigurationError(
            f"there is already an archive at {path}; use --replace to replace it with the backup, or set ARCHIVE_DB to another place"
        )


def _choose(target: Path, name: str | None) -> Path:
    found = copies(target)
    if name is not None:
        found = [path for path in found if path.stem == name.removesuffix(".db")]
    if not found:
        raise ConfigurationError(f"there is no finished copy{f' called {name}' if name else ''} in {target}; make one with archive backup")
    return found[-1]


def _restore_files(chosen: Path, kept: Path, root: Place) -> None:
    """Every file the copy names, each checked against its hash. A file that the archive still has intact need not be in the backup."""
    lost = []
    for sha256, _ in named_files(chosen):
        body = archive.store.files.read_whole(kept, sha256)
        if body is None:
            if archive.store.files.read_whole(root, sha256) is None:
                lost.append(sha256)
        else:
            archive.store.files.keep(root, body)
    if lost:
        raise DamageError(
            f"{len(lost)} files that belong to {chosen.name} are missing or damaged (the first is {lost[0]}); choose another copy"
        )


def put_database(chosen: Path, path: Path) -> None:
    """Put a copy of the database `chosen` at `path`; what was there is kept as NAME.replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".restoring-")
    os.close(descriptor)
    temporary = Path(name)
    try:
        shutil.copyfile(chosen, temporary)
        archive.store.files.sync(temporary)
        temporary.chmod(0o644)  # mkstemp gives 0600, and the reader may be another user
        for end in ("", "-wal", "-shm"):  # a log of the old database would be played into the new one
            old = path.with_name(path.name + end)
            if old.exists():
                os.replace(old, path.with_name(f"{path.name}.replaced{end}"))
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    archive.store.files.sync(path.parent)
