"""`archive backup` and `archive restore`: make a dated copy of the archive in another folder, and restore from one."""

from pathlib import Path

import click

from archive.errors import ConfigurationError, DamageError
from archive.keeping.backup import KEPT, back_up
from archive.keeping.restore import restore as restore_archive
from archive.store import archive_paths
from archive.store.opening import place_of

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--keep", default=KEPT, show_default=True, type=click.IntRange(1), help="How many copies of the database to keep.")
@click.option("--quick", is_flag=True, help="Check files from earlier backups by size only, without hashing them again.")
def backup(folder: Path, keep: int, quick: bool) -> None:
    """Back up the archive to FOLDER. This is safe during a crawl. Each file is copied once, and the finished backup is checked.

    Exit status 0: complete; 3: cannot write the backup; 20: the backup was made, but the archive itself has lost files.
    """
    path, root = archive_paths()
    made = back_up(path, root, folder.resolve(), keep=keep, quick=quick)
    held = made.manifest
    click.echo(f"{made.database}: {held.documents} documents, {held.files} files ({made.new_files} new), {held.bytes} bytes; checked")
    if made.absent:
        raise DamageError(
            f"the backup was made, but {len(made.absent)} files in the archive are lost or damaged (the first is {made.absent[0]});"
            " run archive verify"
        )


@click.command()
@click.argument("place", metavar="FOLDER|s3://BUCKET/PREFIX")
@click.option("--copy", help="Which copy of the database to restore, for example archive-20261103T020000000Z. Default: the newest.")
@click.option("--replace", is_flag=True, help="Replace the existing archive. Its database is kept as NAME.replaced.")
def restore(place: str, copy: str | None, replace: bool) -> None:
    """Restore the archive from the backup in FOLDER to where ARCHIVE_DB and ARCHIVE_FILES say. A damaged backup changes nothing.

    From s3://BUCKET/PREFIX, restore the database that Litestream copied there, seconds old; originals stay where they are.
    """
    path, root = archive_paths()
    folder = place_of(place)
    if not isinstance(folder, Path):
        from archive.keeping.replica import restore_replica
        from archive.store.bucket import Bucket

        assert isinstance(folder, Bucket)
        if copy is not None:
            raise ConfigurationError("--copy names a copy in a folder; from s3:// comes the newest state")
        restore_replica(folder, path, replace=replace)
        click.echo(f"{path}: restored from {folder.address}, checked; run archive verify")
        return
    if not folder.is_dir():
        raise click.BadParameter(f"there is no folder {folder}")
    manifest = restore_archive(folder, path, root, copy=copy, replace=replace)
    click.echo(f"{path}: restored as of {manifest.made}: {manifest.documents} documents, {manifest.files} files, all checked")
