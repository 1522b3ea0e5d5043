"""The blocks of a part of a page in reading order: paragraphs, bullets, headings, quotes, table rows and captions, each with its links.

Links are collected here with the blocks, because generic readers lose the link that matters: a paragraph that is only a link.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement

from scraper.reading.articles.inline import BLOCKS, HEADINGS, KINDS, LISTS, Link, inline_text, is_hidden, letters, links


@dataclass(frozen=True, slots=True)
class Block:
    """One block; `outer` is the outermost list, quote, table or figure it stands in, else the element itself."""

    kind: str  # paragraph, bullet, heading, quote, row or caption
    text: str
    links: tuple[Link, ...]
    outer: Tag

    @property
    def printed(self) -> str:
        """The block as it stands in an article's text; a caption is no part of it."""
        return f"• {self.text}" if self.kind == "bullet" and self.text else self.text

    @property
    def only_links(self) -> bool:
        """Whether the block's text is nothing but links."""
        return bool(self.links) and letters(self.text) == letters(" ".join(link.text for link in self.links))


def read_blocks(container: Tag, address: str) -> list[Block]:
    """The blocks of `container` in order; `address` is the page's, for relative links. Blocks without text and links are left out."""
    return [block for block in walk(container, base_of(container, address), "paragraph", None) if block.text or block.links]


def base_of(container: Tag, address: str) -> str:
    """The address that relative links start from: the page's, or what its <base> says."""
    page = container.find_parents()[-1] if container.parent else container
    base = page.select_one("base[href]")
    return urljoin(address, str(base["href"])) if base else address


def walk(node: Tag, base: str, kind: str, outer: Tag | None) -> Iterator[Block]:
    """The blocks below `node`; runs of text between inner blocks are blocks of `kind` themselves."""
    run: list[PageElement] = []
    for child in node.children:
        if isinstance(child, Tag) and is_hidden(child):
            continue
        if isinstance(child, Tag) and (child.name in BLOCKS or child.find(list(BLOCKS)) is not None):
            yield from run_blocks(run, base, kind, outer or node)
            run = []
            yield from inner_blocks(child, base, kind, outer)
        else:
            run.append(child)
    yield from run_blocks(run, base, kind, outer or node)


def inner_blocks(child: Tag, base: str, kind: str, outer: Tag | None) -> Iterator[Block]:
    """The blocks of one block element."""
    if child.name == "table":
        yield from row_blocks(child, base, outer or child)
    elif child.name in LISTS:
        yield from walk(child, base, "bullet", outer or child)
    elif child.name in ("blockquote", "figure"):
        yield from walk(child, base, "quote" if child.name == "blockquote" else "caption", outer or child)
    elif child.name in HEADINGS:
        yield from walk(child, base, "heading", outer or child)
    elif child.name in KINDS:
        inner = kind if kind in ("bullet", "quote", "caption") else KINDS[child.name]
        yield from walk(child, base, inner, outer or child)
    elif child.name == "a":  # a link around blocks, as cards have it
        yield Block(kind, inline_text([child]), tuple(links([child], base)), outer or child)
    else:
        yield from walk(child, base, kind, outer)


def row_blocks(table: Tag, base: str, outer: Tag) -> Iterator[Block]:
    """A block for the caption and each row of a table, cells parted by " | "."""
    for row in table.select("caption, tr"):
        cells = row.find_all(["td", "th"], recursive=False)
        text = " | ".join(inline_text([cell]) for cell in cells) if cells else inline_text([row])
        yield Block("row" if cells else "caption", text, tuple(links([row], base)), outer)


def run_blocks(run: list[PageElement], base: str, kind: str, outer: Tag) -> Iterator[Block]:
    """A run of text and inline elements as blocks: one, or several where two <br> part them."""
    part: list[PageElement] = []
    breaks = 0
    for element in run:
        if isinstance(element, Tag) and element.name == "br":
            breaks += 1
        elif not isinstance(element, NavigableString) or element.strip():
            if breaks > 1 and part:
                yield Block(kind, inline_text(part), tuple(links(part, base)), outer)
                part = []
            breaks = 0
        part.append(element)
    if part:
        yield Block(kind, inline_text(part), tuple(links(part, base)), outer)


def drop(page: BeautifulSoup, selectors: tuple[str, ...]) -> None:
    """Take the elements that `selectors` select out of `page`; none is no error, since not every page carries every banner."""
    for selector in selectors:
        for element in page.select(selector):
            element.decompose()
