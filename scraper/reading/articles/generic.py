"""The body of a page of no known layout: trafilatura says which text it is, the page's own blocks say where it stands and what it links to.

trafilatura (favor_precision) finds bodies best of five libraries measured, but loses links and single short paragraphs; so its text only
marks blocks of the page, and what stands between marked blocks under the same parent is taken with them.
"""

import re
from collections import Counter

import trafilatura
from bs4 import BeautifulSoup, Tag

from scraper.reading.articles.blocks import Block, read_blocks
from scraper.reading.articles.inline import is_hidden, letters
from scraper.reading.articles.report_links import provider_urn, report_key
from scraper.reading.errors import ParseError

READER = "trafilatura"
MIN_CONTAINED = 25  # letters: a block at least so long may be found within a longer line of trafilatura's
CARD_LENGTH = 400  # characters: a related card is shorter
CARD_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d{1,2}(?:st|nd|rd|th)? \w{3,9},? \d{4}\b")
# Headings over what stands behind articles on most sites; whole, so that a heading of the body is not taken for one.
BEHIND = re.compile(
    r"(?:you (?:may|might) also (?:like|be interested in)|(?:related|more|latest|recent|other|further|popular)"
    r" (?:articles?|news|posts?|stories|reading|content)|read (?:more|next)|share this(?: \w+)?|(?:make an |general )?enquir(?:e|y|ies)"
    r"|contact us|get in touch|(?:leave a |\d+ )?(?:reply|comments?)|(?:sign up|subscribe)\b.{0,60}|tags|newsletter):?",
    re.IGNORECASE,
)
FURNITURE = "nav, aside, footer, form:not(:has(h1)), script, style, noscript, template, iframe"


def generic_blocks(page: BeautifulSoup, address: str) -> list[Block]:
    """The blocks of the body of `page`; ParseError when trafilatura finds no text. Takes cards and furniture out of `page`."""
    drop_cards(page)
    body = page.body or page
    blocks = read_blocks(body, address)
    marked = marked_blocks(blocks, found_text(page))
    if not marked:
        raise ParseError("no layout fits, and trafilatura found no text")
    ends = [index for index, block in enumerate(blocks) if index > marked[0] and BEHIND.fullmatch(block.text)]
    if ends:
        blocks = blocks[: ends[0]]
        marked = [index for index in marked if index < ends[0]]
    parents = {id(blocks[index].outer.parent) for index in marked}
    last = tail(blocks, marked[-1])
    return [
        block
        for index, block in enumerate(blocks[marked[0] : last + 1], start=marked[0])
        if index in set(marked) or id(block.outer.parent) in parents
    ]


def found_text(page: BeautifulSoup) -> str:
    """trafilatura's text of `page`, one line a block; empty when it finds none."""
    return trafilatura.extract(str(page), favor_precision=True, include_comments=False, include_tables=True) or ""


def marked_blocks(blocks: list[Block], text: str) -> list[int]:
    """The places in `blocks` of those that trafilatura's `text` holds, as a line or, when long, within one."""
    lines = Counter(letters(line) for line in text.splitlines())
    whole = letters(text)
    marked = []
    for index, block in enumerate(blocks):
        key = letters(block.text)
        if key and (lines[key] > 0 or (len(key) >= MIN_CONTAINED and key in whole)):
            lines[key] -= 1
            marked.append(index)
    return marked


def tail(blocks: list[Block], last: int) -> int:
    """The place of the body's last block: right behind trafilatura's last may stand quotes, tables, pictures and links to reports."""
    parent = blocks[last].outer.parent
    for index in range(last + 1, len(blocks)):
        same_list = [block for block in blocks if block.outer is blocks[index].outer]
        belongs = blocks[index].kind in ("quote", "row", "caption") or any(links_report(block) for block in same_list)
        if blocks[index].outer.parent is not parent or not belongs:
            return index - 1
    return len(blocks) - 1


def links_report(block: Block) -> bool:
    """Whether `block` is nothing but links, to a report, a provider or a PDF."""
    return block.only_links and all(
        report_key(link.url) or provider_urn(link.url) or link.url.lower().endswith(".pdf") for link in block.links
    )


def drop_cards(page: BeautifulSoup) -> None:
    """Take furniture and cards of related articles out of `page`: siblings of one kind, each short, with a link and little else."""
    for element in page.select(FURNITURE):
        element.decompose()
    for parent in page.select("div, section, ul, ol, main, article, body"):
        if parent.decomposed:
            continue
        cards = [child for child in parent.find_all(["div", "article", "section", "li"], recursive=False) if is_card(child)]
        kinds = Counter(card_kind(card) for card in cards)
        for card in cards:
            if kinds[card_kind(card)] > 1:
                card.decompose()


def card_kind(card: Tag) -> tuple[str, str]:
    """What siblings of one kind share: the element's name and classes."""
    return card.name, " ".join(card.get_attribute_list("class", [""]))


def is_card(element: Tag) -> bool:
    """Whether `element` looks like a card: short, with a link, and a printed date or a heading that is the link."""
    if is_hidden(element) or element.find("a", href=True) is None:
        return False
    text = element.get_text(" ", strip=True)
    if len(text) > CARD_LENGTH:
        return False
    linked_heading = element.select_one(":is(h2, h3, h4, h5) a[href], a[href] :is(h2, h3, h4, h5)")
    return bool(linked_heading or (CARD_DATE.search(text) and element.name != "li"))
