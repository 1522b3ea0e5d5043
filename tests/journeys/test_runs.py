"""Runs that end otherwise than they should: each with its exit status, its row, and nothing lost."""

import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from archive.keeping.verify import verify
from archive.store.opening import lock, open_archive
from sample.reports_site.site import SampleSite
from tests.conftest import IMPOLITE, ROOT, Home

Begun = Callable[..., "subprocess.Popen[str]"]


@contextmanager
def begun(home: Home, site: SampleSite, *words: str, limit: Callable[[], None] | None = None) -> Iterator["subprocess.Popen[str]"]:
    """An update that goes on while the test does something."""
    options = [word for setting in IMPOLITE for word in ("-s", setting)]
    program = [str(Path(sys.executable).with_name("scrapy")), "update", "ofsted_reports", "-a", f"site={site.url}", *options, *words]
    update = subprocess.Popen(
        program, env=home.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=limit
    )
    try:
        yield update
    finally:
        update.kill()
        update.wait()


def wait_until(true: Callable[[], bool], seconds: float = 40.0) -> None:
    """Return as soon as `true()`; fail when it is not in time."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that in time"
        time.sleep(0.01)


def listening(pid: int) -> set[str]:
    """The addresses a process listens at, as the kernel lists them."""
    sockets = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            sockets.add(os.readlink(descriptor))
    rows = [line.split() for table in ("tcp", "tcp6") for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]]
    return {row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets}


def last_run(home: Home) -> tuple[object, ...]:
    """(outcome, reason, whether it finished, named, the sum of what is accounted for) of the last run."""
    return home.rows(
        "select outcome, reason, finished is not null, named, held + missing + unreadable + unfetched + excluded"
        " from runs order by id desc limit 1"
    )[0]


def complete(home: Home, site: SampleSite) -> None:
    """One more crawl brings what is missing, and the archive is whole."""
    ran = home.crawl(site)
    assert ran.status in (0, 12), ran.output
    assert home.rows("select count(*) from reports where availability = 'held'") == [(len(site.reports),)]
    with closing(open_archive(home.database)) as database:
        assert verify(database, home.files) == ()


@pytest.mark.parametrize(("budget", "most"), [("BUDGET_REQUESTS=20", 29), ("BUDGET_BYTES=400000", 50)])
def test_a_run_out_of_its_budget_says_so_and_the_next_goes_on(home: Home, site: SampleSite, budget: str, most: int) -> None:
    ran = home.crawl(site, "-s", budget)
    assert ran.status == 15, ran.output
    outcome, reason, finished, named, accounted = last_run(home)
    assert (outcome, finished) == ("budget", 1)
    assert "; the next run will continue" in str(reason)
    assert named == accounted
    assert len(site.requests) <= most


def refusing(nobody: socket.socket) -> list[socket.socket]:
    """Nobody listens at the address."""
    del nobody
    return []


def dropping(nobody: socket.socket) -> list[socket.socket]:
    """The queue of connections is full: the kernel drops what comes, as a cable that is cut does."""
    nobody.listen(0)
    waiting = [socket.socket() for _ in range(4)]
    for each in waiting:
        each.setblocking(False)
        each.connect_ex(nobody.getsockname())
    return waiting


def silent(nobody: socket.socket) -> list[socket.socket]:
    """Connections are taken, and nothing ever comes back."""
    nobody.listen(50)
    return []


@pytest.mark.parametrize("absent", [dropping, *(pytest.param(one, marks=pytest.mark.long) for one in (refusing, silent))])
def test_no_network_is_called_so_and_not_blocked(home: Home, absent: Callable[[socket.socket], list[socket.socket]]) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        waiting = absent(nobody)
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        short = [word for setting in ("RETRY_TIMES=0", "DOWNLOAD_TIMEOUT=1") for word in ("-s", setting)]
        ran = home.scrapy("update", "ofsted_reports", "-a", f"ofsted_reports.site={address}", *short)
        for each in waiting:
            each.close()
    assert_no_network(home, ran.status, ran.output)


@pytest.mark.long
@pytest.mark.parametrize("path", ["/search", "/v1/file/"])
def test_a_network_that_goes_in_mid_crawl_is_called_so_and_not_blocked(home: Home, site: SampleSite, path: str) -> None:
    """robots.txt came; after it the list does not, or the list came and no file does."""
    site.fault(path, "slow", times=None, seconds=5.0)
    short = ("RETRY_TIMES=0", "DOWNLOAD_TIMEOUT=0.5", "BLOCKED_LIMIT=3")
    ran = home.crawl(site, *(word for setting in short for word in ("-s", setting)))
    assert_no_network(home, ran.status, ran.output)
    site.heal()
    complete(home, site)


def assert_no_network(home: Home, status: int, output: str) -> None:
    assert status == 9, output
    outcome, reason, finished, *_ = last_run(home)
    assert (outcome, finished) == ("failed", 1)
    assert "we got no answer from 127.0.0.1:" in str(reason) or "took longer than" in str(reason)
    assert "Check the network of this machine" in str(reason)
    assert "markup" not in str(reason)
    assert "block" not in output


def test_a_run_is_bounded_in_time_also_where_every_answer_is_slow(home: Home, site: SampleSite) -> None:
    site.fault("/v1/file/", "slow", times=None, seconds=0.7)
    ran = home.crawl(site, "-s", "BUDGET_SECONDS=1")
    assert ran.status == 15, ran.output
    assert len(site.seen("/v1/file/")) < len(site.reports)
    assert last_run(home)[0] == "budget"


@pytest.mark.long
def test_sigterm_ends_a_run_softly_and_the_next_goes_on(home: Home, site: SampleSite) -> None:
    site.fault("/v1/file/", "slow", times=None, seconds=0.2)
    with begun(home, site) as update:
        wait_until(lambda: len(site.seen("/v1/file/")) > 3)
        assert listening(update.pid) == set()
        update.send_signal(signal.SIGTERM)
        output, _ = update.communicate(timeout=60)
    assert update.returncode == 11, output
    outcome, _, finished, named, accounted = last_run(home)
    assert (outcome, finished, named) == ("interrupted", 1, accounted)
    assert home.rows("select count(*) from problems where kind in ('reader_died', 'fetch_failed')") == [(0,)]
    site.heal()
    complete(home, site)


@pytest.mark.long
def test_a_run_that_died_is_named_by_the_next(home: Home, site: SampleSite) -> None:
    site.fault("/v1/file/", "slow", times=None, seconds=0.3)
    with begun(home, site) as update:
        wait_until(lambda: len(site.seen("/v1/file/")) > 3)
        update.kill()
    site.heal()
    complete(home, site)
    (died, other) = home.rows("select outcome, finished, reason from runs order by id")
    assert died[:2] == ("failed", None)
    assert str(died[2]).startswith("stopped without finishing")
    assert other[0] in ("ok", "degraded")


def test_two_updates_at_once(home: Home, site: SampleSite) -> None:
    with lock(home.database):
        ran = home.crawl(site)
    assert ran.status == 75
    assert "another run is writing" in ran.output
    assert home.rows("select count(*) from runs") == [(0,)]
    assert site.requests == []


@pytest.mark.long
def test_a_database_locked_by_another_program(home: Home, site: SampleSite) -> None:
    site.fault("/v1/file/", "slow", times=None, seconds=0.2)
    with begun(home, site, "-s", "DATABASE_BUSY_SECONDS=0.3") as update:
        wait_until(lambda: len(site.seen("/v1/file/")) > 3)
        with closing(sqlite3.connect(home.database, isolation_level=None, timeout=20)) as other:
            other.execute("begin immediate")
            output, _ = update.communicate(timeout=60)
    assert update.returncode == 9, output
    assert "another program has locked the archive" in output
    site.heal()
    complete(home, site)


@pytest.mark.long
@pytest.mark.parametrize("room", [0, 1], ids=["from the start", "in mid-crawl"])
def test_a_full_disk(home: Home, site: SampleSite, room: int) -> None:
    """No file may grow beyond a limit: the database meets it first."""
    most = (home.database.stat().st_size + 40_000) * room
    with begun(home, site, limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))) as update:
        output, _ = update.communicate(timeout=60)
    assert update.returncode == 3, output
    assert "free space" in output
    assert "Traceback" not in output
    with closing(open_archive(home.database)) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    if room:
        complete(home, site)


@pytest.mark.long
def test_a_folder_that_cannot_be_written_and_an_argument_that_cannot_be_read(home: Home, site: SampleSite) -> None:
    taken = home.folder / "taken"
    taken.write_text("a file where a folder should be")
    program = [str(Path(sys.executable).with_name("scrapy")), "update", "ofsted_reports", "-a", f"site={site.url}"]
    elsewhere = home.environment | {"ARCHIVE_DB": str(taken / "archive.db")}
    assert subprocess.run(program, env=elsewhere, cwd=ROOT, capture_output=True, check=False).returncode == 3
    assert home.crawl(site, "-a", "since=last week").status == 4
    assert home.scrapy("update", "nonsense").status == 4
    assert not home.files.exists()
