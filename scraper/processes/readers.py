"""Reading processes: long-lived workers with limits on memory, CPU and wall time. A worker that dies is replaced.

pebble was chosen because the standard pools neither stop a hanging worker nor survive one that the parser aborted.
"""

import multiprocessing
import resource
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from archive.records import Document, Problem, Record
from scraper.processes.read_document import Extract, read_document

Job = TypeVar("Job", bound=tuple[Document, object, Extract])
WINDOW = 4  # documents in memory for each worker

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
MEMORY_BYTES = 896 * 2**20  # address space of a worker; the largest of 922 real reports needs a third
CPU_SECONDS = 60  # for one report; the slowest of 922 takes about one
PAGE_CPU_SECONDS = 20  # for one page; the slowest genuine one takes a tenth of a second
WALL_SECONDS = 90


class Readers:
    """A pool of reading processes; a context manager. Every failure of a worker (error, hang, abort) becomes a Problem."""

    def __init__(self, workers: int = 1, *, wall_seconds: float = WALL_SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._workers, self._wall_seconds, self._memory_bytes = workers, wall_seconds, memory_bytes
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["scraper.processes.readers"])
        return ProcessPool(max_workers=self._workers, initializer=_limit_worker, initargs=(self._memory_bytes,), context=context)

    def _ask(self, function: Callable[..., Any], *arguments: object) -> "Future[Any]":
        """Give a worker a task. If all workers of a pool died between two tasks, start a new pool."""
        try:
            return self._pool.schedule(function, args=arguments, timeout=self._wall_seconds)
        except RuntimeError:
            self._pool = self._new_pool()
            return self._pool.schedule(function, args=arguments, timeout=self._wall_seconds)

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close(at_once=kind is not None)

    def read(self, extract: Extract, document: Document) -> "Future[tuple[Record, ...]]":
        """Ask a worker for the records that `extract` gives of `document`."""
        return self._ask(_read_limited, extract, document)

    def records(self, extract: Extract, document: Document, started: "Future[tuple[Record, ...]] | None" = None) -> tuple[Record, ...]:
        """The records that `extract` gives of `document`, of which the reading may have been `started`; a worker's death is a Problem."""
        future = started or self.read(extract, document)
        error = future.exception()
        if isinstance(error, BrokenProcessPool):  # the workers died before they came to it
            future = self.read(extract, document)
            error = future.exception()
        return (problem_of(error, document.url),) if error else future.result()

    def call(self, function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs) -> "Future[Result]":
        """Ask a worker for what `function`, which reads a page, gives."""
        return self._ask(_call_limited, function, arguments, named)

    def close(self, *, at_once: bool = False) -> None:
        """End the workers: after the work in hand, or at once."""
        if at_once:
            self._pool.stop()
        else:
            self._pool.close()
        self._pool.join()


def problem_of(error: BaseException, url: str) -> Problem:
    """The problem for what came from `url` when a worker failed: it reached a limit, died, or raised an unexpected error."""
    if isinstance(error, TimeoutError):
        return Problem("reader_died", f"reading {url} took too long; we keep the file")
    if isinstance(error, ProcessExpired | BrokenProcessPool):
        return Problem("reader_died", f"the process reading {url} crashed ({error}); we keep the file")
    if isinstance(error, RecursionError):
        return Problem("reader_died", f"{url} is nested too deeply to read; we keep the file")
    if isinstance(error, MemoryError):
        return Problem("reader_died", f"{url} needs more memory than a reader may use; we keep the file")
    return Problem("reader_failed", f"{type(error).__name__} while reading {url}: {error}; this is a bug in our program")


def _limit_worker(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A signal for the whole group (Ctrl-C, systemd) is the crawl's matter: a document in hand is read to its end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError(f"a reader may not use the network ({event} {arguments[1:]})")


def _read_limited(extract: Extract, document: Document) -> tuple[Record, ...]:
    _allow(CPU_SECONDS if document.kind == "report" else PAGE_CPU_SECONDS)
    return read_document(extract, document)


def _call_limited(function: Callable[..., Result], arguments: tuple[Any, ...], named: dict[str, Any]) -> Result:
    _allow(PAGE_CPU_SECONDS)
    return function(*arguments, **named)


def _allow(seconds: int) -> None:
    """Allow this many seconds of CPU time for the next document."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds, hard))


def read_all(jobs: Iterable[Job], *, workers: int) -> Iterator[tuple[Job, tuple[Record, ...]]]:
    """For each job (document, anything, `extract`) the job and what was read from it, in order; a worker's death becomes a Problem."""
    with Readers(workers) as readers:
        waiting: deque[tuple[Job, Future[tuple[Record, ...]]]] = deque()
        for job in jobs:
            waiting.append((job, readers.read(job[2], job[0])))
            if len(waiting) >= WINDOW * workers:
                yield _first(waiting, readers)
        while waiting:
            yield _first(waiting, readers)


def _first(waiting: deque[tuple[Job, Future[tuple[Record, ...]]]], readers: Readers) -> tuple[Job, tuple[Record, ...]]:
    job, future = waiting.popleft()
    return job, readers.records(job[2], job[0], future)
