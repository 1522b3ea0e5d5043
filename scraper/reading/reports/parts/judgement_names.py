"""Names of judgements that are misprinted: a word missing, doubled, misspelt or out of order; recognised where only one can be meant."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import SequenceMatcher

from scraper.reading.reports.parts.judgement_table import Row
from scraper.reading.reports.parts.stated_grades import AreaNames, area_of

SAME_WORD = 0.88
"""Words this alike are one word misspelt: "protecton", "families"; "leaders" and "leavers" are two."""
ENOUGH = 0.75
"""Share of words that a misprinted name has in common with the right one, at least."""
APART = 0.2
"""The next best judgement has at least this much less in common."""
NEW_WORD = 5
"""Letters of a word that tells a name of its own from a piece of a known one."""

_SMALL = frozenset(["the", "of", "and", "or", "on", "with", "who", "that", "their", "experiences", "experience", "progress"])
_WORD = re.compile(r"[^\W\d_]+")

Names = Mapping[str, str]
"""Areas (words of `vocabulary.AREAS`) with the usual printed name of each."""


def with_areas(
    rows: Sequence[Row], patterns: AreaNames, names: Names, free: Callable[[Collection[str]], Collection[str]]
) -> list[tuple[str | None, Row]]:
    """Each row with its area: by the patterns of printed names; a misprinted one with a grade by the areas that `free` leaves."""
    areas = [area_of(row.name.text, patterns) for row in rows]
    while True:
        left = free([area for area in areas if area])
        likely = [
            likely_area(row.name.text, names, left) if area is None and row.grade else None for area, row in zip(areas, rows, strict=True)
        ]
        new = [index for index, area in enumerate(likely) if area and likely.count(area) == 1]
        if not new:
            return list(zip(areas, rows, strict=True))
        areas[new[0]] = likely[new[0]]


def likely_area(name: str, names: Names, free: Collection[str]) -> str | None:
    """The one of the areas `free` whose name `name` can only be; None where none is near or two are."""
    scores = sorted(((_in_common(_words(name), _words(names[area])), area) for area in free), reverse=True)
    if not scores or scores[0][0] < ENOUGH:
        return None
    second = scores[1][0] if len(scores) > 1 else 0.0
    return scores[0][1] if scores[0][0] - second >= APART else None


def is_of_its_own(name: str, names: Names) -> bool:
    """Whether a name holds a word that no known name has: else it may be a piece of one whose other lines are lost."""
    known = Counter(word for each in names.values() for word in _all_words(each))
    return any(len(word) >= NEW_WORD and not _find(word, known) for word in _all_words(name))


def _all_words(name: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(name)]


def _words(name: str) -> list[str]:
    """The words that tell a name from others."""
    return [word for word in _all_words(name) if word not in _SMALL]


def _in_common(first: list[str], second: list[str]) -> float:
    """The share of words, each counted once, that both have: 0 to 1."""
    left = Counter(second)
    for word in first:
        if found := _find(word, left):
            left[found] -= 1
    shared = len(second) - left.total()
    return 2 * shared / max(1, len(first) + len(second))


def _find(word: str, among: Counter[str]) -> str | None:
    """The word of `among`, with a count left, that `word` is, or nearly is."""
    if among[word] > 0:
        return word
    near = (other for other, count in among.items() if count > 0 and SequenceMatcher(None, word, other).ratio() >= SAME_WORD)
    return next(near, None)
