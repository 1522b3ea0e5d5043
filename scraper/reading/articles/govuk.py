"""A news page of GOV.UK as its content API gives it: JSON facts around a body in HTML.

Fields: https://content-api.publishing.service.gov.uk/ (schema `news_article`): base_path, title, description, details.body,
first_published_at, public_updated_at, withdrawn_notice.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from archive.records import Article, Document, Record
from scraper.reading.articles.article import article_links, body_text, check_body
from scraper.reading.articles.blocks import read_blocks
from scraper.reading.articles.excerpt import read_excerpt
from scraper.reading.articles.layouts import Pages
from scraper.reading.canonical_url import aliases, plain_url
from scraper.reading.errors import NotFoundError, ParseError
from scraper.reading.soup import parse, read_json
from scraper.reading.timestamps import read_timestamp


def read_govuk_news(document: Document, pages: Pages, hosts: Sequence[str]) -> Iterator[Record]:
    """The Article of a content API answer, then its links. Raises NotFoundError for what is gone, ParseError for unknown fields."""
    content = read_json(document.body)
    try:
        if content["document_type"] in ("gone", "redirect"):
            raise NotFoundError(f"{document.url} is {content['document_type']}")
        url, title, html = urljoin(document.final_url, content["base_path"]), content["title"], content["details"]["body"]
        published, modified = content["first_published_at"], content["public_updated_at"]
    except (KeyError, TypeError) as error:
        raise ParseError(f"the content API answers without the known fields: {error!r}") from error
    url = plain_url(url, hosts)
    blocks = read_blocks(parse(html), url)
    text = body_text(blocks)
    check_body(text, False, pages)
    yield Article(
        url=url,
        title=title,
        authors=(),
        published=read_timestamp(published) if published else None,
        published_source="api" if published else None,
        modified=read_timestamp(modified) if modified else None,
        summary=content.get("description"),
        text=text,
        access="full",
        reader="api",
        aliases=aliases(url, document.url),
        excerpt=read_excerpt(title, text),
    )
    yield from article_links(blocks, pages)
