"""Discovery: tries a publisher's ways of finding articles until one works. NewsSpider makes the requests."""

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from archive.records import ListedArticle, Problem
from scraper.reading.canonical_url import untracked
from scraper.reading.link_pages.entries import Entry
from scraper.sources.ways import MOST_PAGES, Page, Way

logger = logging.getLogger(__name__)
MOST_ODD = 20  # rows of `problems` for one page of a list
GIVEN_UP = 3  # pages in a row that did not come, after which the rest of a list is not asked for


@dataclass(frozen=True, slots=True)
class Ask:
    """A page of a way to ask for; `number` counts its pages from 1; not `certain`: it may not exist, which then ends the list."""

    way: Way
    address: str
    number: int = 1
    certain: bool = True


class Discovery:
    """What was asked, what answered, and which entries were named.

    A way that lists everything is read to its end before its articles are asked for; a newest-first list gives them page by page and may be
    left early, at what is known. A way whose first page fails, or that names no article of the publisher's own, has not answered: the next
    is tried, and `failures` says of each why.
    """

    def __init__(self, ways: Iterable[Way], is_article: Callable[[str], bool], is_own: Callable[[str], bool] = lambda url: True) -> None:
        self.untried = iter([Ask(way, address) for way in ways for address in way.addresses])
        self.is_article, self.is_own = is_article, is_own
        self.failures: list[str] = []  # why ways did not answer
        self.answered: str | None = None
        self.unanswered: Counter[str] = Counter()
        self.partial = False
        self.asked: Ask | None = None
        self.restart()

    def restart(self) -> None:
        """Forget what a way gave that did not answer."""
        self.pending: deque[str] = deque()  # pages that must exist
        self.following: str | None = None  # a page that may
        self.entries: dict[str, Entry] = {}
        self.given: set[str] = set()  # addresses that `ready` gave out
        self.left_out: list[Entry] = []  # and those that it has just left out, which are no articles'
        self.pages_failed = self.failed_in_a_row = self.passed = 0
        self.lacks: list[str] = []  # why it is short
        self.taken = False  # whether any page of it could be read
        self.stated: int | None = None

    @property
    def total(self) -> int:
        """How many entries there are to read: what the way says, but for those passed over; at least one for each page that failed."""
        return max((self.stated or 0) - self.passed, len(self.entries) + self.pages_failed)

    def figures(self) -> dict[str, object]:
        """What the run's row and the crawl's statistics say of discovery so far."""
        found: dict[str, object] = {"listing/read": len(self.entries), "listing/total": self.total}
        found |= {f"news/unanswered/{name}": times for name, times in self.unanswered.items()}
        if self.answered:
            found |= {"news/discovery": self.answered, "listing/partial": int(self.partial)}
        return found | {"listing/why": "; ".join(self.lacks if self.entries else self.failures)}

    def take(self, page: Page) -> None:
        """Add what a page gave. A page that names nothing new ends a list without an end of its own."""
        self.taken = True
        named = list(addressed(page.entries))
        fresh = any(entry.url not in self.entries for entry in named)
        for entry in named:
            self.entries[entry.url] = merged(entry, self.entries.get(entry.url))
        self.failed_in_a_row = 0
        self.passed += page.passed
        if page.counted and not fresh and self.pending:
            self.lacks.append("a page names nothing new: the list goes no further, whatever it says of its length")
            self.pending.clear()
        self.pending.extend(page.more)
        self.following = page.following if fresh else None
        self.stated = page.total if page.total is not None else self.stated

    def fail(self, ask: Ask, reason: str) -> None:
        """A page did not come: with a first page the way fails, a certain one makes the listing short, an uncertain one ends it."""
        self.following = None
        if ask.number == 1:
            self.failures.append(f"{ask.way.name}: {reason}")
            logger.info("%s: %s", ask.way.name, reason)
        elif ask.certain:
            self.lacks.append(reason)
            self.pages_failed += 1
            self.failed_in_a_row += 1
            logger.warning("A page of %s was not read, so that the listing is short: %s", ask.way.name, reason)
            if self.failed_in_a_row >= GIVEN_UP:
                self.give_up()

    def give_up(self) -> None:
        """Ask for no further page of this list, and count those that are left as failed."""
        self.pages_failed += len(self.pending)
        self.pending.clear()
        self.following = None

    def next(self, *, enough: bool = False) -> Ask | None:
        """The next page to ask for, or None at the end; `enough`: what follows in a newest-first list is known."""
        asked = self.asked
        if asked and asked.number >= MOST_PAGES and (self.pending or self.following):
            self.lacks.append(f"{asked.way.name} names more than {MOST_PAGES} pages; the rest is not asked for")
            self.pages_failed += 1
            self.give_up()
        if asked and self.pending:
            self.asked = Ask(asked.way, self.pending.popleft(), asked.number + 1)
        elif asked and self.following and not (enough and asked.way.newest_first):
            self.asked = Ask(asked.way, self.following, asked.number + 1, certain=False)
        elif asked and any(self.is_article(url) and self.is_own(url) for url in self.entries):
            self.answered, self.partial, self.asked = asked.way.name, self.following is not None, None
            logger.info("%s answered: %d entries on %d pages", asked.way.name, len(self.entries), asked.number)
        else:
            self.asked = self.next_way(asked)
        return self.asked

    def next_way(self, failed: Ask | None) -> Ask | None:
        """The first page of the next address of discovery; None when all are tried."""
        if failed:
            self.unanswered[failed.way.name] += 1
            if self.taken:
                first = next(iter(self.entries), None)
                found = f"{len(self.entries)} addresses, none an article's, the first {first}" if first else "nothing"
                self.failures.append(f"{failed.way.name}: {failed.address} names {found}")
            logger.info("%s did not answer at %s; the next way is tried", failed.way.name, failed.address)
        self.restart()
        ask = next(self.untried, None)
        if ask is None:
            logger.error("No way of finding articles answered: the site, or what its spider says of it, has changed")
        return ask

    def ready(self) -> list[Entry]:
        """Articles that were not given out yet and can be asked for now, newest first."""
        self.left_out = []
        if self.asked and not self.asked.way.newest_first:
            return []
        fresh = [entry for url, entry in self.entries.items() if url not in self.given]
        found = [entry for entry in fresh if self.is_article(entry.url)]
        self.left_out = [entry for entry in fresh if not self.is_article(entry.url)]
        self.given.update(self.entries)
        return sorted(found, key=lambda entry: entry.listed.modified or entry.listed.published or "", reverse=True)


