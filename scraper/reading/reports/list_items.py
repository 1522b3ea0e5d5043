"""The items of one list of what must improve: what is an item or more of one, what only leads to items, what ends the list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scraper.reading.characters import joined
from scraper.reading.reports.list_ends import ends_list, says_nothing
from scraper.reading.reports.list_headings import NUMBER, without_number
from scraper.reading.reports.report_text import Paragraph

DEEPER = 12.0
"""A bullet this many points further right than the list's first is a sub-bullet; margins of odd and even pages differ by less."""
INDENTED = 6.0
"""An unmarked paragraph this many points further right than the list's marks goes on with the item above."""
LONGEST_GROUP = 90
"""Characters: a longer paragraph without colon is no heading of a group within a list."""

_SENTENCE_END = re.compile(r"[.?!]['’”\")]*$")
_LEADS_ON = re.compile(r":$|\b(?:following|below)\b[^.]{0,80}\.?$", re.IGNORECASE)
_LEADS_ON_NUMBERED = re.compile(
    r"\bfollowing (?:actions?|areas?|steps|improvements?|recommendations?|points|matters)[^.]{0,60}[.:]$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One thing asked for: sub-bullets joined by a blank, number and glyph left out; `group` the words above it within the list."""

    text: str
    page: int
    group: str | None = None


def mark_of(paragraph: Paragraph) -> str | None:
    """What marks an item: its bullet, "number", or None."""
    return paragraph.bullet or ("number" if NUMBER.match(paragraph.text) else None)


class ItemReader:
    """Reads the items below the heading at `start` into `found`; `statement` is what says that there are none."""

    def __init__(self, paragraphs: Sequence[Paragraph], start: int) -> None:
        self.paragraphs = paragraphs
        self.start = start
        self.heading = paragraphs[start]
        self.found: list[ListItem] = []
        self.statement: str | None = None
        self.group: str | None = None
        self.top: Paragraph | None = None  # the paragraph of the first marked item; None in a list of prose

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
        if self._leads_on(index):
            self.group = without_number(paragraph.text)
            return True
        if mark_of(paragraph):
            return self._take_marked(paragraph)
        if paragraph.bold or self.top is not None or self.statement is not None:
            return False
        self.found.append(ListItem(paragraph.text, paragraph.page, self.group))
        return True

    def _take_marked(self, paragraph: Paragraph) -> bool:
        text = paragraph.text if paragraph.bullet else without_number(paragraph.text)
        if self.top is None:
            self.top = paragraph
        elif self._is_below(paragraph):
            self._join(text)
            return True
        elif mark_of(paragraph) != mark_of(self.top):
            return False
        self.found.append(ListItem(text, paragraph.page, self.group))
        return True

    def _is_below(self, paragraph: Paragraph) -> bool:
        """Whether a marked paragraph is a sub-bullet: a bullet in a list of numbers, a dash in one of bullets, or further right."""
        if self.top is None or paragraph.bullet is None:
            return False
        if self.top.bullet is None or (paragraph.bullet == "–" and self.top.bullet == "•"):
            return True
        return paragraph.x0 > self.top.x0 + DEEPER

    def _goes_on(self, paragraph: Paragraph) -> bool:
        """Whether an unmarked paragraph is more of the last item: further right than the marks, or a sentence gone on over the page."""
        if not self.found or mark_of(paragraph):
            return False
        if paragraph.text[:1].islower():
            return True
        if self.top is None:
            return paragraph.page != self.found[-1].page and not paragraph.bold and not _SENTENCE_END.search(self.found[-1].text)
        return not paragraph.bold and paragraph.x0 > self.top.x0 + INDENTED and abs(paragraph.size - self.top.size) < 0.5

    def _leads_on(self, index: int) -> bool:
        """Whether a paragraph is no item but leads to marked ones: "The local authority should:", "Care leavers"."""
        paragraph = self.paragraphs[index]
        marks = [mark_of(following) for following in self.paragraphs[index + 1 : index + 3]]
        if mark_of(paragraph):
            return not self.found and "•" in marks and _LEADS_ON_NUMBERED.search(paragraph.text) is not None
        wanted = mark_of(self.top) if self.top else None
        if not any(mark is not None and wanted in (None, mark) for mark in marks[: 2 if paragraph.text.endswith(":") else 1]):
            return False
        if paragraph.bold and paragraph.size > self.heading.size - 0.5 and not paragraph.text.endswith(":"):
            return False
        short = len(paragraph.text) <= LONGEST_GROUP and not _SENTENCE_END.search(paragraph.text)
        return short or _LEADS_ON.search(paragraph.text) is not None

    def _join(self, text: str) -> None:
        self.found[-1] = replace(self.found[-1], text=joined(self.found[-1].text, text))
