"""`archive init`: writes a commented file of settings."""

from pathlib import Path

import click

from archive.configuration import FILE, template
from archive.errors import ConfigurationError, DiskFullError


@click.command()
@click.argument("file", default=FILE, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--contact", help="Your e-mail or web address, sent to the sites you crawl.")
def init(file: Path, contact: str | None) -> None:
    """Write a file of settings, with a comment on each, to FILE (default: archive.toml here). It never replaces a file."""
    try:
        with file.open("x", encoding="utf-8") as writing:
            writing.write(template(**({"contact": contact} if contact else {})))
    except FileExistsError as error:
        raise ConfigurationError(f"{file} already exists; edit it, or name another file") from error
    except OSError as error:
        raise DiskFullError(f"cannot write {file}: {error.strerror}; choose another place") from error
    click.echo(f"Wrote {file}. Edit it, then run: archive update (fills the archive), archive serve (shows it)")
