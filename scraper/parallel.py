"""Reads many documents at once in reading processes, a window of them at a time, so that memory stays small."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from archive.records import Document, Record
from scraper.processes import Readers, problem_of

Job = TypeVar("Job", bound=tuple[Document, object, str])
WINDOW = 4  # documents in memory for each worker


def read_all(jobs: Iterable[Job], *, workers: int) -> Iterator[tuple[Job, tuple[Record, ...]]]:
    """For each job (document, anything, reader) the job and what was read from it, in order; a worker's death becomes a Problem."""
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
    error = future.exception()
    if isinstance(error, BrokenProcessPool):  # the workers died before they came to it
        future = readers.read(job[2], job[0])
        error = future.exception()
    return job, ((problem_of(error, job[0].url),) if error else future.result())
