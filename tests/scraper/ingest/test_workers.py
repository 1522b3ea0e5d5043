"""`scrapy reread --workers`: the workers of a Dask cluster read from S3, and what is saved is what a reading on one machine saves."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.errors import ConfigurationError, DamageError, UnreachableError
from archive.records import Document, Problem, Record
from archive.store.bucket import Bucket
from archive.store.files import hash_of
from archive.store.opening import open_archive
from tests.archive.s3 import BUCKET, Server, s3_server
from tests.conftest import Home
from tests.scraper.ingest.dask_cluster import Cluster, dask_cluster

workers = pytest.importorskip("scraper.ingest.workers", reason="needs distributed, of the extra cluster")
DEADLY = hash_of(b"deadly")


class Files:
    """Bytes for readers; those of DEADLY kill whoever asks for them."""

    def get(self, sha256: str) -> bytes:
        if sha256 == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        return sha256.encode()


class Lost:
    """Files that are all gone."""

    def get(self, sha256: str) -> bytes:
        raise FileNotFoundError(sha256)


LEFT_OUT = ("_fts", 'INTO "runs"', 'INTO "search_engine"', 'INTO "search_changes"')
"""What stands in lines that differ from run to run: indexes, times, and the name of the search engine's last commit."""


def repeat(document: Document) -> Iterator[Record]:
    yield Problem("no_text", document.body.decode())


def never_end(document: Document) -> Iterator[Record]:
    while document:
        pass
    yield Problem("no_text", "")


def take_all(document: Document) -> Iterator[Record]:
    yield Problem("no_text", str(len(bytearray(2**31))))


def job(number: int, sha256: str, extract: Any = repeat) -> Any:
    url = f"https://reports.example/{number}"
    return Document("test", "article", url, b"", url, 200, "{}", "text/html"), {"sha256": sha256}, extract


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with s3_server() as started:
        yield started


@pytest.fixture(scope="module")
def cluster(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers, each under a nanny, which starts another when it dies."""
    with dask_cluster(tmp_path_factory.mktemp("dask"), server.variables(), 2) as started:
        yield started


def lines(home: Home) -> list[str]:
    """The whole database as SQL, but for the moments at which a program looked at it."""
    with closing(open_archive(home.database)) as database:
        return [line for line in database.conn.iterdump() if not any(word in line for word in LEFT_OUT)]


def copy_of(home: Home, folder: Path) -> Home:
    """An archive with the rows of `home`, as an older reader left them."""
    folder.mkdir()
    made = Home(folder)
    shutil.copytree(home.files, made.files)
    with closing(open_archive(home.database)) as database:
        database.execute("vacuum into ?", [str(made.database)])
    with closing(open_archive(made.database)) as database:
        database.execute("update inspections set pages = 0, reader_version = 'old'")
        database.execute("delete from judgements")
        database.conn.commit()
    return made


@pytest.mark.drill
def test_two_workers_one_killed_save_the_same_rows_as_one_machine(crawled: Home, server: Server, tmp_path: Path) -> None:
    here, there = copy_of(crawled, tmp_path / "here"), copy_of(crawled, tmp_path / "there")
    bucket = Bucket(f"s3://{BUCKET}/{tmp_path.name}")
    for path in here.files.glob("*/*"):
        bucket.put(path.read_bytes())
    shutil.rmtree(there.files)
    assert lines(here) == lines(there)
    alone = here.scrapy("reread")
    with dask_cluster(tmp_path, server.variables(), 2, "--no-nanny") as cluster:
        fetched: list[str] = []

        def kill_one(environ: dict[str, Any]) -> None:
            fetched.append(environ["PATH_INFO"])
            if len(fetched) == 12:
                os.kill(cluster.workers[0].pid, signal.SIGKILL)

        server.on_request = kill_one
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Home, "environment", property(lambda home: _far(home, bucket)))
            spread = there.scrapy("reread", "--workers", cluster.address)
        server.on_request = lambda environ: None
        assert cluster.workers[0].wait(10) == -signal.SIGKILL
    assert len(fetched) > len(set(fetched)) >= 12, "what the killed worker read was fetched again"
    assert spread.output.splitlines()[-40:] == alone.output.splitlines()[-40:]
    assert spread.status == alone.status
    assert lines(there) == lines(here)
    assert lines(here) != lines(copy_of(crawled, tmp_path / "before"))


def _far(home: Home, bucket: Bucket) -> dict[str, str]:
    return os.environ | {"ARCHIVE_DB": str(home.database), "ARCHIVE_FILES": bucket.address, "ARCHIVE_VECTOR_SECONDS": "0"}


@pytest.mark.drill
def test_a_document_that_kills_two_workers_is_a_problem_and_others_are_read(cluster: Cluster) -> None:
    jobs = [job(0, "first"), job(1, DEADLY), *(job(number, f"later {number}") for number in range(2, 9))]
    found = [records for _, records in workers.read_on_workers(cluster.address, Files(), jobs)]
    assert [record.message for (record,) in (found[0], *found[2:])] == ["first", *(f"later {number}" for number in range(2, 9))]
    ((problem,),) = (found[1],)
    assert (problem.kind, problem.message) == ("reader_died", "2 workers died while they read https://reports.example/1; we keep the file")


@pytest.mark.drill
def test_limits_hold_within_a_worker(cluster: Cluster) -> None:
    started = time.monotonic()
    jobs = [job(0, "time", never_end), job(1, "memory", take_all), job(2, "good")]
    found = [records for _, records in workers.read_on_workers(cluster.address, Files(), jobs)]
    assert [record.kind for (record,) in found] == ["reader_died", "reader_died", "no_text"]
    assert time.monotonic() - started < 80


@pytest.mark.drill
def test_a_lost_file_is_said(cluster: Cluster) -> None:
    with pytest.raises(DamageError, match="archive verify"):
        list(workers.read_on_workers(cluster.address, Lost(), [job(0, "x" * 64)]))


@pytest.mark.drill
def test_a_worker_with_another_version_is_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "reader_version", lambda: "another")
    with pytest.raises(ConfigurationError, match="another version"):
        list(workers.read_on_workers(cluster.address, Files(), [job(0, "x")]))


def test_a_scheduler_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 0.5)
    with pytest.raises(UnreachableError, match="no scheduler with a worker"):
        list(workers.read_on_workers("tcp://127.0.0.1:9", Files(), [job(0, "x")]))
    with pytest.raises(ConfigurationError, match="tcp://HOST:PORT"):
        list(workers.read_on_workers("nonsense://x", Files(), [job(0, "x")]))


def test_without_the_extra_workers_are_refused(crawled: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError('not installed')")
    monkeypatch.setattr(
        Home, "environment", property(lambda home: os.environ | {"ARCHIVE_DB": str(home.database), "PYTHONPATH": str(tmp_path)})
    )
    ran = crawled.scrapy("reread", "--dry-run", "--workers", "tcp://127.0.0.1:9")
    assert ran.status == 4, ran.output
    assert "childrens-services-archive[cluster]" in ran.output
