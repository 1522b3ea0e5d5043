"""SourceSpider: what every source is. A source states its facts as class attributes, finds links and saves what it fetched.

It should only: build start requests, find links on pages (by readers in `apart`), yield `self.save(response, …)` for every original, and
say in `extract` which records an original holds. It never touches the database, the disk or another spider.
"""

import inspect
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, ParamSpec, TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.records import Document, ListedArticle, ListedReport, Problem, Record, RefusedPage, Source
from scraper.processes.crawl_reader import read_apart
from scraper.sources.errors import RefusedError, SkippedError, request_of
from scraper.sources.first_look.looking import Looking

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def headers_of(response: Response) -> dict[str, str]:
    """The headers of `response`, several lines of one name joined, each different value once. As latin-1, which keeps every byte."""
    named = ((name, dict.fromkeys(values)) for name, values in response.headers.items())
    return {name.decode("latin-1"): b", ".join(values).decode("latin-1") for name, values in named}


@dataclass(frozen=True, slots=True)
class FailedFetch:
    """A document that was asked for and did not come; for the pipeline, which records it."""

    url: str
    document_kind: str
    problem: Problem
    report: ListedReport | None


@dataclass(frozen=True, slots=True)
class ReadList:
    """A page of a list that came, with what is odd about it now; for the pipeline. What is no longer odd is resolved."""

    url: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RefusedPages:
    """Pages that were listed or came and are not taken; for the pipeline, which records them."""

    pages: tuple[RefusedPage, ...]


