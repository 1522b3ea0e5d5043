"""Pages of search results of the reports site: who is listed, and how many there are. One odd entry costs itself, not the page.

Markup: a genuine capture of 2023 and selectors known to work on the live site.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from archive.records import Problem
from scraper.reading.dates import read_date
from scraper.reading.errors import ParseError
from scraper.reading.soup import parse, plain, text

PROVIDER_LINK = re.compile(r"^/provider/(\d+)/([A-Z0-9]+)/?$", re.IGNORECASE)
AUTHORITY_CODE = re.compile(r"\d{3}")  # a local authority's page also stands under its three-digit code
NUMBER = re.compile(r"\d{1,3}(?:[,.\s]\d{3})+(?!\d)|\d+")  # with or without a mark between thousands
COUNTERS = "strong.results-count, .js-results-count"
LOOK = "Look at the page and tell the maintainers if it is right as it is."


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A provider in a list of results. `url` is the link as it stands, `provider_type` and `number` are taken from it.

    `urn` is the URN that the entry prints, where the link has a three-digit code; else it is `number`. `latest` is the day of the
    provider's latest report (ISO), None where none is printed.
    """

    name: str
    url: str
    provider_type: str
    number: str
    urn: str
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results. `total` is the page's own count of all results, `shown` how many stand on it, odd ones included.

    `next_url` is the link to the next page, or None. `problems` has one entry for each odd result, and one for counters that disagree.
    """

    total: int
    shown: int
    entries: tuple[SearchEntry, ...]
    next_url: str | None
    problems: tuple[Problem, ...]


def read_search_page(body: bytes, url: str) -> SearchPage:
    """Entries and total of the page at `url`. ParseError when no total can be read, or results are counted but none can be read."""
    page = parse(body)
    problems: list[Problem] = []
    total = _total(page, url, problems)
    results = [item for item in page.select("ul.results-list > li") if text(item) or item.select_one("a[href]")]
    if not results and total and page.select_one('a[href*="/provider/"]'):
        raise ParseError(f"the page counts {total} results and links providers, but has no ul.results-list; the markup may have changed")
    entries = []
    for result in results:
        try:
            entry = _entry(result, url)
        except ParseError as error:
            problems.append(Problem("parse_error", f"{url}: {error}"))
            continue
        printed = facts(result).get("urn", entry.urn)
        if printed != entry.urn:
            words = f"{entry.name!r} links {entry.url} and prints the URN {printed}; its own page decides"
            problems.append(Problem("disagreement", f"{url}: {words}. {LOOK}"))
        entries.append(entry)
    if results and not entries:
        raise ParseError(f"none of {len(results)} results could be read: {problems[-1].message}; the markup may have changed")
    following = {str(link["href"]).strip() for link in page.select("a.pagination__next[href]")} - {""}
    return SearchPage(total, len(results), tuple(entries), following.pop() if len(following) == 1 else None, tuple(problems))


def facts(result: Tag) -> dict[str, str]:
    """The facts of a result by their label in small letters ("category", "latest report", "urn" …), in whichever list they stand."""
    found: dict[str, str] = {}
    for item in result.select("ul li"):
        label, colon, value = plain(item).partition(":")
        if colon and value.strip():
            found.setdefault(label.strip().casefold(), value.strip())
    return found


def _total(page: Tag, url: str, problems: list[Problem]) -> int:
    """The count of results. It stands twice (small and large screens): where the two differ, the larger one, with a problem."""
    printed = [text(counter) for counter in page.select(COUNTERS)]
    numbers = ([int(re.sub(r"\D", "", found)) for found in NUMBER.findall(words)] for words in printed)
    counts = {max(found) for found in numbers if found}  # "1 to 100 of 153" counts 153
    if not counts:
        raise ParseError(f"the number of results is not on the page ({printed or 'no strong.results-count'}); the markup may have changed")
    if len(counts) == 1:
        return counts.pop()
    words = f"the page counts {' and '.join(str(count) for count in sorted(counts))} results; both counters should say the same"
    problems.append(Problem("markup_changed", f"{url}: {words}; we used the larger one. {LOOK}"))
    return max(counts)


def _entry(result: Tag, page_url: str) -> SearchEntry:
    """The entry of one result: by its title's link, else by the only provider that it links. ParseError when there is none."""
    titled = result.select(".search-result__title a[href]")
    links = {str(link["href"]).strip(): link for link in (*result.select("a[href]"), *titled)}
    providers = {url: (link, *found) for url, link in links.items() if (found := provider_of(url, page_url))}
    chosen = [url for url in providers if links[url] in titled] or list(providers)
    if len({providers[url][1:] for url in chosen}) != 1:
        linked = ", ".join(links) or "nothing"
        raise ParseError(f"the result {text(result)[:80]!r} links {linked}, which is not one /provider/TYPE/URN; we left it out. {LOOK}")
    link, provider_type, number = providers[chosen[0]]
    told = facts(result)
    printed = told.get("urn", "")
    urn = printed if AUTHORITY_CODE.fullmatch(number) and re.fullmatch(r"[A-Z0-9]{5,}", printed) else number
    return SearchEntry(plain(link), chosen[0], provider_type, number, urn, _day(told.get("latest report", "")))


def _day(printed: str) -> str | None:
    try:
        return read_date(printed)
    except ParseError:
        return None


def provider_of(url: str, page_url: str) -> tuple[str, str] | None:
    """(type, number) of the provider whose page `url` is, as linked on `page_url`; None when it is another address."""
    try:
        found = PROVIDER_LINK.match(urlsplit(urljoin(page_url, url)).path)
    except ValueError:  # an address that cannot be taken apart: "http://[…"
        return None
    return (found[1], found[2].upper()) if found else None
