"""`archive takedown`: removes a report or article from everything public, or puts it back."""

from contextlib import ExitStack, closing
from pathlib import Path

import click

from archive.errors import ConfigurationError, no_archive
from archive.keeping.takedown import erase as erase_subject
from archive.keeping.takedown import take_down
from archive.store import archive_paths, open_archive
from archive.store.opening import lock, now
from archive.store.takedowns import find_subject, put_back


@click.command()
@click.argument("name", metavar="KEY|ARTICLE")
@click.option("--reason", help="Why. Only the administrators of the archive see it.")
@click.option("--erase", is_flag=True, help="Also delete its files and rows. You cannot undo this.")
@click.option(
    "--backup",
    "backups",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="With --erase: also erase it from this backup. You can give several.",
)
@click.option("--undo", is_flag=True, help="Make it public again, unless it was erased.")
def takedown(name: str, reason: str | None, erase: bool, backups: tuple[Path, ...], undo: bool) -> None:
    """Remove a report or article from public pages, search, feeds and exports.

    Give the key of a report, or the number or address of an article. A site that serves this archive with --public stops showing it
    at once. A snapshot stops showing it when you make the snapshot again.
    """
    path, root = archive_paths()
    if undo and (erase or reason or backups):
        raise ConfigurationError("--undo cannot be used with --erase, --reason or --backup")
    if not undo and not (reason and reason.strip()):
        raise ConfigurationError("give a reason with --reason; it is stored in the private table takedowns")
    if backups and not erase:
        raise ConfigurationError("use --backup only with --erase; backups are private, so a takedown without --erase does not change them")
    if not path.is_file():
        raise no_archive(path)
    with ExitStack() as held:
        if erase:
            held.enter_context(lock(path))
        database = held.enter_context(closing(open_archive(path)))
        if undo:
            put_back(database, find_subject(database, name), now())
            click.echo(f"{name} is public again; make your snapshots again with archive export --public")
            return
        subject = take_down(database, name, str(reason))
        click.echo(f"{subject.kind} {subject.name} is no longer public; make your snapshots again with archive export --public")
        if subject.kind == "report":
            click.echo("If the source replaces this file, the new file has another key: take that down too.")
        if erase:
            files = erase_subject(database, path, root, subject, [backup.resolve() for backup in backups])
            click.echo(f"Erased its rows and {files} files{f', also from {len(backups)} backups' if backups else ''}.")
