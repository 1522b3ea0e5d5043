"""/-/health: whether the archive is healthy, as JSON; 200 if it is, 503 if something needs attention. For simple monitors."""

from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.keeping.health import as_json, health
from archive.web.database import archive_of

if TYPE_CHECKING:
    from datasette.app import Datasette

NEVER_KEPT = {"cache-control": "no-store"}


async def health_route(datasette: "Datasette", request: Request) -> Response:
    """Judge the archive now."""
    del request
    found = await archive_of(datasette).read(health)
    return Response.json(as_json(found), status=200 if found.well else 503, headers=NEVER_KEPT)
