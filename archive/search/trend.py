"""How often a search comes up over the years: the share of each year's reports that have it, and where it stands first."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.database.listed_rows import REPORTS
from archive.database.readonly import TooSlowError, reading
from archive.search.facets import Counted
from archive.search.filters import Filters
from archive.search.query import read_query
from archive.search.reports_with import count_held, reports_held, reports_with
from archive.search.results import Results
from archive.search.search import SECONDS, TOO_SLOW


@dataclass(frozen=True, slots=True)
class Share:
    """`reports` of the `of` reports of one year, type or region (`value`) have what was searched for."""

    value: str
    reports: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return round(self.reports / self.of, 4)


@dataclass(frozen=True, slots=True)
class Trend:
    """Years in order, from the first of which a report is held to the last; `first` is the report published first that has it.

    `kinds` are types of report and `regions` those of councils, in order of their codes or names: of the same reports. `region_years` has
    the years of each region, as (region, year). `undated` reports have it too, but count in none of these: nothing says when they were
    published.
    """

    query: str
    years: tuple[Share, ...] = ()
    kinds: tuple[Share, ...] = ()
    regions: tuple[Share, ...] = ()
    region_years: tuple[tuple[str, Share], ...] = ()
    first: sqlite3.Row | None = None
    undated: int = 0
    notices: tuple[str, ...] = ()


def find_trend(connection: sqlite3.Connection, typed: str, filters: Filters, *, public: bool = False) -> Trend:
    """The trend of what was typed, all words in one paragraph, or together on a page outside all paragraphs.

    Filters narrow both numbers of a year; undated reports are in neither.
    """
    query = read_query(typed, synonyms=filters.synonyms)
    match, notices = query.match(), (*query.notices, *filters.notices)
    if match is None:
        return Trend(query.typed, notices=notices)
    try:
        with reading(connection, SECONDS):
            having = reports_with(connection, match, filters, public=public)
            found = _dated(having)
            of = _dated(reports_held(connection, filters))
            earliest = min(found, key=lambda report: (found[report].published or "", report), default=None)
            first = connection.execute(f"select * from ({REPORTS}) where id = ?", [earliest]).fetchone()
    except TooSlowError:
        return Trend(query.typed, notices=(TOO_SLOW, *notices))
    years, kinds, regions = (_shares(found.values(), of.values(), column) for column in ("year", "kind", "region"))
    places = sorted({row.region for row in of.values() if row.region})
    by_place = {place: [[row for row in rows.values() if row.region == place] for rows in (found, of)] for place in places}
    region_years = tuple((place, one) for place, (with_it, all_of) in by_place.items() for one in _shares(with_it, all_of, "year"))
    return Trend(query.typed, years, kinds, regions, region_years, first, len(having) - len(found), notices)


def shares_of(connection: sqlite3.Connection, found: Results) -> tuple[Share, ...]:
    """The years of the trend of a search that was made; none where it had no words or was stopped, or counting takes too long.

    Nor for a part of reports: to count the reports that have one, all paragraphs are read.
    """
    if not found.by_year or found.filters.section:
        return ()
    try:
        with reading(connection, SECONDS):
            of = count_held(connection, found.filters)
    except TooSlowError:
        return ()
    return tuple(Share(year, found.by_year.get(year, 0), number) for year, number in sorted(of.items()))


def _shares(found: Iterable[Counted], of: Iterable[Counted], column: str) -> tuple[Share, ...]:
    with_it, all_of = (Counter(getattr(row, column) for row in rows) for rows in (found, of))
    return tuple(Share(value, with_it[value], number) for value, number in sorted(one for one in all_of.items() if one[0]))


def _dated(reports: Mapping[int, Counted]) -> dict[int, Counted]:
    """Of these the reports that have a year."""
    return {report: row for report, row in reports.items() if row.year}
