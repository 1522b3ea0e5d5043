"""NewsSpider: what every publisher of articles is. A publisher states facts; asking, the gate, incremental runs and reading are here."""

from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.records import Article, ComparedPage, Document, ListedArticle, Problem, Record
from scraper.processes.read_document import read_document
from scraper.reading.articles.article import read_article
from scraper.reading.articles.layouts import Pages
from scraper.reading.articles.repeated import NEAR, blocks_of, standing
from scraper.reading.errors import ParseError, ReadingError
from scraper.reading.link_pages.entries import Entry
from scraper.sources import gate
from scraper.sources.discovery import Ask, Discovery, oddities
from scraper.sources.errors import AnswerRefusedError, SkippedError, TooLargeError, request_of
from scraper.sources.first_look.looking import Looking
from scraper.sources.first_look.publisher import Publisher, look
from scraper.sources.source_spider import FailedFetch, ReadList, RefusedPages, SourceSpider
from scraper.sources.ways import Page, Sitemap, Way, WordPressApi, read_way

STOP_AFTER_KNOWN = 20  # articles in a row that are held already: what a newest-first list names behind them is held too
NO_ANSWER = [400, 401, 403, 404, 405, 406, 410, 429, 500, 501, 502, 503, 504]  # of a page of discovery: the next way is tried


