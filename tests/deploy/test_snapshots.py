"""Snapshots in S3: published whole or not at all, and served by readers that keep no state, without a failed request."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from archive.errors import ConfigurationError, DamageError, RunningError
from archive.keeping.export.manifest import NAME, read_manifest, write_manifest
from archive.keeping.export.public_database import make_snapshot
from archive.keeping.publish import LATEST, Fetched, publish
from archive.store.bucket import Bucket
from archive.store.files import hash_of
from tests.archive.factory import ArchiveFactory, tiny_pdf
from tests.archive.s3 import BUCKET, Server, s3_server
from tests.archive.sample import sample_archive

ARCHIVE = str(Path(sys.executable).with_name("archive"))
MADE = "/archive/snapshot.json?_shape=array"
ORIGINAL = f"/files/{hash_of(tiny_pdf('report 101'))}.pdf"
TITLES = "/archive/reports.json?_shape=array&_size=max"
REQUESTS = int(os.environ.get("ARCHIVE_DRILL_REQUESTS", "10000"))
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
NGINX_CONF = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;
events {{ }}
http {{
    access_log off; proxy_temp_path {folder}/p; client_body_temp_path {folder}/b;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://127.0.0.1:{behind};
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        }}
    }}
}}
"""


def moment(day: int) -> str:
    return f"2025-01-{day:02}T02:15:00+00:00"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with s3_server() as started:
        yield started


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArchiveFactory]:
    archive = sample_archive(tmp_path_factory.mktemp("archive"))
    yield archive
    archive.db.close()


@pytest.fixture
def bucket(server: Server, tmp_path: Path) -> Bucket:
    return Bucket(f"s3://{BUCKET}/{tmp_path.name}")


def snapshot(made: ArchiveFactory, folder: Path, day: int) -> Path:
    """A folder with a snapshot as at this day."""
    (place := folder / f"day-{day}").mkdir()
    name = f"archive-2025-01-{day:02}.db"
    make_snapshot(made.path, place / name, moment(day))
    write_manifest(place, name, moment(day))
    return place


def test_a_snapshot_goes_up_whole_before_latest_names_it(made: ArchiveFactory, bucket: Bucket, server: Server, tmp_path: Path) -> None:
    place = snapshot(made, tmp_path, 1)
    server.asked.clear()
    done = publish(place, bucket, made.files)
    puts = [each["PATH_INFO"].rpartition(tmp_path.name)[2] for each in server.asked if each["REQUEST_METHOD"] == "PUT"]
    assert puts[-1] == f"/{LATEST}"
    named = json.loads(bucket.read(LATEST))
    assert (named["snapshot"], named["made"]) == (done.name, moment(1))
    manifest = read_manifest(bucket.read(f"{done.name}/{NAME}"))
    assert (manifest.made, manifest.database) == (moment(1), "archive-2025-01-01.db")
    for part in manifest.files:
        body = bucket.read(f"{done.name}/{part.name}")
        assert (len(body), hash_of(body)) == (part.size, part.sha256)
    assert Bucket(f"{bucket.address}/files").exists(hash_of(tiny_pdf("report 101")))


def test_only_the_newest_snapshots_stay(made: ArchiveFactory, bucket: Bucket, tmp_path: Path) -> None:
    names = [publish(snapshot(made, tmp_path, day), bucket, made.files, keep=2).name for day in (1, 2, 3)]
    assert {name.partition("/")[0] for name in bucket.names()} == {*names[1:], "files", LATEST}


def test_of_two_who_publish_at_once_one_is_told(made: ArchiveFactory, bucket: Bucket, server: Server, tmp_path: Path) -> None:
    first, second = snapshot(made, tmp_path, 1), snapshot(made, tmp_path, 2)
    publish(first, bucket, made.files)

    def meanwhile(environ: dict[str, Any]) -> None:
        if environ["REQUEST_METHOD"] == "PUT" and environ["PATH_INFO"].endswith(NAME):
            server.on_request = lambda environ: None
            bucket.replace(LATEST, b'{"snapshot": "another"}')

    server.on_request = meanwhile
    with pytest.raises(RunningError, match="meanwhile"):
        publish(second, bucket, made.files)
    assert b"another" in bucket.read(LATEST)


def test_a_damaged_snapshot_is_neither_published_nor_fetched(made: ArchiveFactory, bucket: Bucket, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="archive export --public"):
        publish(tmp_path, bucket, made.files)
    good, bad = snapshot(made, tmp_path, 1), snapshot(made, tmp_path, 2)
    (bad / "archive-2025-01-02.db").write_bytes(b"x" * (bad / "archive-2025-01-02.db").stat().st_size)
    with pytest.raises(DamageError, match="archive-2025-01-02"):
        publish(bad, bucket, made.files)
    assert LATEST not in set(bucket.names())

    publish(good, bucket, made.files)
    (folder := tmp_path / "reader").mkdir()
    fetched = Fetched(bucket, folder)
    fetched.renew()
    assert (folder / "latest.db").resolve().name == "archive-2025-01-01.db"
    done = publish(snapshot(made, tmp_path, 3), bucket, made.files)
    bucket.replace(f"{done.name}/archive-2025-01-03.db", b"changed")
    with pytest.raises(DamageError, match="archive-2025-01-03"):
        fetched.renew()
    assert (folder / "latest.db").resolve().name == "archive-2025-01-01.db"


