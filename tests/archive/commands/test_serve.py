"""`archive serve` and `archive search` as they are run: in a process of their own, from any folder, while the archive is written."""

import asyncio
import contextlib
import http.client
import json
import os
import re
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from archive.cli import main
from archive.commands.serve import listen
from archive.keeping.export.public_snapshot import export_public
from archive.web.site import metadata
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, sample_archive
from tests.archive.web.addresses import DATA, EMPTY, ERRORS, PAGES
from tests.conftest import ROOT
from tests.serving import served

pytestmark = pytest.mark.xdist_group("serve")  # one server for all
COMMAND = [sys.executable, "-c", "from archive.cli import main; main()"]


def environment(made: ArchiveFactory) -> dict[str, str]:
    return os.environ | {"ARCHIVE_DB": str(made.path), "ARCHIVE_FILES": str(made.files), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFactory:
    """An archive in a folder whose name has a blank and a percent sign."""
    return sample_archive(tmp_path_factory.mktemp("a blank %20 and #"))


@pytest.fixture(scope="module")
def port(made: ArchiveFactory, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server started in another folder."""
    with served(environment(made), folder=tmp_path_factory.mktemp("elsewhere")) as address:
        yield port_of(address)


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def ask(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_it_answers_once_it_says_so(port: int) -> None:
    status, body = ask(port, "/search.json?q=supervision")
    assert status == 200
    assert json.loads(body)["total"] >= 3


def test_a_search_of_16_kb_is_answered_and_a_longer_one_is_told_so(port: int) -> None:
    for typed in ("word " * 1_900, '"' * 5_200, "é" * 2_600, "supervis* " * 1_050):
        path = f"/search.json?q={quote(typed)}"
        assert 13_000 < len(path) <= 16_000
        assert ask(port, path)[0] == 200
    for filler in ("x" * 16_000, "&a=b" * 225_000):
        status, body = ask(port, f"/search?q=supervision{filler}")
        assert status == 414
        assert b"16,000 bytes" in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "OPTIONS"])
def test_a_site_that_can_only_be_read_says_so(port: int, method: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, "/search?q=x")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("allow")) == (405, "GET, HEAD")
    connection.close()


@pytest.mark.long
def test_half_a_request_does_not_hold_a_connection(port: int) -> None:
    began = time.monotonic()
    with (
        socket.create_connection(("127.0.0.1", port), timeout=30) as silent,
        socket.create_connection(("127.0.0.1", port), timeout=30) as half,
    ):
        half.sendall(b"GET /search HTTP/1.1\r\nHost: x\r\n")
        assert silent.recv(1) == b""
        assert half.recv(1) == b""
    assert time.monotonic() - began > 5


def test_a_thousand_silent_connections_leave_the_server_open(port: int) -> None:
    with contextlib.ExitStack() as silent:
        for _ in range(1_000):
            silent.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
        assert ask(port, "/search.json?q=supervision")[0] == 200


def test_readers_see_no_error_while_the_archive_is_written(port: int, made: ArchiveFactory) -> None:
    """Whole documents only: a report that is found has its inspection and all its pages."""
    stop = threading.Event()

    def write() -> None:
        writer = ArchiveFactory.opened(made.path, made.files)
        for number in range(2_000, 2_060):
            if stop.is_set():
                break
            writer.report(number, AMBERFORD, "2026-02-02", ["Simultaneous writing."] * 5)
        writer.db.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for _ in range(25):
            status, body = ask(port, "/search.json?q=simultaneous&kind=ilacs_inspection")
            assert status == 200
            assert all(result["type"] == "report" for result in json.loads(body)["results"])
            assert ask(port, "/")[0] == 200
            assert ask(port, "/archive/reports.json")[0] == 200
    finally:
        stop.set()
        thread.join()


def test_a_taken_port_is_one_line_that_says_what_to_do(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_DB", str(made.path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = CliRunner().invoke(main, ["serve", "--port", str(taken.getsockname()[1])])
    assert result.exit_code == 4
    assert re.fullmatch(
        r"archive: cannot listen on 127\.0\.0\.1 port \d+: .*; choose another port with --port or ARCHIVE_PORT\n", result.output
    )


@pytest.mark.parametrize("command", [["serve"], ["search", "words"]])
def test_no_archive_is_one_line_that_says_what_to_do(command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_DB", str(tmp_path / "none.db"))
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 4
    assert result.output.startswith("archive: there is no archive at ")
    assert result.output.count("\n") == 1


def test_search_prints_pages_and_passages(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_DB", str(made.path))
    result = CliRunner().invoke(main, ["search", '"multi-agency', 'safeguarding hub"'])
    assert result.exit_code == 0
    assert "Amberford · Full inspection · 2019-05-13" in result.output
    assert "  Page 1, paragraph 1: The multi-agency safeguarding hub is slow." in result.output
    assert "\x1b[" not in result.output


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("zzzz", ["Nothing in the archive matches zzzz", "Try fewer words, the beginning of a word (supervis*), or a choice of words"]),
        ("safegaurding", ["Nothing in the archive matches safegaurding", "Did you mean: safeguarding", "Try fewer words"]),
        ("???", ["Type a word or number to search for"]),
        ("-visit", ["Add a word to search for"]),
    ],
)
def test_a_search_that_finds_nothing_says_so_and_what_to_try(
    made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch, typed: str, says: list[str]
) -> None:
    monkeypatch.setenv("ARCHIVE_DB", str(made.path))
    result = CliRunner().invoke(main, ["search", "--", typed])
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert len(lines) == len(says)
    assert all(line.startswith(words) for line, words in zip(lines, says, strict=True))


def test_search_as_json_is_the_answer_of_the_site(port: int, made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_DB", str(made.path))
    result = CliRunner().invoke(main, ["search", "--json", "crèche"])
    assert json.loads(result.output) == json.loads(ask(port, f"/search.json?q={quote('crèche')}")[1])


def test_answers_do_not_wait_for_more_to_send() -> None:
    """With Nagle's algorithm on, every page takes 40 ms longer: the server's second packet waits until the browser confirms the first."""
    quick = []

    class Connection(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            quick.append(transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    async def connect() -> None:
        server = await asyncio.get_running_loop().create_server(Connection, sock=listen("127.0.0.1", 0))
        async with server:
            host, port = server.sockets[0].getsockname()
            _, writer = await asyncio.open_connection(host, port)
            writer.close()
            await writer.wait_closed()
            while not quick:
                await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(connect(), timeout=60))
    assert quick == [1]


@pytest.mark.long
def test_a_snapshot_is_answered_from_until_its_server_ends_also_where_an_export_has_removed_it(
    made: ArchiveFactory, tmp_path: Path
) -> None:
    """Each export removes the one before at once; the server over it is replaced some seconds later."""
    first = export_public(made.path, tmp_path / "public", metadata()["databases"]["archive"]["tables"], made.files).database
    shutil.copytree(tmp_path / "public", tmp_path / "kept", symlinks=True)
    addresses = [*PAGES, *DATA, *EMPTY, *ERRORS]

    def reader_over(folder: str) -> contextlib.AbstractContextManager[str]:
        place = tmp_path / folder
        variables = environment(made) | {"ARCHIVE_DB": str(place / first.name), "ARCHIVE_FILES": str(place / "files")}
        return served(variables, "--public")

    with reader_over("kept") as kept_at, reader_over("public") as removed_at:
        kept, removed = port_of(kept_at), port_of(removed_at)
        for path in (tmp_path / "public").glob(f"{first.name}*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        differs = {address for address in addresses if ask(kept, address)[0] != ask(removed, address)[0]}
        assert not differs
        assert json.loads(ask(removed, "/search.json?q=supervision")[1])["total"] >= 3
