"""A list of providers or reports, of an inspectorate that states its markup as facts.

What a fact selects is counted: a list without entries, and an entry without its link, are errors or problems, never an empty loop.
"""

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import Tag

from archive.records import Problem
from scraper.reading.errors import ParseError
from scraper.reading.link_pages.stated_pages import Value, absolute, day_of, selected
from scraper.reading.soup import href, parse, text

NUMBER = re.compile(r"(?<!\d)(?:\d{1,3}(?:[,. ]\d{3}){1,3}|\d{1,9})(?!\d)")  # with or without a mark between thousands


@dataclass(frozen=True, slots=True)
class ListPages:
    """How a source lists its providers, or its reports.

    `address` is the path of the first page; with `{page}` in it, pages are numbered from `first` on, else `next` selects the link to the
    next page, if there are several. `entry` selects each entry and `link` the link in it, which may be the entry itself; `path` is the
    pattern of the link's path, without what stands behind "?". Several entries may link one page: one for each report of a provider.
    `total` is the list's own count of all its entries. `latest` is the day of an entry's newest report: an entry that shows no newer one
    than we hold is not asked for again before it is due. With `only`, entries without that value are counted and left out.
    `newest_first`: a page on which we know everything ends the list, but for a reading of the whole list now and then; it needs `latest`.
    """

    address: str
    entry: str
    path: str
    link: str = "a[href]"
    first: int = 1
    next: str = ""
    total: Value | None = None
    latest: Value | None = None
    only: Value | None = None
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class StatedEntry:
    """An entry of a list: the link as it stands, the day of its newest report (ISO or None), and whether the source takes it.

    `mark` tells it from the other entries of the whole list, of which some may link the same page.
    """

    url: str
    latest: str | None
    wanted: bool
    mark: str


@dataclass(frozen=True, slots=True)
class StatedList:
    """A page of a list. `total` is its own count or None, `shown` how many entries stand on it, `problems` what is odd about them.

    `days_unread`: a day could not be read, so an entry without one may be new.
    """

    total: int | None
    shown: int
    entries: tuple[StatedEntry, ...]
    next_url: str | None
    problems: tuple[Problem, ...]
    days_unread: bool


def read_list(facts: ListPages, body: bytes, url: str) -> StatedList:
    """What the list page at `url` says. ParseError where its count is not there, or none of its entries can be read."""
    page = parse(body)
    total = _total(facts.total, page, url) if facts.total else None
    found = page.select(facts.entry)
    entries, problems = [], []
    alike: Counter[str] = Counter()
    for node in found:
        try:
            entries.append(_entry(facts, node, url, alike))
        except ParseError as error:
            problems.append(Problem("parse_error", f"{url}: {error}. Look at the page."))
    if found and not entries:
        raise ParseError(f"none of {len(found)} entries could be read: {problems[0].message}; the markup may have changed")
    unread = _unread_days(facts, found, entries, url)
    following = [href(link) for link in page.select(facts.next)] if facts.next else []
    return StatedList(
        total, len(found), tuple(entries), following[0] if following else None, (*problems, *unread), days_unread=bool(unread)
    )


def newest_days(page: StatedList) -> dict[str, str]:
    """The newest day of each link that the source takes, where all entries show a day and the newest stand first; else nothing."""
    days = [entry.latest for entry in page.entries if entry.latest]
    if len(days) < page.shown or days != sorted(days, reverse=True):
        return {}
    return {entry.url: entry.latest for entry in reversed(page.entries) if entry.wanted and entry.latest}


def _unread_days(facts: ListPages, found: list[Tag], entries: list[StatedEntry], url: str) -> list[Problem]:
    """One problem at most: words with figures that are no date, or a first page without any day; a later one may have none."""
    if facts.latest is None or not entries:
        return []
    printed = [value for node in found if (value := facts.latest.of(node, url))]
    odd = [value for value in printed if re.search(r"\d", value) and day_of(value) is None]
    first = url.endswith(facts.address.replace("{page}", str(facts.first)))
    if not odd and (not first or any(entry.latest for entry in entries)):
        return []
    shown = f"gives {odd[0][:80]!r}" if odd else "gives no date in any entry"
    words = f"{url}: we cannot read the day of an entry ({facts.latest.selector!r} {shown}), so we ask for the pages of all that show none"
    return [Problem("markup_changed", f"{words}. Look at the page.")]


def _total(value: Value, page: Tag, url: str) -> int:
    printed = value.of(page, url)
    counts = [int(re.sub(r"\D", "", number)) for number in NUMBER.findall(printed or "")]
    if not counts:
        raise ParseError(f"the number of entries is not on the page ({value.selector!r} gives {printed!r}); the markup may have changed")
    return max(counts)  # "1 to 10 of 153" counts 153


def _entry(facts: ListPages, node: Tag, url: str, alike: Counter[str]) -> StatedEntry:
    """One entry: by the only address with the stated path that it links. ParseError where it links none, or several.

    Its mark is that address, its day and its words; `alike` counts those with the same on this page.
    """
    links = [href(link) for link in selected(node, facts.link)]
    fitting = list(dict.fromkeys(link for link in links if re.search(facts.path, urlsplit(absolute(url, link)).path)))
    if len(fitting) != 1:
        linked = ", ".join(links) or "nothing"
        raise ParseError(f"the entry {text(node)[:80]!r} links {linked}, which is not one address with the path {facts.path!r}")
    latest = day_of(facts.latest.of(node, url)) if facts.latest else None
    words = f"{fitting[0]} {latest} {text(node)}"
    alike[words] += 1
    wanted = facts.only is None or facts.only.of(node, url) is not None
    return StatedEntry(fitting[0], latest, wanted, f"{words} {alike[words]}")
