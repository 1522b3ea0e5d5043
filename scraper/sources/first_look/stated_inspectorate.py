"""What a first look requests from an inspectorate that states its pages as facts, and how the answers compare with those facts."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from archive.records import Document, Report, ReportPage
from scraper.reading.errors import ParseError, ReadingError
from scraper.reading.link_pages.stated_lists import StatedEntry, StatedList
from scraper.reading.link_pages.stated_pages import StatedPage
from scraper.reading.refusals import is_pdf
from scraper.reading.reports import read_text
from scraper.sources.first_look.http import headers_of, look_at_robots, reservation_of
from scraper.sources.first_look.looking import Answer, Ask, Finding, Looking, ask, judge, probe, spread

FIRST = "the first page of the list"
NO_SUCH_PAGE = "/no-such-page-first-look/"


@dataclass(frozen=True, slots=True)
class StatedSite:
    """What the source states: `list_page(number)` gives the address of a page of its list, `first` the number of the first one, `numbered`
    whether there is one for every number; `read_list` and `read_page` read what came; `at_site` gives the address that is asked."""

    home: str
    first: int
    numbered: bool
    list_page: Callable[[int], str]
    read_list: Callable[[bytes, str], StatedList]
    read_page: Callable[[bytes, str], StatedPage]
    at_site: Callable[[str], str]


def look(site: StatedSite, user_agent: str) -> Looking:
    """Robots.txt, two pages of the list, three pages that it links, two files, and a page that does not exist."""
    start = site.list_page(site.first)
    yield from look_at_robots(site.home, [start], user_agent)
    first = yield from _list_page(FIRST, start, site)
    if first is None:
        return
    second = urljoin(start, first.next_url) if first.next_url else site.list_page(site.first + 1) if site.numbered else None
    if second:
        after = yield from _list_page("the second page of the list", site.at_site(second), site)
        shown = {entry.mark for entry in first.entries}
        if after is not None and after.entries:
            yield judge(not shown & {entry.mark for entry in after.entries}, "the second page has other entries than the first")
    found: list[Report] = []
    wanted = list({entry.url: entry for entry in first.entries if entry.wanted}.values())  # several may link one page
    for place, entry in spread(wanted):
        found += yield from _page(place, entry, start, site)
    for _, report in list(spread(found))[:2]:
        answer = yield from ask(f"the file of {report.key}", site.at_site(report.url))
        if answer.came:
            yield from _file(answer, report)
    answer = yield from probe("a page that does not exist", site.home + NO_SUCH_PAGE)
    said = f"a request for a page that does not exist gets {answer.trouble or answer.status}"
    yield judge(answer.status in (404, 410), said, f"{said}: what is gone may look as if it were still there")


def _list_page(what: str, url: str, site: StatedSite) -> Generator[Ask | Finding, Answer | None, StatedList | None]:
    """What a page of the list says; None when it did not come or cannot be read."""
    answer = yield from ask(what, url)
    if not answer.came:
        return None
    yield headers_of(what, answer)
    if reserved := reservation_of(answer):
        yield reserved
    try:
        page = site.read_list(answer.body, url)
    except ParseError as error:
        yield Finding("differs", f"we cannot read {what}: {error}")
        return None
    dated, left_out = sum(one.latest is not None for one in page.entries), sum(not one.wanted for one in page.entries)
    counted = f"the list counts {page.total}" if page.total is not None else "the source states no count of the whole list"
    said = f"{what} shows {page.shown} entries, {dated} with a day; we leave out {left_out}; {counted}"
    ends = what != FIRST and not page.entries  # a list may have one page only
    yield judge(
        bool(page.entries) or ends, f"{said}; {'a link leads to the next page' if page.next_url else 'we found no link to a next page'}"
    )
    for problem in page.problems:
        yield Finding("differs", problem.message)
    return page


def _page(place: str, entry: StatedEntry, start: str, site: StatedSite) -> Generator[Ask | Finding, Answer | None, list[Report]]:
    """The reports on a page that the list links."""
    url = site.at_site(urljoin(start, entry.url))
    answer = yield from ask(f"the page of the {place} entry", url)
    if not answer.came:
        return []
    try:
        page = site.read_page(answer.body, url)
    except ParseError as error:
        yield Finding("differs", f"we cannot read {url}: {error}")
        return []
    about = page.provider
    council = f"; local authority: {about.stated_authority}" if about.stated_authority else ""
    yield judge(bool(page.reports), f"{url} is on “{about.name}” (number {about.urn}, {about.provider_type or 'of no type'}{council})")
    for report in page.reports:
        title = f"“{report.title}”" if report.title else "no title"
        said = f"{report.key}: {title}, published {report.published or 'on an unknown day'}"
        yield judge(bool(report.title), f"{said}, inspected {report.inspected or 'on an unknown day'}")
    for problem in page.problems:
        yield Finding("differs", problem.message)
    return list(page.reports)


def _file(answer: Answer, report: Report) -> Iterator[Finding]:
    yield headers_of(f"the file of {report.key}", answer)
    kind = answer.header("Content-Type") or "no type"
    yield judge(is_pdf(answer.body), f"it has {len(answer.body):,} bytes, sent as {kind}", f"it is no PDF, and is sent as {kind}")
    if not is_pdf(answer.body):
        return
    document = Document("", "report", report.url, answer.body, answer.final_url, answer.status, "{}", kind, None, None)
    try:
        pages = [record for record in read_text(document) if isinstance(record, ReportPage)]
    except ReadingError as error:
        yield Finding("differs", f"we cannot read the file: {error}")
        return
    yield judge(bool(pages), f"it has {len(pages)} pages with text", "it has no text that we can read")