class SourceSpider(scrapy.Spider):
    """Base of all sources. Subclasses set the class attributes below and write `start`, their callbacks and `extract`."""

    required: ClassVar[tuple[str, ...]] = ("name", "title", "kind", "home", "licence", "terms", "key_prefix", "hosts")
    title: ClassVar[str]
    kind: ClassVar[str]  # inspectorate or publisher
    home: ClassVar[str]
    licence: ClassVar[str]
    terms: ClassVar[str]
    key_prefix: ClassVar[str]  # begins the keys of its reports: ofsted-50231520
    author: ClassVar[str] = ""  # who writes its reports, as citations name them; where empty, the title
    attribution: ClassVar[str] = ""  # the sentence that its terms ask of whoever uses its reports; where empty, the terms
    ofsted_urns: ClassVar[bool] = False  # its providers have Ofsted's unique reference numbers, by which an authority is known
    grades: ClassVar[tuple[str, ...] | None] = None  # words of its overall grades, the best first; () where it gives none
    hosts: ClassVar[tuple[str, ...]]  # hosts of listings and pages; replaced by -a site=URL
    file_hosts: ClassVar[tuple[str, ...]] = ()  # hosts of files; never replaced
    titles: ClassVar[tuple[str, str]] = ("", "")  # patterns of how titles begin that say, with status 200: not there; cannot be served now
    nightly: ClassVar[bool] = True  # taken along by `scrapy update` without names

    def __init__(self, site: str = "", limit: str = "", since: str = "", missing: str = "", **arguments: Any) -> None:
        if unstated := [fact for fact in self.required if not getattr(type(self), fact, None)]:
            words = f"does not state {', '.join(unstated)}: every such source states {', '.join(self.required)}"
            raise ValueError(f"{type(self).__name__} {words}")
        if unknown := sorted(arguments.keys() - self.arguments()):
            raise ValueError(f"{self.name} takes no argument {', '.join(unknown)}; it takes: {', '.join(sorted(self.arguments()))}")
        super().__init__(**arguments)
        told = {"limit": limit, "since": since, **arguments}
        self.told = json.dumps({name: value for name, value in told.items() if value}, sort_keys=True)  # only like runs are compared
        self.site = site.rstrip("/")
        if self.site and (urlsplit(self.site).scheme not in ("http", "https") or not urlsplit(self.site).hostname):
            raise ValueError(f"site={site!r} is not an address; write it like site=http://127.0.0.1:8000")
        if limit and not limit.isdigit():
            raise ValueError(f"limit={limit!r} is not a whole number")
        self.limit = int(limit) if limit else None
        self.missing = bool(missing)  # ask for every missing file, due or not
        self.limit_reached = False
        self._refused: list[RefusedPage] = []  # pages that the pipeline was not told of yet
        try:
            self.since = date.fromisoformat(since).isoformat() if since else None
        except ValueError as error:
            raise ValueError(f"since={since!r} is not a date; write it like since=2022-01-31") from error

    @classmethod
    def arguments(cls) -> set[str]:
        """The names that `-a NAME=VALUE` may have: the parameters of this class and those it is made of."""
        takes = (inspect.signature(each.__init__).parameters for each in cls.__mro__ if issubclass(each, SourceSpider))
        return {name for each in takes for name, one in each.items() if one.kind is one.POSITIONAL_OR_KEYWORD} - {"self"}

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Scrapy's entry: the requests of `start_requests`."""
        for request in self.start_requests():
            yield request

    def start_requests(self) -> Iterable[scrapy.Request]:
        """The first requests of a crawl. Each source writes its own."""
        raise NotImplementedError(f"{type(self).__name__}.start_requests")

    def names_all(self) -> bool:
        """Whether the list that this run read names everything that is still there, not only the newest."""
        return True

    @classmethod
    def extract(cls, document: Document) -> Iterable[Record]:
        """The records that `document` holds: pure, without network, disk, database or clock. Each source writes its own."""
        raise NotImplementedError(f"{cls.__name__}.extract")

    @classmethod
    def key_of(cls, url: str) -> str | None:
        """The key that a crawl gives the report whose file is at `url`; None where its address does not tell. Inspectorates say how."""
        del url
        return None

    def first_look(self, user_agent: str) -> Looking:
        """What `scrapy firstlook` asks of the site and finds: nothing, unless a source says what."""
        raise NotImplementedError(f"{type(self).__name__}.first_look; see scraper/sources/first_look")

    @classmethod
    def facts(cls) -> Source:
        """The source's row in `sources`."""
        author, attribution = cls.author or cls.title, cls.attribution or cls.terms
        what = cls.name, cls.title, cls.kind, cls.home, cls.licence, cls.terms, cls.key_prefix
        return Source(*what, author, attribution, cls.ofsted_urns, None if cls.grades is None else json.dumps(cls.grades))

    def allowed_hosts(self) -> set[str]:
        """The hosts this crawl may ask: its own, its file hosts, and the host of -a site=URL on any port."""
        return ({urlsplit(self.site).hostname or ""} if self.site else set(self.hosts)) | set(self.file_hosts)

    def at_site(self, url: str) -> str:
        """`url` with one of the source's own page hosts replaced by -a site=URL; other addresses as they are."""
        parts = urlsplit(url)
        if not self.site or parts.hostname not in self.hosts:
            return url
        return urlunsplit((*urlsplit(self.site)[:2], *parts[2:]))

    def is_own(self, url: str) -> bool:
        """Whether `url`, at -a site=URL where that is given, is on the source's hosts."""
        parts = urlsplit(self.at_site(url))
        return parts.scheme in ("http", "https") and parts.hostname in self.allowed_hosts()

    def at_own_host(self, url: str) -> str | None:
        """`url` at -a site=URL, or None when it leaves the source's hosts (counted)."""
        if self.is_own(url):
            return self.at_site(url)
        self.inc_stat("links/off_site")
        return None

    def follow_url(self, response: Response, link: str) -> str | None:
        """The absolute address of `link` on `response`, or None when it leaves the source's hosts (dropped and counted)."""
        try:
            url = self.at_site(urljoin(response.url, link))
            if self.is_own(url):
                return url
        except ValueError:  # "http://[" and the like
            url = link
        self.inc_stat("links/off_site")
        self.logger.info("Link to %s on %s leaves the source's hosts and is not followed", url, response.url)
        return None

    def ask_report(self, url: str, report: ListedReport, *, again: bool = False) -> scrapy.Request:
        """A request for a report's file; with `again` also when it is held, to see whether the source still has it."""
        meta = {"document_kind": "report", "report": report, "ask_again": again}
        return scrapy.Request(url, callback=self.parse_report, errback=self.failed, meta=meta)

    async def apart(self, url: str, function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        """What a pure reader of pages gives of what came from `url`, read in the process with limits. Errors as of `read_apart`."""
        return await read_apart(self.crawler, url, function, *arguments, **named)

    def parse_report(self, response: Response) -> Iterator[Document]:
        """Save a report's file."""
        yield self.save(response, "report", report=response.meta["report"])

    def ask_unlisted(self, held: Iterable[str]) -> Iterable[scrapy.Request]:
        """Requests for those of the `held` articles (addresses) that a whole listing no longer names; a source of reports has none."""
        del held
        return ()

    def listed_wholly(self) -> tuple[str, frozenset[str]] | None:
        """The type of provider that this run listed, and the URNs of all whose page it asked for; None where a run lists them otherwise."""
        return None

    def know_pages(self, pages: Iterable[frozenset[str]]) -> None:
        """What stands on the pages of this source that were kept last (hashes of blocks); a source of reports needs none."""
        del pages

    def set_stat(self, name: str, value: object) -> None:
        """Tell the run log a figure of this crawl."""
        assert self.crawler.stats is not None  # there from the start of a crawl
        self.crawler.stats.set_value(name, value)

    def inc_stat(self, name: str) -> None:
        """Count one more of `name` for the run log."""
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(name)

    def refuse(self, url: str, title: str | None, why: str) -> None:
        """Count a page that is not taken, and keep it for `refused_pages`; `why` is a word of `vocabulary.REFUSALS`."""
        self.inc_stat("news/refused")
        self._refused.append(RefusedPage(url, title, why))

    def refused_pages(self) -> Iterator[RefusedPages]:
        """What was refused since the last call, together: they are saved in one transaction."""
        refused, self._refused = tuple(self._refused), []
        if refused:
            yield RefusedPages(refused)

    def failed(self, failure: Failure) -> Iterator[FailedFetch]:
        """Errback of every request for a document: what was skipped on purpose is silent, all else becomes a problem."""
        request, error = request_of(failure), failure.value
        if isinstance(error, SkippedError):
            return
        kind = error.kind if isinstance(error, RefusedError) else "fetch_failed"
        url = request.meta.get("redirect_urls", [request.url])[0]  # the address that was asked, as in `save`
        message = str(error) if isinstance(error, RefusedError) else f"{url} could not be fetched: {str(error) or type(error).__name__}"
        yield FailedFetch(url, request.meta["document_kind"], Problem(kind, message), request.meta.get("report"))

    def save(self, response: Response, kind: str, *, report: ListedReport | None = None, article: ListedArticle | None = None) -> Document:
        """The original `response` as a Document for the pipeline, with the HTTP facts that cannot be had later."""
        headers = headers_of(response)
        return Document(
            source=self.name,
            kind=kind,
            url=response.meta.get("redirect_urls", [response.url])[0],  # the address that was asked
            body=response.body,
            final_url=response.url,
            status=response.status,
            headers=json.dumps(headers, sort_keys=True),
            content_type=(headers.get("Content-Type") or "").split(";")[0].strip().lower(),
            etag=headers.get("Etag"),
            last_modified=headers.get("Last-Modified"),
            report=report,
            article=article,
        )
