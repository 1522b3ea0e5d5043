"""`archive`: commands that fill, maintain and serve the archive. Those that fill it start Scrapy."""

import sys
from typing import Any

import click

from archive import __version__
from archive.commands.backup import backup, restore
from archive.commands.completion import completion
from archive.commands.digest import digest
from archive.commands.export import export
from archive.commands.filling import FILLING
from archive.commands.init import init
from archive.commands.official import official_command, reconcile_command
from archive.commands.publish import publish
from archive.commands.search import search
from archive.commands.serve import serve
from archive.commands.status import status
from archive.commands.takedown import takedown
from archive.commands.vectors import vectors
from archive.commands.verify import verify
from archive.configuration import load
from archive.errors import ArchiveError


class Commands(click.Group):
    """A group of commands. When one fails, it prints one line and exits with the error's own status."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, with the settings of the configuration file."""
        try:
            load()
            return super().invoke(ctx)
        except ArchiveError as error:
            click.echo(f"archive: {error}", err=True)
            sys.exit(error.status)


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="archive")
def main() -> None:
    """Fill, maintain and serve the archive of inspection reports.

    archive.toml in this folder says where it is, or the variables ARCHIVE_DB and ARCHIVE_FILES; `archive init` writes that file.
    """


for command in (
    *(init, *FILLING, serve, search, status, verify, vectors, backup, restore, export, publish, takedown, digest),
    *(official_command, reconcile_command, completion),
):
    main.add_command(command)

if __name__ == "__main__":
    main()
