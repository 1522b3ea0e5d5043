"""An article's page to an Article and its links: structured data first, then the publisher's selectors, then a library's reading."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from bs4 import BeautifulSoup

from archive.records import Article, ArticleLink, Document, Problem, Record
from scraper.reading.articles.blocks import Block, drop, read_blocks
from scraper.reading.articles.bylines import DATE_LABEL, TIME_OF_DAY, Printed, read_published, read_title, selected, split_names, stamp
from scraper.reading.articles.excerpt import read_excerpt
from scraper.reading.articles.generic import READER, generic_blocks
from scraper.reading.articles.inline import letters
from scraper.reading.articles.layouts import Pages
from scraper.reading.articles.report_links import provider_urn, report_key
from scraper.reading.articles.structured import read_structured
from scraper.reading.canonical_url import aliases, canonical_url, plain_url
from scraper.reading.errors import NotFoundError, ParseError
from scraper.reading.soup import parse

GONE = (404, 410)
LEAST_LETTERS = 3  # of a text that is more than punctuation


def read_article(document: Document, pages: Pages, hosts: Sequence[str], is_article: Callable[[str], bool]) -> Iterator[Record]:
    """The Article that `document` (HTML) holds, then its links in order, then problems met.

    `hosts` are the publisher's, the first the canonical one; `is_article` says whether an address is that of an article.
    Raises NotFoundError for a page that is gone and ParseError for one without title or body, or with a text that `pages.never` names.
    """
    if document.status in GONE:
        raise NotFoundError(f"{document.url} answers {document.status}")
    page = parse(document.body)
    facts = read_structured(page, document.final_url)
    stub = facts.accessible is False or any(page.select_one(selector) for selector in pages.paywall)
    drop(page, pages.drop)
    printed = read_printed(page, pages, document.final_url)
    title = read_title(page, facts, printed, document)
    blocks = body_blocks(printed.blocks, title, pages)
    body = body_text(blocks)
    check_body(body, stub, pages)
    url = canonical_url(document.final_url, facts.canonical, hosts, is_article)
    problems: list[Problem] = []
    published, published_source = read_published(document, facts, printed, pages, problems)
    yield Article(
        url=url,
        title=title,
        authors=facts.authors or printed.authors,
        published=published,
        published_source=published_source,
        modified=stamp((document.article.modified if document.article else None) or facts.modified, problems),
        summary=facts.summary,
        text=body,
        access="stub" if stub else "full",
        reader=printed.reader,
        aliases=aliases(url, document.url, document.final_url, plain_url(document.url, hosts), plain_url(document.final_url, hosts)),
        excerpt=read_excerpt(title, body),
    )
    yield from article_links(blocks, pages)
    yield from problems


def read_printed(page: BeautifulSoup, pages: Pages, address: str) -> Printed:
    """What `page` prints, by the first layout that fits it, else by generic reading."""
    for layout in pages.layouts:
        bodies = page.select(layout.body)
        if len(bodies) == 1:
            return Printed(
                title=selected(page, layout.title),
                published=TIME_OF_DAY.sub("", DATE_LABEL.sub("", selected(page, layout.published) or "")) or None,
                authors=split_names(selected(page, layout.authors)),
                blocks=read_blocks(bodies[0], address),
                reader="selectors",
            )
    return Printed(None, None, (), generic_blocks(page, address), READER)


def body_blocks(blocks: list[Block], title: str, pages: Pages) -> list[Block]:
    """`blocks` from behind the title to the first that `pages.stop_at` names, without share bars and headings over what was taken out."""
    blocks = [block for block in blocks if not block.links or not all(pages.ignores(link.url) for link in block.links)]
    starts = [index for index, block in enumerate(blocks) if block.kind == "heading" and letters(block.text) == letters(title)]
    after_title = blocks[starts[0] + 1 :] if starts else blocks
    stops = tuple(stop.casefold() for stop in pages.stop_at)
    ends = [index for index, block in enumerate(after_title) if stops and index and block.text.casefold().startswith(stops)]
    end = ends[0] if ends else len(after_title)
    while end and after_title[end - 1].kind == "heading" and not after_title[end - 1].links:
        end -= 1
    return after_title[:end]


def body_text(blocks: Iterable[Block]) -> str:
    """The text of an article: its blocks parted by blank lines, bullets marked, without captions."""
    return "\n\n".join(block.printed for block in blocks if block.kind != "caption" and block.text)


def check_body(body: str, stub: bool, pages: Pages) -> None:
    """ParseError for a body without text (a stub may have none) or with a text that belongs to no body."""
    if not stub and len(letters(body)) < LEAST_LETTERS:
        raise ParseError("the body has no text")
    for alien in pages.never:
        if alien.casefold() in body.casefold():
            raise ParseError(f"the body holds {alien!r}, which belongs to the page around it; the markup may have changed")


def article_links(blocks: list[Block], pages: Pages) -> Iterator[ArticleLink]:
    """The links of the body in order, with the report or provider they lead to; share buttons are none."""
    for block in blocks:
        for link in block.links:
            if not pages.ignores(link.url):
                yield ArticleLink(link.url, link.text, report_key(link.url), provider_urn(link.url))
