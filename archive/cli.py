"""`archive`: commands that fill, maintain and serve the archive. Those that fill it start Scrapy."""

import sqlite3
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from archive import __version__
from archive.commands.filling import FILLING
from archive.configuration import load
from archive.errors import ArchiveError

MODULES = {  # of archive.commands, by the command's name; "module:NAME" where the function has another name than the command
    "backup": "backup",
    "completion": "completion",
    "digest": "digest",
    "export": "export",
    "init": "init",
    "official": "official:official_command",
    "publish": "publish",
    "reconcile": "official:reconcile_command",
    "restore": "backup",
    "search": "search",
    "serve": "serve",
    "status": "status",
    "takedown": "takedown",
    "vectors": "vectors",
    "verify": "verify",
}


class Commands(click.Group):
    """A group of commands. When one fails, it prints one line and exits with the error's own status.

    A command is imported when it is asked for: together they need a web server, a spreadsheet reader and Arrow, and most need none of them.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted([*self.commands, *MODULES])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None if there is none."""
        if cmd_name not in MODULES:
            return super().get_command(ctx, cmd_name)
        module, _, name = MODULES[cmd_name].partition(":")
        found = getattr(import_module(f"archive.commands.{module}"), name or cmd_name)
        assert isinstance(found, click.Command), cmd_name
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, with the settings of the configuration file."""
        try:
            load()
            return super().invoke(ctx)
        except ArchiveError as error:
            _end(error)
        except sqlite3.Error as error:
            from archive.store.opening import database_link  # most commands end well
            from archive.store.sqlite_errors import storage_error

            found = storage_error(error, database_link())
            if found is None:
                raise
            _end(found)


def _end(error: ArchiveError) -> NoReturn:
    click.echo(f"archive: {error}", err=True)
    sys.exit(error.status)


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="archive")
def main() -> None:
    """Fill, maintain and serve the archive of inspection reports.

    archive.toml in this folder says where it is, or the variables ARCHIVE_DB and ARCHIVE_FILES; `archive init` writes that file.
    """


for command in FILLING:
    main.add_command(command)

if __name__ == "__main__":
    main()
