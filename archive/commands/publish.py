"""`archive publish`: puts a public snapshot into S3, for readers that keep no state."""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from archive.commands.export import export_into
from archive.errors import ConfigurationError
from archive.store import archive_paths
from archive.store.opening import place_of


@click.command()
@click.argument("address")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The snapshot to publish, made by archive export --public. Default: ARCHIVE_PUBLIC; where that is not set, a new one.",
)
@click.option("--keep", default=3, show_default=True, type=click.IntRange(1), help="How many snapshots to keep there.")
def publish(address: str, folder: Path | None, keep: int) -> None:
    """Publish a public snapshot to ADDRESS, s3://BUCKET/PREFIX. Readers that serve --snapshot ADDRESS switch to it by
    themselves.

    Exit status 0: published; 20: the snapshot is damaged; 75: another one was published meanwhile.
    """
    bucket = place_of(address)
    if isinstance(bucket, Path):
        raise ConfigurationError(f"{address} is a folder; say s3://BUCKET/PREFIX, or use archive export --public FOLDER")
    from archive.keeping.publish import publish as publish_snapshot
    from archive.store.bucket import Bucket

    assert isinstance(bucket, Bucket)
    _, root = archive_paths()
    if folder is None and (named := os.environ.get("ARCHIVE_PUBLIC")):
        folder = Path(named)
    with ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="archive-publish-")))
            export_into(folder, originals=False)
        made = publish_snapshot(folder.resolve(), bucket, root, keep=keep)
    click.echo(f"{bucket.address}/{made.name}: {made.files} files, {made.size} bytes, and {made.originals} original files; LATEST names it")
