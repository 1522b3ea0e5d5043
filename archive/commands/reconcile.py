"""`archive reconcile FILE.ods`: lists every difference between Ofsted's yearly file of outcomes and the archive, with its cause."""

import re
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import click

from archive.errors import ConfigurationError
from archive.files import hash_of
from archive.official import read_official
from archive.reconcile import CAUSES, Difference, reconcile
from archive.store import archive_paths, open_archive
from archive.store.opening import lock, now
from archive.store.places import read_authorities
from archive.store.reconciliations import read_held, save_reconciliation

_DAY_IN_NAME = re.compile(r"as_at_(\d{1,2})_([A-Za-z]+)_(\d{4})", re.IGNORECASE)


@click.command("reconcile")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-at", "day", help="The day as at which the file was made, like 2024-03-31; read from the file's name where it tells.")
def reconcile_command(file: Path, day: str | None) -> None:
    """Compare the archive with FILE, Ofsted's yearly outcomes as ODS. The result also stands on the page /reconciliation."""
    as_at = day_of(file.name, day)
    rows = read_official(file)
    path, _ = archive_paths()
    if not path.exists():
        raise ConfigurationError(f"there is no archive at {path}; fill one with scrapy update or say where it is in ARCHIVE_DB")
    with lock(path), closing(open_archive(path)) as database:
        differences = reconcile(rows, read_held(database), read_authorities(database), as_at)
        agreed = save_reconciliation(database, file.name, hash_of(file.read_bytes()), as_at, len(rows), differences, now())
    for one in differences:
        click.echo(line(one))
    click.echo(f"{len(rows)} authorities in the file as at {as_at}, {agreed} agree, {len(differences)} differences")


def line(one: Difference) -> str:
    """A difference on one line."""
    return f"{one.local_authority}: {one.subject}: file {one.official or 'nothing'}, archive {one.ours or 'nothing'}: {CAUSES[one.cause]}"


def day_of(name: str, given: str | None) -> str:
    """The day as at which the file was made, ISO. Raises ConfigurationError where neither option nor name says a day."""
    found = _DAY_IN_NAME.search(name)
    try:
        if given:
            return date.fromisoformat(given).isoformat()
        if found:
            return datetime.strptime(" ".join(found.groups()), "%d %B %Y").date().isoformat()
    except ValueError as error:
        raise ConfigurationError(f"the day as at which {name} was made was not understood ({error}); say --as-at 2024-03-31") from error
    raise ConfigurationError(f"the name {name} does not say as at which day it was made; say --as-at 2024-03-31")
