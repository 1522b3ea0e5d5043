"""/changes.json: reports that are new, changed, corrected or removed since a day or moment, for programs that keep a copy."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.holdings.changes import read_changes, what_changed
from archive.parameters import read_day
from archive.search.filters import values_of
from archive.urls import report_url
from archive.web.database import archive_of
from archive.web.pages.home import given_source
from archive.web.render import caching

if TYPE_CHECKING:
    from datasette.app import Datasette


async def changes_route(datasette: "Datasette", request: Request) -> Response:
    """The changes since `since`, of all sources or those in `source`, oldest first, and the moment to ask for next."""
    notices: list[str] = []
    since = read_moment((request.args.get("since") or "").replace("\x00", "").strip(), notices)
    changes = await archive_of(datasette).read(read_changes, since, values_of(given_source(request)))
    site = f"{request.scheme}://{request.host}"
    rows = [
        {name: row[name] for name in ("change", "moment", "key", "title")}
        | {"moment": f"{row['moment']}Z", "local_authority": row["authority"], "local_authority_name": row["authority_name"]}
        | {name: row[name] for name in ("kind", "published", "replaced_by", "source", "other_provider")}
        | {"what": what_changed(row), "url": site + report_url(row["key"])}
        for row in changes.rows
    ]
    until = f"{changes.until}Z" if len(changes.until) == 19 else changes.until
    answer = {"since": since, "until": until, "more": changes.more, "changes": rows} | ({"notices": notices} if notices else {})
    return Response.json(answer, headers=caching(datasette) | {"vary": "Host"})


def read_moment(text: str, notices: list[str]) -> str:
    """A moment in UTC (YYYY-MM-DDTHH:MM:SS) from ISO text with or without a zone, or the day before which nothing counts; or empty."""
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+")) if "T" in text else None  # a + of an address arrives as a blank
    except ValueError:
        moment = None
    if moment is None:
        return read_day(text, "since", notices)
    try:
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).isoformat()[:19]
    except OverflowError:
        return read_day(text, "since", notices)
