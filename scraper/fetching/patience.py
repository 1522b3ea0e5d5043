"""Patience: repeats requests that may still succeed, with longer and longer waits, and respects Retry-After."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError
from scrapy.http import Response
from twisted.internet.error import ConnectError

from scraper.crawl.pace import pace_of
from scraper.sources.errors import SkippedError

NO_ANSWER = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError, ConnectError)  # not even a refusal


def wait_asked(response: Response) -> float | None:
    """Seconds that Retry-After asks to wait (RFC 9110: seconds or a date), or None where it is absent or says neither.

    A date is compared with the answer's own Date, so that a wrong clock on either side does no harm.
    """
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isascii() and value.isdigit():  # "²" is a digit too
        return float(value)
    until = _date(value)
    if until is None:
        return None
    answered = _date((response.headers.get("Date") or b"").decode("latin-1")) or datetime.now(UTC)
    return max(0.0, (until - answered).total_seconds())


def _date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class Patience(RetryMiddleware):
    """It should only: space out Scrapy's retries, wait when a site asks for it, and end the crawl when it asks for a long wait."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # Scrapy says it without types or await
        """A retry for the statuses of RETRY_HTTP_CODES, while tries are left; else the response."""
        pace = pace_of(self.crawler)
        seconds = wait_asked(response) if response.status in self.retry_http_codes else None
        if seconds is not None:
            if seconds > self.crawler.settings.getfloat("RETRY_AFTER_MAX"):
                pace.stop("blocked", f"{request.url} answers {response.status} and asks to wait {seconds:.0f} s; the rest stays pending")
                raise SkippedError(f"{request.url} is asked for in a later run")
            pace.rest(request.url, seconds)
        given = super().process_response(request, response)
        if isinstance(given, Request) and seconds is None:
            await pace.back_off(given.meta["retry_times"])
        return given

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:  # type: ignore[override]  # Scrapy says it without types or await
        """A retry for the exceptions of RETRY_EXCEPTIONS, while tries are left; else None."""
        given = super().process_exception(request, exception)
        if isinstance(given, Request):
            await pace_of(self.crawler).back_off(given.meta["retry_times"])
            return given
        if isinstance(exception, self.exceptions_to_retry):
            self._note(request, exception)
        return None

    def _note(self, request: Request, exception: Exception) -> None:
        """Count an address that did not come; the statistics say which host did not answer at all, which says nothing of the site."""
        why, stats = str(exception) or type(exception).__name__, self.crawler.stats
        silent = isinstance(exception, NO_ANSWER)
        if silent or "certificate verify failed" in why:
            stats.set_value("archive/no_answer", f"{urlsplit(request.url).netloc} ({why})")
        pace_of(self.crawler).refused(f"{request.url}: {why}", silent=silent)
