"""Texts that a spreadsheet would run as a formula, made harmless."""

from collections.abc import Iterable

_FORMULA_STARTS = frozenset("=+-@\t\r")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252


def guarded(value: object) -> object:
    """`value`, with an apostrophe before a text that a spreadsheet would run; numbers stay numbers."""
    return guarded_row((value,))[0]


def guarded_row(values: Iterable[object]) -> list[object]:
    """Each of the values as `guarded` gives it, without a call for each: a list has thousands."""
    return [f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA_STARTS else value for value in values]