def addressed(entries: Iterable[Entry]) -> Iterator[Entry]:
    """`entries` by their addresses without tracking, so that every way names an article alike; what is no address is left out, loudly."""
    for entry in entries:
        try:
            yield replace(entry, url=untracked(entry.url))
        except ValueError:
            logger.warning("%r is listed as an article but is no address", entry.url)


def merged(entry: Entry, known: Entry | None) -> Entry:
    """`entry` with the facts that an earlier listing of the same address has and it lacks."""
    if known is None:
        return entry
    old, new = known.listed, entry.listed
    dated = new if new.published else old
    listed = ListedArticle(new.title or old.title, dated.published, dated.published_source, new.modified or old.modified)
    return Entry(entry.url, listed, entry.text or known.text)


def oddities(url: str, page: Page, is_article: Callable[[str], bool], is_own: Callable[[str], bool]) -> Iterator[Problem]:
    """What is odd about a page of a list, a row of `problems` each, the first of them."""
    foreign = [entry.url for entry in page.entries if is_article(entry.url) and not is_own(entry.url)]
    odd = [*page.odd, *(f"{address} leaves the publisher's hosts and is not asked for" for address in foreign)]
    for words in odd[:MOST_ODD]:
        yield Problem("odd_entry", f"{url}: {words}")
    if len(odd) > MOST_ODD:
        yield Problem("odd_entry", f"{url}: more than {MOST_ODD} of its entries have faults; the first ones have a row each")
