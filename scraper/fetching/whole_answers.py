"""WholeAnswers: accepts only complete answers that unpack to a limited size. It replaces Scrapy's decompression."""

import re

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from archive.records import Document, Problem
from scraper.crawl.pace import pace_of
from scraper.crawl.part import Part
from scraper.fetching.whole_bytes import is_plain, open_pdf, shows_its_end
from scraper.processes.crawl_reader import readers_of, settled
from scraper.processes.readers import problem_of
from scraper.reading import packed
from scraper.reading.errors import ParseError
from scraper.reading.refusals import is_pdf
from scraper.sources.errors import IncompleteError, TooLargeError

UNPACK = {"gzip": packed.unpack_gzip, "x-gzip": packed.unpack_gzip, "deflate": packed.unpack_deflate}
RANGE = re.compile(rb"bytes\s+0-(\d{1,15})/(\d{1,15})", re.IGNORECASE)
OTHER_PACKINGS = ("br", "zstd", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip")


def unpack_gzip(body: bytes, most: int) -> bytes:
    """The bytes packed in `body`; IncompleteError when it is cut short or damaged, TooLargeError when they are more than `most`."""
    return _unpacked(body, "gzip", most)


def unpacked(body: bytes, codings: list[str], most: int) -> tuple[bytes, bool]:
    """What `body` holds, which its Content-Encoding says to be packed in `codings` (the last one outermost), and whether unpacking found
    the end of it.

    A body that is plainly not packed is taken as it is, whatever is said of it: servers write "none", "utf-8", or a coding that some proxy
    has undone. Where a real packing is named, whose end would show that all is there, such a body must show its own end. IncompleteError
    for all else, TooLargeError when there is more than `most`.
    """
    ended = False
    for coding in reversed(codings):
        if is_plain(body):
            if not ended and (coding in UNPACK or coding in OTHER_PACKINGS) and not shows_its_end(body):
                raise IncompleteError(f"is said to be packed as {coding}, is not, and does not show that it is whole")
            break
        if coding not in UNPACK and body[:2] != packed.GZIP_MAGIC:
            raise IncompleteError(f"comes packed as {', '.join(codings)}, which was not asked for")
        body, ended = _unpacked(body, coding if coding in UNPACK else "gzip", most), True
    return body, ended


def _unpacked(body: bytes, coding: str, most: int) -> bytes:
    try:
        return UNPACK[coding](body, most)
    except packed.UnpacksTooLargeError as error:
        raise TooLargeError(str(error)) from error
    except ParseError as error:
        raise IncompleteError(str(error)) from error


def codings_of(response: Response) -> list[str]:
    """The codings that Content-Encoding names, over all its lines, without those that say that there is none."""
    said = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").split(",")
    return [word for word in (word.strip().lower() for word in said) if word not in ("", "identity")]


def is_all(response: Response) -> bool:
    """Whether a part (206) is the whole: its range is the first to the last byte of a file of just this length, in one line."""
    said = response.headers.getlist("Content-Range")
    found = RANGE.fullmatch(said[0].strip()) if len(said) == 1 else None
    return found is not None and len(response.body) > 0 and int(found[1]) + 1 == int(found[2]) == len(response.body)


class WholeAnswers(Part):
    """It should only: ask for gzip, unpack it, and ask again for what is incomplete. Scrapy's own code accepts a cut stream."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.most_of_report = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self.most_of_page = crawler.settings.getint("PAGE_MAXSIZE")

    def most(self, request: Request) -> int:
        """The most bytes an answer may have, packed or unpacked; a report's file may have many more than a page."""
        return self.most_of_report if request.meta.get("document_kind") == "report" else self.most_of_page

    def process_request(self, request: Request) -> None:
        """Accept gzip and nothing else, so that every answer can be checked for its end; take no more than it may have."""
        request.headers["Accept-Encoding"] = "gzip"
        request.meta["download_maxsize"] = self.most(request)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The unpacked response when it is whole, a retry while tries are left, else the error."""
        try:
            return await self._whole(request, response)
        except IncompleteError as error:
            spider = self.crawler.spider
            assert spider is not None
            again = get_retry_request(request, spider=spider, reason="incomplete")
            if again is None:
                raise IncompleteError(f"{request.url} {error}") from error
            await pace_of(self.crawler).back_off(again.meta["retry_times"])
            return again
        except TooLargeError as error:
            raise TooLargeError(f"{request.url} {error}") from error

    async def _whole(self, request: Request, response: Response) -> Response:
        if response.status == 206 and not is_all(response):
            raise IncompleteError("answers 206 with a part that was not asked for")
        if not 200 <= response.status < 300:
            return response  # its status says enough, whatever came with it
        body, ended = unpacked(response.body, codings_of(response), self.most(request)) if response.body else (b"", False)
        if "partial" in response.flags and not ended and response.status != 206:
            await self._check_end(request, body)
        if request.meta.get("document_kind") and (response.status in (204, 205) or (response.status == 200 and not body)):
            raise IncompleteError(f"answers {response.status} without a body")
        if "Content-Encoding" in response.headers:
            response = response.replace(body=body)
            del response.headers["Content-Encoding"]
        return response

    async def _check_end(self, request: Request, body: bytes) -> None:
        """The protocol lets an answer end with its connection, without saying how long it is: then the body must show that it is whole."""
        rules = request.url.endswith("/robots.txt") and is_plain(body) and body.endswith((b"\n", b"\r"))  # whole lines, at least
        if not rules and not shows_its_end(body):
            raise IncompleteError("ends without saying how long it is, so that it may be cut short")
        if is_pdf(body) and (why := await self._unopened(request.url, body)):
            raise IncompleteError(f"ends without saying how long it is, and does not open ({why})")

    async def _unopened(self, url: str, body: bytes) -> str | None:
        """Why a PDF does not open with all its pages, in a process with limits; None for one that does, or that is locked but whole."""
        document = Document("", "report", url, body, url, 200, "{}", "application/pdf")
        future = await settled(lambda: readers_of(self.crawler).read(open_pdf, document))
        error = future.exception()
        found = (problem_of(error, url),) if error else future.result()
        faults = (record for record in found if isinstance(record, Problem) and record.kind not in ("encrypted", "too_many_pages"))
        return next((problem.message for problem in faults), None)
