"""Redirects: follows a few redirects and never loses a document on the way."""

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from scraper.sources.errors import RefusedError


class Redirects(RedirectMiddleware):
    """It should only: name the redirects that lead nowhere. Scrapy silently drops a redirect to an address that was requested before."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # Scrapy says it without types or await
        """The redirected request, never taken for a duplicate; RefusedError after REDIRECT_MAX_TIMES or for another scheme."""
        try:
            given = super().process_response(request, response)
        except IgnoreRequest as error:
            asked = request.meta.get("redirect_urls", [request.url])[0]
            raise RefusedError(f"{asked} redirects more than {self.max_redirect_times} times, at last to {request.url}") from error
        if isinstance(given, Request):
            given.dont_filter = True
        elif given.status in (301, 302, 303, 307, 308):
            place = (given.headers.get("Location") or b"nowhere").decode("latin-1")
            raise RefusedError(f"{request.url} redirects to {place[:200]}, which cannot be followed")
        return given
