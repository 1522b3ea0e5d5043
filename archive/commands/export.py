"""`archive export`: writes a public snapshot, or the original files as WARC."""

from contextlib import closing
from pathlib import Path

import click

from archive.database.readonly import connect_read_only
from archive.errors import ConfigurationError
from archive.keeping.export.public_snapshot import Exported, export_public
from archive.store import archive_paths


@click.command()
@click.option("--public", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write a public snapshot to this folder.")
@click.option(
    "--warc",
    "warc",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all original files to this .warc.gz file. Keep it private.",
)
def export(folder: Path | None, warc: Path | None) -> None:
    """Export the archive: a public snapshot without the text of articles (--public) or all original files (--warc)."""
    path, root = archive_paths()
    if folder is None and warc is None:
        raise ConfigurationError("choose what to export: --public FOLDER or --warc FILE.warc.gz")
    connect_read_only(path).close()  # says what to do when there is no archive
    if folder is not None:
        made = export_into(folder, originals=True)
        click.echo(f"{made.database}: {sum(made.rows.values())} rows in {len(made.rows)} tables, the text of {made.texts} reports; checked")
    if warc is not None:
        from archive.keeping.export.warc import export_warc

        with closing(connect_read_only(path)) as connection:
            number = export_warc(connection, root, warc.resolve())
        click.echo(f"{warc}: {number} original files, read back and checked. This file includes articles: keep it private.")


def export_into(folder: Path, *, originals: bool) -> Exported:
    """A public snapshot of the archive in `folder`, with the original files of its reports if `originals`."""
    from archive.web.site import metadata  # Datasette takes a second to import; other commands do not need it

    path, root = archive_paths()
    connect_read_only(path).close()  # says what to do when there is no archive
    return export_public(path, folder.resolve(), metadata()["databases"]["archive"]["tables"], root if originals else None)
