"""What a search finds: the newest pages and articles that match, grouped by report or article, with their scores and parts.

bm25 costs 1.0 to 2.8 microseconds a hit, so only the newest HITS_RANKED pages that match are ranked; a search that has more says so.
The report of a hit is arithmetic (archive.database.search_index): the table of pages is touched only for the passages shown.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_

from archive.database.ids import FIRST_ARTICLE, PAGES_PER_REPORT
from archive.database.listed_rows import ARTICLES, REPORTS
from archive.database.public import is_snapshot
from archive.database.readonly import TooSlowError, plain_rows
from archive.database.search_index import FIRST_ARTICLE_KEY, KEYS, LAST_PLACE, Index, first_place, last_place, place, row_id
from archive.search.choose_index import indexes_to_try
from archive.search.filters import Filters
from archive.search.passages import PASSAGES_PER_RESULT
from archive.search.query import Query
from archive.search.search_cost import Wanted

HITS_RANKED = 20_000
TITLE_WEIGHT, TEXT_WEIGHT = 5.0, 1.0
# whole numbers are quicker to read; so large, because a word on most pages scores a millionth
_SCORE = f"cast(bm25({{index}}, {TITLE_WEIGHT}, {TEXT_WEIGHT}) * 1000000000000 as integer) as score"
_SECTIONS = f"coalesce((select sections from page_sections where id = {{index}}.rowid % {KEYS}), 0)"
_NEWEST = f"select rowid as place, {_SCORE}, {_SECTIONS} as sections from {{index}}"


@dataclass(frozen=True, slots=True)
class Hits:
    """Reports and articles (`ids`) that were found, newest first, each with the score of its best hit, the lower the better.

    `sections` are the bits of the parts of the report it was found in. `keys` and `scores` are those of all hits; those of the report
    at a place of `ids` stand from the same place of `bounds` to the next. `capped` where more match than are ranked; `only` is the
    index that was looked through where it is not all.
    """

    ids: Sequence[int]
    best: Sequence[int]
    sections: Sequence[int]
    capped: bool
    only: Index | None = None
    keys: Sequence[int] = ()
    scores: Sequence[int] = ()
    bounds: Sequence[int] = ()

    def rows(self, at: int) -> list[int]:
        """Row ids of the hits of the report or article at this place; none for a search without words."""
        return [row_id(key) for key in self.keys[slice(*self.bounds[at : at + 2])]] if self.bounds else []

    def best_rows(self, at: int) -> list[int]:
        """Row ids of its best hits, best first."""
        scores = self.scores[slice(*self.bounds[at : at + 2])]
        return [row for _, row in sorted(zip(scores, self.rows(at), strict=True))[:PASSAGES_PER_RESULT]]


def is_article(one: int) -> bool:
    """Whether this id is that of an article, not of a report."""
    return one >= FIRST_ARTICLE


def find_hits(connection: sqlite3.Connection, query: Query, filters: Filters, *, public: bool, seconds_left: Callable[[], float]) -> Hits:
    """What matches, from the newest HITS_RANKED pages and articles; raises TooSlowError when there is no time to search any of them."""
    match = query.match() or ""
    since, until = _places(filters)
    excerpts = public and not is_snapshot(connection)  # a snapshot's index holds excerpts only
    rows = f"rowid between {since} and {until}" + (f" and rowid % {KEYS} < {FIRST_ARTICLE_KEY}" if excerpts else "")
    where, parameters = _condition(match, rows, filters)
    articles, of_articles = _excerpts(match, filters) if excerpts else ("", [])
    only = None
    wanted = Wanted(query, where, parameters, HITS_RANKED, since, until, narrows=filters.narrows() or excerpts)
    for index in indexes_to_try(connection, wanted, seconds_left):
        newest = f"{_NEWEST} where {where} order by rowid desc limit {HITS_RANKED + 1}".format(index=index.name)
        if excerpts:
            of_index = f"select * from ({articles}) where place >= {index.first}"
            newest = f"select * from ({newest}) union all {of_index} order by place desc limit {HITS_RANKED + 1}"
        keys, scores, sections, last = _lists(connection, newest, parameters + of_articles)
        # a part that begins at `first` lacks nothing where nothing older is asked for, or where enough was found without any
        only = None if since >= index.first or (len(keys) > HITS_RANKED and last >= index.first) else index
        if only is None:
            break
    else:
        if only is None:
            raise TooSlowError("no index that holds what is asked for can be gone through in time")
    most = slice(HITS_RANKED)
    return grouped(keys[most], scores[most], sections[most], capped=len(keys) > HITS_RANKED, only=only)


def _lists(connection: sqlite3.Connection, newest: str, parameters: Sequence[str]) -> tuple[list[int], list[int], list[int], int]:
    """Keys, scores and sections of what the query finds, in its order, and the lowest place (0 of nothing).

    One row with three lists: SQLite goes through all hits in one step, and other threads have Python meanwhile. SQLite joins the values
    in the order in which a subquery gives them; that is not promised, but tests would notice another.
    """
    sql = f"select group_concat(place % {KEYS}), group_concat(score), group_concat(sections), min(place) from ({newest})"
    *lists, last = connection.execute(sql, parameters).fetchone()
    keys, scores, sections = (json.loads(f"[{listed or ''}]") for listed in lists)
    return keys, scores, sections, last or 0


def _condition(match: str, rows: str, filters: Filters) -> tuple[str, list[str]]:
    """SQL that is true of the rows of {index} that match, within `rows`, a condition on rowid; and its parameters."""
    where, parameters = f"{{index}} match ? and {rows}", [match]
    if filters.section:
        where += f" and {_SECTIONS} & {filters.section_bit} > 0"
    clause, values = filters.conditions()
    if clause:
        key = f"rowid % {KEYS}"
        where += (
            f" and ({key} < {FIRST_ARTICLE_KEY} and {key} / {PAGES_PER_REPORT} in (select id from ({REPORTS}){clause})"
            f" or {key} >= {FIRST_ARTICLE_KEY} and {key} - {FIRST_ARTICLE_KEY} + {FIRST_ARTICLE} in (select id from ({ARTICLES}){clause}))"
        )
        parameters += values * 2
    return where, parameters


def _excerpts(match: str, filters: Filters) -> tuple[str, list[str]]:
    """SQL for the articles that match by title or excerpt, with its parameters; they stand in no part of a report."""
    clause, values = filters.conditions()
    # `+rowid`: a plain `rowid in (...)` beside MATCH would run one full-text query a row
    narrowed = f" and +rowid in (select id from ({ARTICLES}){clause})" if clause else ""
    at = place("(select published from articles where id = articles_fts.rowid)", "articles_fts.rowid", article=True)
    sql = f"select {at} as place, {_SCORE}, 0 as sections from articles_fts where articles_fts match ?{narrowed} and {not filters.section}"
    return sql.format(index="articles_fts"), [match, *values]


def _places(filters: Filters) -> tuple[int, int]:
    """The first and last place of anything published between the dates of the filters."""
    days = [(f"{filters.year}-00-00", f"{filters.year}-12-31")] if re.fullmatch("[0-9]{4}", filters.year) else []
    if filters.date == "published":
        days.append((filters.since, filters.until))
    since = max((first_place(first) for first, _ in days if first), default=0)
    return since, min((last_place(last) for _, last in days if last), default=LAST_PLACE)


def find_everything(connection: sqlite3.Connection, filters: Filters) -> Hits:
    """All reports and articles that pass the filters, the newest HITS_RANKED of both together."""
    clause, values = filters.conditions()
    if filters.section:
        of_section = f"id in (select id / {PAGES_PER_REPORT} from page_sections where sections & {filters.section_bit})"
        clause = f"{clause} and {of_section}" if clause else f" where {of_section}"
    found: list[tuple[str, int]] = []
    for rows in (REPORTS, ARTICLES):
        sql = f"select coalesce(published, ''), id from ({rows}){clause} order by published desc, id desc limit {HITS_RANKED + 1}"
        found += plain_rows(connection, sql, values)
    ids = [one for _, one in sorted(found, reverse=True)[:HITS_RANKED]]
    return Hits(ids, [0] * len(ids), [filters.section_bit] * len(ids), capped=len(found) > HITS_RANKED)


def grouped(keys: list[int], scores: list[int], sections: list[int], *, capped: bool, only: Index | None) -> Hits:
    """Group the hits by report or article; hits of the same one follow each other."""
    ids = [key // PAGES_PER_REPORT if key < FIRST_ARTICLE_KEY else row_id(key) for key in keys]
    firsts = [at for at, one in enumerate(ids) if at == 0 or one != ids[at - 1]]
    bounds = [*firsts, len(ids)]
    best, parts = scores, sections
    if len(firsts) < len(ids):
        spans = list(pairwise(bounds))
        best = [min(scores[first:last]) if last - first > 1 else scores[first] for first, last in spans]
        parts = [reduce(or_, sections[first:last]) if last - first > 1 else sections[first] for first, last in spans]
    return Hits([ids[first] for first in firsts], best, parts, capped, only, keys, scores, bounds)
