"""Compares two readings of one fact, checks dates, works out lengths. What does not hold is None, with a Problem in the caller's list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

from archive.records import Problem
from scraper.reading.dates import read_days
from scraper.reading.errors import ParseError

SHORT_DAYS = 4
"""Days from the first to the last of a short ILACS inspection, at most; the length itself is printed nowhere."""
STANDARD_DAYS = 11
"""Days from the first to the last of a standard ILACS inspection: Monday to the Friday of the next week."""
INSPECTION_DAYS = (1, 90)
"""Fewest and most days from the first to the last of an inspection with grades: outside them, a day or a year is misprinted or lost."""
PAUSE = 120
"""Days from one printed day to the next, at most, of an inspection that was broken off and went on later."""
SATURDAY = 5

_BRACKETS = re.compile(r"\([^)]*\)")

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of an inspection, with the printed words and their page; the days are None where nothing holds."""

    start: str | None = None
    end: str | None = None
    printed: str | None = None
    page: int | None = None


def compare(what: str, first: Fact | None, second: Fact | None, problems: list[Problem]) -> Fact | None:
    """The value both readings of `what` give, or the only one there is; None and a Problem where they differ."""
    if first is not None and second is not None and first != second:
        problems.append(Problem("disagreement", f"{what}: two readings, {first!r} and {second!r}; we leave it empty"))
        return None
    return second if first is None else first


def missing(what: str, where: str) -> Problem:
    """The Problem of a fact that the family prints but that was not found `where` it should stand."""
    return Problem("missing_fact", f"{what} not found {where}")


def read_span(
    what: str,
    printed: str,
    page: int,
    published: str | None,
    problems: list[Problem],
    *,
    year: int | None = None,
    before: date | None = None,
    days: tuple[int, int] | None = None,
) -> Span:
    """The dates of `printed`, checked against `published` (ISO or None); unread or impossible dates are None, with the Problem.

    What stands in brackets ("12 to 16 May 2025 (on site)") is not read. `year` and `before` are for days without a year, as in
    `dates.read_days`; `days` are the fewest and the most from the first to the last that can be. Of several periods ("30 September to
    11 October 2024 and 13 to 16 January 2025") the first day of the first and the last of the last count.
    """
    words = " ".join(printed.split())
    try:
        dates = read_days(_BRACKETS.sub(" ", words), year=year, before=before)
    except ParseError as error:
        problems.append(Problem("parse_error", f"{what} on page {page}: {error}"))
        return Span(None, None, words, page)
    start, end = dates[0], dates[-1]
    impossible = _impossible(dates, published, days)
    if impossible:
        problems.append(Problem("impossible_date", f"{what} {words!r} on page {page} {impossible}; we leave it empty"))
        return Span(None, None, words, page)
    if date.fromisoformat(start).weekday() >= SATURDAY:  # unusual, but possible: the fact stays
        weekend = f"{what} {words!r} begin on a {date.fromisoformat(start):%A}; we keep the date as printed"
        problems.append(Problem("impossible_date", weekend))
    return Span(start, end, words, page)


def _impossible(dates: Sequence[str], published: str | None, days: tuple[int, int] | None) -> str | None:
    """What cannot be of these dates; None where nothing is wrong with them."""
    if published is not None and published < dates[-1]:
        return f"end after the report was published ({published})"
    if days is None:
        return None
    length = _days_between(dates[0], dates[-1])
    broken_off = len(dates) > 2 and all(_days_between(*pair) <= PAUSE for pair in pairwise(dates))
    if length < days[0] or (length > days[1] and not broken_off):
        return f"are {length} days apart, which no inspection of this kind is"
    return None


def _days_between(first: str, second: str) -> int:
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def derived_length(start: str, end: str, problems: list[Problem]) -> str | None:
    """Whether an ILACS inspection of these dates was "short" or "standard"; None and a Problem for any other number of days."""
    days = _days_between(start, end)
    if days <= SHORT_DAYS:
        return "short"
    if days == STANDARD_DAYS:
        return "standard"
    words = f"we cannot tell from its dates, {start} to {end}, whether this was a short or a standard inspection; we leave its length empty"
    problems.append(Problem("unknown_value", words))
    return None
