"""`archive serve --follow`: newer snapshots, reloads and refused snapshots, while readers go on asking."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from archive.keeping.export.public_database import make_snapshot
from archive.keeping.export.public_snapshot import export_public
from archive.web.site import metadata
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import sample_archive

pytestmark = pytest.mark.drill
ARCHIVE = str(Path(sys.executable).with_name("archive"))
MADE = "/archive/snapshot.json?_shape=array"
SECONDS = 120  # in which something must happen


@dataclass
class Reader:
    """`archive serve --follow` over the link latest.db in `folder`, and what it said."""

    folder: Path
    port: int
    process: "subprocess.Popen[str]"
    said: list[str] = field(default_factory=list)

    def point_to(self, snapshot: Path) -> None:
        """Let the link point to another snapshot, as an export does it."""
        new = self.folder / "new"
        new.symlink_to(snapshot.name)
        os.replace(new, self.folder / "latest.db")

    def ask(self) -> str:
        """The moment of the snapshot that answers; OSError or HTTPException when nobody does."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", MADE)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, body
            return str(json.loads(body)[0]["made"])

    def wait_for(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + SECONDS
        while not true():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            threading.Event().wait(0.05)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    archive = sample_archive(tmp_path / "archive")
    yield archive
    archive.db.close()


def snapshot(made: ArchiveFactory, folder: Path, day: int) -> Path:
    path = folder / f"archive-2025-01-{day:02}.db"
    make_snapshot(made.path, path, moment(day))
    return path


def moment(day: int) -> str:
    return f"2025-01-{day:02}T02:15:00+00:00"


@pytest.fixture
def reader(made: ArchiveFactory, tmp_path: Path) -> Iterator[Reader]:
    """A reader over the snapshot of the first day."""
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "latest.db").symlink_to(snapshot(made, folder, 1).name)
    with following(folder, made.files) as running:
        yield running


@contextmanager
def following(folder: Path, files: Path) -> Iterator[Reader]:
    """A reader over latest.db in `folder`, for as long as the block; it must end well."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    variables = os.environ | {"ARCHIVE_DB": str(folder / "latest.db"), "ARCHIVE_FILES": str(files), "PYTHONUNBUFFERED": "1"}
    command = [ARCHIVE, "serve", "--public", "--follow", "0.2", "--port", str(port)]
    process = subprocess.Popen(command, env=variables, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    running = Reader(folder, port, process)
    stdout = process.stdout
    assert stdout is not None
    listening = threading.Thread(target=lambda: running.said.extend(iter(stdout.readline, "")))
    listening.start()
    try:
        running.wait_for(lambda: any("Archive:" in line for line in running.said))
        yield running
    finally:
        process.terminate()
        status = process.wait(timeout=SECONDS)
        listening.join()
        stdout.close()
    assert status == 0, running.said


def test_no_request_fails_while_it_switches(reader: Reader, made: ArchiveFactory) -> None:
    """1,000 requests from four clients, each on a connection of its own, over three snapshots and one reload."""
    answers: list[str] = []
    failed: list[BaseException] = []

    def client() -> None:
        while len(answers) < 1_000 or not seen_all.is_set():
            try:
                answers.append(reader.ask())
            except (OSError, http.client.HTTPException, AssertionError) as error:
                failed.append(error)

    seen_all = threading.Event()
    clients = [threading.Thread(target=client) for _ in range(4)]
    for thread in clients:
        thread.start()
    try:
        for day in (2, 3):
            reader.point_to(snapshot(made, reader.folder, day))
            reader.wait_for(lambda day=day: moment(day) in answers[-4:])  # type: ignore[misc]
        reader.process.send_signal(signal.SIGHUP)
        reader.wait_for(lambda: sum("Archive:" in line for line in reader.said) == 4)
    finally:
        seen_all.set()
        for thread in clients:
            thread.join()
    assert len(answers) >= 1_000
    assert not failed, f"{len(failed)} of {len(answers) + len(failed)} requests failed: {failed[0]!r}"
    assert set(answers) == {moment(1), moment(2), moment(3)}
    assert reader.ask() == moment(3)


def test_no_request_fails_while_an_export_takes_the_place_of_another(made: ArchiveFactory, tmp_path: Path) -> None:
    """As a night does it: the snapshot before goes, and the address asked opens the file of the snapshot anew each time."""
    tables = metadata()["databases"]["archive"]["tables"]
    folder = tmp_path / "public"
    first = export_public(made.path, folder, tables).database
    answers: list[str] = []
    failed: list[BaseException] = []
    ended = threading.Event()

    with following(folder, made.files) as running:

        def client() -> None:
            while not ended.is_set():
                try:
                    answers.append(running.ask())
                except (OSError, http.client.HTTPException, AssertionError) as error:
                    failed.append(error)

        asking = threading.Thread(target=client)
        asking.start()
        export_public(made.path, folder, tables)
        running.wait_for(lambda: len(set(answers)) == 2)
        ended.set()
        asking.join()
        running.wait_for(lambda: running.ask() != answers[0])
    assert not first.exists()
    assert len(set(answers)) == 2
    assert not failed, f"{len(failed)} of {len(answers) + len(failed)} requests failed: {failed[0]!r}"


def test_a_snapshot_that_cannot_be_served_leaves_the_one_before(reader: Reader, made: ArchiveFactory) -> None:
    bad = snapshot(made, reader.folder, 2)
    with closing(sqlite3.connect(bad)) as connection:
        connection.executescript("drop table recommendations_fts; delete from _sqlite_migrations where rowid = 1")
    reader.point_to(bad)
    reader.wait_for(lambda: any("cannot be served (exit status 4); the snapshot before it stays" in line for line in reader.said))
    assert any("make a new one with archive export --public" in line for line in reader.said)
    assert reader.ask() == moment(1)
    reader.point_to(snapshot(made, reader.folder, 3))
    reader.wait_for(lambda: reader.ask() == moment(3))


def test_a_server_that_dies_ends_the_whole_with_an_error(made: ArchiveFactory, tmp_path: Path) -> None:
    """So that the service manager starts it again; before there is a snapshot it waits."""
    variables = os.environ | {"ARCHIVE_DB": str(tmp_path / "latest.db"), "ARCHIVE_FILES": str(made.files), "PYTHONUNBUFFERED": "1"}
    command = [ARCHIVE, "serve", "--public", "--follow", "0.2", "--port", "0"]
    process = subprocess.Popen(command, env=variables, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert process.stdout is not None
    assert "waiting for a snapshot" in process.stderr.readline()
    (tmp_path / "latest.db").symlink_to(snapshot(made, tmp_path, 1).name)
    assert "Archive:" in process.stdout.readline()
    (child,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(child), signal.SIGKILL)
    assert process.wait(timeout=SECONDS) not in (0, None)
    process.stdout.close()
    process.stderr.close()
