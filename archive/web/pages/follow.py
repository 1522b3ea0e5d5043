"""/follow and /follow.opml: how to hear of what is new, by feed or by e-mail, without an account."""

from sqlite3 import Connection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from datasette import Request, Response

from archive.configuration import site_title
from archive.holdings.authority import read_authorities
from archive.web.database import archive_of
from archive.web.formats.followed import as_opml, feed_of, name_of, page_of
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

MOST = 200  # lists in one file: all councils and some searches
MAIN = ("/feed", "/week", "/outcomes", "/recommendations", "/visits", "/articles")


async def follow_page(datasette: "Datasette", request: Request) -> Response:
    """How to follow the lists of the address (`list`, several), or the main ones, as a page or as OPML."""
    site = f"{request.scheme}://{request.host}"
    given = [one.replace("\x00", "") for one in request.args.getlist("list")][:MOST]
    feeds = list(dict.fromkeys(feed for one in given if (feed := feed_of(one, site))))
    unknown = [one for one in given if not feed_of(one, site)]
    councils = await archive_of(datasette).read(_councils)
    shown = [(name_of(feed, councils), feed) for feed in feeds or [f"{one}.atom" for one in MAIN if not given]]
    if request.url_vars["form"] == "opml":
        body = as_opml(site_title(), shown, site)
        return Response(
            body,
            headers={**caching(datasette), "vary": "Host", "content-disposition": 'attachment; filename="childrens-services-archive.opml"'},
            content_type="text/x-opml; charset=utf-8",
        )
    opml = "/follow.opml" + (f"?{urlencode([('list', page_of(feed)) for feed in feeds])}" if feeds else "")
    return await page(
        datasette, request, "follow.html", shown=shown, chosen=bool(feeds), unknown=unknown, site=site, opml=opml, page_of=page_of
    )


def _councils(connection: Connection) -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_authorities(connection)}
