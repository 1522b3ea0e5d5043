"""WholeAnswers: only whole answers pass: nothing cut short, nothing that unpacks without end. It stands in for Scrapy's decompression."""

import zlib

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from scraper.errors import IncompleteError, TooLargeError
from scraper.pace import pace_of

GZIP = 16 + zlib.MAX_WBITS  # a gzip header is expected


def unpack_gzip(body: bytes, most: int) -> bytes:
    """The bytes packed in `body`; IncompleteError when it is cut short or damaged, TooLargeError when they are more than `most`."""
    unpacked, rest = bytearray(), body
    while rest:
        member = zlib.decompressobj(GZIP)
        try:
            unpacked += member.decompress(rest, most + 1 - len(unpacked))
        except zlib.error as error:
            raise IncompleteError(f"is no whole gzip stream ({error})") from error
        if len(unpacked) > most:
            raise TooLargeError(f"unpacks from {len(body)} to more than {most} bytes; nothing is kept")
        if not member.eof:
            raise IncompleteError(f"is a gzip stream cut short after {len(body)} bytes")
        rest = member.unused_data.lstrip(b"\0")  # some servers fill up with zeros
    return bytes(unpacked)


class WholeAnswers:
    """It should only: ask for gzip, unpack it, and ask again for what is not whole. Scrapy's own part takes a cut stream for whole."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "WholeAnswers":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Accept gzip and nothing else, so that every answer can be checked for its end."""
        request.headers["Accept-Encoding"] = "gzip"

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The unpacked response when it is whole, a retry while tries are left, else the error."""
        try:
            return self._whole(request, response)
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

    def _whole(self, request: Request, response: Response) -> Response:
        if "partial" in response.flags:
            raise IncompleteError("ends without saying how long it is, so that it may be cut short")
        if response.status == 206:
            raise IncompleteError("answers 206 with a part that was not asked for")
        packing = (response.headers.get("Content-Encoding") or b"identity").strip().lower()
        if packing in (b"gzip", b"x-gzip"):
            response = response.replace(body=unpack_gzip(response.body, self.most))
            del response.headers["Content-Encoding"]
        elif packing != b"identity":
            raise IncompleteError(f"comes packed as {packing.decode('latin-1')}, which was not asked for")
        if request.meta.get("document_kind") and (response.status in (204, 205) or (response.status == 200 and not response.body)):
            raise IncompleteError(f"answers {response.status} without a body")
        return response
