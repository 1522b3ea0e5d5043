"""`archive status`: reports whether the archive is healthy, as text, as JSON, or to an alert command."""

import json
import shlex
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from archive.database.readonly import connect_read_only
from archive.errors import ConfigurationError
from archive.keeping.alerts import ping, tell
from archive.keeping.health import Health, as_json, health
from archive.keeping.health_machine import machine_verdicts
from archive.keeping.health_rules import Verdict
from archive.keeping.refused import count_refused, list_refused
from archive.store import archive_paths

ATTENTION = 1
ALERT_SECONDS = 60


@click.command()
@click.option("--json", "as_json_text", is_flag=True, help="Print everything as JSON.")
@click.option("--alert", metavar="COMMAND", help="If the archive needs attention, run COMMAND with the JSON on its standard input.")
@click.option("--tell", "telling", is_flag=True, help="Send what is new by mail, webhook and ping, as the settings say; each thing once.")
@click.option("--failed", multiple=True, metavar="STEP", help="A step of the night that failed, for example “backup (3)”.")
@click.option("--refused", "listing", is_flag=True, help="Only list the publishers’ pages that crawls did not take, and why.")
def status(as_json_text: bool, alert: str | None, telling: bool, failed: tuple[str, ...], listing: bool) -> None:
    """Report whether the archive is healthy.

    Exit status 0: healthy; 1: needs attention; 4: no archive found; 9: the alert command failed.
    """
    path, files = archive_paths()
    with closing(connect_read_only(path)) as connection:
        if listing:
            click.echo("".join("\t".join(row) + "\n" for row in list_refused(connection)), nl=False)
            return
        found, refused = health(connection), count_refused(connection)
    steps = [Verdict("night", step, False, "this step of the night failed; its output says why") for step in failed]
    moment = datetime.fromisoformat(found.moment)
    found = replace(found, verdicts=(*found.verdicts, *machine_verdicts(path, files, moment), *steps))
    answer = as_json(found)
    if as_json_text:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for line in lines(found):
            click.echo(line)
        for why, number in refused.items():
            click.echo(f"  {number:>5,} pages of publishers not taken: {why}")
    if telling:
        if subject := tell(found.verdicts, path):
            click.echo(f"Sent: {subject}")
        ping(well=found.well)
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
