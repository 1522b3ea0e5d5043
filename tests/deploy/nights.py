"""Nights as cron runs them: deploy/night.sh over the sample's site, with a mail server on this machine, and what can befall a night."""

import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from tests.conftest import IMPOLITE, ROOT, Home, Ran

COMMANDS = Path(sys.executable).parent
SCRAPY = f"""#!/bin/sh
exec {shlex.quote(str(COMMANDS / "scrapy"))} "$@" ofsted_reports -a ofsted_reports.site="$DRILL_SITE" \\
    {" ".join(f"-s {setting}" for setting in (*IMPOLITE, "RETRY_TIMES=0", "DOWNLOAD_TIMEOUT=20", "COMPARE_CLOCK_ON_LOOPBACK=True"))}
"""
ARCHIVE = f"""#!/bin/sh
if [ "$1" = "$DRILL_KILLED" ]; then
    {shlex.quote(str(COMMANDS / "archive"))} "$@" & kill -9 $!
    wait $!
    exit
fi
exec {shlex.quote(str(COMMANDS / "archive"))} "$@"
"""  # the step that is killed in this night
CLOCK = """
import os
from datetime import datetime, timedelta

import time_machine

if days := os.environ.get("DRILL_DAYS_AHEAD"):
    time_machine.travel(datetime.now().astimezone() + timedelta(days=int(days))).start()
"""  # each Python of the night reads it when it starts


class Inbox(Message):
    """A mail server's mails: subject and text."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[tuple[str, str]] = []

    def handle_message(self, message: object) -> None:
        self.mails.append((message["Subject"], message.get_payload(decode=True).decode()))  # type: ignore[index, attr-defined]


@contextmanager
def mail_server(inbox: Inbox) -> Iterator[str]:
    """A real SMTP server on this machine, for as long as the block; its address as ARCHIVE_SMTP has it."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        server.stop()


@dataclass
class Nights:
    """The nights of one machine. `ran` are those that were, each with its exit status and output."""

    home: Home
    site: str
    smtp: str
    inbox: Inbox
    ran: list[Ran] = field(default_factory=list)

    def night(self, *, blocks: int | None = None, **settings: str) -> list[tuple[str, str]]:
        """Run deploy/night.sh; the mails of this night. `blocks`: no file may grow beyond so many blocks of 512 bytes."""
        tools = self.home.folder.parent / "tools"
        tools.mkdir(exist_ok=True)
        for name, text in (("scrapy", SCRAPY), ("archive", ARCHIVE), ("sitecustomize.py", CLOCK)):
            (tools / name).write_text(text)
            (tools / name).chmod(0o755)
        folder = self.home.folder
        given = self.home.environment | {
            "PATH": f"{tools}:{COMMANDS}:{os.environ['PATH']}",
            "PYTHONPATH": f"{tools}:{ROOT}",
            "ARCHIVE_BACKUP": str(folder / "backup"),
            "ARCHIVE_PUBLIC": str(folder / "public"),
            "ARCHIVE_VERIFY_DAY": "0",
            "ARCHIVE_MAIL_TO": "somebody@council.example",
            "ARCHIVE_SMTP": self.smtp,
            "DRILL_SITE": self.site,
            "DRILL_KILLED": "",
        }
        before = len(self.inbox.mails)
        words = ["sh", "-c", f'ulimit -f {blocks or "unlimited"}; exec "$0"', str(ROOT / "deploy" / "night.sh")]
        done = subprocess.run(
            words, env=given | settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=600
        )
        self.ran.append(Ran(done.returncode, done.stdout))
        return self.inbox.mails[before:]
