"""Why a request was not made or its answer was rejected: errors that Scrapy passes to `SourceSpider.failed`."""

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from twisted.python.failure import Failure

from scraper.reading.errors import ReadingError


def request_of(failure: Failure) -> Request:
    """The request that failed."""
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
    return request


class SkippedError(IgnoreRequest):
    """Raised when a request need not be made: the document is held or not due yet, left out by an argument, or the crawl is ending."""


class RefusedError(IgnoreRequest):
    """Raised when a request may not be made or an answer is no document; `kind` is its word in `vocabulary.PROBLEM_KINDS`."""

    kind = "fetch_failed"


class AnswerRefusedError(RefusedError):
    """Raised when what came is an error, challenge or not-found page, or a report that is no PDF."""

    def __init__(self, cause: ReadingError) -> None:
        super().__init__(str(cause))
        self.kind, self.refusal = cause.kind, cause.refusal


class IncompleteError(RefusedError):
    """Raised when an answer is cut short, packed in a way that cannot be checked, or empty; it is asked for again a few times."""


class TooLargeError(RefusedError):
    """Raised when an answer, packed or unpacked, passes DOWNLOAD_MAXSIZE; it is not asked for again in this run."""


class ForbiddenAddressError(RefusedError):
    """Raised when a request, a redirect's included, would leave the hosts of its source or use another scheme than http and https."""

    kind = "off_site_link"


class RobotsForbiddenError(RefusedError):
    """Raised when robots.txt does not allow a request, or could not be read."""

    kind = "robots"
