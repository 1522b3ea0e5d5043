"""What a first look requests from a publisher's site, and how the answers compare with what the source expects."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from archive.records import Article, Document, Problem
from scraper.reading.articles.article import read_article
from scraper.reading.articles.layouts import Pages
from scraper.reading.errors import ParseError, ReadingError
from scraper.reading.link_pages.entries import Entry
from scraper.sources.first_look.http import headers_of, look_at_robots, reservation_of
from scraper.sources.first_look.looking import Answer, Ask, Finding, Looking, ask, judge, probe, spread
from scraper.sources.ways import Way

NO_SUCH_PAGE = "/no-such-page-first-look/"
LEAST_LETTERS = 200  # of an article's text: shorter ones are worth a look


@dataclass(frozen=True, slots=True)
class Publisher:
    """What the source states of itself."""

    home: str
    hosts: Sequence[str]
    ways: Sequence[Way]
    pages: Pages
    is_article: Callable[[str], bool]
    is_relevant: Callable[[str], bool]
    at_site: Callable[[str], str]


def look(site: Publisher, user_agent: str) -> Looking:
    """Robots.txt, each way of finding articles, three articles, and a page that does not exist."""
    home = site.at_site(site.home)
    entries: list[Entry] = []
    yield from look_at_robots(home, [home + way.addresses[0] for way in site.ways if way.addresses[0].startswith("/")], user_agent)
    for way in site.ways:
        found = yield from _way(way, site)
        entries = entries or found
    for place, entry in spread(entries):
        answer = yield from ask(f"the {place} article", site.at_site(entry.url))
        if answer.came:
            if place == "first":
                yield headers_of("an article", answer)
            yield from _article(answer, entry, site)
    answer = yield from probe("a page that does not exist", home + NO_SUCH_PAGE)
    said = f"a request for a page that does not exist gets {answer.trouble or answer.status} at {answer.final_url}"
    yield judge(answer.status in (404, 410), said, f"{said}: deleted articles may look as if they still existed")


def _way(way: Way, site: Publisher) -> Generator[Ask | Finding, Answer | None, list[Entry]]:
    """The articles that a way names, at the first of its addresses that answers."""
    said = []
    for address in way.addresses:
        url = site.at_site(address if urlsplit(address).scheme else site.home + address)
        answer = yield from probe(f"{way.name} at {address}", url)
        if not answer.came:
            said.append(f"{address}: {answer.trouble or f'status {answer.status}'}")
            continue
        try:
            page = way.read(_response(answer), 1)
        except ParseError as error:
            said.append(f"{address}: {error}")
            continue
        entries = list(page.entries)
        if page.more and not entries:  # a list of lists
            entries = yield from _first_named(way, site.at_site(page.more[0]))
        articles = [entry for entry in entries if site.is_article(site.at_site(entry.url))]
        dated = sum(entry.listed.published is not None for entry in articles)
        found = f"{way.name} answers at {address}: {len(articles)} of {len(entries)} addresses look like articles, {dated} have a date"
        yield judge(bool(articles), f"{found}; it links {len(page.more)} more pages")
        if reserved := reservation_of(answer):
            yield reserved
        return articles
    yield Finding("new", f"{way.name} does not answer ({'; '.join(said)})")
    return []


def _first_named(way: Way, url: str) -> Generator[Ask | Finding, Answer | None, list[Entry]]:
    """The entries of the first page that a list of lists names."""
    answer = yield from ask(f"the first page that {way.name} links", url)
    if not answer.came:
        return []
    try:
        return list(way.read(_response(answer), 2).entries)
    except ParseError as error:
        yield Finding("differs", f"we cannot read the first page that {way.name} links: {error}")
        return []


def _response(answer: Answer) -> TextResponse:
    return TextResponse(answer.final_url, headers=dict(answer.headers), body=answer.body)


def _article(answer: Answer, entry: Entry, site: Publisher) -> Iterator[Finding]:
    kind = answer.header("Content-Type") or ""
    document = Document("", "article", entry.url, answer.body, answer.final_url, answer.status, "{}", kind, article=entry.listed)
    try:
        records = list(read_article(document, site.pages, tuple(site.hosts), site.is_article))
    except ReadingError as error:
        yield Finding("differs", f"we cannot read {entry.url}: {error}")
        return
    article = next(record for record in records if isinstance(record, Article))
    layouts = bool(site.pages.layouts)
    yield judge(
        article.reader == "selectors" or not layouts,
        f"we read {entry.url} with {'one of the layouts' if article.reader == 'selectors' else 'the general reader'}",
        f"{entry.url} fits none of the {len(site.pages.layouts)} layouts; we read it with a general reader ({article.reader})",
    )
    yield judge(
        len(article.text) >= LEAST_LETTERS,
        f"title “{article.title}”; published {article.published or 'on an unknown date'} (source: {article.published_source or 'none'}); by"
        f" {', '.join(article.authors) or 'no named author'}; {len(article.text):,} characters of text"
        f"{', beginning “' + article.text[:80] + '…”' if article.text else ''}",
    )
    if not site.is_relevant(f"{article.title} {article.text}"):
        yield Finding("agrees", f"{entry.url} has none of the words that the source looks for, so a crawl would leave it out")
    for record in records:
        if isinstance(record, Problem):
            yield Finding("new", record.message)
