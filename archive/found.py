"""The records of what a search finds, before they are sorted, counted and shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_

from archive.dated import FIRST_ARTICLE_KEY, row_id
from archive.filters import FIRST_ARTICLE, PAGES_PER_REPORT
from archive.passages import PASSAGES_PER_RESULT
from archive.search_cost import Index


@dataclass(slots=True)  # not frozen: a search makes thousands
class Found:
    """A report or article (id) with the row ids of its hits and the score of each, the lower the better; none where nothing is looked for.

    `sections` are the bits of the parts of the report it was found in.
    """

    id: int
    rows: Sequence[int] = ()
    scores: Sequence[int] = (0,)
    sections: int = 0

    @property
    def is_article(self) -> bool:
        return self.id >= FIRST_ARTICLE

    @property
    def score(self) -> int:
        """That of the best hit."""
        return min(self.scores)

    @property
    def best(self) -> list[int]:
        """Row ids of the best hits, best first."""
        return [row for _, row in sorted(zip(self.scores, self.rows, strict=True))[:PASSAGES_PER_RESULT]]


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found; `capped` where more match than are ranked; `only` is the index that was looked through where it is not all."""

    found: list[Found]
    capped: bool
    only: Index | None = None


def grouped(keys: list[int], scores: list[int], sections: list[int]) -> list[Found]:
    """The hits of each report or article together; those of one follow each other."""
    ids = [key // PAGES_PER_REPORT if key < FIRST_ARTICLE_KEY else row_id(key) for key in keys]
    starts = [at for at, one in enumerate(ids) if at == 0 or one != ids[at - 1]]
    found = []
    for first, last in pairwise([*starts, len(ids)]):
        one = ids[first]
        rows = keys[first:last] if one < FIRST_ARTICLE else [one]
        found.append(Found(one, rows, scores[first:last], reduce(or_, sections[first:last])))
    return found
