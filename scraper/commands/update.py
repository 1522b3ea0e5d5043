"""`scrapy update [NAME…]`: the scheduled job. Runs the sources one after another under one lock; its exit status says how they ended."""

import argparse
import inspect
import logging
from asyncio import Task
from collections import deque
from dataclasses import dataclass
from typing import Any

from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from archive.errors import ArchiveError, ConfigurationError
from archive.store import archive_paths
from archive.store.opening import lock
from scraper.crawl.logs import announce_nothing, quiet
from scraper.crawl.outcome import STATUSES
from scraper.sources.registry import LocalFiles, source_classes

WORST_FIRST = (4, 3, 20, 9, 18, 12, 15, 11, 0)  # exit statuses; see scraper.crawl.outcome.STATUSES


@dataclass(frozen=True, slots=True)
class Ended:
    """How the run of one source went: a word of the outcomes, its exit status, and why in words."""

    word: str
    status: int
    reason: str | None


class Command(BaseRunSpiderCommand):
    """Run the nightly sources one after another, or only the sources you name.

    Use `-a limit=5` to give an argument to all sources, and `-a NAME.site=URL` to give one to the source NAME only.
    """

    requires_project = True

    def syntax(self) -> str:
        return "[options] [NAME…]"

    def long_desc(self) -> str:
        return inspect.cleandoc(self.__doc__ or "")

    def short_desc(self) -> str:
        return "Run the nightly sources one after another, or only the sources you name"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--missing", action="store_true", help="ask again for every file that is missing or not fetched yet, even if it is not due"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take the options, and leave Scrapy's own lines out of the log unless somebody asks for all of it."""
        super().process_options(args, opts)
        if not self._loud:
            announce_nothing()

    @property
    def _loud(self) -> bool:
        assert self.settings is not None  # Scrapy sets it before it calls
        return bool(logging.getLevelName(self.settings["LOG_LEVEL"]) == logging.DEBUG)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not self._loud:
            quiet()
        try:
            names = self._names(args)
            arguments = self._arguments(names, opts)
            with lock(archive_paths()[0]):
                ended = self._crawl(names, arguments)
        except ArchiveError as error:
            print(f"scrapy update: {error}")
            self.exitcode = error.status
            return
        for name, end in ended.items():
            print(f"{name}: {end.word}{f' — {end.reason}' if end.reason else ''}")
        self.exitcode = min((end.status for end in ended.values()), key=WORST_FIRST.index)

    def _names(self, args: list[str]) -> list[str]:
        assert self.settings is not None  # Scrapy sets it before it calls
        sources = source_classes(self.settings)
        unknown = [name for name in args if name not in sources or name == LocalFiles.name]
        if unknown:
            raise ConfigurationError(
                f"there is no source called {', '.join(unknown)}; the sources are: {', '.join(sorted(sources.keys() - {LocalFiles.name}))}"
            )
        return args or sorted(name for name, source in sources.items() if source.nightly)

    def _arguments(self, names: list[str], opts: argparse.Namespace) -> dict[str, dict[str, Any]]:
        """Spider arguments by source; `NAME.` before an argument keeps it to one."""
        shared = {key: value for key, value in opts.spargs.items() if "." not in key}
        if opts.missing:
            shared["missing"] = "yes"
        found = {name: dict(shared) for name in names}
        for key, value in opts.spargs.items():
            name, dot, argument = key.partition(".")
            if dot and name not in found:
                raise ConfigurationError(f"-a {key}: this run does not include the source {name}; it runs {', '.join(names)}")
            if dot:
                found[name][argument] = value
        return found

    def _crawl(self, names: list[str], arguments: dict[str, dict[str, Any]]) -> dict[str, Ended]:
        """Crawl the sources one after another in one process; how each ended. After an interruption the rest is left."""
        process = self.crawler_process
        assert isinstance(process, AsyncCrawlerProcess)  # the asyncio reactor is the project's setting
        ended: dict[str, Ended] = {}
        waiting = deque(names)

        def start_next() -> None:
            if waiting and not any(end.word == "interrupted" for end in ended.values()):
                name = waiting.popleft()
                crawler = process.create_crawler(name)
                task = process.crawl(crawler, **arguments[name])
                task.add_done_callback(lambda done: finish(name, crawler, done))

        def finish(name: str, crawler: Crawler, done: "Task[None]") -> None:
            ended[name] = _end(crawler, done)
            start_next()

        start_next()
        process.start()
        for name in waiting:
            ended[name] = Ended("interrupted", STATUSES["interrupted"], "not started")
        return ended


def _end(crawler: Crawler, done: "Task[None]") -> Ended:
    """How a crawl ended: by the error that kept it from beginning, else as its run log judged."""
    error = done.exception()
    if isinstance(error, ArchiveError):
        return Ended("failed", error.status, str(error))
    if isinstance(error, ValueError):  # a spider's argument
        return Ended("failed", ConfigurationError.status, str(error))
    stats = {} if error else crawler.stats.get_stats()
    word = stats.get("run/outcome", "failed")  # absent where the run log itself failed; the log says why
    return Ended(word, STATUSES[word], repr(error) if error else stats.get("run/reason", "the run could not finish; see the log"))
