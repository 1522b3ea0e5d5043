"""Similar wording in the recommendations of two reports: a score and both passages. It does not prove that the first was not met. Pure."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from rapidfuzz import process
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
    """Two passages in the order given, and how alike they are, from 0 to 1: in their wording, or where `by_meaning` in what they mean."""

    first: Passage
    second: Passage
    score: float
    by_meaning: bool = False


def telling_words(text: str) -> list[str]:
    """The beginnings of the words of `text` that tell something, in alphabetical order: a list says the same in any order."""
    words = re.findall(r"[a-z]+", text.lower().replace("’", "").replace("'", ""))
    return sorted({word[:_BEGINNING] for word in words if word not in _COMMON and len(word) > 1})


def likeness(first: Sequence[str], second: Sequence[str], least: float = 0.0) -> float:
    """How alike two lists of telling words are, from 0 to 1, or 0 where that is below `least`; an empty list is similar to nothing."""
    return Indel.normalized_similarity(first, second, score_cutoff=least) if first and second else 0.0


def similar(first: Sequence[Passage], second: Sequence[Passage], least: float = ENOUGH) -> list[Pair[Passage]]:
    """The pairs of one passage of each that are alike enough, most alike first."""
    return similar_over_time([first, second], least)


def similar_over_time(groups: Sequence[Sequence[Passage]], least: float = ENOUGH, most: int | None = None) -> list[Pair[Passage]]:
    """The pairs of passages of two different groups (reports, oldest first) that are alike enough, the `most` alike first."""
    read = [(group, one, telling_words(one.text)) for group, passages in enumerate(groups) for one in passages]
    telling = [(group, one, words) for group, one, words in read if words]  # nothing is like a passage that tells nothing
    choices, of_group = [words for _, _, words in telling], [group for group, _, _ in telling]
    found: list[tuple[float, int, int, int, int]] = []  # in the order wanted: by score, then by group, then by place
    for place, (group, _, words) in enumerate(telling):
        later = bisect_right(of_group, group)  # where the passages of later groups begin
        # one call compares with all of them; the score is that of `likeness`
        alike = process.extract_iter(words, choices[later:], scorer=Indel.normalized_similarity, score_cutoff=least)
        found.extend((-score, group, of_group[later + number], place, later + number) for _, score, number in alike)
    return [Pair(telling[one][1], telling[other][1], -score) for score, _, _, one, other in sorted(found)[:most]]
