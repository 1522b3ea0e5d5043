"""What a search finds, as columns: a record for each of thousands of reports took as long to make as ranking them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_

from archive.dated import FIRST_ARTICLE_KEY, row_id
from archive.filters import FIRST_ARTICLE, PAGES_PER_REPORT
from archive.passages import PASSAGES_PER_RESULT
from archive.search_cost import Index


@dataclass(frozen=True, slots=True)
class Hits:
    """Reports and articles (`ids`) that were found, newest first, each with the score of its best hit, the lower the better.

    `sections` are the bits of the parts of the report it was found in. `keys` and `scores` are those of all hits; those of the report
    at a place of `ids` stand from the same place of `bounds` to the next. `capped` where more match than are ranked; `only` is the
    index that was looked through where it is not all.
    """

    ids: Sequence[int]
    best: Sequence[int]
    sections: Sequence[int]
    capped: bool
    only: Index | None = None
    keys: Sequence[int] = ()
    scores: Sequence[int] = ()
    bounds: Sequence[int] = ()

    def rows(self, at: int) -> list[int]:
        """Row ids of the hits of the report or article at this place; none where nothing was looked for."""
        return [row_id(key) for key in self.keys[slice(*self.bounds[at : at + 2])]] if self.bounds else []

    def best_rows(self, at: int) -> list[int]:
        """Row ids of its best hits, best first."""
        scores = self.scores[slice(*self.bounds[at : at + 2])]
        return [row for _, row in sorted(zip(scores, self.rows(at), strict=True))[:PASSAGES_PER_RESULT]]


def is_article(one: int) -> bool:
    """Whether this id is that of an article, not of a report."""
    return one >= FIRST_ARTICLE


def grouped(keys: list[int], scores: list[int], sections: list[int], *, capped: bool, only: Index | None) -> Hits:
    """The hits of each report or article together; those of one follow each other."""
    ids = [key // PAGES_PER_REPORT if key < FIRST_ARTICLE_KEY else row_id(key) for key in keys]
    firsts = [at for at, one in enumerate(ids) if at == 0 or one != ids[at - 1]]
    bounds = [*firsts, len(ids)]
    best, parts = scores, sections
    if len(firsts) < len(ids):
        spans = list(pairwise(bounds))
        best = [min(scores[first:last]) if last - first > 1 else scores[first] for first, last in spans]
        parts = [reduce(or_, sections[first:last]) if last - first > 1 else sections[first] for first, last in spans]
    return Hits([ids[first] for first in firsts], best, parts, capped, only, keys, scores, bounds)
