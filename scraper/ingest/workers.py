"""Reads documents on other machines: Dask spreads the pure reading, and the writer takes what they read in its own order.

Dask's distributed was chosen because it needs no service but its own and survives workers that die. A worker needs this program and the
bucket with the originals, no database. Imported only where `--workers` is given: it needs the extra [cluster].
"""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

from distributed import Client, KilledWorker, WorkerPlugin, get_worker, wait

from archive.errors import ArchiveError, ConfigurationError, UnreachableError
from archive.records import Document, Problem, Record
from archive.store.files import Place
from scraper.ingest.ingest import reader_version
from scraper.ingest.kept import KeptJob, with_bytes
from scraper.processes.read_document import Extract
from scraper.processes.readers import WALL_SECONDS, WINDOW, Readers

DEATHS = 2  # of workers, after which a document is not tried again
PATIENCE = 30.0  # seconds for a scheduler to answer, and for a first worker to come

Waiting = deque[tuple[KeptJob, Any]]
"""Jobs with their futures, in the order in which they were asked for."""


def read_on_workers(address: str, root: Place, jobs: Iterable[KeptJob]) -> Iterator[tuple[KeptJob, tuple[Record, ...]]]:
    """Each job with what the workers of the scheduler at `address` read from its document, in order, whatever worker comes or goes.

    A document that kills two workers gives a Problem. UnreachableError where no worker is left.
    """
    with _answering(address), _client(address) as client:
        waiting: Waiting = deque()
        for job in jobs:
            threads = _until_free(client, waiting)
            while len(waiting) >= WINDOW * threads:
                yield _first(client, waiting)
            document, row, extract = job
            far = client.submit(read_there, root, row["sha256"], extract, document, reader_version(), pure=False)
            waiting.append((job, far))
        while waiting:
            yield _first(client, waiting)


def read_there(kept: Place, sha256: str, extract: Extract, document: Document, version: str) -> tuple[Record, ...]:
    """On a worker: the records of the document whose bytes are kept under `sha256`, read in a process with the limits of every reader."""
    if version != reader_version():
        raise ConfigurationError(f"a worker has another version of this program ({reader_version()}, not {version}); install the same")
    own = get_worker().plugins[OwnReaders.name]
    assert isinstance(own, OwnReaders)
    assert own.readers is not None
    return own.readers.records(extract, with_bytes(document, sha256, kept))


class OwnReaders(WorkerPlugin):
    """What each worker gets before its first document: reading processes, as many as it has threads. They end with the worker."""

    name = "reading"
    idempotent = True

    def __init__(self) -> None:
        self.readers: Readers | None = None

    def setup(self, worker: Any) -> None:
        """Start them. Called by Dask on each worker, also on one that comes later."""
        multiprocessing.current_process().daemon = False  # a worker with a nanny is one, and those may not start processes
        self.readers = Readers(worker.state.nthreads)

    def teardown(self, worker: Any) -> None:
        """End them."""
        del worker
        if self.readers is not None:
            self.readers.close(at_once=True)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        started = Client(address, timeout=PATIENCE)
    except ValueError as error:
        raise ConfigurationError(f"{address} is no address of a scheduler; say tcp://HOST:PORT or tls://HOST:PORT") from error
    with started as client:
        client.wait_for_workers(1, timeout=PATIENCE)
        client.run_on_scheduler(_allow_deaths, DEATHS - 1)
        client.register_plugin(OwnReaders())
        yield client


def _allow_deaths(deaths: int, dask_scheduler: Any) -> None:
    dask_scheduler.allowed_failures = deaths


@contextmanager
def _answering(address: str) -> Iterator[None]:
    """In words what to do where the scheduler or its workers do not answer."""
    try:
        yield
    except ArchiveError:
        raise
    except (OSError, CancelledError) as error:  # time-outs are some
        raise UnreachableError(f"no scheduler with a worker answers at {address}; start both and run this again") from error


def _until_free(client: Any, waiting: Waiting) -> int:
    """Wait until a worker has nothing to do; the number of all threads.

    Each has one document at a time, so that we know what it died of.
    """
    while True:
        threads: int = sum(client.nthreads().values())
        unfinished = [future for _, future in waiting if not future.done()]
        if len(unfinished) < threads:
            return threads
        if not unfinished:
            client.wait_for_workers(1, timeout=PATIENCE)
            continue
        try:
            wait(unfinished, timeout=WALL_SECONDS, return_when="FIRST_COMPLETED")
        except TimeoutError:
            client.wait_for_workers(1, timeout=PATIENCE)


def _first(client: Any, waiting: Waiting) -> tuple[KeptJob, tuple[Record, ...]]:
    job, future = waiting.popleft()
    while True:
        try:
            records: tuple[Record, ...] = future.result(timeout=WALL_SECONDS)
        except KilledWorker:
            said = f"{DEATHS} workers died while they read {job[0].url}; we keep the file"
            return job, (Problem("reader_died", said),)
        except TimeoutError:
            client.wait_for_workers(1, timeout=PATIENCE)  # none is left where this fails
        else:
            return job, records
