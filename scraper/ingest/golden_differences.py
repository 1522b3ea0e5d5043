"""What a golden case is read as now, where that is not what was reviewed: in words, one line for each fact."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

AROUND = 60  # characters shown on each side of the place where two long texts part
NAMES = ("key", "urn", "name", "title", "number", "kind", "page", "url")  # facts by which a person knows a record, the first it has


def told_differences(expected: list[dict[str, Any]], read: list[dict[str, Any]]) -> Iterator[str]:
    """A line for each fact that is read otherwise, each record that is no longer read, and each that is new."""
    before, after = [repr(one) for one in expected], [repr(one) for one in read]
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            yield from _of_block(expected[i:j], read[k:m])


def _of_block(expected: list[dict[str, Any]], read: list[dict[str, Any]]) -> Iterator[str]:
    """The differences of neighbouring records: those of one kind are compared in their order."""
    for kind in dict.fromkeys(one["record"] for one in (*expected, *read)):
        old, new = ([one for one in records if one["record"] == kind] for records in (expected, read))
        for one, other in zip_longest(old, new):
            if one is None:
                yield f"new: {_named(other)}"
            elif other is None:
                yield f"no longer read: {_named(one)}"
            else:
                yield from (f"{_named(one)}: {words}" for words in _facts(one, other))


def _named(record: dict[str, Any]) -> str:
    name = next((f"{fact} {_shown(record[fact])}" for fact in NAMES if record.get(fact)), "")
    if record["record"] == "Problem":
        return f"Problem {record['kind']}: {record['message']}"
    return f"{record['record']} ({name})" if name else record["record"]


def _facts(one: dict[str, Any], other: dict[str, Any]) -> Iterator[str]:
    for fact in one | other:
        was, is_now = one.get(fact), other.get(fact)
        if was != is_now:
            yield f"{fact} was {_shown(was, is_now)}, and is read as {_shown(is_now, was)}"


def _shown(value: object, beside: object = None) -> str:
    """A value for people; of a long text, what stands around the place where it parts from the text `beside` it."""
    if value is None or value == "":
        return "nothing"
    if not isinstance(value, str):
        return str(value)
    if len(value) <= 2 * AROUND:
        return f"“{value}”"
    parts = next(
        (at for at, (a, b) in enumerate(zip(value, str(beside or ""), strict=False)) if a != b), min(len(value), len(str(beside or "")))
    )
    start, end = max(parts - AROUND, 0), min(parts + AROUND, len(value))
    return f"“{'…' if start else ''}{value[start:end]}{'…' if end < len(value) else ''}”"
