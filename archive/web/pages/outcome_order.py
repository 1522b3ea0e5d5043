"""The order of the table of outcomes, and the addresses that its heads lead to."""

from collections.abc import Callable, Sequence

from archive.outcomes.grade_scale import HALVES, HEIGHTS, JOINED, LEADING
from archive.outcomes.latest import Asked, Outcome
from archive.urls import with_query
from archive.web.pages.outcomes_view import chosen_of

Rank = Callable[[Outcome], tuple[object, ...]]


def ordered(outcomes: Sequence[Outcome], sort: str) -> list[Outcome]:
    """`outcomes` (by name) in the order `sort`, a key of RANKS: grades best first, days fewest first; with "-" before it the other way.

    Those without a grade come last either way. Any other text leaves them by name.
    """
    rank = RANKS.get(sort.removeprefix("-"))
    if rank is None:
        return list(outcomes)
    known = [one for one in outcomes if rank(one)[0] is not None]
    unknown = [one for one in outcomes if rank(one)[0] is None]
    return [*sorted(known, key=rank, reverse=sort.startswith("-")), *unknown]


def sort_addresses(asked: Asked, sort: str) -> dict[str, str]:
    """Of each column, where its head leads: its order, or where it has that one, the other way round."""
    return {name: with_query("/outcomes", {**chosen_of(asked), "sort": f"-{name}" if sort == name else name}) + "#table" for name in RANKS}


def _height(grade: str | None) -> int | None:
    return -HEIGHTS[grade] if grade in HEIGHTS else None


def _of(area: str) -> Rank:
    def rank(one: Outcome) -> tuple[object, ...]:
        judged = one.judged(area)
        return (_height(one.judged(JOINED).grade if judged.status == "joined" and area in HALVES else judged.grade),)

    return rank


RANKS: dict[str, Rank] = {
    **{area: _of(area) for area in LEADING},
    "overall": lambda one: (_height(one.latest.overall),),
    "inspection": lambda one: (one.latest.day,),
    "days": lambda one: (one.days_since,),
}
"""What each order compares; None in its first place where there is nothing to compare."""
