"""Reading in processes of its own: long-lived workers under limits of memory, CPU and wall time, replaced when they die.

pebble was chosen because the standard pools neither stop a hanging worker nor survive one that the parser aborted.
"""

import multiprocessing
import resource
import signal
import sys
from concurrent.futures import Future, TimeoutError
from types import TracebackType
from typing import Any

from pebble import ProcessExpired, ProcessPool

from archive.records import Document, Problem, Record
from scraper.ingest import read_document

MEMORY_BYTES = 3 * 2**30  # address space of a worker; the largest of 922 real reports needs a tenth
CPU_SECONDS = 60  # for one document; the slowest of 922 takes about one
WALL_SECONDS = 90


class Readers:
    """A pool of reading processes; a context manager. Every end of a worker (error, hang, abort) becomes a Problem."""

    def __init__(self, workers: int = 1, *, wall_seconds: float = WALL_SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["scraper.processes"])
        self._wall_seconds = wall_seconds
        self._pool = ProcessPool(max_workers=workers, initializer=_limit_worker, initargs=(memory_bytes,), context=context)

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close(at_once=kind is not None)

    def read(self, reader: str, document: Document) -> "Future[tuple[Record, ...]]":
        """Ask a worker for the records of `document`; `reader` is "module:class" of its source."""
        future: Future[tuple[Record, ...]] = self._pool.schedule(_read_limited, args=(reader, document), timeout=self._wall_seconds)
        return future

    def close(self, *, at_once: bool = False) -> None:
        """End the workers: after the work in hand, or at once."""
        if at_once:
            self._pool.stop()  # type: ignore[no-untyped-call]
        else:
            self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()


def problem_of(error: BaseException, document: Document) -> Problem:
    """What a worker's end says: a limit that struck, a death, or an unexpected error of the reader."""
    if isinstance(error, TimeoutError):
        return Problem("reader_died", f"{document.url} was not read within its time limit; its bytes are kept")
    if isinstance(error, ProcessExpired):
        return Problem("reader_died", f"the process reading {document.url} died ({error}); its bytes are kept")
    if isinstance(error, MemoryError):
        return Problem("reader_died", f"{document.url} needs more memory than a reader may use; its bytes are kept")
    return Problem("reader_failed", f"{type(error).__name__} while reading {document.url}: {error}; this is a fault of the reader")


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


def _read_limited(reader: str, document: Document) -> tuple[Record, ...]:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + CPU_SECONDS, hard))
    return read_document(reader, document)
