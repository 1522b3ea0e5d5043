"""The body of an article's page: by the publisher's layout or by generic reading, without what stands on other pages too."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup

from archive.records import ComparedPage, Document, Problem
from scraper.reading.articles.blocks import Block, drop, read_blocks
from scraper.reading.articles.bylines import DATE_LABEL, TIME_OF_DAY, Printed, read_title, selected, split_names
from scraper.reading.articles.furniture import drop_cards, says_something, without_invitations
from scraper.reading.articles.generic import READER, generic_blocks
from scraper.reading.articles.inline import letters
from scraper.reading.articles.layouts import Pages
from scraper.reading.articles.repeated import drop_repeated, page_of
from scraper.reading.articles.structured import Structured, read_structured
from scraper.reading.errors import ParseError

LOST = 0.5  # of a page's sentences: a body that has fewer of them was cut; of 44 genuine pages none has under 0.6


@dataclass(frozen=True, slots=True)
class Body:
    """An article's body with what its page says of itself and prints; `reader` says how it was read, `problems` what may be missing."""

    facts: Structured
    printed: Printed
    title: str
    stub: bool
    blocks: list[Block]
    reader: str
    problems: tuple[Problem, ...]


def read_body(document: Document, pages: Pages) -> Body:
    """The body of the page that `document` holds; ParseError where it has no title or no text.

    Where most of its text stands on the publisher's other pages too, it is no furniture (the same release published five times): it stays.
    """
    furniture = document.furniture if isinstance(document, ComparedPage) else frozenset()
    try:
        body = _read(document, furniture, pages)
    except ParseError:
        if not furniture:
            raise
        body = None
    if furniture and (body is None or body.problems):
        whole = _read(document, frozenset(), pages)
        if body is None or sentences(whole.blocks) * LOST > sentences(body.blocks):
            words = f"{document.url}: most of its text stands on other pages of the publisher too; we kept it all"
            return replace(whole, problems=(Problem("lost_text", words),))
    assert body is not None
    return body


def _read(document: Document, furniture: frozenset[str], pages: Pages) -> Body:
    page = page_of(document)
    facts = read_structured(page, document.final_url)
    stub = facts.accessible is False or any(page.select_one(selector) for selector in pages.paywall)
    drop_cards(page)  # before what repeats: the date of a card and its link stand on other pages too
    repeated = drop_repeated(page, document.final_url, furniture, (facts.title, facts.og_title, facts.summary))
    drop(page, pages.drop)
    printed = read_printed(page, pages)
    title = read_title(page, facts, printed, document)
    if printed.body is None:
        found, reader = generic_blocks(page, document.final_url, title, facts.summary), READER
    else:
        found, reader = read_blocks(printed.body, document.final_url), "selectors"
    blocks = body_blocks(found, title, pages)
    whole = sentences(read_blocks(page.body or page, document.final_url))
    doubts = () if stub else tuple(_lost(document.url, sentences(blocks), whole, repeated))
    return Body(facts, printed, title, stub, blocks, reader, doubts)


def _lost(url: str, read: int, whole: int, repeated: int) -> Iterator[Problem]:
    """A doubt about a body with `read` letters in sentences, on a page with `whole` and another `repeated` that other pages have too."""
    if read < LOST * max(whole, repeated):
        yield Problem("lost_text", f"{url}: the body has {read} letters in whole sentences, the page {whole}; part of it may be missing")


def sentences(blocks: Iterable[Block]) -> int:
    """How many letters the whole sentences of `blocks` have, but for links to other pages."""
    return sum(len(letters(block.text)) for block in blocks if says_something(block) and not block.only_links)


def read_printed(page: BeautifulSoup, pages: Pages) -> Printed:
    """What `page` prints by the first layout that fits it; nothing where none does."""
    for layout in pages.layouts:
        bodies = page.select(layout.body)
        if len(bodies) == 1:
            return Printed(
                title=selected(page, layout.title),
                published=TIME_OF_DAY.sub("", DATE_LABEL.sub("", selected(page, layout.published) or "")) or None,
                authors=split_names(selected(page, layout.authors)),
                body=bodies[0],
            )
    return Printed(None, None, (), None)


def body_blocks(blocks: list[Block], title: str, pages: Pages) -> list[Block]:
    """`blocks` from behind the title to the first that `pages.stop_at` names, without share bars and headings over what was taken out."""
    blocks = [block for block in blocks if not block.links or not all(pages.ignores(link.url) for link in block.links)]
    starts = [index for index, block in enumerate(blocks) if block.kind == "heading" and letters(block.text) == letters(title)]
    after_title = blocks[starts[0] + 1 :] if starts else blocks
    stops = tuple(stop.casefold() for stop in pages.stop_at)
    ends = [index for index, block in enumerate(after_title) if stops and index and block.text.casefold().startswith(stops)]
    body = without_invitations(after_title[: ends[0] if ends else None])
    while body and body[-1].kind == "heading" and not body[-1].links:
        body.pop()
    return body
