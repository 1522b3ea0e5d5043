"""InspectorateSpider: an inspectorate that states its lists and pages as facts; asking, counting and reading are here."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.records import Document, ListedReport, Listing, Record
from scraper.reading.errors import ParseError
from scraper.reading.link_pages.stated_lists import ListPages, StatedList, newest_days, read_list
from scraper.reading.link_pages.stated_pages import ProviderPages, StatedPage, key_of_file, read_page
from scraper.reading.reports import read_text
from scraper.sources.errors import AnswerRefusedError, SkippedError, request_of
from scraper.sources.first_look.looking import Looking
from scraper.sources.first_look.stated_inspectorate import StatedSite, look
from scraper.sources.source_spider import FailedFetch, SourceSpider

NOTHING: Mapping[str, str] = MappingProxyType({})


class InspectorateSpider(SourceSpider):
    """Base of inspectorates. Subclasses set `lists` and `pages`, and the class attributes of SourceSpider; most need no code.

    Where a page is no HTML, or its markup cannot be stated, override `read_list` or `read_page`: each takes bytes and an address and gives
    the same values. No facts are read from the files, only their text: our families of reports are Ofsted's.

    In the crawl's statistics: `listing/total` entries that the list counts, or those that its pages showed where it prints no count;
    `listing/read` those that were read; `listing/why` says what is wrong where the two differ; `listing/excluded` entries left out;
    `listing/partial` 1 when a newest-first list was left at what is known. The run's `discovery` is then `newest_first`.
    """

    kind = "inspectorate"
    required = (*SourceSpider.required, "lists", "pages")
    lists: ClassVar[ListPages]
    pages: ClassVar[ProviderPages]

    def __init__(self, **arguments: str) -> None:
        super().__init__(**arguments)
        self.read: set[str] = set()  # marks of entries that were read, over all pages of the list
        self.asked: dict[str, str | None] = {}  # the newest day that an entry showed, by the page that it links
        self.odd = 0  # entries that could not be read
        self.printed: int | None = None  # the list's own count
        self.files: dict[str, str] = {}  # the file of each key that a page named
        self.partial = False  # the list was left where it meets what is known

    @classmethod
    def read_list(cls, body: bytes, url: str) -> StatedList:
        """What a page of the list says; ParseError where it cannot be read."""
        return read_list(cls.lists, body, url)

    @classmethod
    def read_page(cls, body: bytes, url: str) -> StatedPage:
        """What a provider's page says; ParseError where it cannot be read."""
        return read_page(cls.pages, body, url, cls.key_prefix)

    @classmethod
    def key_of(cls, url: str) -> str | None:
        """As a provider's page that links the file at `url` would give it; None where the rule looks at more than the address."""
        return key_of_file(cls.pages, url, cls.key_prefix)

    def start_requests(self) -> Iterator[Request]:
        """The first page of the list."""
        yield self._ask_list(self.lists.first)

    def first_look(self, user_agent: str) -> Looking:
        """Two pages of the list, three pages that it links, two files, and a page that does not exist."""
        numbered = "{page}" in self.lists.address and not self.lists.next
        home, pages = self.at_site(self.home), (self.lists.first, numbered)
        return look(StatedSite(home, *pages, self.list_page, self.read_list, self.read_page, self.at_site), user_agent)

    def list_page(self, number: int) -> str:
        """The address of the page of the list with this number."""
        return self.at_site(self.home + self.lists.address.replace("{page}", str(number)))

    def _ask_list(self, number: int, url: str | None = None, before: Mapping[str, str] = NOTHING) -> Request:
        """A request for the page of the list with this number, at `url` where the page before links it.

        `before`: the newest day of each provider's page that the page before links, where the list may end at what is known.
        """
        at = url or self.list_page(number)
        meta, which = {"document_kind": "listing"} | ({"listed_before": before} if before else {}), {"number": number}
        return Request(at, callback=self.parse_list, errback=self.list_failed, cb_kwargs=which, meta=meta, dont_filter=True)

    async def parse_list(self, response: Response, number: int) -> AsyncIterator[Request | Document]:
        """Save the page of the list, follow its entries and the next page; count what was read against the list's own count."""
        document = self.save(response, "listing")
        yield document
        page = await self.apart(document.url, self.read_list, document.body, document.url)
        fresh = [entry for entry in page.entries if entry.mark not in self.read]
        self.read |= {entry.mark for entry in fresh}
        self.odd += page.shown - len(page.entries)
        self.printed = page.total if page.total is not None else self.printed
        self._count()
        newest: dict[str, str | None] = {}  # a list may have an entry for each report, so that several link one page
        for entry in fresh:
            if entry.wanted:
                newest[entry.url] = max(newest.get(entry.url) or "", entry.latest or "") or None
            else:
                self.inc_stat("listing/excluded")
        for link, latest in newest.items():
            if request := self._ask_page(response, link, latest, page):
                yield request
        days = newest_days(page) if self.lists.newest_first else {}
        before = {Request(self.at_site(urljoin(response.url, link))).url: day for link, day in days.items()}
        if page.next_url and fresh:
            if following := self.follow_url(response, page.next_url):
                yield self._ask_list(number + 1, following, before)
        elif "{page}" in self.lists.address and not self.lists.next and fresh and not self._is_whole():
            yield self._ask_list(number + 1, before=before)

    def _ask_page(self, response: Response, link: str, latest: str | None, page: StatedList) -> Request | None:
        """A request for the page that an entry links; None where an earlier entry that shows no older day linked it."""
        again = link in self.asked
        if again and (latest or "") <= (self.asked[link] or ""):
            return None
        self.asked[link] = latest
        if (follow := self.follow_url(response, link)) is None:
            return None
        listed = {"listed_latest": latest} if self.lists.latest and (latest or not page.days_unread) else {}
        meta = {"document_kind": "provider_page", **listed}
        return Request(follow, callback=self.parse_provider, errback=self.failed, meta=meta, dont_filter=again)

    def _is_whole(self) -> bool:
        return self.printed is not None and len(self.read) + self.odd >= self.printed

    def _count(self, missing: int = 0) -> None:
        """Tell the run what the list counts and what was read of it; `missing` is how many pages of it did not come."""
        shown = len(self.read) + self.odd + missing
        self.set_stat("listing/total", shown if self.printed is None else self.printed)
        self.set_stat("listing/read", len(self.read))

    def _end_at_known(self) -> None:
        """The rest of the list is known: this run says nothing of how complete it is."""
        self.partial = True
        self.set_stat("listing/partial", 1)
        self.set_stat("listing/total", len(self.read) + self.odd)
        self.set_stat("news/discovery", "newest_first")

    def names_all(self) -> bool:
        """Whether the list was read to its end."""
        return not self.partial

    def list_failed(self, failure: Failure) -> Iterator[FailedFetch]:
        """Errback of a page of the list. Where the pages are numbered and nothing counts them, the first that is not there is the end."""
        if isinstance(failure.value, SkippedError):
            self._end_at_known()
            return
        number = request_of(failure).cb_kwargs["number"]
        counted = self.lists.total or self.lists.next or number == self.lists.first
        if not counted and isinstance(failure.value, AnswerRefusedError) and failure.value.kind == "not_found":
            return
        self._count(missing=1)
        self.set_stat("listing/why", f"page {number} of the list did not come")
        yield from self.failed(failure)

    async def parse_provider(self, response: Response) -> AsyncIterator[Request | Document]:
        """Save the provider's page and ask for the files it links."""
        if self.limit_reached:
            self.inc_stat("listing/excluded")
            return
        document = self.save(response, "provider_page")
        yield document
        page = await self.apart(document.url, self.read_page, document.body, document.url)
        for report in page.reports:
            url = self.follow_url(response, report.url)
            if url and self.files.setdefault(report.key, url) == url:  # another file of the same key is a problem of its page
                days = report.published, report.inspected
                yield self.ask_report(url, ListedReport(report.key, report.urn, report.title, *days, page_url=report.page_url))

    @classmethod
    def extract(cls, document: Document) -> Iterable[Record]:
        """List: what it lists. Provider's page: the provider and its reports. Report: its text."""
        if document.kind == "listing":
            found = cls.read_list(document.body, document.url)
            yield Listing(found.shown if found.total is None else found.total, tuple(sorted(entry.url for entry in found.entries)))
            yield from found.problems
        elif document.kind == "provider_page":
            page = cls.read_page(document.body, document.url)
            yield page.provider
            yield from page.reports
            yield from page.problems
        elif document.kind == "report":
            yield from read_text(document)
        else:
            raise ParseError(f"{cls.name} knows no document of kind {document.kind}")
