"""Sentences of running text, each with its page, and the words of days within a sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scraper.reading.dates import TOKENS, read_date_range
from scraper.reading.errors import ParseError
from scraper.reading.pdf.characters import joined
from scraper.reading.reports.parts.report_text import Paragraph

# A full stop after an initial ("J. Lee") or a title ends no sentence.
_STOP = re.compile(r"(?<!\b[A-Z]\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<=[.?!])['’”\")]*\s+(?=['‘“\"(]*[A-Z0-9])")
_ENDED = re.compile(r"[.?!]['’”\")]*$")
_DAY = re.compile(r"(?<![\w/.-])\d{1,2}(?!\d)(?!,\d)")
_SAME_VISIT = re.compile(
    r"[\s,]*(?:and|then)?\s*(?:again|remotely|virtually|on[\s-]?site|off[\s-]?site|by video|further|also)?\s*(?:on|from|between)?\s*",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Before the first day: what comes before it is lost, so that the days would begin too late ("visit on [19] and 20 October").
_BEGUN_BEFORE = re.compile(rf"(?:\b(?:and|to|until|{_MONTHS})|[-–—&])\s*(?:the\s+)?$", re.IGNORECASE)
_YEAR_UNSAID = 2000  # a leap year: only tells whether the words are those of days


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with the page of the paragraph it stands in."""

    text: str
    page: int


def sentences(paragraphs: Iterable[Paragraph]) -> Iterator[Sentence]:
    """The sentences of `paragraphs` in order; a paragraph that goes on over a page or into a list's bullets is one with what follows."""
    text, page = "", 0
    last: Paragraph | None = None
    for paragraph in paragraphs:
        if text and not _goes_on(text, last, paragraph):
            yield from _split(text, page)
            text = ""
        if not text:
            page = paragraph.page
        text = joined(text, paragraph.text)
        last = paragraph
    yield from _split(text, page)


def _goes_on(text: str, last: Paragraph | None, paragraph: Paragraph) -> bool:
    """Whether `paragraph` is more of the sentence that `text`, ending with the paragraph `last`, has begun."""
    if paragraph.bullet or paragraph.text[:1].islower() or text.endswith((":", ",", ";")):
        return True
    return last is not None and last.page != paragraph.page and not last.bold and not last.bullet and _ENDED.search(text) is None


def _split(text: str, page: int) -> Iterator[Sentence]:
    for sentence in _STOP.split(text):
        if sentence.strip():
            yield Sentence(sentence.strip(), page)


def words_of_days(text: str) -> str | None:
    """The first days that `text` prints, as printed: "19 and 20 February 2020"; two runs of one visit joined by "and"; None without any.

    "on 12 and 13 May 2021 and remotely on 3 June 2021" gives "12 and 13 May 2021 and 3 June 2021". Days whose beginning is missing
    ("children's services and 20 October 2021") give None: better no days than a visit that began later.
    """
    found: list[str] = []
    end = 0
    for start in _DAY.finditer(text):
        if start.start() < end:
            continue
        if found and not _SAME_VISIT.fullmatch(text, end, start.start()):
            break
        run = _run_of_days(text, start.start())
        if run and not found and _BEGUN_BEFORE.search(text, 0, start.start()):
            return None
        if run:
            found.append(run)
            end = start.start() + len(run)
    return " and ".join(found) or None


def _run_of_days(text: str, start: int) -> str | None:
    """The longest piece of `text` from `start` that reads as days, or None."""
    ends: list[int] = []
    position = start
    lowered = text.lower()
    while position < len(text) and (token := TOKENS.match(lowered, position)):
        position = token.end()
        ends.append(position)
    for end in reversed(ends):
        piece = text[start:end].strip(" ,;&")
        try:
            read_date_range(piece, year=_YEAR_UNSAID)
        except ParseError:
            continue
        return piece
    return None
