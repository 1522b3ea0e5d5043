"""What stands on a page beside an article's body: cards of other articles, invitations, what other pages of the publisher have too."""

import re
from collections import Counter
from collections.abc import Sequence

from bs4 import Tag

from scraper.reading.articles.blocks import Block
from scraper.reading.articles.inline import is_hidden
from scraper.reading.articles.report_links import provider_urn, report_key

CARD_LENGTH = 400  # characters: a related card is shorter
CARD_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d{1,2}(?:st|nd|rd|th)? \w{3,9},? \d{4}\b")
# What stands over other articles or invites to something, on most sites; whole blocks, so that none of the body is taken for one.
INVITATION = re.compile(
    r"(?:you (?:may|might) also (?:like|be interested in)|(?:related|more|latest|recent|other|further|popular|trending|recommended|top)"
    r" (?:articles?|news|posts?|stories|reading|content|topics?|videos?)|related|trending|recommended(?: for you)?|editor[’']?s[’']? picks?"
    r"|read (?:more|next)|most (?:read|popular)|share (?:this|now)(?: \w+)?|share|(?:make an |general )?enquir(?:e|y|ies)"
    r"|contact us|get in touch|(?:leave a |\d+ )?(?:reply|comments?)|(?:sign up|subscribe)\b.{0,60}|tags|topics|newsletter"
    r"|article content|advertisements?|story continues below(?: this ad\w*)?|table of contents):?",
    re.IGNORECASE,
)
# "ALSO READ: another headline", "WATCH | what happened": a way to another page, in a paragraph of its own.
POINTER = re.compile(
    r"(?:also read|read (?:also|next|more|now)|see (?:also|more)|watch(?: now)?|listen|more on this|related)\s*[:|–—-]", re.IGNORECASE
)
SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
LEAST_WORDS = 8  # of a sentence that is taken for the body's whatever stands around it
POST = re.compile(r"//(?:\w+\.)?(?:twitter|x)\.com/\w+/status/\d+|//(?:\w+\.)?instagram\.com/(?:p|reel)/")


def is_invitation(block: Block) -> bool:
    """Whether `block` is only a heading over other articles, an invitation, or the way to another page."""
    return bool(INVITATION.fullmatch(block.text) or (POINTER.match(block.text) and block.kind != "heading"))


def says_something(block: Block) -> bool:
    """Whether `block` is a whole sentence, or a bullet or quotation as long as one: text that an article goes on with."""
    long = len(block.text.split()) >= LEAST_WORDS
    return long and block.kind not in ("heading", "caption") and bool(block.kind != "paragraph" or SENTENCE.search(block.text))


def without_invitations(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` to the first invitation behind which the article does not go on, without those before it and the links they are for."""
    last = max((index for index, block in enumerate(blocks) if says_something(block) and not block.only_links), default=0)
    kept: list[Block] = []
    inviting = False
    for index, block in enumerate(blocks):
        if is_invitation(block):
            if index > last:
                break
            inviting = True
        elif not inviting or not block.only_links or links_report(block):
            inviting = False
            kept.append(block)
    return kept


def links_report(block: Block) -> bool:
    """Whether `block` is nothing but links, to a report, a provider or a PDF."""
    return block.only_links and all(
        report_key(link.url) or provider_urn(link.url) or link.url.lower().endswith(".pdf") for link in block.links
    )


def is_post(block: Block) -> bool:
    """Whether `block` stands in a quote that is a post of a social network set into the page."""
    return block.kind == "quote" and any(POST.search(str(link["href"])) for link in block.outer.select("a[href]"))


def drop_cards(page: Tag) -> None:
    """Take the cards of related articles out of `page`: siblings of one kind, each short, with a link and little else."""
    for parent in page.select("div, section, ul, ol, main, article, aside, body"):
        if parent.decomposed:
            continue
        alike = [child for child in parent.find_all(["div", "article", "section", "li"], recursive=False) if is_card(child)]
        kinds = Counter(card_kind(card) for card in alike)
        for card in alike:
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
