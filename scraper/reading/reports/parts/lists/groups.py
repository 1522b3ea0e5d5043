"""What stands within a list and is no item: the headings of its groups, words that lead to items, and the heading of what comes behind."""

import re
from collections.abc import Sequence

from scraper.reading.reports.parts.asking import asks, begins_with_order
from scraper.reading.reports.parts.lists.ends import ends_list
from scraper.reading.reports.parts.lists.headings import NUMBER, SUB_NUMBER, without_number
from scraper.reading.reports.parts.report_text import Paragraph

LONGEST_GROUP = 90
"""Characters: a longer paragraph without colon is no heading of a group within a list."""
SAME_SIZE = 0.5
"""Points by which sizes of one look may differ."""
WIDER_SPACE = 0.2
"""Font sizes by which the space above a heading is wider than the widest above an item."""

_SENTENCE_END = re.compile(r"[.?!]['’”\")]*$")
_UNFINISHED = re.compile(r"[.:;,?!]['’”\")]*$|\b(?:they|that|by|to|and|for|of|the)$")
_LEADS_ON = re.compile(r":$|\b(?:following|below)\b[^.]{0,80}\.?$", re.IGNORECASE)
_LEADS_ON_NUMBERED = re.compile(
    r"\bfollowing (?:actions?|areas?|steps|improvements?|recommendations?|points|matters)[^.]{0,60}[.:]$", re.IGNORECASE
)


def mark_of(paragraph: Paragraph) -> str | None:
    """What marks an item: its bullet, "number", "sub-number" (a letter, a Roman number, a number of two parts), or None."""
    if paragraph.bullet or NUMBER.match(paragraph.text):
        return paragraph.bullet or "number"
    return "sub-number" if SUB_NUMBER.match(paragraph.text) else None


def heads_group(paragraph: Paragraph) -> bool:
    """Whether a paragraph that leads to items is the heading of a group, not a sentence."""
    return len(paragraph.text) <= LONGEST_GROUP and not asks(paragraph.text)


def begins_section(paragraph: Paragraph, heading: Paragraph, look: Paragraph | None, *, below_items: bool) -> bool:
    """Whether an unmarked paragraph is the heading of what comes behind the list under `heading`, whatever it says.

    Groups within a list begin above its first item and have one look, that of `look`: a heading `below_items` without a group, or
    one bolder or larger than those of the groups, is no group's. Words that ask ("Leaders should:") lead to more items.
    """
    if mark_of(paragraph):
        return False
    leading = paragraph.text.endswith(":")
    if paragraph.bold and paragraph.size > heading.size - SAME_SIZE and heading.bold and not leading:
        return True
    if not below_items or (leading and asks(paragraph.text)):
        return False
    return look is None or paragraph.bold > look.bold or paragraph.size > look.size + SAME_SIZE


def stands_out(paragraphs: Sequence[Paragraph], index: int, first: int) -> bool:
    """Whether the paragraph at `index` is a heading among items without marks, the first of them at `first`, by size, capitals or space.

    A short line may be an item too ("Support for young carers"): it stands out where more is left above it than above the other items.
    """
    paragraph, item = paragraphs[index], paragraphs[first]
    if mark_of(paragraph) or len(paragraph.text) > LONGEST_GROUP or _SENTENCE_END.search(paragraph.text):
        return False
    if paragraph.size > item.size + SAME_SIZE or (paragraph.text.isupper() and not item.text.isupper()):
        return True
    spaces = [space for at in range(first, index) if (space := _space_above(paragraphs, at)) is not None]
    own = _space_above(paragraphs, index)
    return own is not None and bool(spaces) and own > max(spaces) + WIDER_SPACE * paragraph.size


def _space_above(paragraphs: Sequence[Paragraph], index: int) -> float | None:
    """Points between a paragraph and the one above it; None at the top of a page."""
    above, below = paragraphs[index - 1].lines[-1], paragraphs[index].lines[0]
    same = index > 0 and paragraphs[index - 1].page == paragraphs[index].page
    return below.y0 - above.y1 if same and below.y0 > above.y1 - 1 else None


def leads_on(paragraphs: Sequence[Paragraph], index: int, top: Paragraph | None, *, grouped: bool) -> bool:
    """Whether the paragraph at `index` is no item but leads to marked ones: "The authority should:", "Care leavers", "2. Oversight".

    `top` is the list's first item with a mark, `grouped` whether a group's heading stands above it.
    """
    paragraph = paragraphs[index]
    if goes_overleaf(paragraphs, index):
        return leads_on(paragraphs, index + 1, top, grouped=grouped)
    marks = [mark_of(following) for following in paragraphs[index + 1 : index + 3]]
    if mark_of(paragraph):
        return (
            paragraph.bullet is None
            and "•" in marks
            and _numbered_lead(paragraphs, index, marks[0], begun=top is not None, grouped=grouped)
        )
    wanted = mark_of(top) if top else None
    if not any(mark is not None and wanted in (None, mark) for mark in marks[: 2 if paragraph.text.endswith(":") else 1]):
        return False
    short = len(paragraph.text) <= LONGEST_GROUP and not _SENTENCE_END.search(paragraph.text)
    return short or _LEADS_ON.search(paragraph.text) is not None


def goes_overleaf(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether the unmarked paragraph at `index` stops in the middle of a sentence that the next page goes on with."""
    paragraph, following = paragraphs[index], paragraphs[index + 1 : index + 2]
    if not following or mark_of(paragraph) or mark_of(following[0]) or following[0].page != paragraph.page + 1:
        return False
    return following[0].text[:1].islower() and not _SENTENCE_END.search(paragraph.text) and not paragraph.text.endswith(":")


def _numbered_lead(paragraphs: Sequence[Paragraph], index: int, mark: str | None, *, begun: bool, grouped: bool) -> bool:
    """Whether a numbered paragraph above bullets is no item: the sentence before a list, or the heading of a group of bullets."""
    text = without_number(paragraphs[index].text)
    if _LEADS_ON_NUMBERED.search(text):
        return not begun and not (begins_with_order(text) and _next_number(paragraphs, index))
    title = len(text) <= LONGEST_GROUP and not _UNFINISHED.search(text) and not asks(text)
    return title and mark == "•" and (grouped or not begun)


def _next_number(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether the list goes on with the number behind that of the paragraph at `index`."""
    number = NUMBER.match(paragraphs[index].text)
    for paragraph in paragraphs[index + 1 :]:
        other = None if paragraph.bullet else NUMBER.match(paragraph.text)
        if number and other:
            return int(other[1]) == int(number[1]) + 1
        if ends_list(paragraph) or paragraph.bold:
            return False
    return False
