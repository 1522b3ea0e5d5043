"""The blocks of a part of a page in reading order: paragraphs, bullets, headings, quotes, table rows and captions, each with its links.

Links are collected here with the blocks, because generic readers lose the link that matters: a paragraph that is only a link.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement

from scraper.reading.articles.inline import BLOCKS, HEADINGS, KINDS, LISTS, Link, inline_text, is_hidden, letters, links


@dataclass(frozen=True, slots=True)
class Block:
    """One block; `outer` is the outermost list, quote, table or figure it stands in, else the element itself; `parts` hold its text."""

    kind: str  # paragraph, bullet, heading, quote, row or caption
    text: str
    links: tuple[Link, ...]
    outer: Tag
    parts: tuple[PageElement, ...] = field(compare=False, repr=False)

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
    return [block for block in walk(container, base_of(container, address)) if block.text or block.links]


def base_of(container: Tag, address: str) -> str:
    """The address that relative links start from: the page's, or what its <base> says."""
    page = container.find_parents()[-1] if container.parent else container
    base = page.select_one("base[href]")
    return urljoin(address, str(base["href"])) if base else address


@dataclass(slots=True)
class Level:
    """An element whose children are being read: what kind of blocks they are, and the run of text since the last inner block."""

    node: Tag
    kind: str
    outer: Tag | None
    children: Iterator[PageElement]
    run: list[PageElement] = field(default_factory=list)


def walk(container: Tag, base: str) -> Iterator[Block]:
    """The blocks below `container`; runs of text between inner blocks are blocks themselves.

    Without recursion: pages with hundreds of unclosed tags are nested as deep.
    """
    holding = holders(container)
    levels = [Level(container, "paragraph", None, iter(container.children))]
    while levels:
        level = levels[-1]
        child = next(level.children, None)
        if child is None or (isinstance(child, Tag) and id(child) in holding and not is_hidden(child)):
            run, level.run = level.run, []
            yield from run_blocks(run, base, level.kind, level.outer or level.node)
        if child is None:
            levels.pop()
        elif not isinstance(child, Tag) or id(child) not in holding:
            level.run.append(child)
        elif is_hidden(child):
            continue
        elif child.name == "table":
            yield from row_blocks(child, base, level.outer or child)
        elif child.name == "a":  # a link around blocks, as cards have it
            yield Block(level.kind, inline_text([child]), tuple(links([child], base)), level.outer or child, (child,))
        else:
            kind, outer = kind_within(child, level)
            levels.append(Level(child, kind, outer, iter(child.children)))


def holders(container: Tag) -> set[int]:
    """The ids of the block elements below `container`, and of the inline elements around them."""
    found: set[int] = set()
    for element in container.find_all(list(BLOCKS)):
        found.add(id(element))
        for parent in element.parents:
            if id(parent) in found:
                break
            found.add(id(parent))
    return found


def kind_within(child: Tag, level: Level) -> tuple[str, Tag | None]:
    """The kind of the blocks in `child`, an element of `level`, and the outermost element they stand in."""
    if child.name in LISTS:
        return "bullet", level.outer or child
    if child.name in ("blockquote", "figure"):
        return "quote" if child.name == "blockquote" else "caption", level.outer or child
    if child.name in HEADINGS:
        return "heading", level.outer or child
    if child.name in KINDS:
        return level.kind if level.kind in ("bullet", "quote", "caption") else KINDS[child.name], level.outer or child
    return level.kind, level.outer


def row_blocks(table: Tag, base: str, outer: Tag) -> Iterator[Block]:
    """A block for the caption and each row of a table, cells parted by " | "."""
    for row in table.select("caption, tr"):
        cells = row.find_all(["td", "th"], recursive=False)
        text = " | ".join(inline_text([cell]) for cell in cells) if cells else inline_text([row])
        yield Block("row" if cells else "caption", text, tuple(links([row], base)), outer, (row,))


def run_blocks(run: list[PageElement], base: str, kind: str, outer: Tag) -> Iterator[Block]:
    """A run of text and inline elements as blocks: one, or several where two <br> part them."""
    part: list[PageElement] = []
    breaks = 0
    for element in run:
        if isinstance(element, Tag) and element.name == "br":
            breaks += 1
        elif not isinstance(element, NavigableString) or element.strip():
            if breaks > 1 and part:
                yield Block(kind, inline_text(part), tuple(links(part, base)), outer, tuple(part))
                part = []
            breaks = 0
        part.append(element)
    if part:
        yield Block(kind, inline_text(part), tuple(links(part, base)), outer, tuple(part))


def drop(page: BeautifulSoup, selectors: tuple[str, ...]) -> None:
    """Take the elements that `selectors` select out of `page`; none is no error, since not every page carries every banner."""
    for selector in selectors:
        for element in page.select(selector):
            element.decompose()
