"""`archive official FILE…` (also `archive reconcile`): loads Ofsted's statistics and compares its yearly outcomes with ours."""

from contextlib import closing
from pathlib import Path

import click
from sqlite_utils import Database

from archive.errors import no_archive
from archive.outcomes.ofsted_file import OfficialFile, read_file
from archive.outcomes.reconciliation import CAUSES, Difference, reconcile
from archive.store import archive_paths, open_archive
from archive.store.authorities import read_authorities
from archive.store.files import hash_of
from archive.store.official_inspections import save_official
from archive.store.official_providers import save_providers
from archive.store.opening import lock, now
from archive.store.reconciliations import read_held, save_reconciliation

_LISTS = {
    "latest": "latest outcomes of authorities",
    "year": "inspections and visits of the year",
    "history": "rows of earlier ILACS inspections",
    "area_send": "area SEND inspections",
    "providers": "rows of providers",
    "empty": "empty rows",
    "previous": "inspections before the latest",
}
_PROVIDER_LISTS = {
    **_LISTS,
    "latest": "latest inspections",
    "year": "inspections of the year",
    "graded": "graded inspections",
    "ungraded": "ungraded inspections",
}


@click.command("official")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE...")
@click.option("--as-at", "day", help="The date of the statistics, for example 2024-03-31. Needed if the file name does not include it.")
def official_command(files: tuple[Path, ...], day: str | None) -> None:
    """Load Ofsted's statistics from FILE (ODS or CSV).

    We know yearly outcomes of local authorities, area SEND inspections from 2016 to 2022, yearly lists of social care providers, and
    monthly lists of state-funded schools.

    Timelines then also show inspections that Ofsted counts but the archive does not hold. The command compares yearly outcomes with the
    archive, and the page /reconciliation lists the differences.
    """
    read = [(path, read_file(path, day)) for path in files]  # a file that cannot be read is refused before anything is written
    archive, _ = archive_paths()
    if not archive.exists():
        raise no_archive(archive)
    with lock(archive), closing(open_archive(archive)) as database:
        for path, file in read:
            _load(database, path, file)


reconcile_command = click.Command(
    "reconcile", params=official_command.params, callback=official_command.callback, help="Another name for `archive official`."
)


def _load(database: Database, path: Path, file: OfficialFile) -> None:
    sha256, places = hash_of(path.read_bytes()), read_authorities(database)
    save, names = (save_providers, _PROVIDER_LISTS) if file.providers else (save_official, _LISTS)
    new, unknown = save(database, file, path.name, sha256, places, now())
    lists = ", ".join(f"{number} {names[of]}" for of, number in file.rows.items())
    click.echo(f"{path.name} ({file.as_at}): {lists}; {new} new, {len(file.refused)} left out")
    for sentence in file.refused:
        click.echo(f"left out: {sentence}")
    if unknown:
        click.echo(f"we know no local authority with these names: {', '.join(unknown)}")
    if file.latest:
        differences = reconcile(file.latest, read_held(database), places, file.as_at)
        agreed = save_reconciliation(database, path.name, sha256, file.as_at, len(file.latest), differences, now())
        for one in differences:
            click.echo(line(one))
        click.echo(f"{len(file.latest)} authorities in the file for {file.as_at}: {agreed} agree, {len(differences)} differences")


def line(one: Difference) -> str:
    """A difference on one line."""
    return f"{one.local_authority}: {one.subject}: file {one.official or 'nothing'}, archive {one.ours or 'nothing'}: {CAUSES[one.cause]}"
