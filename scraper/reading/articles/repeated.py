"""What repeats on the pages of a publisher (banners, enquiries, footers), found by comparing pages, without any class name."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b

from bs4 import BeautifulSoup

from archive.records import Document, PageBlocks
from scraper.reading.articles.blocks import Block, read_blocks
from scraper.reading.articles.furniture import says_something
from scraper.reading.articles.inline import letters
from scraper.reading.soup import parse

NEAR = 20  # pages kept before and after a page with which it is compared: a publisher's furniture changes over the years
FEWEST, PART = 5, 6  # a block repeats when it stands on five pages, and on one in six of those compared


def page_blocks(document: Document) -> Iterator[PageBlocks]:
    """The hashes of all blocks of an article's page, whatever they are: a reader for pages of any source."""
    yield PageBlocks(blocks_of(document))


def blocks_of(document: Document) -> frozenset[str]:
    """The hashes of all blocks of the page."""
    page = page_of(document)
    return frozenset(block_hash(block) for block in read_blocks(page.body or page, document.final_url))


def page_of(document: Document) -> BeautifulSoup:
    """The page that `document` holds, decoded as its header and it itself say."""
    return parse(document.body, json.loads(document.headers or "{}").get("Content-Type"))


def block_hash(block: Block) -> str:
    """Names a block by its kind, the elements it stands in and its words, so that a card's words are not those of the article it leads to.

    All numbers are alike: "3 comments" and the dates of cards are the same on every page.
    """
    place = "/".join(element.name for element in (block.outer, *block.outer.parents))
    words = re.sub(r"\d+", "0", letters(block.text)) or " ".join(link.url for link in block.links)
    return blake2b(f"{block.kind} {place} {words}".encode(errors="replace"), digest_size=6).hexdigest()


def drop_repeated(page: BeautifulSoup, address: str, furniture: Collection[str], own: Collection[str | None]) -> int:
    """Take out of `page` the blocks whose hashes are in `furniture`, but for its headings of the first rank and for texts of its `own`.

    Returns how many letters the whole sentences among them have.
    """
    if not furniture:
        return 0
    kept = {letters(text) for text in own if text}
    said = 0
    for block in read_blocks(page.body or page, address):
        if block_hash(block) in furniture and block.outer.name != "h1" and letters(block.text) not in kept:
            said += len(letters(block.text)) if says_something(block) else 0
            for part in block.parts:
                part.extract()
    return said


def standing(pages: Collection[frozenset[str]]) -> frozenset[str]:
    """The hashes of the blocks that repeat on these `pages`."""
    times = Counter(each for page in pages for each in page)
    return frozenset(each for each, number in times.items() if number >= _enough(len(pages)))


def repeated(pages: Sequence[frozenset[str]]) -> Iterator[frozenset[str]]:
    """For each of a publisher's `pages`, in the order they were kept, those of its blocks that repeat on the pages near it."""
    times = Counter(each for page in pages[:NEAR] for each in page)
    for index, page in enumerate(pages):
        if index + NEAR < len(pages):
            times.update(pages[index + NEAR])
        if index > NEAR:
            times.subtract(pages[index - NEAR - 1])
        near = min(index + NEAR + 1, len(pages)) - max(index - NEAR, 0)
        yield frozenset(each for each in page if times[each] >= _enough(near))


def _enough(pages: int) -> float:
    return max(FEWEST, pages / PART)
