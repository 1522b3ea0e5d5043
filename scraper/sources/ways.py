"""The ways of finding a publisher's articles. Each is a small value that says which address to request and reads the answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Protocol
from urllib.parse import urlsplit

from scrapy.http import Response

from scraper.reading.link_pages.article_lists import read_govuk_search, read_listing, read_wordpress
from scraper.reading.link_pages.entries import Entry
from scraper.reading.link_pages.feeds import read_feed, read_sitemap

MOST_PAGES = 1000  # of one way: a list that names more of them has no end


@dataclass(frozen=True, slots=True)
class Page:
    """What one page of a way gave: entries; `more` pages that must exist; `following`, a page that may; `total` where it says so.

    `odd` says what could not be read, `passed` counts the entries passed over. `counted`: the pages have numbers, so that one that names
    nothing new is behind the end.
    """

    entries: Sequence[Entry]
    more: tuple[str, ...] = ()
    following: str | None = None
    total: int | None = None
    odd: tuple[str, ...] = ()
    passed: int = 0
    counted: bool = False


class Way(Protocol):
    """A way of finding articles. `newest_first`: may stop when it meets what is known; the others are read to their end."""

    name: ClassVar[str]
    newest_first: ClassVar[bool]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where to ask, in order, until one answers; paths on the publisher's site."""

    def read(self, response: Response, number: int) -> Page:
        """What `response`, the page with this number (from 1), gives. Raises ParseError when it is not what this way reads."""


@dataclass(frozen=True, slots=True)
class WordPressApi:
    """WordPress' own API, in both its forms; sites that switch it off answer 401, 403 or 404."""

    name: ClassVar[str] = "wordpress_api"
    newest_first: ClassVar[bool] = False
    addresses: tuple[str, ...] = ("/wp-json/wp/v2/posts?per_page=100&page=1", "/?rest_route=/wp/v2/posts&per_page=100&page=1")

    def read(self, response: Response, number: int) -> Page:
        """Posts; the first page's header X-WP-TotalPages says which pages follow."""
        found = read_wordpress(response.body, response.url)
        pages, total = count(response, "X-WP-TotalPages"), count(response, "X-WP-Total")
        if number > 1 or pages is None:
            unknown_end = pages is None and len(found.entries) + found.passed >= 100
            following = page_address(response.url, number + 1) if unknown_end else None
            return Page(found.entries, following=following, total=total, odd=found.odd, passed=found.passed, counted=True)
        more = tuple(page_address(response.url, page) for page in range(2, min(pages, MOST_PAGES) + 1))
        return Page(found.entries, more, total=total, odd=found.odd, passed=found.passed, counted=True)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Sitemaps and sitemap indexes, gzipped or not; `skip` are sitemaps of lists and pictures."""

    name: ClassVar[str] = "sitemap"
    newest_first: ClassVar[bool] = False
    addresses: tuple[str, ...] = ("/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml", "/sitemap.xml.gz")
    skip: str = r"(?:category|tag|author|attachment|image|video|taxonom\w*|users?)s?[-_0-9a-z]*\.xml"

    def read(self, response: Response, number: int) -> Page:
        """The addresses of one sitemap, and the sitemaps it names."""
        found = read_sitemap(response.body, response.url)
        return Page(found.entries, tuple(address for address in found.sitemaps if not re.search(self.skip, address)), odd=found.odd)


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS or Atom feed; WordPress pages it with ?paged=N and answers 404 behind its end."""

    name: ClassVar[str] = "feed"
    newest_first: ClassVar[bool] = True
    address: str = "/feed/?paged={page}"

    @property
    def addresses(self) -> tuple[str, ...]:
        """The first page."""
        return (self.address.format(page=1),)

    def read(self, response: Response, number: int) -> Page:
        """The entries, and the page that may follow where the address is paged."""
        found = read_feed(response.body, response.url)
        following = self.address.format(page=number + 1) if found.entries and "{page}" in self.address else None
        return Page(found.entries, following=following, odd=found.odd)


@dataclass(frozen=True, slots=True)
class Listing:
    """List pages: `links` selects the articles' links, `following` the link to the next page (or the address is paged)."""

    name: ClassVar[str] = "listing"
    newest_first: ClassVar[bool] = True
    address: str
    links: str
    following: str | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """The first page."""
        return (self.address.format(page=1),)

    def read(self, response: Response, number: int) -> Page:
        """The articles linked, and the page that may follow."""
        found, linked = read_listing(response.body, response.url, self.links, self.following)
        return Page(found.entries, following=self.address.format(page=number + 1) if "{page}" in self.address else linked, odd=found.odd)


@dataclass(frozen=True, slots=True)
class GovUkSearch:
    """GOV.UK's search API; `query` narrows it. Its articles are those of the content API."""

    name: ClassVar[str] = "govuk_search"
    newest_first: ClassVar[bool] = False
    query: str
    rows: int = 100
    addresses: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "addresses", (f"/api/search.json?{self.query}&count={self.rows}&start=0",))

    def read(self, response: Response, number: int) -> Page:
        """One page of results; the first says how many there are."""
        found, total = read_govuk_search(response.body, site_of(response.url))
        first = self.addresses[0].removesuffix("0")
        starts = range(self.rows, min(total, self.rows * MOST_PAGES), self.rows)
        more = tuple(f"{first}{start}" for start in starts) if number == 1 else ()
        return Page(found.entries, more, total=total, odd=found.odd, passed=found.passed, counted=True)


def read_way(way: Way, number: int, url: str, headers: dict[bytes, list[bytes]], body: bytes) -> Page:
    """`way.read` of an answer that was sent to another process in pieces."""
    return way.read(Response(url, headers=headers, body=body), number)


def count(response: Response, header: str) -> int | None:
    """A whole number in a header, or None where there is none: what such a header says is never more than a hint."""
    value = response.headers.get(header) or b""
    return int(value) if value.isdigit() and len(value) < 10 else None


def page_address(address: str, page: int) -> str:
    """`address` with another number in `page=`."""
    return re.sub(r"([?&])page=\d+", rf"\g<1>page={page}", address)


def site_of(address: str) -> str:
    """Scheme and host of an address."""
    return f"{urlsplit(address).scheme}://{urlsplit(address).netloc}"
