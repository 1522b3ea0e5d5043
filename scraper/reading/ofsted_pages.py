"""Pages of the reports site: a page of search results to entries, a provider page to its provider and reports.

Markup: genuine captures of 2022 to 2026 and selectors known to work on the live site.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from archive.records import Problem, Provider, Report
from scraper.reading.dates import read_date
from scraper.reading.errors import ParseError
from scraper.reading.soup import href, maybe_one, one, parse, some, text

PROVIDER_LINK = re.compile(r"^/provider/(\d+)/([A-Z0-9]+)/?$")
FILE_LINK = re.compile(r"/v1/file/(\d+)/?$")
PUBLISHED_IN_LABEL = re.compile(r"\s*(?:,|as)\s*PDF\s*[-–]\s*(?P<date>\d{1,2} \w+ \d{4})\s*$")
CHILDRENS_HOME = "2"  # published without name, address or place, and never joined to one
PRIVATE_PEOPLE = ("17", "49")  # childminders and registered persons: never crawled

# Labels seen for local authorities; any other is kept as printed and becomes a problem.
KNOWN_LABELS = frozenset(
    label.casefold()
    for label in (
        "Children's services inspection",
        "Children's services focused visit",
        "Area SEND full inspection",
        "Joint area child protection inspection",
        "Single inspection of LA children's services",
        "Joint area review - progress inspection",
    )
)


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A provider in a list of results; `url` as linked, `provider_type` and `urn` from the address."""

    name: str
    url: str
    provider_type: str
    urn: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results; `total` is the page's own count of all results, `next_url` the link to the next page or None."""

    total: int
    entries: tuple[SearchEntry, ...]
    next_url: str | None


def read_search_page(body: bytes) -> SearchPage:
    """Entries and total of a page of results. ParseError when the total is missing, or results are counted but none can be read."""
    page = parse(body)
    total = int(text(one(page, "strong.results-count")).replace(",", ""))
    results = maybe_one(page, "ul.results-list")
    if results is None and total and page.select_one('a[href^="/provider/"]'):
        raise ParseError(f"the page counts {total} results and links providers, but has no ul.results-list; the markup may have changed")
    links = [one(result, "h3.search-result__title a[href]") for result in some(results, "li.search-result")] if results else []
    next_link = maybe_one(page, "a.pagination__next[href]")
    return SearchPage(total, tuple(_entry(link) for link in links), href(next_link) if next_link else None)


def _entry(link: Tag) -> SearchEntry:
    url = href(link)
    found = PROVIDER_LINK.match(urlsplit(url).path)
    if found is None:
        raise ParseError(f"a result links {url!r}, which is no /provider/TYPE/URN")
    return SearchEntry(text(link), url, found[1], found[2])


def read_provider_page(body: bytes, url: str, key_prefix: str) -> tuple[Provider, tuple[Report, ...], tuple[Problem, ...]]:
    """The provider, every report its timeline links, and a problem for each label that is not known.

    `url` is the page's address. ParseError when heading, URN or timeline cannot be read, or when a file is linked that was not read.
    """
    page = parse(body)
    found = PROVIDER_LINK.match(urlsplit(url).path)
    if found is None:
        raise ParseError(f"{url} is no /provider/TYPE/URN")
    provider_type, urn = found.groups()
    name = text(one(page, "h1.title-block__heading"))
    printed_urn = text(one(page, "p.title-block__subheading"))
    if urn not in printed_urn.split():
        raise ParseError(f"the page of {urn} is headed {printed_urn!r}")
    address = maybe_one(page, "address.title-block__address")
    home = provider_type == CHILDRENS_HOME
    provider = Provider(
        urn=urn,
        name=f"Children's home {urn}" if home else name,
        provider_type=provider_type,
        status=_status(page),
        address=text(address).removeprefix("Address:").strip() if address and not home else None,
        url=url,
    )
    links = page.select("ol.timeline a.publication-link")
    linked = [link for link in page.select("a[href]") if FILE_LINK.search(urlsplit(href(link)).path)]
    if len(linked) > len(links):
        raise ParseError(f"{url} links {len(linked)} files, {len(links)} of them in its timeline; the markup may have changed")
    reports = tuple(_report(link, url, urn, key_prefix) for link in links)
    unknown = sorted({report.title for report in reports if report.title.casefold() not in KNOWN_LABELS})
    return provider, reports, tuple(Problem("unknown_label", f"{url}: {label!r} is no known label; kept as printed") for label in unknown)


def _status(page: Tag) -> str | None:
    title = maybe_one(page, "head > title")
    found = re.search(r" - (Open|Closed) - ", text(title)) if title else None
    return found[1] if found else None


def _report(link: Tag, page_url: str, urn: str, key_prefix: str) -> Report:
    url = urljoin(page_url, href(link))
    found = FILE_LINK.search(urlsplit(url).path)
    if found is None:
        raise ParseError(f"{page_url}: a publication links {url!r}, which is no /v1/file/ID")
    day = link.find_parent("li", class_="timeline__day")
    if day is None:
        raise ParseError(f"{page_url}: the publication {url} stands outside li.timeline__day; the markup may have changed")
    inspected, published = _dates(day, link, page_url)
    return Report(f"{key_prefix}-{found[1]}", urn, _label(link), published, inspected, url, page_url)


def _label(link: Tag) -> str:
    """The visible words of a publication, without the hidden ones and without a grade behind a colon."""
    words = "".join(str(piece) for piece in link.find_all(string=True, recursive=False))
    return re.sub(r"\s+", " ", words).strip().rstrip(":").replace("’", "'").strip()


def _dates(day: Tag, link: Tag, page_url: str) -> tuple[str | None, str | None]:
    """(inspected, published): printed twice, so read twice. ParseError when a date stands where the markup is not known."""
    shown = maybe_one(day, "p.timeline__date time")
    strays = [time for time in day.select("time:not([pubdate])") if time is not shown]
    if strays:
        raise ParseError(f"{page_url}: {text(strays[0])!r} stands outside p.timeline__date; the markup may have changed")
    inspected = read_date(text(shown)) if shown and text(shown) else None
    hidden = maybe_one(link, "span.nonvisual")
    in_label = PUBLISHED_IN_LABEL.search(text(hidden)) if hidden else None
    event = link.find_parent(class_="event") or day
    times = {read_date(text(time)) for time in event.select("time[pubdate]")}
    if in_label:
        times.add(read_date(in_label["date"]))
    if len(times) > 1:
        raise ParseError(f"{page_url}: {href(link)} is published on {' and on '.join(sorted(times))}")
    return inspected, times.pop() if times else None
