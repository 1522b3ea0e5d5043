"""`archive verify`: checks the whole archive for damage."""

import sys
from contextlib import closing
from datetime import UTC, datetime

import click

from archive.errors import DamageError, no_archive
from archive.keeping.health_machine import note_check
from archive.keeping.verify import verify as find_damage
from archive.store import archive_paths, open_archive
from archive.store.opening import lock


@click.command()
@click.option("--deep", is_flag=True, help="Download and hash files that are in S3, too. Otherwise S3 states their SHA-256 itself.")
def verify(deep: bool) -> None:
    """Check every file, row and index of the archive. Exit status 0: no damage; 20: damaged (the output says what to do)."""
    path, root = archive_paths()
    if not path.exists():
        raise no_archive(path)
    with lock(path), closing(open_archive(path)) as database:
        documents = database.table("documents").count
        found = find_damage(database, root, deep=deep)
        note_check(path, datetime.now(UTC))
    for damage in found:
        click.echo(f"{'repaired' if damage.mended else 'damage'}: {damage.problem.message}")
    click.echo(f"{documents} documents checked, {len(found)} faults found")
    if found:
        sys.exit(DamageError.status)
