"""Logs: one line for each document, and Scrapy's own lines only on request. LOG_JSON makes each line a JSON object."""

import json
import logging
import sys
from datetime import UTC, datetime

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.utils.log import get_scrapy_root_handler
from tqdm import tqdm
from twisted.python.failure import Failure

from archive.errors import ArchiveError
from scraper.crawl.part import Part
from scraper.reading.errors import ReadingError

NOISY = ("scrapy", "twisted", "asyncio", "protego")


class Lines(LogFormatter):
    """Scrapy's own lines, but without tracebacks where `RunLog` says in a line what is wrong."""

    def item_error(self, item: object, exception: BaseException, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """The line for a document that could not be saved; an archive that cannot be written needs no traceback."""
        line = super().item_error(item, exception, response, spider)
        return line | {"level": logging.DEBUG} if isinstance(exception, ArchiveError) else line

    def spider_error(self, failure: Failure, request: Request, response: Response | Failure, spider: Spider) -> LogFormatterResult:
        """The line for a callback that failed; a page that cannot be read needs no traceback."""
        line = super().spider_error(failure, request, response, spider)
        return line | {"level": logging.DEBUG} if isinstance(failure.value, ReadingError) else line


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC, ISO), level, logger, message, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        line: dict[str, str] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class AboveBar:
    """A stream for a terminal that shows a progress bar: each line goes above it."""

    def write(self, text: str) -> None:
        """Write whole lines; tqdm draws its bar anew."""
        tqdm.write(text, file=sys.stderr, end="")

    def flush(self) -> None:
        """tqdm flushes itself."""


class Logs(Part):
    """It should only: format the lines of the log. Scrapy makes a new handler as each crawl begins, hence the signal."""

    SIGNALS = ("spider_opened",)

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.json = crawler.settings.getbool("LOG_JSON")

    def spider_opened(self) -> None:
        """Set the format of the handler."""
        handler = get_scrapy_root_handler()
        if handler is None:
            return
        if self.json:
            handler.setFormatter(JsonFormatter())
        if sys.stderr.isatty() and type(handler) is logging.StreamHandler:
            handler.setStream(AboveBar())


def announce_nothing() -> None:
    """Leave out the line that says that Scrapy starts."""
    logging.getLogger("scrapy.utils.log").addFilter(lambda record: record.levelno >= logging.WARNING)


def quiet() -> None:
    """After Scrapy has set its levels: show only warnings and errors of libraries."""
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A traceback for each host without robots.txt; scraper.fetching.robots says it in a line.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
