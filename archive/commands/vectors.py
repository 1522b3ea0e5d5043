"""`archive vectors`: makes the vectors by which questions are answered by meaning."""

from contextlib import closing

import click

from archive.errors import no_archive
from archive.store import archive_paths, open_archive
from archive.store.opening import lock
from archive.store.vectors import make_vectors, seconds_of_a_run


@click.command()
def vectors() -> None:
    """Make what is lacking to answer questions by meaning. Needs the extra [meaning]; takes about 40 seconds for 1,000 paragraphs."""
    path, _ = archive_paths()
    if not path.exists():
        raise no_archive(path)
    if seconds_of_a_run() == 0:
        click.echo("ARCHIVE_VECTOR_SECONDS is 0: no vectors made")
        return
    with lock(path), closing(open_archive(path)) as database:
        made = make_vectors(database)
    if made is None:
        how = "docs/deployment.md says how to install it; everything else works without it"
        click.echo(f"The extra [meaning] is not installed, so no vectors were made: {how}")
        return
    click.echo(f"{made[0]:,} of {made[1]:,} texts have a vector")
