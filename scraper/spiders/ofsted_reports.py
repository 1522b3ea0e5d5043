"""Ofsted's reports site: search results lead to provider pages, these to the reports as PDFs."""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response

from archive.authorities import shipped_authorities
from archive.records import Document, ListedReport, Listing, Problem, Record
from scraper.reading.errors import ParseError
from scraper.reading.link_pages.ofsted import PRIVATE_PEOPLE, read_provider_page
from scraper.reading.link_pages.ofsted_entries import file_of
from scraper.reading.link_pages.ofsted_remits import REMITS
from scraper.reading.link_pages.ofsted_search import SearchEntry, read_search_page
from scraper.reading.reports import read_report
from scraper.sources.first_look.inspectorate import Site, look
from scraper.sources.first_look.looking import Looking
from scraper.sources.source_spider import FailedFetch, SourceSpider

PROVIDER_TYPES = frozenset(("1", "2", "16", "17", "21", "23", "25", "27", "44", "49", "1000"))  # those seen so far
ROWS = 100  # the site gives no more a page, whatever it is asked for, and does not say so


class OfstedReports(SourceSpider):
    """`-a remit=` one of REMITS, `-a urn=` one provider only; `-a site=`, `-a limit=`, `-a since=` as every source."""

    name = "ofsted_reports"
    title = "Ofsted reports"
    kind = "inspectorate"
    home = "https://reports.ofsted.gov.uk"
    licence = "Open Government Licence v3.0"
    terms = "Contains public sector information licensed under the Open Government Licence v3.0. Logos are not covered."
    key_prefix = "ofsted"
    author = "Ofsted"
    attribution = "Contains public sector information licensed under the Open Government Licence v3.0."
    ofsted_urns = True
    grades = ("Outstanding", "Good", "Requires improvement", "Inadequate")
    hosts = ("reports.ofsted.gov.uk",)
    file_hosts = ("files.ofsted.gov.uk", "files.api.ofsted.gov.uk")

    def __init__(self, remit: str = "local_authority_childrens_services", urn: str = "", **arguments: Any) -> None:
        super().__init__(**arguments, **{name: value for name, value in (("remit", remit), ("urn", urn)) if value})
        if remit not in REMITS:
            raise ValueError(f"remit={remit!r} is not a remit we know; the remits are: {', '.join(REMITS)}")
        self.remit, self.urn = REMITS[remit], urn
        self.listed: dict[str, str] = {}  # urn -> name, over all pages of results
        self.read: set[str] = set()  # links of results that were read; a provider may stand under two numbers
        self.shown = 0  # results that the pages showed, odd ones included
        self.followed: set[str] = set()  # urns of those whose page is asked for

    def first_look(self, user_agent: str) -> Looking:
        """Pages of results, three providers, files, and what is not there."""
        codes = {authority.ofsted_urn or "": authority.dfe_code for authority in shipped_authorities()}
        home = self.at_site(self.home)
        site = Site(home, lambda start, words: self.at_site(self._search_url(start, words)), self.file_hosts, self.key_prefix, codes)
        return look(site, user_agent)

    def start_requests(self) -> Iterator[Request]:
        yield self._search(0)

    def _search(self, start: int) -> Request:
        return self._page(self._search_url(start, self.urn), "listing", self.parse_search)

    def _search_url(self, start: int, words: str) -> str:
        first, second, third = self.remit.levels
        query = {
            "q": words,
            "location": "",
            "lat": "",
            "lon": "",
            "radius": "",
            "level_1_types": first,
            "level_2_types[]": second,
            "level_3_types": third,
            "start": start,
            "rows": ROWS,
        }
        query = {name: value for name, value in query.items() if value != "" or not name.startswith("level_")}
        return f"{self.home}/search?{urlencode(query)}"

    def _page(self, url: str, kind: str, callback: Any, **meta: Any) -> Request:
        meta["document_kind"] = kind
        return Request(self.at_site(url), callback=callback, errback=self.failed, meta=meta, dont_filter=kind == "listing")

    async def parse_search(self, response: Response) -> AsyncIterator[Request | Document]:
        """Save the page of results, follow its providers and the next page; count what was listed against the page's own total."""
        page = await self.apart(response.url, read_search_page, response.body, response.url)
        fresh = {entry.urn: entry for entry in reversed(page.entries) if entry.urn not in self.listed}
        self.listed |= {urn: entry.name for urn, entry in fresh.items()}
        self.read |= {entry.url for entry in page.entries}
        self.shown += page.shown
        self.set_stat("listing/total", page.total)
        self.set_stat("listing/read", len(self.read))
        if not self.remit.people:
            yield self.save(response, "listing")
        for entry in reversed(fresh.values()):
            if not self._is_wanted(entry):
                self.inc_stat("listing/excluded")
            elif url := self.follow_url(response, entry.url):
                self.followed.add(entry.urn)
                listed = {} if self.remit.daily or self.urn else {"listed_latest": entry.latest}
                yield self._page(url, "provider_page", self.parse_provider, **listed)
        if fresh and (page.next_url or self.shown < page.total):
            following = self.follow_url(response, page.next_url) if page.next_url else None
            yield self._page(following, "listing", self.parse_search) if following else self._search(self.shown)

    def _is_wanted(self, entry: SearchEntry) -> bool:
        private = entry.provider_type in PRIVATE_PEOPLE
        return not private and self.remit.takes(entry.provider_type) and (not self.urn or self.urn in (entry.urn, entry.number))

    async def parse_provider(self, response: Response) -> AsyncIterator[Request | Document | FailedFetch]:
        """Save the provider page and ask for the reports it names."""
        if self.limit_reached:
            self.inc_stat("listing/excluded")
            return
        document = self.save(response, "provider_page")
        yield document
        page = await self.apart(document.url, read_provider_page, document.body, document.url, self.key_prefix)
        for report in page.reports:
            if url := self.follow_url(response, report.url):
                listed = ListedReport(report.key, report.urn, report.title, report.published, report.inspected, report.page_url)
                yield self.ask_report(url, listed)

    def listed_wholly(self) -> tuple[str, frozenset[str]] | None:
        """Only for remits whose providers are of one type that no other remit has."""
        kind = self.remit.one_type
        return None if kind is None or self.urn else (kind, frozenset(self.followed))

    @classmethod
    def key_of(cls, url: str) -> str | None:
        """From the number of the file."""
        found = file_of(url, url)
        return f"{cls.key_prefix}-{found[1]}" if found else None

    @classmethod
    def extract(cls, document: Document) -> Iterable[Record]:
        """Listing: what it lists. Provider page: provider and reports. Report: its pages and facts."""
        if document.kind == "listing":
            found = read_search_page(document.body, document.url)
            yield Listing(found.total, tuple(sorted(entry.urn for entry in found.entries)))
            yield from found.problems
        elif document.kind == "provider_page":
            page = read_provider_page(document.body, document.url, cls.key_prefix)
            yield page.provider
            yield from page.reports
            yield from page.problems
            if page.provider.provider_type not in PROVIDER_TYPES:
                yield Problem("unknown_value", f"{document.url}: providers of type {page.provider.provider_type} are new to us")
        elif document.kind == "report":
            yield from read_report(document)
        else:
            raise ParseError(f"{cls.name} knows no document of kind {document.kind}")
