"""`archive backup` and `archive restore`: a dated copy of the archive elsewhere, and the way back."""

from pathlib import Path

import click

from archive.errors import DamageError
from archive.keeping.backup import KEPT, back_up
from archive.keeping.restore import restore as restore_archive
from archive.store import archive_paths

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--keep", default=KEPT, show_default=True, type=click.IntRange(1), help="Copies of the database to keep.")
@click.option("--quick", is_flag=True, help="Trust the size of files that an earlier backup copied, instead of hashing them again.")
def backup(folder: Path, keep: int, quick: bool) -> None:
    """Back up the archive into FOLDER, also while a crawl writes. Files are copied once; the backup is checked when it is made.

    Exit status 0: whole; 3: cannot be written; 20: files are lost in the archive itself (named; the backup is made all the same).
    """
    path, root = archive_paths()
    made = back_up(path, root, folder.resolve(), keep=keep, quick=quick)
    held = made.manifest
    click.echo(f"{made.database}: {held.documents} documents, {held.files} files ({made.new_files} new), {held.bytes} bytes; checked")
    if made.absent:
        raise DamageError(f"{len(made.absent)} files are lost or damaged in the archive, the first is {made.absent[0]}; run archive verify")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--copy", help="Which copy of the database, as archive-20261103T020000000Z; default: the newest.")
@click.option("--replace", is_flag=True, help="Put it in the place of the archive that is there; its database is kept as NAME.replaced.")
def restore(folder: Path, copy: str | None, replace: bool) -> None:
    """Restore the archive (where ARCHIVE_DB and ARCHIVE_FILES say) from the backup in FOLDER. Nothing is changed by a damaged backup."""
    path, root = archive_paths()
    manifest = restore_archive(folder.resolve(), path, root, copy=copy, replace=replace)
    click.echo(f"{path}: restored as of {manifest.made}: {manifest.documents} documents, {manifest.files} files, every one checked")
