"""PatientHandler: the last step before the network; holds requests back while their site rests, and makes none once the crawl is ending."""

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError, ResponseDataLossError
from scrapy.http import Response
from twisted.web.client import ResponseFailed

from scraper.crawl.pace import pace_of
from scraper.sources.errors import SkippedError, TooLargeError


class PatientHandler(HTTP11DownloadHandler):
    """It should only: wait for the site's rest to end before a request, and name the answers that are cut off for their size.

    A middleware could not do this: requests that wait in Scrapy's download slots have passed all of them.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawler = crawler

    async def download_request(self, request: Request) -> Response:
        """The response. SkippedError when the crawl is ending, TooLargeError when the body passes its limit; else Scrapy's own."""
        pace = pace_of(self.crawler)
        await pace.wait_for(request.url)
        if pace.ending:
            raise SkippedError(f"{request.url} is not asked for: the crawl is ending")
        try:
            return await super().download_request(request)
        except DownloadCancelledError as error:
            limit = request.meta.get("download_maxsize") or self.crawler.settings.getint("DOWNLOAD_MAXSIZE")
            raise TooLargeError(f"{request.url} sends more than {limit} bytes; the rest was not received and nothing is kept") from error
        except ResponseDataLossError as error:
            raise ResponseDataLossError("the connection ended before the answer did") from error
        except DownloadFailedError as error:
            raise DownloadFailedError(_reasons(error)) from error


def _reasons(error: DownloadFailedError) -> str:
    """Twisted's reasons why a connection failed, without the exceptions that wrap them."""
    reasons = error.__cause__.reasons if isinstance(error.__cause__, ResponseFailed) else []
    return "; ".join(reason.getErrorMessage() for reason in reasons) or str(error)
