"""What a list names: its entries, and what is odd about them. An odd entry affects only itself, or only the fact that is odd."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from archive.records import ListedArticle
from scraper.reading.errors import ParseError
from scraper.reading.timestamps import read_moment, read_timestamp

Node = TypeVar("Node")
YEARS = range(1990, 2100)  # of an article: other years stand for "never" or are slips


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as listed; `text` is its whole text where the listing gives it, else None; `odd` says what we could not read of it."""

    url: str
    listed: ListedArticle
    text: str | None = None
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list names: articles, in a sitemap index further `sitemaps`; `odd` says what could not be read, and of which entry.

    `passed` counts the entries we skipped.
    """

    entries: tuple[Entry, ...]
    sitemaps: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    passed: int = 0


class Odd(list[str]):
    """Collects what is odd about an entry while we read it."""

    def day(self, text: str | None, name: str) -> str | None:
        """The day that `text` gives (None for none) as ISO text; None, and a line, where it is no day that an article can have."""
        return self._read(text, name, read_timestamp)

    def moment(self, text: str | None, name: str) -> str | None:
        """As `day`, for a time of change. A month or a year alone gives None without a line: it is valid, but too vague to compare."""
        return self._read(text, name, read_moment)

    def _read(self, text: object, name: str, read: Callable[[str], str | None]) -> str | None:
        if text is None or text == "":
            return None
        try:
            found = read(text) if isinstance(text, str) else None
            if isinstance(text, str) and (found is None or int(found[:4]) in YEARS):
                return found
        except ParseError:
            pass
        self.append(f"its {name} is {text!r}, which is no date that an article can have; it is kept without")
        return None


def gathered(nodes: Iterable[Node], read: Callable[[Node], Entry]) -> Listed:
    """The entries that `read` reads from `nodes`; ParseError when there are some and none can be read."""
    entries, odd, passed = [], [], 0
    for number, node in enumerate(nodes, start=1):
        try:
            entry = read(node)
        except ParseError as error:
            odd.append(f"entry {number} is passed over: {error}")
            passed += 1
            continue
        entries.append(entry)
        odd += [f"entry {number}, {entry.url}: {words}" for words in entry.odd]
    if odd and not entries:
        raise ParseError(f"none of its entries can be read; {odd[0]}")
    return Listed(tuple(entries), (), tuple(odd), passed)


def resolved(address: str, link: object) -> str:
    """`link`, resolved against the page at `address`; ParseError if that is no web address."""
    if not isinstance(link, str) or not link.strip():
        raise ParseError("it has no address")
    try:
        found = urljoin(address, link.strip())
        parts = urlsplit(found)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and found.encode():
            return found
    except ValueError:  # "http://[", a port that is no number, half a character
        pass
    raise ParseError(f"{link.strip()[:200]!r} is not a web address")
