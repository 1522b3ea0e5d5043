"""Renders a reader's page from its template."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from datasette import Request, Response

from archive.addresses import article_url, authority_url, file_url, report_url
from archive.web.database import archive_of

if TYPE_CHECKING:
    from datasette.app import Datasette

ADDRESSES = {"report_url": report_url, "article_url": article_url, "authority_url": authority_url, "file_url": file_url}


async def page(datasette: "Datasette", request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """The template `template` with `values`, as HTML."""
    html = await datasette.render_template(template, values, request=request)
    return Response.html(html, status=status, headers=caching(datasette))


def today() -> str:
    """The day in UTC, ISO."""
    return datetime.now(UTC).date().isoformat()


def caching(datasette: "Datasette") -> dict[str, str]:
    """How long an answer may be kept: five minutes by all where public, not at all where private."""
    return {"cache-control": "public, max-age=300" if archive_of(datasette).public else "private, no-cache"}
