"""Which paragraphs are lines of a table of contents, however it is laid out: no list begins there."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scraper.reading.reports.parts.lists.headings import NUMBER
from scraper.reading.reports.parts.report_text import Paragraph

FEWEST = 3
"""Lines that end in numbers of pages, from which on they are a table of contents also without the word."""
FEWEST_REPEATED = 4
"""Lines one below another that all are headings of later pages: a table of contents with links in place of numbers."""
APART = 4
"""Paragraphs from one line with a number to the next: its title and a heading between."""
PROSE = 130
"""Characters: a longer sentence is no line of contents."""
LINE = 110
"""Characters of the longest line of contents."""

_WORD = re.compile(r"(?:table of )?contents(?: page)?:?|in this report:?", re.IGNORECASE)
_ENDS_IN_NUMBER = re.compile(r"(?:\D*[\s.…_])?(?:page |p\. ?)?(\d{1,3})")
_SENTENCE_END = re.compile(r"[.?!]['’”\")]*$")


def contents_of(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The indices of the paragraphs that belong to a table of contents: what stands below its word, titles with a
    number, and runs of lines that look so.
    """
    found: set[int] = set()
    for index, paragraph in enumerate(paragraphs):
        if index not in found and _WORD.fullmatch(paragraph.text):
            found.update(_below(paragraphs, index))
        elif paragraph.text.isdigit() and index > 0:  # a number and nothing else stands below or beside its title
            found.update((index - 1, index))
    for run in (*_numbered(paragraphs), *_repeated(paragraphs)):
        found.update(run)
    return frozenset(found)


def _below(paragraphs: Sequence[Paragraph], start: int) -> range:
    """The lines from the word "Contents" down to the end of its page or to the text below it, without that text's heading."""
    end = start + 1
    while end < len(paragraphs) and paragraphs[end].page == paragraphs[start].page and not _is_text(paragraphs[end]):
        end += 1
    if end < len(paragraphs) and paragraphs[end].page == paragraphs[start].page:
        titles = [_letters(paragraph.text) for paragraph in paragraphs[start:end]]
        while end > start + 1 and titles[end - 1 - start] in titles[: end - 1 - start] and titles[end - 1 - start]:
            end -= 1
    return range(start, end)


def _is_text(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a sentence: long, or marked as an item."""
    marked = paragraph.bullet is not None or NUMBER.match(paragraph.text) is not None
    return bool(_SENTENCE_END.search(paragraph.text)) and (marked or len(paragraph.text) > PROSE)


def _numbered(paragraphs: Sequence[Paragraph]) -> Iterator[range]:
    """Runs of lines that end in numbers of pages which never fall and are pages of this report."""
    last = paragraphs[-1].page if paragraphs else 0
    run: list[tuple[int, int]] = []
    for index, paragraph in enumerate(paragraphs):
        for number in _numbers(paragraph, last):
            if run and (number < run[-1][1] or index - run[-1][0] > APART):
                yield from _run(paragraphs, run)
                run = []
            run.append((index, number))
    yield from _run(paragraphs, run)


def _numbers(paragraph: Paragraph, last: int) -> tuple[int, ...]:
    """The numbers of pages in which the lines of a paragraph end; none where it ends without one, or in no page up to `last`."""
    if not paragraph.text[-1:].isdecimal():  # as most end
        return ()
    ends = [_ENDS_IN_NUMBER.fullmatch(line.text) for line in paragraph.lines]
    numbers = tuple(int(end[1]) for end in ends if end)
    right = ends[-1] is not None and len(paragraph.text) <= LINE * len(paragraph.lines) and not paragraph.text[:1].islower()
    return numbers if right and all(0 < number <= last for number in numbers) else ()


def _run(paragraphs: Sequence[Paragraph], run: Sequence[tuple[int, int]]) -> Iterator[range]:
    if len(run) >= FEWEST and len({number for _, number in run}) > 1:
        first = run[0][0]
        yield range(first - (paragraphs[first].text.isdigit() and first > 0), run[-1][0] + 1)


def _repeated(paragraphs: Sequence[Paragraph]) -> Iterator[range]:
    """Runs of short lines that differ, each of which stands again, as a paragraph, on a later page, in the same order.

    The head of a table that goes on over the page is repeated too, but it has few words and says the same again.
    """
    words = [_letters(each.text) if len(each.text) <= LINE and not each.text.isdigit() else "" for each in paragraphs]
    later = {word: paragraph.page for word, paragraph in zip(words, paragraphs, strict=True)}  # the last page that has these words
    start = 0
    marks = [word != "" and later[word] > each.page > 1 for word, each in zip(words, paragraphs, strict=True)]
    for index, (marked, following) in enumerate(pairwise([*marks, False])):
        if marked and not following:
            run = words[start : index + 1]
            pages = [later[word] for word in run]
            if len(set(run)) == len(run) >= FEWEST_REPEATED and pages == sorted(pages):
                yield range(start, index + 1)
        if not following or not marked:
            start = index + 1


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalpha())
