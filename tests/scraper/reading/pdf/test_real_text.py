"""The text of every real report: no word is left broken at a line's end, and nothing odd is said of a file that is as it should be."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from scraper.reading.pdf.document import paragraphs, read_pages

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
HEAD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
TAIL = re.compile(r"[^\W\d_]+")
TRUE_PREFIXES = {"pro-active"}
"""Printed with a hyphen on a line's end, in a report that does not use the closed word."""


@pytest.mark.long
def test_no_broken_word_is_left_in_real_reports_and_no_file_raises_an_alarm(shared: Path) -> None:
    """No hyphened word at a line's end whose closed form is twenty times as frequent in all reports together."""
    words: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    marks = set()
    for path in sorted([*(shared / "corpus" / "pdf").glob("*.pdf"), *(shared / "news" / "reports").glob("*.pdf")]):
        for page in read_pages(path.read_bytes()):
            marks |= page.marks
            words.update(WORD.findall(page.text.lower()))
            for lines in paragraphs(line for line in page.lines if line.role in {"body", "footnote"}):
                for first, second in pairwise(lines):
                    head, tail = HEAD.search(first.text), TAIL.match(second.text)
                    if head and tail:
                        broken[f"{head[1]}-{tail[0]}".lower()] += 1
    assert marks == set()
    assert sum(broken.values()) > 500
    assert {word for word in broken if words[word.replace("-", "")] >= 20 * max(1, words[word])} <= TRUE_PREFIXES
    assert words["multi-agency"] > 1500
    assert broken["multi-agency"] > 100
