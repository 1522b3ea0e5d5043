"""What publishers list their articles in, as XML: sitemaps, RSS and Atom feeds; bytes to entries.

Fields: https://www.sitemaps.org/protocol.html, https://www.rssboard.org/rss-specification, RFC 4287 (Atom).
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from archive.records import ListedArticle
from scraper.reading.errors import ParseError
from scraper.reading.structured import plain
from scraper.reading.timestamps import read_moment, read_timestamp

MAX_SITEMAP = 50 * 2**20  # bytes unpacked: the protocol's own limit
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as listed; `text` is its whole text where the listing gives it, else None."""

    url: str
    listed: ListedArticle
    text: str | None = None


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """What a sitemap names: articles, and in an index further sitemaps."""

    entries: tuple[Entry, ...]
    sitemaps: tuple[str, ...]


def read_sitemap(body: bytes) -> SitemapPage:
    """The addresses of a sitemap or sitemap index, gzipped or not."""
    root = read_xml(unpacked(body))
    name = local(root)
    if name == "sitemapindex":
        return SitemapPage((), tuple(required(node, "loc") for node in root if local(node) == "sitemap"))
    if name == "urlset":
        return SitemapPage(tuple(sitemap_entry(node) for node in root if local(node) == "url"), ())
    raise ParseError(f"<{name}> is neither a sitemap nor a sitemap index")


def sitemap_entry(node: ElementTree.Element) -> Entry:
    """One address with `lastmod` and, in a news sitemap, title and publication date."""
    news = child(node, "news")
    printed = words(news, "publication_date") if news is not None else None
    published = read_timestamp(printed) if printed else None
    title = words(news, "title") if news is not None else None
    listed = ListedArticle(title, published, "news_sitemap" if published else None, moment(words(node, "lastmod")))
    return Entry(required(node, "loc"), listed)


def read_feed(body: bytes) -> list[Entry]:
    """The entries of an RSS or Atom feed."""
    root = read_xml(body)
    if local(root) == "rss":
        return [rss_entry(node) for node in root.iter("item")]
    if local(root) == "feed":
        return [atom_entry(node) for node in root if local(node) == "entry"]
    raise ParseError(f"<{local(root)}> is neither RSS nor Atom")


def rss_entry(node: ElementTree.Element) -> Entry:
    """One entry of an RSS feed; the date is that of its publication."""
    title, date = words(node, "title"), words(node, "pubDate")
    published = read_timestamp(date) if date else None
    content = plain(node.findtext(CONTENT))
    return Entry(
        required(node, "link"),
        ListedArticle(plain(title), published, "feed" if published else None),
        f"{title} {content}" if content else None,
    )


def atom_entry(node: ElementTree.Element) -> Entry:
    """One entry of an Atom feed."""
    links = [link for link in node if local(link) == "link" and link.get("rel", "alternate") == "alternate"]
    if not links or not links[0].get("href"):
        raise ParseError("an entry of the feed has no link")
    date = words(node, "published")
    published = read_timestamp(date) if date else None
    title, content = words(node, "title"), plain(words(node, "content"))
    listed = ListedArticle(plain(title), published, "feed" if published else None, moment(words(node, "updated")))
    return Entry(str(links[0].get("href")), listed, f"{title} {content}" if content else None)


def moment(stamp: str | None) -> str | None:
    """A time of change in one form for all listings, or None where there is none."""
    return read_moment(stamp) if stamp else None


def read_xml(body: bytes) -> ElementTree.Element:
    """XML without entities of its own (which could swell or reach out), or ParseError."""
    if b"<!ENTITY" in body:
        raise ParseError("the XML declares entities, which no feed or sitemap needs")
    try:
        return ElementTree.fromstring(body.lstrip())
    except (ElementTree.ParseError, ValueError, LookupError) as error:  # the last two: an encoding that is unknown
        raise ParseError(f"no XML but {body[:40]!r}: {error}") from error


def unpacked(body: bytes) -> bytes:
    """`body` without gzip, where it has it; ParseError for a damaged file or one over the protocol's limit."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain_bytes = unpacker.decompress(body, MAX_SITEMAP)
    except zlib.error as error:
        raise ParseError(f"a damaged gzip file: {error}") from error
    if not unpacker.eof:
        raise ParseError(f"a cut gzip file, or one of more than {MAX_SITEMAP} bytes")
    return plain_bytes


def local(node: ElementTree.Element) -> str:
    """The element's name without its namespace, which publishers write in several ways."""
    return node.tag.rpartition("}")[2]


def children(node: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The children of that name, in any namespace."""
    return (inner for inner in node if local(inner) == name)


def child(node: ElementTree.Element, name: str) -> ElementTree.Element | None:
    """The first child of that name, or None."""
    return next(children(node, name), None)


def words(node: ElementTree.Element, name: str) -> str | None:
    """The text of the first child of that name, or None."""
    inner = child(node, name)
    return ((inner.text or "").strip() or None) if inner is not None else None


def required(node: ElementTree.Element, name: str) -> str:
    """The text of the child of that name; ParseError without one."""
    found = words(node, name)
    if found is None:
        raise ParseError(f"<{local(node)}> has no <{name}>")
    return found
