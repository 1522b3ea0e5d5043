"""An article's page to an Article and its links: structured data first, then the publisher's selectors, then a library's reading."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from archive.records import Article, ArticleLink, Document, Record
from scraper.reading.articles.blocks import Block
from scraper.reading.articles.body import read_body
from scraper.reading.articles.bylines import read_published, stamp
from scraper.reading.articles.excerpt import read_excerpt
from scraper.reading.articles.inline import letters
from scraper.reading.articles.layouts import Pages
from scraper.reading.articles.report_links import provider_urn, report_key
from scraper.reading.canonical_url import aliases, canonical_url, plain_url
from scraper.reading.errors import NotFoundError, ParseError
from scraper.reading.refusals import refuse_elsewhere

GONE = (404, 410)
LEAST_LETTERS = 3  # of a text that is more than punctuation


def read_article(document: Document, pages: Pages, hosts: Sequence[str], is_article: Callable[[str], bool]) -> Iterator[Record]:
    """The Article that `document` (HTML) holds, then its links in order, then problems met.

    `hosts` are the publisher's, the first the canonical one; `is_article` says whether an address is that of an article.
    Raises NotFoundError for a page that is gone and ParseError for one without title or body, or with a text that `pages.never` names.
    """
    if document.status in GONE:
        raise NotFoundError(f"{document.url} answers {document.status}")
    refuse_elsewhere(document.url, document.final_url)
    body = read_body(document, pages)
    facts, text = body.facts, body_text(body.blocks)
    check_body(text, body.stub, pages)
    url = canonical_url(document.final_url, facts.canonical, hosts, is_article, body.title)
    problems = list(body.problems)
    published, published_source = read_published(document, facts, body.printed, pages, problems)
    yield Article(
        url=url,
        title=body.title,
        authors=facts.authors or body.printed.authors,
        published=published,
        published_source=published_source,
        modified=stamp((document.article.modified if document.article else None) or facts.modified, problems),
        summary=facts.summary,
        text=text,
        access="stub" if body.stub else "full",
        reader=body.reader,
        aliases=aliases(url, document.url, document.final_url, plain_url(document.url, hosts), plain_url(document.final_url, hosts)),
        excerpt=read_excerpt(body.title, text),
    )
    yield from article_links(body.blocks, pages)
    yield from problems


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
