"""`archive`: commands that maintain and serve the archive. `scrapy` commands fill it."""

import sys
from typing import Any

import click

from archive import __version__
from archive.commands.backup import backup, restore
from archive.commands.export import export
from archive.commands.official import official_command, reconcile_command
from archive.commands.search import search
from archive.commands.serve import serve
from archive.commands.status import status
from archive.commands.takedown import takedown
from archive.commands.verify import verify
from archive.errors import ArchiveError


class Commands(click.Group):
    """A group of commands. When one fails, it prints one line and exits with the error's own status."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ArchiveError as error:
            click.echo(f"archive: {error}", err=True)
            sys.exit(error.status)


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="archive")
def main() -> None:
    """Maintain and serve the archive of inspection reports. ARCHIVE_DB and ARCHIVE_FILES say where it is."""


for command in (serve, search, status, verify, backup, restore, export, takedown, official_command, reconcile_command):
    main.add_command(command)
