"""The ways of finding a publisher's articles, each one a small value that says where to ask and reads what comes."""

import re
from dataclasses import dataclass, field
from typing import ClassVar, Protocol
from urllib.parse import urlsplit

from scrapy.http import Response

from scraper.reading.errors import ParseError
from scraper.reading.feeds import Entry, read_feed, read_sitemap
from scraper.reading.listings import read_govuk_search, read_listing, read_wordpress


@dataclass(frozen=True, slots=True)
class Page:
    """What one page of a way gave: entries; `more` pages that must exist; `following`, a page that may; `total` where it says so."""

    entries: list[Entry]
    more: tuple[str, ...] = ()
    following: str | None = None
    total: int | None = None


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
        entries = read_wordpress(response.body)
        pages, total = count(response, "X-WP-TotalPages"), count(response, "X-WP-Total")
        if number > 1 or pages is None:
            unknown_end = pages is None and len(entries) == 100
            return Page(entries, following=page_address(response.url, number + 1) if unknown_end else None, total=total)
        return Page(entries, tuple(page_address(response.url, page) for page in range(2, pages + 1)), total=total)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Sitemaps and sitemap indexes, gzipped or not; `skip` are sitemaps of lists and pictures."""

    name: ClassVar[str] = "sitemap"
    newest_first: ClassVar[bool] = False
    addresses: tuple[str, ...] = ("/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml", "/sitemap.xml.gz")
    skip: str = r"(?:category|tag|author|attachment|image|video|taxonom\w*|users?)s?[-_0-9a-z]*\.xml"

    def read(self, response: Response, number: int) -> Page:
        """The addresses of one sitemap, and the sitemaps it names."""
        found = read_sitemap(response.body)
        return Page(list(found.entries), tuple(address for address in found.sitemaps if not re.search(self.skip, address)))


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
        entries = read_feed(response.body)
        return Page(entries, following=self.address.format(page=number + 1) if entries and "{page}" in self.address else None)


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
        entries, linked = read_listing(response.body, response.url, self.links, self.following)
        return Page(entries, following=self.address.format(page=number + 1) if "{page}" in self.address else linked)


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
        entries, total = read_govuk_search(response.body, site_of(response.url))
        first = self.addresses[0].removesuffix("0")
        more = tuple(f"{first}{start}" for start in range(self.rows, total, self.rows)) if number == 1 else ()
        return Page(entries, more, total=total)


def count(response: Response, header: str) -> int | None:
    """A whole number in a header, or None where there is none; ParseError for anything else."""
    value = response.headers.get(header)
    if value is None:
        return None
    if not value.isdigit():
        raise ParseError(f"{header} is {value!r}, not a number")
    return int(value)


def page_address(address: str, page: int) -> str:
    """`address` with another number in `page=`."""
    return re.sub(r"([?&])page=\d+", rf"\g<1>page={page}", address)


def site_of(address: str) -> str:
    """Scheme and host of an address."""
    return f"{urlsplit(address).scheme}://{urlsplit(address).netloc}"
