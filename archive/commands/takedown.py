"""`archive takedown`: takes a report or article out of everything public, and puts it back."""

from contextlib import ExitStack, closing
from pathlib import Path

import click

from archive.errors import ConfigurationError
from archive.keeping.takedown import erase as erase_subject
from archive.keeping.takedown import take_down
from archive.store import archive_paths, open_archive
from archive.store.opening import lock, now
from archive.store.takedowns import find_subject, put_back


@click.command()
@click.argument("name", metavar="KEY|ARTICLE")
@click.option("--reason", help="Why, for those who keep the archive; never shown in public.")
@click.option("--erase", is_flag=True, help="Delete bytes and rows as well. Cannot be undone.")
@click.option("--backup", "backups", multiple=True, type=click.Path(path_type=Path, exists=True, file_okay=False), help="Erase here too.")
@click.option("--undo", is_flag=True, help="Put back what was taken down and not erased.")
def takedown(name: str, reason: str | None, erase: bool, backups: tuple[Path, ...], undo: bool) -> None:
    """Take the report with this key, or the article with this number or address, out of public pages, search, feeds and exports.

    A site served with --public from the archive itself shows it no more from the next request on; a snapshot when it is made anew.
    """
    path, root = archive_paths()
    if undo and (erase or reason or backups):
        raise ConfigurationError("--undo stands alone")
    if not undo and not (reason and reason.strip()):
        raise ConfigurationError("say why with --reason; it is kept in the private table takedowns")
    if backups and not erase:
        raise ConfigurationError("--backup goes with --erase: a backup is private, and only erasing reaches into it")
    if not path.is_file():
        raise ConfigurationError(f"there is no archive at {path}; say where it is in ARCHIVE_DB")
    with ExitStack() as held:
        if erase:
            held.enter_context(lock(path))
        database = held.enter_context(closing(open_archive(path)))
        if undo:
            put_back(database, find_subject(database, name), now())
            click.echo(f"{name} is public again; make snapshots anew with archive export --public")
            return
        subject = take_down(database, name, str(reason))
        click.echo(f"{subject.kind} {subject.name} is withheld from everything public; make snapshots anew with archive export --public")
        if subject.kind == "report":
            click.echo("A file that the source puts in its place has another key: take that down too.")
        if erase:
            files = erase_subject(database, path, root, subject, [backup.resolve() for backup in backups])
            click.echo(f"Its rows and {files} files are erased{f', {len(backups)} backups included' if backups else ''}.")
