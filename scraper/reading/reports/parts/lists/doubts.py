"""Items that do not read as something to be done: what only says how things are is left out of a list, with a Problem."""

from collections.abc import Sequence

from archive.records import Problem
from scraper.reading.reports.parts.asking import asks, praises, states
from scraper.reading.reports.parts.lists.items import ListItem

FEWEST = 2
"""Items behind the others that all say how things are: one alone may be worded oddly."""
MOSTLY = 0.8
"""Share of the items above that say what is to be done, from which on one that does not is no item of theirs."""

SELDOM = 0.25
"""Share of the items behind that may speak of what should be, as a finding may, and still are none of the list."""


def believed(heading: str, items: Sequence[ListItem], problems: list[Problem]) -> tuple[ListItem, ...]:
    """The items that read as something to be done or to be better, and a Problem that names those left out.

    Left out is what has no words, and from some item on to the end: praise; or, where the items above say what is to be done
    ("Ensure that …"), statements of any kind. Items in noun form ("The quality of plans.") and findings of fault stay.
    """
    worded = tuple(item for item in items if any(char.isalpha() for char in item.text))
    behind = next((index for index in range(len(worded)) if _only_tells(worded, index)), len(worded))
    left_out = [*(item for item in items if item not in worded), *worded[behind:]]
    if not left_out:
        return worded
    first = left_out[0]
    message = (
        f"{len(left_out)} of {len(items)} items below {heading!r} say how things are, not what is to be done, and are left out,"
        f" from {first.text[:60]!r} on page {first.page} on; compare the pages"
    )
    problems.append(Problem("disagreement", message))
    return worded[:behind]


def _only_tells(items: Sequence[ListItem], index: int) -> bool:
    """Whether the items from `index` on are praise, or statements below items that ask."""
    above, rest = [item.text for item in items[:index]], [item.text for item in items[index:]]
    if (above and len(rest) < FEWEST) or asks(rest[0]):
        return False
    asked = sum(map(asks, rest))
    if praises(rest[0]) and not asked and 2 * sum(map(praises, rest)) >= len(rest):
        return True
    asking = len(above) >= FEWEST and sum(map(asks, above)) >= MOSTLY * len(above)
    return asking and states(rest[0]) and asked <= SELDOM * len(rest) and 2 * sum(map(states, rest)) >= len(rest)
