"""What the image's user does in it: a crawl, a night, a reader; each gives its figures, or raises AssertionError with what went wrong."""

import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

from sample import demo
from sample.news_site.publisher import SamplePublisher
from sample.reports_site.site import SampleSite
from scraper.crawl.outcome import STATUSES
from tests.deploy.image import Image
from tests.deploy.services import mounted, ran, rights, service, start

WELL, ATTENTION = 0, 1  # exit statuses of `archive status`
PREPARE = """
import os, pathlib, sys
from archive.store import open_archive
from archive.store.authorities import load_authorities
database = open_archive(pathlib.Path(os.environ["ARCHIVE_DB"]))
load_authorities(database, pathlib.Path(sys.argv[1]))
database.close()
"""
HELD = "select (select count(*) from reports where availability = 'held'), (select count(*) from report_pages)"
ORIGINAL = "select max(sha256) from documents where content_type like 'application/pdf%'"
ANSWER_SECONDS = 60


def crawled(image: Image) -> str:
    """The sample's sites, crawled on this machine; some of their reports are missing on purpose."""
    towns = image.place("/home/archive/authorities.csv")
    shutil.copy(Path(demo.__file__).with_name("authorities.csv"), towns)
    towns.chmod(0o644)
    ran(image, ["python3", "-c", PREPARE, str(towns)], status=0)
    with (
        tempfile.TemporaryDirectory() as drawn,
        SampleSite(Path(drawn)) as site,
        SamplePublisher(site) as publisher,
    ):
        ran(image, demo.update(site, publisher), status=STATUSES["degraded"])
    towns.unlink()
    reports, pages = row(image, HELD)
    assert reports, "no report is held"
    return f"{reports} reports with {pages} pages held (exit status {STATUSES['degraded']}: reports are missing on purpose)"


def row(image: Image, sql: str) -> tuple[object, ...]:
    """The one row of a query over the archive in the volume."""
    with closing(sqlite3.connect(image.place("/data/archive.db"))) as database:
        return tuple(database.execute(sql).fetchone())


def status_of(image: Image) -> tuple[int, str]:
    """Exit status and first line of the default command."""
    running = start(image, image.command)
    output = running.communicate(timeout=60)[0]
    assert running.returncode in (WELL, ATTENTION), output
    return running.returncode, output.splitlines()[0]


def looked(image: Image) -> str:
    """The default command over the crawled archive."""
    status, line = status_of(image)
    return f"{line} (exit status {status})"


def night(image: Image) -> str:
    """One night of the crawler; `scrapy` alone, which would ask the internet, is another, one that ends well."""
    told = service("crawler")
    status, _ = status_of(image)  # a night whose steps end well ends with it
    fake = image.root / "fake"
    fake.mkdir()
    (fake / "scrapy").write_text("#!/bin/sh\nexit 0\n")
    (fake / "scrapy").chmod(0o755)
    more = told.environment | {"PATH": f"{fake}:{image.variables({})['PATH']}"}
    found = ran(image, ["sh", "-c", "command -v scrapy"], more, status=0).strip()
    assert found == str(fake / "scrapy"), f"{found} would have asked the internet"
    with mounted(image, told.writable):
        rights(image, told.writable)
        ran(image, told.command, more, status=status, pids=told.pids)
    (fake / "scrapy").unlink()
    fake.rmdir()
    assert len(list(image.place("/backup").glob("archive-*.json"))) == 1, "no backup was made"
    size = image.place("/public/latest.db").stat().st_size
    return f"a backup and a snapshot of {size / 2**20:.1f} MiB, writable {', '.join(told.writable)} alone (exit status {status})"


def read(image: Image) -> str:
    """The reader over that snapshot: home page, health and an original. It listens on loopback, as a trial is for nobody else."""
    told = service("reader")
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    (original,) = row(image, ORIGINAL)
    with mounted(image, told.writable):
        rights(image, told.writable)
        running = start(image, told.command, told.environment | {"ARCHIVE_HOST": "127.0.0.1", "ARCHIVE_PORT": str(port)}, pids=told.pids)
        try:
            answers = [asked(f"http://127.0.0.1:{port}{page}", running) for page in ("/", "/-/health", f"/files/{original}.pdf")]
        finally:
            running.terminate()
            output = running.communicate(timeout=30)[0]
    assert running.returncode == 0, output
    assert [status for status, _ in answers] in ([200, 200, 200], [200, 503, 200]), f"{answers}\n{output}"
    figures = ", ".join(
        f"{what} {status} ({size:,} bytes)" for what, (status, size) in zip(("/", "/-/health", "a PDF"), answers, strict=True)
    )
    return f"{figures}; writable {', '.join(told.writable) or 'nothing'} (exit status 0)"


def asked(address: str, running: "subprocess.Popen[str]") -> tuple[int, int]:
    """Status and size of an answer; waits until the reader gives one, AssertionError when it ends before."""
    end = time.monotonic() + ANSWER_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.status, len(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, len(error.read())
        except OSError:
            assert running.poll() is None, f"the reader ended with {running.returncode}"
            assert time.monotonic() < end, f"no answer within {ANSWER_SECONDS} s"
            time.sleep(0.1)
