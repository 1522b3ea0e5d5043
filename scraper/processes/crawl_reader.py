"""The reading process of a crawl, shared by its spider, pipeline and middlewares. It reads everything that comes from outside.

A page can be made so that its parser takes gigabytes or hours; in a process with limits that costs the page, not the crawl.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from scraper.processes.readers import Readers, problem_of
from scraper.reading.errors import ReaderDiedError, ReadingError

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_readers: "WeakKeyDictionary[Crawler, Readers]" = WeakKeyDictionary()


def readers_of(crawler: Crawler) -> Readers:
    """The reading process of `crawler`, started on first use."""
    if crawler not in _readers:
        seconds, memory = crawler.settings.getfloat("READER_WALL_SECONDS"), crawler.settings.getint("READER_MEMORY_BYTES")
        _readers[crawler] = Readers(workers=1, wall_seconds=seconds, memory_bytes=memory)
    return _readers[crawler]


def close_readers(crawler: Crawler) -> None:
    """End the reading process of `crawler`, if there is one."""
    if crawler in _readers:
        _readers.pop(crawler).close()


async def settled(ask: "Callable[[], Future[Result]]") -> "asyncio.Future[Result]":
    """Wait for what `ask` started, whether it succeeds or fails. Starts it again if the worker died before it began."""
    future = asyncio.wrap_future(ask())
    await asyncio.wait([future])
    if isinstance(future.exception(), BrokenProcessPool):
        future = asyncio.wrap_future(ask())
        await asyncio.wait([future])
    return future


async def read_apart(
    crawler: Crawler, url: str, function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs
) -> Result:
    """The result of `function` (a reader at the top level of a module) for what came from `url`.

    Raises the ReadingError that it raises; ReaderDiedError where the process died or reached a limit.
    """
    future = await settled(lambda: readers_of(crawler).call(function, *arguments, **named))
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, ReadingError):
        raise error
    problem = problem_of(error, url)
    if problem.kind != "reader_died":
        raise error
    raise ReaderDiedError(problem.message) from error
