"""What a first look requests from the reports site, and how the answers compare with what `ofsted_reports` expects.

We know the site from captures of 2022 to 2026. They do not show how monitoring visits are labelled, whether entries can lack a file, which
headers files have, or whether “Latest report” includes visits. The report says what the site does now, whatever it is.
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from archive.records import Report
from scraper.reading.dates import read_date
from scraper.reading.errors import ParseError
from scraper.reading.link_pages.ofsted import KNOWN_LABELS, read_provider_page
from scraper.reading.link_pages.ofsted_search import COUNTERS, SearchEntry, SearchPage, facts, read_search_page
from scraper.reading.soup import href, parse, text
from scraper.sources.first_look.http import headers_of, look_at_robots
from scraper.sources.first_look.inspectorate_files import report_files
from scraper.sources.first_look.looking import Answer, Ask, Finding, Looking, ask, judge, known_and_new, spread

PER_PAGE = 100
PROVIDER_TYPE = "44"  # of local authorities
FACTS = ("Category", "Rating", "Latest report", "URN")  # labels in a list of results
# Classes that a list of results and a timeline are known to use; any other may hold something that nobody reads.
KNOWN_CLASSES = frozenset(
    {
        *("results-list", "list-unstyled", "search-result", "search-result__title", "heading--main", "search-result__provider-info"),
        *("search-result__address", "address-distance", "timeline", "timeline__day", "event", "timeline__date", "event__title"),
        *("heading--sub", "publication-link", "nonvisual", "event__metadata", "filetype", "filesize"),
    }
)
NO_SUCH_WORDS = "zzqqxx"


@dataclass(frozen=True, slots=True)
class Site:
    """What the source states: `search(start, words)` gives the address of a page of results, `file_hosts` has the present host first,
    `codes` the three-digit code of each authority by its URN."""

    home: str
    search: Callable[[int, str], str]
    file_hosts: tuple[str, ...]
    key_prefix: str
    codes: Mapping[str, str]


def look(site: Site, user_agent: str) -> Looking:
    """Robots.txt, two pages of results, three providers, one of them under its other number, files, and what is not there."""
    first = site.search(0, "")
    yield from look_at_robots(site.home, (first, f"{site.home}/provider/{PROVIDER_TYPE}/80449"), user_agent)
    answer = yield from ask("the first page of results", first)
    page = yield from _results(answer)
    if page is None:
        return
    if page.total > PER_PAGE:
        second = yield from ask("the second page of results", urljoin(site.home, page.next_url or site.search(PER_PAGE, "")))
        yield from _second(second, page)
    latest = _latest_reports(parse(answer.body))
    found: list[Report] = []
    for place, entry in spread(page.entries):
        answer = yield from ask(f"the page of {entry.name} ({place} of the list)", urljoin(site.home, entry.url))
        if answer.came:
            reports = yield from _provider(answer, entry, site.key_prefix)
            yield from _latest(entry, latest.get(entry.number), reports)
            found += reports
    yield from _other_number(site, page)
    yield from report_files(found, site.file_hosts)
    answer = yield from ask("a search without results", site.search(0, NO_SUCH_WORDS))
    yield from _nothing_found(answer)


def _results(answer: Answer) -> Generator[Ask | Finding, Answer | None, SearchPage | None]:
    """What the first page of results says; None when it cannot be read."""
    if not answer.came:
        return None
    yield headers_of("a page of results", answer)
    tree = parse(answer.body)
    counters = [text(one) for one in tree.select(COUNTERS)]
    said = f"the page shows its number of results {len(counters)} times ({', '.join(counters) or 'nowhere'})"
    yield judge(len(counters) == 2 and len(set(counters)) == 1, said, f"{said}; we expect it twice, with the same number")
    try:
        page = read_search_page(answer.body, answer.final_url)
    except ParseError as error:
        yield Finding("differs", f"we cannot read the page of results: {error}")
        return None
    for problem in page.problems:
        yield Finding("differs", problem.message)
    yield judge(
        len(page.entries) == min(page.total, PER_PAGE),
        f"the page lists {len(page.entries)} of {page.total} providers",
        f"the page lists {len(page.entries)} of {page.total} providers; we requested up to {PER_PAGE}",
    )
    yield known_and_new("facts of the results", _fact_labels(tree), FACTS)
    yield known_and_new("types of providers (the number in their address)", (one.provider_type for one in page.entries), (PROVIDER_TYPE,))
    yield from _classes("the list of results", tree.select("ul.results-list"))
    return page


def _fact_labels(tree: Tag) -> Iterator[str]:
    for item in tree.select("ul.search-result__provider-info > li"):
        label, colon, _ = text(item).partition(":")
        yield label if colon else f"{label} (no colon)"


def _classes(where: str, roots: list[Tag]) -> Iterator[Finding]:
    """Classes that no reader knows, below and with these elements."""
    used = (name for root in roots for node in [root, *root.find_all(True)] for name in node.get_attribute_list("class") if name)
    yield known_and_new(f"classes in {where}", used, KNOWN_CLASSES)


def _second(answer: Answer, first: SearchPage) -> Iterator[Finding]:
    if not answer.came:
        return
    try:
        second = read_search_page(answer.body, answer.final_url)
    except ParseError as error:
        yield Finding("differs", f"we cannot read the second page of results: {error}")
        return
    both = {entry.urn for entry in first.entries} & {entry.urn for entry in second.entries}
    others = f"the second page lists {len(second.entries)} providers; {len(both)} of them are also on the first page"
    yield judge(not both and bool(second.entries), others)
    yield judge(second.total == first.total, f"the first page gives {first.total} results in total, the second {second.total}")


def _provider(answer: Answer, entry: SearchEntry, key_prefix: str) -> Generator[Ask | Finding, Answer | None, list[Report]]:
    """What a provider's page says; the reports it names."""
    tree = parse(answer.body)
    try:
        page = read_provider_page(answer.body, answer.ask.url, key_prefix)
    except ParseError as error:
        yield Finding("differs", f"we cannot read the page of {entry.name}: {error}")
        return []
    provider, reports = page.provider, page.reports
    yield judge(bool(reports), f"the page of {provider.name} lists {len(reports)} reports")
    yield known_and_new(f"labels of reports of {provider.name}", (report.title or "(no label)" for report in reports), KNOWN_LABELS)
    for problem in page.problems:
        yield Finding("new" if problem.kind == "unknown_label" else "differs", problem.message)
    yield from _dates(provider.name, reports)
    unlinked = Counter(
        text(title)[:80] for event in tree.select("ol.timeline .event") for title in event.select(".event__title") if not event.select("a")
    )
    words = ", ".join(f"“{words}” ({times})" for words, times in unlinked.items())
    yield Finding("new", f"entries of {provider.name} without a file: {words}") if words else Finding("agrees", "every entry has a file")
    yield from _classes(f"the timeline of {provider.name}", tree.select("ol.timeline"))
    return list(reports)


