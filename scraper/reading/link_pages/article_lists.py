"""What publishers list their articles in, as JSON or HTML: WordPress API, GOV.UK search, list pages; bytes to entries.

Fields: https://developer.wordpress.org/rest-api/reference/posts/, https://docs.publishing.service.gov.uk/repos/search-api.html.
"""

import re
from typing import Any

from archive.records import ListedArticle
from scraper.reading.errors import ParseError
from scraper.reading.link_pages.entries import Entry, Listed, Odd, gathered, resolved
from scraper.reading.soup import href, parse, plain_value, read_json, some, text

NO_PAGE = re.compile(r"(?:javascript|mailto|tel):|#", re.IGNORECASE)


def read_wordpress(body: bytes, address: str) -> Listed:
    """The posts of a page of `/wp/v2/posts` at `address`; ParseError when it is no JSON list of posts."""
    posts = read_json(body)
    if not isinstance(posts, list):
        raise ParseError(f"the WordPress API answers {type(posts).__name__}, not a list of posts")
    return gathered(posts, lambda post: read_post(post, address))


def read_post(post: Any, address: str) -> Entry:
    """One post. `date` is the site's local time, which is the day readers see; `modified_gmt` tells versions apart."""
    if not isinstance(post, dict):
        raise ParseError("it is not a post of the WordPress API")
    url, odd = resolved(address, post.get("link")), Odd()
    title, published = rendered(post, "title"), odd.day(post.get("date"), "date")
    if not post.get("date"):
        odd.append("it has no date")
    listed = ListedArticle(title, published, "api" if published else None, odd.moment(post.get("modified_gmt"), "modified_gmt"))
    content = rendered(post, "content")
    return Entry(url, listed, f"{title or ''} {content}" if content else None, tuple(odd))


def rendered(post: dict[str, Any], name: str) -> str | None:
    """A field of a post as text, or None where the post has none."""
    field = post.get(name)
    return plain_value(field.get("rendered")) if isinstance(field, dict) else None


def read_listing(body: bytes, address: str, links: str, following: str | None) -> tuple[Listed, str | None]:
    """The articles that a list page links by the selector `links`, and the next page that the selector `following` links, if any."""
    page = parse(body)
    named = [link for link in some(page, links) if not NO_PAGE.match(str(link.get("href", "#")).strip())]
    found = gathered(named, lambda link: Entry(resolved(address, href(link)), ListedArticle(title=text(link) or None)))
    more = [str(link.get("href")) for link in page.select(following) if link.get("href")] if following else []
    return found, resolved(address, more[0]) if more else None


def read_govuk_search(body: bytes, site: str) -> tuple[Listed, int]:
    """The results of GOV.UK's search API as addresses of its content API on `site`, and their total."""
    answer = read_json(body)
    try:
        results, total = list(answer["results"]), int(answer["total"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ParseError(f"GOV.UK search has not the known fields: {error!r}") from error
    return gathered(results, lambda result: read_result(result, site)), total


def read_result(result: Any, site: str) -> Entry:
    """One result of GOV.UK's search, whose `link` is a path."""
    if not isinstance(result, dict) or not isinstance(result.get("link"), str):
        raise ParseError("it has no link")
    if not re.match(r"/[^/]", result["link"]):
        raise ParseError(f"its link is {result['link'][:200]!r}, which is not a path on GOV.UK")
    odd = Odd()
    listed = ListedArticle(title=plain_value(result.get("title")), modified=odd.moment(result.get("public_timestamp"), "public_timestamp"))
    return Entry(resolved(site, f"{site}/api/content{result['link']}"), listed, odd=tuple(odd))