@dataclass
class Reader:
    """`archive serve --public --snapshot`, its port, and what it said."""

    port: int
    process: "subprocess.Popen[str]"
    said: list[str] = field(default_factory=list)

    def ask(self, path: str = MADE) -> bytes:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, body
            return body

    def wait_for(self, true: Callable[[], bool]) -> None:
        for _ in range(2_400):
            if true():
                return
            assert self.process.poll() is None, self.said
            threading.Event().wait(0.05)
        pytest.fail(f"waited two minutes: {self.said}")

    def answers(self) -> bool:
        """Whether somebody listens at the port."""
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0


@contextmanager
def reader_of(address: str, folder: Path) -> Iterator[Reader]:
    variables = os.environ | {"PYTHONUNBUFFERED": "1", "TMPDIR": str(folder), "ARCHIVE_DB": str(folder / "none.db")}
    command = [ARCHIVE, "serve", "--public", "--snapshot", address, "--follow", "0.2", "--port", "0"]
    process = subprocess.Popen(command, env=variables, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    reader = Reader(0, process)
    listening = threading.Thread(target=lambda: reader.said.extend(iter(process.stdout.readline, "")))
    listening.start()
    try:
        reader.wait_for(lambda: any("Archive:" in line for line in reader.said))
        reader.port = int(next(line for line in reader.said if "Archive:" in line).split("/ (")[0].rpartition(":")[2])
        yield reader
    finally:
        process.terminate()
        try:
            process.wait(60)
        finally:
            process.kill()
        listening.join()
        process.stdout.close()


@contextmanager
def direct(reader: Reader, folder: Path) -> Iterator[Reader]:
    """The reader itself."""
    del folder
    yield reader


@contextmanager
def proxied(reader: Reader, folder: Path) -> Iterator[Reader]:
    """The same reader behind nginx, as a public site has it."""
    if NGINX is None:
        pytest.skip("needs nginx (nginx-light of Debian)")
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    conf = folder / "nginx.conf"
    conf.write_text(NGINX_CONF.format(folder=folder, port=port, behind=reader.port))
    proxy = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(conf)], stderr=subprocess.PIPE)
    try:
        front = Reader(port, reader.process, reader.said)
        front.wait_for(lambda: front.answers())
        yield front
    finally:
        proxy.terminate()
        proxy.communicate(timeout=60)


def of_a_day(made: ArchiveFactory, folder: Path, day: int) -> Path:
    """A snapshot in which every report's title names the day."""
    made.db.execute("update reports set title = ?", [moment(day)])
    made.db.conn.commit()
    return snapshot(made, folder, day)


@pytest.mark.drill
@pytest.mark.parametrize("through", [direct, proxied])
def test_no_request_of_eight_readers_fails_while_snapshots_are_published(
    bucket: Bucket, tmp_path: Path, through: Callable[[Reader, Path], AbstractContextManager[Reader]]
) -> None:
    """Every row of an answer is of the same snapshot."""
    made = sample_archive(tmp_path / "archive")
    places = [of_a_day(made, tmp_path, day) for day in (1, 2, 3)]
    publish(places[0], bucket, made.files)
    answers: list[str] = []
    failed: list[BaseException] = []
    seen_all = threading.Event()
    with reader_of(bucket.address, tmp_path) as behind, through(behind, tmp_path) as reader:

        def client() -> None:
            while len(answers) < REQUESTS or not seen_all.is_set():
                try:
                    (title,) = {row["title"] for row in json.loads(reader.ask(TITLES))}
                    answers.append(title)
                except (OSError, http.client.HTTPException, AssertionError, ValueError) as error:
                    failed.append(error)
                    answers.append("failed")

        clients = [threading.Thread(target=client) for _ in range(8)]
        for thread in clients:
            thread.start()
        try:
            for day in (2, 3):
                publish(places[day - 1], bucket, made.files)
                reader.wait_for(lambda day=day: moment(day) in answers[-8:])  # type: ignore[misc]
        finally:
            seen_all.set()
            for thread in clients:
                thread.join()
        assert reader.ask(ORIGINAL) == tiny_pdf("report 101")
    print(f"{len(failed)} of {len(answers)} requests failed")  # noqa: T201  # the figure of the drill
    assert len(answers) >= REQUESTS
    assert not failed, f"{len(failed)} of {len(answers)} requests failed: {failed[0]!r}; {reader.said[-60:]}"
    assert set(answers) == {moment(1), moment(2), moment(3)}
    assert not list(tmp_path.glob("archive-snapshot-*")), "a reader leaves nothing behind"
    made.db.close()


@pytest.mark.drill
def test_a_folder_is_served_the_same_way(made: ArchiveFactory, tmp_path: Path) -> None:
    place = snapshot(made, tmp_path, 1)
    (place / "latest.db").symlink_to("archive-2025-01-01.db")
    with reader_of(str(place), tmp_path) as reader:
        assert json.loads(reader.ask())[0]["made"] == moment(1)


def test_a_snapshot_is_served_in_public_only(tmp_path: Path) -> None:
    said = subprocess.run([ARCHIVE, "serve", "--snapshot", str(tmp_path)], capture_output=True, text=True, check=False)
    assert (said.returncode, "--public" in said.stderr) == (4, True)
