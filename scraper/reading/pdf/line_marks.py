"""What stands at the edge of a line's text: bullets, numbers of paragraphs and footnotes, markers of footnotes, letter-spacing."""

import re
from itertools import pairwise
from statistics import median

from scraper.reading.pdf.characters import FIRST_LEVEL, MAYBE_BULLET, SUB_LEVEL, mended
from scraper.reading.pdf.glyphs import Glyphs

BULLET_GAP = 0.45
"""Least blank between a dash used as a bullet and its text, in font sizes; a dash in a sentence is followed by 0.3."""
NUMBER_GAP = 4.0
"""Greatest blank between a bullet or a paragraph's number and its text, in font sizes."""
SPACED_BLANK = 1.7
"""A gap in a letter-spaced line is between words when it is this many times the usual one."""

NUMBER = re.compile(r"\(?(\d{1,3}|[a-z]|[ivx]{1,4})(\.\d{1,2})*[.)]?")
"""The number of a paragraph, alone."""
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+(?!\w)")
_BEFORE_MARKER = ".,;:?!’”'\")]"
_NOTE_NUMBER = re.compile(r"(\d{1,3})\s*(?=\w)")
_PARAGRAPH_NUMBER = re.compile(r"\d{1,3}\.\s*(?=[^\W\d])")


def is_mark(text: str) -> bool:
    """Whether a text is a bullet or a paragraph's number, to be kept with the text behind it."""
    return text in FIRST_LEVEL or text in SUB_LEVEL or bool(MAYBE_BULLET.fullmatch(text) or NUMBER.fullmatch(text))


def bullet_at(glyphs: Glyphs, start: int, stop: int) -> tuple[str | None, int]:
    """The bullet a range starts with, and the index of the text behind it (the range's end when the bullet stands alone)."""
    char = glyphs.text[start]
    if char.isalnum() and char != "o":
        return None, start
    head = next((first for first, _ in glyphs.words(start + 1, stop)), stop)
    if char in FIRST_LEVEL:
        return "•", head
    if char in SUB_LEVEL:
        return "–", head
    if start + 1 < head < stop and MAYBE_BULLET.fullmatch(char):
        gap = glyphs.box(head)[0] - glyphs.box(start)[2]
        if BULLET_GAP * glyphs.size(head) < gap < NUMBER_GAP * glyphs.size(head):
            return "–", head
    return None, start


def without_markers(glyphs: Glyphs, start: int, stop: int) -> tuple[str, int]:
    """The text of a range without the raised digits that point to footnotes, and the index its size is to be taken from.

    A footnote's own number at the start stays, set off by a blank. Behind a footnote's or paragraph's number, which may be smaller
    or bold, the size is that of the text.
    """
    text, sized = glyphs.text, start
    if not _DIGIT.search(text, start, stop):
        return text[start:stop], min(start, stop - 1)
    parts = []
    if number := _NOTE_NUMBER.match(text, start, stop):
        if glyphs.raised(start, number.end()):
            parts.append(f"{number[1]} ")
            start = sized = number.end()
    elif number := _PARAGRAPH_NUMBER.match(text, start, stop):
        sized = number.end()
    for digits in _DIGITS.finditer(text, start, stop):
        marker = _marker(glyphs, digits.start(), digits.end()) if digits.start() > start else None
        if marker is not None:
            parts.append(text[start:marker])
            start = digits.end()
    parts.append(text[start:stop])
    return "".join(parts), sized


def _marker(glyphs: Glyphs, start: int, stop: int) -> int | None:
    """Where the footnote's number in a run of digits begins: "Board1", "good.12", "20183"; None where the digits are the text's own."""
    before = glyphs.text[start - 1]
    if stop - start in {5, 6}:
        start += 4
    elif stop - start > 2 or not (before.isalpha() or before in _BEFORE_MARKER):
        return None
    return start if glyphs.raised(start, start - 1) else None


def is_letter_spaced(text: str) -> bool:
    """Whether a text is letter-spaced: nearly all its words are one letter (a ligature may be two)."""
    words = text.split(" ")
    return len(words) >= 5 and max(map(len, words)) <= 2 and sum(len(word) == 1 for word in words) >= 0.8 * len(words)


def closed_up(glyphs: Glyphs, start: int, stop: int) -> str:
    """The words of a letter-spaced range: a gap much wider than most is a blank."""
    letters = list(glyphs.words(start, stop))
    gaps = [glyphs.box(right[0])[0] - glyphs.box(left[1] - 1)[2] for left, right in pairwise(letters)]
    usual = median(gaps)
    text = ""
    for (first, last), gap in zip(letters, [0.0, *gaps], strict=True):
        text += (" " if gap > SPACED_BLANK * usual else "") + glyphs.text[first:last]
    return mended(text)