class NewsSpider(SourceSpider):
    """Base of all publishers. Subclasses set the class attributes below, and those of SourceSpider; most need no code.

    In the crawl's statistics: `news/discovery` the way that answered, `news/unanswered/NAME` those that did not, `news/refused` pages that
    are not taken (table `refused_pages`), `news/older` those before -a since=, `news/unchanged` answers 304, `listing/total` and
    `listing/read` entries there are and entries read, `listing/partial` 1 when a newest-first list was left at what is known.
    """

    kind = "publisher"
    discovery: ClassVar[tuple[Way, ...]] = (WordPressApi(), Sitemap())  # tried in order until one answers
    allow: ClassVar[tuple[str, ...]]  # patterns of paths that are articles'
    deny: ClassVar[tuple[str, ...]] = ()  # patterns of paths that are not
    words: ClassVar[tuple[str, ...]] = gate.INSPECTIONS  # an article is relevant when any stands in its title or text; () lets all in
    pages: ClassVar[Pages] = Pages()

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.search = Discovery(self.discovery, self.is_article, self.is_own)
        self.pages_named: set[str] = set()
        self.known_in_a_row = self.queued = 0
        self.blocks: deque[frozenset[str]] = deque(maxlen=2 * NEAR)  # of the last pages, those that were refused among them

    @classmethod
    def is_article(cls, url: str) -> bool:
        """Whether `url` has the form of an article's address: `allow` and not `deny`, and not the home page."""
        return gate.is_article(url, cls.allow, cls.deny)

    @classmethod
    def is_relevant(cls, text: str) -> bool:
        """Whether any of `words` stands in `text`, as a whole word in any case."""
        return not cls.words or gate.is_relevant(text, cls.words)

    def first_look(self, user_agent: str) -> Looking:
        """Every way of discovery, three articles, a page that does not exist."""
        site = Publisher(self.home, self.hosts, self.discovery, self.pages, self.is_article, self.is_relevant, self.at_site)
        return look(site, user_agent)

    # Finding

    def start_requests(self) -> Iterator[Request]:
        """The first page of the first way."""
        yield from self.go_on()

    def go_on(self) -> Iterator[Request]:
        """Requests for the articles found, and for the next page of discovery; the figures so far."""
        ask = self.search.next(enough=self.limit_reached or self.known_in_a_row >= STOP_AFTER_KNOWN)
        for name, value in self.search.figures().items():
            self.set_stat(name, value)
        for entry in self.search.ready():
            if self.is_wanted(entry) and (url := self.at_own_host(entry.url)):
                yield self.article_request(url, entry)
        for entry in self.search.left_out:
            if self.is_own(entry.url) and gate.is_denied(entry.url, self.allow, self.deny):
                self.refuse(self.at_site(entry.url), entry.listed.title, "denied_address")
        if ask:
            yield self.page_request(ask)

    def page_request(self, ask: Ask) -> Request:
        """A request for a page of discovery."""
        return Request(
            self.page_url(ask.address),
            callback=self.parse_page,
            errback=self.page_failed,
            cb_kwargs={"ask": ask},
            meta={"handle_httpstatus_list": NO_ANSWER, "max_retry_times": 1, "give_up_log_level": "INFO"},
            priority=self.behind(),
            dont_filter=True,
        )

    def page_url(self, address: str) -> str:
        """Where a page of discovery is asked for: `address` is a path, or an address that a sitemap names."""
        return self.at_site(address if urlsplit(address).scheme else self.home + address)

    async def parse_page(self, response: Response, ask: Ask) -> AsyncIterator[Request | ReadList | RefusedPages]:
        """Take what a page of discovery names, and go on."""
        try:
            page = self.new_page(response, ask, await self.read_page(response, ask))
            self.search.take(page)
            yield ReadList(response.url, tuple(oddities(response.url, page, self.is_article, self.is_own)))
        except ReadingError as error:
            self.search.fail(ask, str(error))
            if response.status == 200:  # others are a plain no
                yield ReadList(response.url, (Problem("discovery_failed", str(error)),))
        for request in self.go_on():
            yield request
        for refused in self.refused_pages():
            yield refused

    async def read_page(self, response: Response, ask: Ask) -> Page:
        """The page that `response` holds; ReadingError for another status or content."""
        if response.status not in (200, 203):
            raise ParseError(f"{response.url} answers {response.status}")
        try:
            return await self.apart(response.url, read_way, ask.way, ask.number, response.url, dict(response.headers), response.body)
        except ParseError as error:
            raise ParseError(f"{response.url}: {error}") from error

    def new_page(self, response: Response, ask: Ask, page: Page) -> Page:
        """`page`, which came as `response`, without sitemaps that were named before."""
        self.pages_named |= {self.page_url(ask.address), response.url}
        more = tuple(url for url in dict.fromkeys(map(self.page_url, page.more)) if url not in self.pages_named)
        self.pages_named |= set(more)
        return replace(page, more=more)

    def page_failed(self, failure: Failure) -> Iterator[Request | ReadList | RefusedPages]:
        """Errback of a page of discovery: no answer, one without end, or robots.txt does not allow it."""
        request = request_of(failure)
        self.search.fail(request.cb_kwargs["ask"], str(failure.value))
        if isinstance(failure.value, TooLargeError):
            yield ReadList(request.url, (Problem("discovery_failed", str(failure.value)),))
        yield from self.go_on()
        yield from self.refused_pages()

    def know_pages(self, pages: Iterable[frozenset[str]]) -> None:
        """Compare the pages of this run with these too."""
        self.blocks.extendleft(reversed(list(pages)))

    # Fetching

    def article_request(self, url: str, entry: Entry) -> Request:
        """A request for an article; the middleware adds validators, or leaves out what is held."""
        return Request(
            url,
            callback=self.parse_article,
            errback=self.article_failed,
            meta={
                "document_kind": "article",
                "listed": entry.listed,
                "listed_modified": entry.listed.modified,
                "handle_httpstatus_list": [304],
            },
            priority=self.behind(),
        )

    def ask_unlisted(self, held: Iterable[str]) -> Iterator[Request]:
        """Requests for the articles among `held` (addresses as they were asked) that a whole listing no longer names: are they gone?

        None after a partial listing or one that names the newest only, which leave out old articles that are still there.
        """
        if self.names_all():
            named = {self.at_site(url) for url in self.search.entries}
            for url in held:
                if url not in named:
                    yield self.article_request(url, Entry(url, ListedArticle()))

    def names_all(self) -> bool:
        return self.search.answered in {way.name for way in self.discovery if not way.newest_first} and not self.search.pages_failed

    def behind(self) -> int:
        """A priority behind all requests so far: newest articles first, and the next page of a list after the articles of this one."""
        self.queued += 1
        return -self.queued

    def is_wanted(self, entry: Entry) -> bool:
        """Whether the listing gives no reason to leave `entry` out: older than -a since=, or its whole text is about something else."""
        newest = max(entry.listed.modified or "", entry.listed.published or "")
        if self.since and newest and newest < self.since:
            self.inc_stat("news/older")
            return False
        if entry.text is not None and not self.is_relevant(entry.text):
            self.refuse(self.at_site(entry.url), entry.listed.title, "not_relevant")
            return False
        return True

    async def parse_article(self, response: Response) -> AsyncIterator[Document | RefusedPages]:
        """Save an article's page, unless it is unchanged (304) or about something else."""
        if response.status == 304:
            self.inc_stat("news/unchanged")
            self.known_in_a_row += 1
            return
        self.known_in_a_row = 0
        document = self.save(response, "article", article=response.meta["listed"])
        document = ComparedPage.of(document, await self.furniture_beside(document))
        if await self.is_relevant_page(document):
            yield document
        for refused in self.refused_pages():
            yield refused

    async def furniture_beside(self, document: Document) -> frozenset[str]:
        """What repeats on the last pages, this one among them."""
        with suppress(ReadingError):  # it will be a problem when the page is read
            self.blocks.append(await self.apart(document.url, blocks_of, document))
        return standing(self.blocks)

    async def is_relevant_page(self, document: Document) -> bool:
        """Whether an article read from its page is relevant, else it is refused; one that cannot be read is kept: the problem is seen."""
        if not self.words:
            return True
        try:
            records = await self.apart(document.url, read_document, self.extract, document)
        except ReadingError:
            return True
        articles = [record for record in records if isinstance(record, Article)]
        unread = not articles and any(isinstance(record, Problem) for record in records)
        if unread or any(self.is_relevant(f"{article.title} {article.text}") for article in articles):
            return True
        self.refuse(document.url, next((article.title for article in articles), None), "not_relevant")
        return False

    def article_failed(self, failure: Failure) -> Iterator[FailedFetch | RefusedPages]:
        """Errback of an article: what is held counts towards the end of a newest-first list; the rest is as with every document."""
        if isinstance(failure.value, SkippedError):
            self.known_in_a_row += 1
        elif isinstance(failure.value, AnswerRefusedError) and failure.value.refusal:
            meta = request_of(failure).meta
            self.refuse(meta.get("redirect_urls", [request_of(failure).url])[0], meta["listed"].title, failure.value.refusal)
        yield from self.failed(failure)
        yield from self.refused_pages()

    # Reading

    @classmethod
    def extract(cls, document: Document) -> Iterable[Record]:
        """The Article of a page, its links and problems."""
        if document.kind != "article":
            raise ParseError(f"{cls.name} knows no document of kind {document.kind}")
        yield from read_article(document, cls.pages, cls.hosts, cls.is_article)
