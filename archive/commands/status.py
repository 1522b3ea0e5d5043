"""`archive status`: reports whether the archive is healthy, as text, as JSON, or to an alert command."""

import json
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from archive.database.readonly import connect_read_only
from archive.errors import ArchiveError, ConfigurationError
from archive.keeping.alerts import ping, tell
from archive.keeping.health import Health, as_json, health
from archive.keeping.health_machine import machine_verdicts, step_failed
from archive.keeping.health_rules import Verdict
from archive.keeping.refused import count_refused, list_refused
from archive.store import archive_paths
from archive.store.files import Place

ATTENTION = 1
ALERT_SECONDS = 60


@click.command()
@click.option("--json", "as_json_text", is_flag=True, help="Print everything as JSON.")
@click.option("--alert", metavar="COMMAND", help="If the archive needs attention, run COMMAND with the JSON on its standard input.")
@click.option("--tell", "telling", is_flag=True, help="Send what is new by mail, webhook and ping, as the settings say; each thing once.")
@click.option("--failed", multiple=True, metavar="STEP", help="A step of the night that failed, for example backup.")
@click.option("--refused", "listing", is_flag=True, help="Only list the publishers’ pages that crawls did not take, and why.")
def status(as_json_text: bool, alert: str | None, telling: bool, failed: tuple[str, ...], listing: bool) -> None:
    """Report whether the archive is healthy.

    Exit status 0: healthy; 1: needs attention; 4: no archive found; 9: the alert command failed.
    """
    path, files = archive_paths()
    if listing:
        with closing(connect_read_only(path)) as connection:
            click.echo("".join("\t".join(row) + "\n" for row in list_refused(connection)), nl=False)
        return
    try:
        found, refused = _judged(path, files, failed)
    except (ArchiveError, sqlite3.Error) as error:
        if telling:  # an archive that cannot be opened is the worst of all
            _tell((Verdict("archive", None, False, f"the archive cannot be opened: {error}"), *map(step_failed, failed)), path)
        raise
    answer = as_json(found)
    if as_json_text:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for line in lines(found):
            click.echo(line)
        for why, number in refused.items():
            click.echo(f"  {number:>5,} pages of publishers not taken: {why}")
    if telling:
        _tell(found.verdicts, path)
    if not found.well:
        if alert:
            run_alert(alert, answer)
        sys.exit(ATTENTION)


def _judged(path: Path, files: Place, failed: Iterable[str]) -> tuple[Health, dict[str, int]]:
    """All verdicts, on the machine and the steps of the night too, and how many pages of publishers were not taken."""
    with closing(connect_read_only(path)) as connection:
        found, refused = health(connection), count_refused(connection)
    machine = machine_verdicts(path, files, datetime.fromisoformat(found.moment))
    return replace(found, verdicts=(*found.verdicts, *machine, *map(step_failed, failed))), refused


def _tell(verdicts: Sequence[Verdict], path: Path) -> None:
    """Send what is new, and the ping of this night, which comes whether the mail could be sent or not."""
    try:
        if subject := tell(verdicts, path):
            click.echo(f"Sent: {subject}")
    finally:
        ping(well=all(verdict.well for verdict in verdicts))


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
