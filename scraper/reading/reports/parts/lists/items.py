"""The items of one list of what must improve: what is an item or more of one, what only leads to items, what ends the list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scraper.reading.pdf.characters import joined
from scraper.reading.reports.parts.asking import begins_with_order
from scraper.reading.reports.parts.lists.ends import ends_list, says_nothing
from scraper.reading.reports.parts.lists.groups import begins_section, goes_overleaf, heads_group, leads_on, mark_of, stands_out
from scraper.reading.reports.parts.lists.headings import without_number
from scraper.reading.reports.parts.report_text import Paragraph

DEEPER = 12.0
"""A bullet this many points further right than the list's first is a sub-bullet; margins of odd and even pages differ by less."""
INDENTED = 6.0
"""An unmarked paragraph this many points further right than the list's marks goes on with the item above."""
_SENTENCE_END = re.compile(r"[.?!]['’”\")]*$")

_SECOND = {"number": ("•", "–", "sub-number"), "•": ("–", "sub-number"), "sub-number": ("•", "–")}
"""The marks of the second level below each of the first."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One thing asked for: sub-bullets joined by a blank, number and glyph left out; `group` the words above it within the list."""

    text: str
    page: int
    group: str | None = None


class ItemReader:
    """Reads the items below the heading at `start` into `found`; `statement` is what says that there are none."""

    def __init__(self, paragraphs: Sequence[Paragraph], start: int) -> None:
        self.paragraphs = paragraphs
        self.start = start
        self.heading = paragraphs[start]
        self.found: list[ListItem] = []
        self.statement: str | None = None
        self.group: str | None = None
        self.group_look: Paragraph | None = None  # the heading above the first item: those of other groups look the same
        self.top: Paragraph | None = None  # the paragraph of the first marked item; None in a list of prose
        self.prose: int | None = None  # where a list of prose begins

    def read(self) -> int:
        """Take paragraphs for as long as they belong to the list; gives the index behind its last."""
        index = self.start + 1
        while index < len(self.paragraphs) and self._take(index):
            index += 1
        return index

    def _take(self, index: int) -> bool:
        """Take the paragraph at `index` into the list; False where the list ended before it."""
        paragraph = self.paragraphs[index]
        if ends_list(paragraph):
            return False
        if not self.found and self.statement is None and says_nothing(paragraph.text):
            self.statement = paragraph.text
            return True
        if self._goes_on(paragraph):
            self._join(paragraph.text)
            return True
        if self.top is None and self.prose is not None and stands_out(self.paragraphs, index, self.prose):
            return False
        below_items = self.top is not None or (bool(self.found) and paragraph.bold)
        if begins_section(paragraph, self.heading, self.group_look, below_items=below_items):
            return False
        if leads_on(self.paragraphs, index, self.top, grouped=self.group_look is not None):
            begun = self.group if goes_overleaf(self.paragraphs, index - 1) else None
            self.group = joined(begun, paragraph.text) if begun else without_number(paragraph.text)
            if not self.found and heads_group(paragraph):
                self.group_look = paragraph
            return True
        if mark_of(paragraph):
            return self._take_marked(paragraph)
        if paragraph.bold or self.top is not None or self.statement is not None:
            return False
        self.prose = index if self.prose is None else self.prose
        self.found.append(ListItem(paragraph.text, paragraph.page, self.group))
        return True

    def _take_marked(self, paragraph: Paragraph) -> bool:
        if self.top is None:
            if self.found and mark_of(paragraph) == "number":  # the numbered paragraphs of the next section, below items without marks
                return False
            self.top = paragraph
        elif self._is_below(paragraph, self.top):
            self._join(without_number(paragraph.text) if mark_of(paragraph) == "number" else paragraph.text)
            return True
        elif mark_of(paragraph) != mark_of(self.top):
            return False
        text = paragraph.text if paragraph.bullet else without_number(paragraph.text)
        self.found.append(ListItem(text, paragraph.page, self.group))
        return True

    def _is_below(self, paragraph: Paragraph, top: Paragraph) -> bool:
        """Whether a marked paragraph is of the second level: further right, a bullet or letter among numbers, a dash among bullets."""
        mark = mark_of(paragraph)
        if mark in _SECOND.get(mark_of(top) or "", ()):
            return True
        return mark != "number" and paragraph.x0 > top.x0 + DEEPER

    def _goes_on(self, paragraph: Paragraph) -> bool:
        """Whether an unmarked paragraph is more of the last item: further right than the marks, or a sentence gone on over the page."""
        if not self.found or mark_of(paragraph):
            return False
        if paragraph.text[:1].islower():
            return True
        if self.top is None:
            hanging = self.prose is not None and paragraph.x0 > self.paragraphs[self.prose].x0 + INDENTED
            over_page = paragraph.page != self.found[-1].page and not _SENTENCE_END.search(self.found[-1].text)
            another = begins_with_order(paragraph.text) and all(begins_with_order(item.text) for item in self.found)
            return not paragraph.bold and (hanging or (over_page and not another))
        return not paragraph.bold and paragraph.x0 > self.top.x0 + INDENTED and abs(paragraph.size - self.top.size) < 0.5

    def _join(self, text: str) -> None:
        self.found[-1] = replace(self.found[-1], text=joined(self.found[-1].text, text))
