"""Similar wording between what two reports ask for: a score and both passages, never a proof that the first was not met. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Generic, Protocol, TypeVar

from rapidfuzz.distance import Indel

# Share (0 to 1) of telling words, cut to their beginnings, that two passages have in common. Of the 580 recommendations to authorities in
# 100 real reports, 8 pairs of one authority's reach 0.35, nearly all on one matter; 23 reach 0.25, of which half are chance.
ENOUGH = 0.35
_BEGINNING = 6  # letters: "assessing" and "assessments" count as one word
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """a all an and are as at be been by can children ensure families for from good has have improve in into is it its make more
        need needs of on or people quality service services so such sure that the their them there these they this those to when where
        which who with young""",
    )
)


class HasText(Protocol):
    """Something with a `text`."""

    @property
    def text(self) -> str: ...


Passage = TypeVar("Passage", bound=HasText)


@dataclass(frozen=True, slots=True)
class Pair(Generic[Passage]):
    """Two passages in the order given, and how alike their wording is, from 0 to 1."""

    first: Passage
    second: Passage
    score: float


def telling_words(text: str) -> list[str]:
    """The beginnings of the words of `text` that tell something, in alphabetical order: a list says the same in any order."""
    words = re.findall(r"[a-z]+", text.lower().replace("’", "").replace("'", ""))
    return sorted({word[:_BEGINNING] for word in words if word not in _COMMON and len(word) > 1})


def likeness(first: Sequence[str], second: Sequence[str], least: float = 0.0) -> float:
    """How alike two lists of telling words are, from 0 to 1, or 0 where that is below `least`; nothing is like an empty one."""
    return Indel.normalized_similarity(first, second, score_cutoff=least) if first and second else 0.0


def similar(first: Iterable[Passage], second: Iterable[Passage], least: float = ENOUGH) -> list[Pair[Passage]]:
    """The pairs of one passage of each that are alike enough, most alike first."""
    ones, others = ([(one, telling_words(one.text)) for one in passages] for passages in (first, second))
    return _pairs(((one, other) for one, other in product(ones, others)), least)


def similar_over_time(groups: Sequence[Sequence[Passage]], least: float = ENOUGH) -> list[Pair[Passage]]:
    """The pairs of passages of two different groups (reports, oldest first) that are alike enough, most alike first."""
    read = [[(one, telling_words(one.text)) for one in group] for group in groups]
    return _pairs((pair for older, newer in combinations(read, 2) for pair in product(older, newer)), least)


def _pairs(pairs: Iterable[tuple[tuple[Passage, list[str]], tuple[Passage, list[str]]]], least: float) -> list[Pair[Passage]]:
    found = [(one, other, likeness(words, others, least)) for (one, words), (other, others) in pairs]
    return sorted((Pair(*each) for each in found if each[2] >= least), key=lambda pair: -pair.score)
