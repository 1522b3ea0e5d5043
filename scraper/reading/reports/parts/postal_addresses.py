"""Postal addresses among the lines below a signature or a team: places are no names of persons ("Sample House", "Weir Street")."""

import re
from collections.abc import Sequence

LONGEST_ADDRESS = 5
"""Lines of an address above its postcode, at most."""

OFFICE = re.compile(r"\b(?:inspectors?|s?hmi|director|(?<![@./])ofsted(?!\.\w)|CQC|care quality commission)\b", re.IGNORECASE)
"""An office, or the inspectorate it is held in; not its site or e-mail."""

_REACHED_BY = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b|\b(?:T|E|W|Tel|Telephone|Textphone|Email|E-mail|Website)\b[:.]?\s*(?:\+?[\d(]|\S+[@.]\S)|\S@\S|www\."
)
"""What stands only in addresses: a postcode, a number to ring, an e-mail address, a site."""


def before_address(lines: Sequence[str]) -> int:
    """How many of `lines` stand before the first address: it begins below the last office above its postcode or telephone."""
    reached = next((index for index, line in enumerate(lines) if _REACHED_BY.search(line)), None)
    if reached is None:
        return len(lines)
    start = reached
    while start > 0 and reached - start < LONGEST_ADDRESS and not OFFICE.search(lines[start - 1]):
        start -= 1
    return start
