"""Counts beside every filter: how many of the results have each value."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from archive.database.councils import read_source_titles
from archive.database.ids import is_article
from archive.database.listed_rows import ARTICLES, AUTHOR, REPORTS
from archive.database.readonly import kept_rows, plain_rows
from archive.database.sections import LABELS as SECTION_LABELS
from archive.search.filters import FACETS, Filters
from archive.search.results import FacetValue
from archive.vocabulary import GRADE_LABELS, KIND_LABELS


class Counted(NamedTuple):
    """The columns of listed_rows.REPORTS and listed_rows.ARTICLES that results are sorted and counted by."""

    source: str
    authority: str | None
    authority_name: str | None
    region: str | None
    published: str | None
    inspected: str | None
    year: str | None
    kind: str
    grade: str | None  # as listed_rows.SCALE_GRADE has it


_YEAR_AND_KIND = attrgetter("year", "kind")


def read_counted(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Counted]:
    """The counted columns of these reports and articles; not of one that does not exist, or is not public on a public site.

    From the last searches of this connection where nothing was written since. The same text is the same object in all of them, which
    makes counting several times as quick.
    """
    kept = kept_rows(connection)
    new = [one for one in ids if one not in kept.rows]
    for table in (REPORTS, ARTICLES):
        if wanted := [one for one in new if is_article(one) == (table == ARTICLES)]:
            columns = ", ".join("scale_grade" if name == "grade" else name for name in Counted._fields)
            sql = f"select id, {columns} from ({table}) where id in (select value from json_each(?))"
            for one, *values in plain_rows(connection, sql, [json.dumps(wanted)]):
                kept.rows[one] = Counted._make(map(kept.values.setdefault, values, values))
    return {one: kept.rows[one] for one in ids if one in kept.rows}


def count_facets(
    connection: sqlite3.Connection, rows: Iterable[Counted], sections: Counter[str], filters: Filters
) -> dict[str, tuple[FacetValue, ...]]:
    """Values and counts of every facet, most frequent first, years newest first.

    `rows` are the results; `sections` is how many of them were found in each part of a report.
    """
    columns = dict(zip(Counted._fields, zip(*rows, strict=True), strict=False))  # without rows there are no columns
    counts = {name: Counter(columns.get(name, ())) for name in FACETS if name != "section"}
    counts["section"] = Counter({part: number for part, number in sections.items() if number})
    for name in FACETS:
        for value in filters.values(name):
            counts[name].setdefault(value, 0)
    labels = {
        "authority": dict(zip(columns.get("authority", ()), columns.get("authority_name", ()), strict=True)),
        "kind": KIND_LABELS,
        "grade": GRADE_LABELS | _of_other_scales(connection),
        "section": SECTION_LABELS,
        "source": read_source_titles(connection),
    }
    return {name: _values(counts[name], labels.get(name, {}), filters.values(name), by_value=name == "year") for name in FACETS}


def _of_other_scales(connection: sqlite3.Connection) -> dict[str, str]:
    """Grades of other inspectorates than Ofsted, each with the name of its own."""
    sql = f"""select s.name || ':' || g.value as value, g.value as word, {AUTHOR}
        from sources s, json_each(s.grades) g where not s.ofsted_urns"""
    return {value: f"{word} ({author})" for value, word, author, _ in connection.execute(sql)}


def count_years(rows: Iterable[Counted]) -> dict[str, int]:
    """How many of the reports among `rows` were published in each year; of articles and undated reports none are."""
    years: Counter[str] = Counter()
    for (year, kind), number in Counter(map(_YEAR_AND_KIND, rows)).items():
        if year and kind != "article":
            years[year] += number
    return years


def _values(counter: Counter[str], labels: Mapping[str, str], chosen: Sequence[str], *, by_value: bool) -> tuple[FacetValue, ...]:
    values = [FacetValue(value, labels.get(value) or value, count, value in chosen) for value, count in counter.items() if value]
    if by_value:
        return tuple(sorted(values, key=lambda one: one.value, reverse=True))
    return tuple(sorted(values, key=lambda one: (":" in one.value, -one.count, one.label)))  # grades of other scales come last
