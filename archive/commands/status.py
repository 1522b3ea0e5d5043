"""`archive status`: reports whether the archive is healthy, as text, as JSON, or to an alert command."""

import json
import shlex
import subprocess
import sys
from contextlib import closing
from typing import Any

import click

from archive.database.readonly import connect_read_only
from archive.errors import ConfigurationError
from archive.keeping.health import Health, as_json, health
from archive.store import archive_paths

ATTENTION = 1
ALERT_SECONDS = 60


@click.command()
@click.option("--json", "as_json_text", is_flag=True, help="Print everything as JSON.")
@click.option("--alert", metavar="COMMAND", help="If the archive needs attention, run COMMAND with the JSON on its standard input.")
def status(as_json_text: bool, alert: str | None) -> None:
    """Report whether the archive is healthy.

    Exit status 0: healthy; 1: needs attention; 4: no archive found; 9: the alert command failed.
    """
    path, _ = archive_paths()
    with closing(connect_read_only(path)) as connection:
        found = health(connection)
    answer = as_json(found)
    if as_json_text:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for line in lines(found):
            click.echo(line)
    if not found.well:
        if alert:
            run_alert(alert, answer)
        sys.exit(ATTENTION)


def lines(found: Health) -> list[str]:
    """The report as lines of text, with what needs attention first."""
    told = [f"{'Healthy' if found.well else 'Needs attention'}: " + ", ".join(f"{value:,} {name}" for name, value in found.held.items())]
    for verdict in sorted(found.verdicts, key=lambda one: one.well):
        about = f"{verdict.about}, " if verdict.about else ""
        told.append(f"{'  ok ' if verdict.well else '  !! '}{about}{verdict.rule}: {verdict.note}")
    told += [f"  {number:>5,} open problems of kind {kind}" for kind, number in found.problems.items()]
    return told


def run_alert(command: str, answer: dict[str, Any]) -> None:
    """Run the alert command without a shell. AlertError when it cannot be run, ends with an error or hangs."""
    try:
        subprocess.run(shlex.split(command), input=json.dumps(answer, ensure_ascii=False).encode(), check=True, timeout=ALERT_SECONDS)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise AlertError(f"the alert command failed: {error}") from error


class AlertError(ConfigurationError):
    """Raised when the alert command failed."""

    status = 9
