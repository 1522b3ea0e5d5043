"""What publishers list their articles in, as JSON or HTML: WordPress API, GOV.UK search, list pages; bytes to entries.

Fields: https://developer.wordpress.org/rest-api/reference/posts/, https://docs.publishing.service.gov.uk/repos/search-api.html.
"""

import json
from typing import Any
from urllib.parse import urljoin

from archive.records import ListedArticle
from scraper.reading.errors import ParseError
from scraper.reading.feeds import Entry, moment
from scraper.reading.soup import href, parse, some, text
from scraper.reading.structured import plain
from scraper.reading.timestamps import read_timestamp


def read_wordpress(body: bytes) -> list[Entry]:
    """The posts of a page of `/wp/v2/posts`; ParseError when it is no JSON list of posts."""
    posts = read_json(body)
    if not isinstance(posts, list):
        raise ParseError(f"the WordPress API answers {type(posts).__name__}, not a list of posts")
    return [read_post(post) for post in posts]


def read_post(post: Any) -> Entry:
    """One post. `date` is the site's local time, which is the day readers see; `modified_gmt` tells versions apart."""
    try:
        listed = ListedArticle(
            title=plain(post["title"]["rendered"]),
            published=read_timestamp(post["date"]),
            published_source="api",
            modified=moment(post.get("modified_gmt")),
        )
        content = plain(post["content"]["rendered"]) if "content" in post else None
        return Entry(post["link"], listed, f"{listed.title} {content}" if content else None)
    except (KeyError, TypeError) as error:
        raise ParseError(f"a post of the WordPress API has not the known fields: {error!r}") from error


def read_listing(body: bytes, address: str, links: str, following: str | None) -> tuple[list[Entry], str | None]:
    """The articles that a list page links by the selector `links`, and the next page that the selector `following` links, if any."""
    page = parse(body)
    entries = [Entry(urljoin(address, href(link)), ListedArticle(title=text(link) or None)) for link in some(page, links)]
    more = page.select(following) if following else []
    return entries, urljoin(address, href(more[0])) if more else None


def read_govuk_search(body: bytes, site: str) -> tuple[list[Entry], int]:
    """The results of GOV.UK's search API as addresses of its content API on `site`, and their total."""
    answer = read_json(body)
    try:
        found = [
            Entry(
                f"{site}/api/content{result['link']}", ListedArticle(title=result["title"], modified=moment(result.get("public_timestamp")))
            )
            for result in answer["results"]
        ]
        return found, int(answer["total"])
    except (KeyError, TypeError, ValueError) as error:
        raise ParseError(f"GOV.UK search has not the known fields: {error!r}") from error


def read_json(body: bytes) -> Any:
    """JSON of any shape, or ParseError."""
    try:
        return json.loads(body)
    except ValueError as error:  # no JSON, or bytes that are no text
        raise ParseError(f"no JSON but {body[:40]!r}") from error
