"""`archive serve --follow`: a server over the newest snapshot; the next one starts beside it and takes over without a failed request.

This process holds the socket and serves nothing itself. Each server is a process of its own that accepts from the same socket, so no
connection is lost between two. SIGHUP starts a new server over the same snapshot: with the code that is installed now.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic

import click

LEAVING_SECONDS = 60.0  # after which a server that should end, but still sends a long download, is stopped


class Followed:
    """The servers over what `link` points to: at most one that stays, and those that are ending."""

    def __init__(self, link: Path, listener: socket.socket, words: Sequence[str], files: str | None) -> None:
        self.link = link
        self.files = {} if files is None else {"ARCHIVE_FILES": files}
        self.listener = listener
        self.words = words
        self.server: subprocess.Popen[str] | None = None
        self.seen: Path | None = None  # the snapshot that is served, or that could not be
        self.leaving: list[tuple[subprocess.Popen[str], float]] = []

    def look(self, *, again: bool = False) -> int | None:
        """Start a server where there is a newer snapshot, or `again`; an exit status where the server ended by itself."""
        newest = self.link.resolve()
        if newest.is_file() and (newest != self.seen or again):
            self.seen = newest
            status = self._start(newest)
            if status is not None and self.server is None:
                return status
        for process, latest in self.leaving:
            if process.poll() is None and monotonic() > latest:
                process.kill()
        self.leaving = [(process, latest) for process, latest in self.leaving if process.poll() is None]
        return None if self.server is None else self.server.poll()

    def _start(self, snapshot: Path) -> int | None:
        """Start a server over `snapshot`, and end the one before once it answers; the exit status of one that does not start."""
        number = self.listener.fileno()
        command = [sys.executable, "-P", "-m", "archive.cli", "serve", "--listener", str(number), *self.words]
        variables = os.environ | {"ARCHIVE_DB": str(snapshot)} | self.files
        fresh = subprocess.Popen(command, env=variables, pass_fds=[number], stdout=subprocess.PIPE, text=True)
        assert fresh.stdout is not None
        line = fresh.stdout.readline()  # ends when the server answers, or when it has ended
        if not line:
            status = fresh.wait()
            if self.server is not None:
                click.echo(f"archive: {snapshot} cannot be served (exit status {status}); the snapshot before it stays", err=True)
            return status
        click.echo(f"{line.rstrip()} ({snapshot.name})")
        # What it says later must be read: a server whose output nobody takes stops when the pipe is full.
        threading.Thread(target=shutil.copyfileobj, args=(fresh.stdout, sys.stderr), daemon=True).start()
        if self.server is not None:
            self.server.terminate()
            self.leaving.append((self.server, monotonic() + LEAVING_SECONDS))
        self.server = fresh
        return None

    def end(self) -> None:
        """End every server, and wait for them."""
        for process in (*([self.server] if self.server else []), *(process for process, _ in self.leaving)):
            process.terminate()
            process.wait()


def follow(
    link: Path,
    listener: socket.socket,
    words: Sequence[str],
    seconds: float,
    *,
    files: str | None = None,
    renew: Callable[[], None] = lambda: None,
) -> int:
    """Serve what `link` points to until SIGTERM or SIGINT, looking every `seconds` whether it points to another; the exit status.

    `files`: where the originals of the snapshots are, if not at ARCHIVE_FILES. `renew` is called before each look, and may set the link.
    """
    wake, ended, again = threading.Event(), threading.Event(), threading.Event()

    def on_signal(number: int, _: object) -> None:
        (again if number == signal.SIGHUP else ended).set()
        wake.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, on_signal)
    followed = Followed(link, listener, words, files)
    told = False
    try:
        while not ended.is_set():
            renew()
            if not told and not link.is_file():
                click.echo(f"archive: waiting for a snapshot at {link}", err=True)
            told = True
            renewed = again.is_set()
            again.clear()
            status = followed.look(again=renewed)
            if status is not None:
                return status or 9  # a server that stops by itself has failed
            wake.wait(seconds)
            wake.clear()
    finally:
        followed.end()
    return 0
