"""The body of a page of no known layout: trafilatura says which text it is, the page's own blocks say where it stands and what it links to.

trafilatura (favor_precision) finds bodies best of five libraries measured, but loses links, subheadings and single short paragraphs, and
keeps what stands beside a body. So its text only marks blocks of the page; what stands between marked blocks under the same parent is
taken with them, and what is marked outside the element that holds nearly all of the body is left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

import trafilatura
from bs4 import BeautifulSoup, Tag

from scraper.reading.articles.blocks import Block, read_blocks
from scraper.reading.articles.furniture import is_post, links_report, says_something
from scraper.reading.articles.inline import is_hidden, letters
from scraper.reading.errors import ParseError

READER = "trafilatura"
SHINGLE = 4  # words in a row by which a block is found in trafilatura's text
FOUND = 0.6  # of a block's shingles: trafilatura leaves out some of its inner elements
COLUMN = 0.85  # of the marked letters: the deepest element that holds so many is the body's column
WORD = re.compile(r"\w+")
CODE = {"script", "style", "noscript", "template", "svg", "button", "select", "iframe", "object", "video"}
Shingle = tuple[str, ...]


def generic_blocks(page: BeautifulSoup, address: str, title: str, summary: str | None) -> list[Block]:
    """The blocks of the body of `page`; ParseError when trafilatura finds no text. `summary` is what the page says of itself.

    Shows in `page` what trafilatura takes for the body though the page hides it until a script shows it.
    """
    found = found_text(page)
    held = set(shingles(found))
    show(page, held)
    blocks = read_blocks(page.body or page, address)
    marked = marked_blocks(blocks, found, held)
    if not marked:
        raise ParseError("no layout fits, and trafilatura found no text")
    column = column_of([blocks[index] for index in marked])
    inside = [index for index in marked if is_within(blocks[index].outer, column)]
    first, last = inside[0], tail(blocks, inside[-1])
    parents = {id(blocks[index].outer.parent) for index in inside}
    taken = {*inside, *lead(blocks, first, title, summary)}
    taken |= {index for index in range(first, last + 1) if id(blocks[index].outer.parent) in parents}
    return [blocks[index] for index in sorted(taken) if not is_post(blocks[index])]


def found_text(page: BeautifulSoup) -> str:
    """trafilatura's text of `page`, one line a block; empty when it finds none."""
    return trafilatura.extract(str(page), favor_precision=True, include_comments=False, include_tables=True) or ""


def show(page: BeautifulSoup, held: Set[Shingle]) -> None:
    """Make plain elements of those that are hidden, or stand beside, but whose text trafilatura took for the body."""
    for element in page.find_all(lambda element: is_hidden(element) and element.name not in CODE):
        if share(element.get_text(" "), held) >= FOUND:
            element.name, element.attrs = "div", {}


def share(text: str, held: Set[Shingle]) -> float:
    """How much of `text` is in `held`: the share of its shingles; 0 for text of fewer words than a shingle has."""
    own = list(shingles(text))
    return sum(each in held for each in own) / len(own) if own else 0.0


def marked_blocks(blocks: Sequence[Block], text: str, held: Set[Shingle]) -> list[int]:
    """The places in `blocks` of those that trafilatura's `text` holds: short ones as a line of it, longer ones nearly whole."""
    lines = Counter(letters(line) for line in text.splitlines())
    marked = []
    for index, block in enumerate(blocks):
        key = letters(block.text)
        if key and lines[key] > 0:
            lines[key] -= 1
            marked.append(index)
        elif len(block.text.split()) > SHINGLE and share(block.text, held) >= FOUND:
            marked.append(index)
    return marked


def shingles(text: str) -> Iterator[Shingle]:
    """Every run of `SHINGLE` words of `text`, in lower case."""
    words = WORD.findall(text.casefold())
    return zip(*(words[start:] for start in range(SHINGLE)), strict=False)


def column_of(marked: Sequence[Block]) -> Tag:
    """The deepest element that holds nearly all letters of the `marked` blocks."""
    held: Counter[int] = Counter()
    elements: dict[int, Tag] = {}
    for block in marked:
        for element in (block.outer, *block.outer.parents):
            held[id(element)] += len(block.text)
            elements[id(element)] = element
    whole = sum(len(block.text) for block in marked)
    large = [elements[key] for key, number in held.items() if number >= COLUMN * whole]
    return max(large, key=lambda element: len(list(element.parents)))


def lead(blocks: Sequence[Block], first: int, title: str, summary: str | None) -> Iterator[int]:
    """The places of what introduces the body between its title and the block at `first`: the page's own summary, whole sentences."""
    heads = [index for index in range(first) if blocks[index].kind == "heading" and letters(blocks[index].text) == letters(title)]
    for index in range(heads[-1] + 1 if heads else first, first):
        block = blocks[index]
        if block.kind == "caption" or block.links:
            continue
        if says_something(block) or letters(block.text) == letters(summary or ""):
            yield index


def tail(blocks: Sequence[Block], last: int) -> int:
    """The place of the body's last block: right behind trafilatura's last may stand quotes, tables, lists, pictures, links to reports."""
    parent = blocks[last].outer.parent
    for index in range(last + 1, len(blocks)):
        same_list = [block for block in blocks if block.outer is blocks[index].outer]
        plain_list = blocks[index].kind == "bullet" and not any(block.links for block in same_list)
        belongs = plain_list or blocks[index].kind in ("quote", "row", "caption") or any(links_report(block) for block in same_list)
        if blocks[index].outer.parent is not parent or not belongs:
            return index - 1
    return len(blocks) - 1


def is_within(element: Tag, column: Tag) -> bool:
    """Whether `element` is `column` or stands in it."""
    return element is column or any(parent is column for parent in element.parents)
