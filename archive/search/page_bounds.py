"""Where the pages of a list of recommendations begin and end: reports are kept together, and no page grows beyond 300 KB."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

REPORTS_A_PAGE = 20
ENTRIES_A_PAGE = 80


class Bounds(NamedTuple):
    """A page has the entries from `first` to before `end`; the first report on it begins with the entry `whole`. Places count from 0."""

    first: int
    end: int
    whole: int


def page_bounds(reports: Iterable[int]) -> list[Bounds]:
    """The pages of a list whose entries are of these reports; entries of one report stand together.

    A page ends with a report, unless that has more than ENTRIES_A_PAGE: the rest of it stand on the next page.
    """
    pages: list[Bounds] = []
    on_page = at = 0
    for number in Counter(reports).values():
        if pages and on_page < REPORTS_A_PAGE and at + number - pages[-1].first <= ENTRIES_A_PAGE:
            pages[-1] = pages[-1]._replace(end=at + number)
            on_page += 1
        else:
            pages += [Bounds(first, min(first + ENTRIES_A_PAGE, at + number), at) for first in range(at, at + number, ENTRIES_A_PAGE)]
            on_page = 1
        at += number
    return pages


def bounds_of_page(reports: Iterable[int], number: int) -> tuple[Bounds, int, int]:
    """The page with this number (from 1), or the last where there are fewer; its number, and how many pages there are."""
    pages = page_bounds(reports)
    number = min(number, max(1, len(pages)))
    return pages[number - 1] if pages else Bounds(0, 0, 0), number, len(pages)