def _dates(name: str, reports: tuple[Report, ...]) -> Iterator[Finding]:
    undated = [report.key for report in reports if report.published is None]
    yield judge(
        not undated,
        f"every report of {name} has a publication date",
        f"we cannot read a publication date for {', '.join(undated)} of {name}",
    )
    visits = [report for report in reports if "monitoring" in (report.title or "").casefold()]
    if visits:
        yield Finding("new", f"monitoring visits are labelled {', '.join(sorted({visit.title or '' for visit in visits}))}")


def _latest_reports(tree: Tag) -> dict[str, str]:
    """URN -> the words behind "Latest report:" in a list of results."""
    found = {}
    for result in tree.select("li.search-result"):
        link = result.select_one('a[href*="/provider/"]')
        words = facts(result).get("latest report")
        if link and words:
            found[urlsplit(href(link)).path.rstrip("/").rpartition("/")[2]] = words
    return found


def _latest(entry: SearchEntry, printed: str | None, reports: list[Report]) -> Iterator[Finding]:
    """Which of a provider's reports the list of results calls its latest: nobody has seen whether visits count."""
    if printed is None:
        yield Finding("unknown", f"the list of results does not give the latest report of {entry.name}")
        return
    try:
        day = read_date(printed)
    except ParseError:
        yield Finding("differs", f"the list of results gives “{printed}” as the date of {entry.name}'s latest report; this is not a date")
        return
    named = {report.title or "no label" for report in reports if day in (report.published, report.inspected)}
    words = ", ".join(sorted(named)) or "not on its page"
    yield Finding("agrees" if named else "new", f"“Latest report: {printed}” of {entry.name} is {words}")


def _other_number(site: Site, page: SearchPage) -> Looking:
    """Whether an authority's page also stands under its three-digit code, and is the same provider."""
    entry = next((entry for entry in page.entries if entry.urn in site.codes), None)
    if entry is None:
        yield Finding("unknown", "no provider on the first page is an authority we know, so we could not try the three-digit code of one")
        return
    url = f"{site.home}/provider/{PROVIDER_TYPE}/{site.codes[entry.urn]}"
    answer = yield from ask(f"the page of {entry.name} with its three-digit code", url)
    if answer.came:
        try:
            found = read_provider_page(answer.body, url, site.key_prefix)
        except ParseError as error:
            yield Finding("differs", f"we cannot read the page with the three-digit code: {error}")
            return
        yield judge(
            found.provider.urn == entry.urn,
            f"{url} is the same provider ({found.provider.urn}), with {len(found.reports)} reports",
            f"{url} is the page of {found.provider.urn}, not of {entry.urn}",
        )


def _nothing_found(answer: Answer) -> Iterator[Finding]:
    if not answer.came:
        return
    try:
        page = read_search_page(answer.body, answer.final_url)
    except ParseError as error:
        yield Finding("differs", f"we cannot read the page of a search without results: {error}")
        return
    yield judge(page.total == 0 and not page.entries, f"a search without results gives a total of {page.total}")
