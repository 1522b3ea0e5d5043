"""Counts beside every filter: how many of the results have each value."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from archive.counted import Counted
from archive.filters import FACETS, Filters
from archive.results import FacetValue
from archive.sections import LABELS as SECTION_LABELS
from archive.sections import parts_of
from archive.vocabulary import GRADES, REPORT_TYPES

KIND_LABELS = REPORT_TYPES.words | {"article": "News article", "not_known": "Kind of report not known"}
GRADE_LABELS = GRADES.words | {
    "not_given": "No overall grade is given (ILACS from April 2026)",
    "not_judged": "Not judged",
    "not_applicable": "Not graded (visits, joint inspections)",
    "not_read": "Grade not read",
}


def count_facets(
    connection: sqlite3.Connection, rows: Sequence[Counted], sections: Iterable[int], filters: Filters
) -> dict[str, tuple[FacetValue, ...]]:
    """Values and counts of every facet, most frequent first, years newest first.

    `rows` are the results; `sections`, one a result, are the bits of the parts of a report it was found in.
    """
    columns = dict(zip(Counted._fields, zip(*rows, strict=True), strict=False))  # no columns where there are no rows
    counts = {name: Counter(columns.get(name, ())) for name in FACETS if name != "section"}
    counts["section"] = _by_section(sections)
    for name, value in filters.chosen().items():
        counts[name].setdefault(value, 0)
    labels = {
        "authority": dict(zip(columns.get("authority", ()), columns.get("authority_name", ()), strict=True)),
        "kind": KIND_LABELS,
        "grade": GRADE_LABELS,
        "section": SECTION_LABELS,
        "source": dict(connection.execute("select name, title from sources").fetchall()),
    }
    return {name: _values(counts[name], labels.get(name, {}), getattr(filters, name), by_value=name == "year") for name in FACETS}


def _by_section(sections: Iterable[int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for bits, number in Counter(sections).items():
        for part in parts_of(bits):
            counts[part] += number
    return counts


def _values(counter: Counter[str], labels: Mapping[str, str], chosen: str, *, by_value: bool) -> tuple[FacetValue, ...]:
    values = [FacetValue(value, labels.get(value) or value, count, value == chosen) for value, count in counter.items() if value]
    if by_value:
        return tuple(sorted(values, key=lambda one: one.value, reverse=True))
    return tuple(sorted(values, key=lambda one: (-one.count, one.label)))
