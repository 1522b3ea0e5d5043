"""What a search finds: paragraphs, rests of pages and articles that match, grouped by report or article, all of them counted.

Ranking by bm25 costs about a microsecond a hit. Where more than HITS_RANKED match, words are so common that bm25 tells little:
a report is then the better, the more of its paragraphs match. The owner of a row is arithmetic (archive.database.search_index).
"""

import heapq
import sqlite3
from collections import Counter
from collections.abc import Sequence, Set
from operator import attrgetter
from typing import NamedTuple

from archive.database.ids import FIRST_ARTICLE, is_article
from archive.database.listed_rows import ARTICLES, REPORTS
from archive.database.public import is_snapshot
from archive.database.readonly import plain_rows
from archive.database.search_index import FIRST_PARAGRAPH, SECTION_BITS, owner_sql, sections_sql
from archive.database.sections import BITS, parts_of
from archive.search.engine import Engine, open_engine
from archive.search.filters import Filters

HITS_RANKED = 40_000
TITLE_WEIGHT, TEXT_WEIGHT = 5.0, 1.0
CANDIDATES = 12  # rows of a report of which the best are shown
# whole numbers are quicker to read; so large, because a word in most paragraphs scores a millionth
_SCORE = f"cast(bm25({{index}}, {TITLE_WEIGHT}, {TEXT_WEIGHT}) * 1000000000000 as integer)"
_MATCHING = "select rowid as row, {score} as score from {index} where {index} match ?{within} limit -1"  # a limit keeps bm25 in its place
_KEY = f"({owner_sql('row')}) << {SECTION_BITS} | {sections_sql('row')}"
_OWNER = f"part >> {SECTION_BITS}"
_SECTIONS = " | ".join(f"max(part & {bit})" for bit in BITS.values())


class Hit(NamedTuple):
    """What was found of a report or article; `best` is its score, the lower the better.

    `rows` are ids of its rows of the index that match, and `scores` theirs (empty where they were not ranked), as texts with commas.
    `sections` are the bits of the parts of a report that it was found in; None where `count_sections` has yet to ask the engine.
    """

    best: int = 0
    rows: str = ""
    scores: str = ""
    sections: int | None = None

    def all_rows(self) -> list[int]:
        """Ids of the rows that match."""
        return [int(row) for row in self.rows.split(",")] if self.rows else []

    def scored_rows(self) -> list[tuple[int, int]]:
        """(score, id) of the rows, best first; all score 0 where they were not ranked."""
        scores = [int(score) for score in self.scores.split(",")] if self.scores else [0] * len(self.all_rows())
        return sorted(zip(scores, self.all_rows(), strict=True))

    def best_rows(self) -> list[int]:
        """Ids of the best rows, best first where they were ranked."""
        return [row for _, row in self.scored_rows()[:CANDIDATES]]


Hits = dict[int, Hit]
"""By report or article."""
_WITHHELD = "select id from main.reports where withheld is not null"
_UNRANKED = Hit()  # one for all, of which a search has up to hundreds of thousands
_SECTIONS_OF = attrgetter("sections")


def find_hits(connection: sqlite3.Connection, match: str, filters: Filters, *, public: bool, ranked: int | None = None) -> Hits:
    """Every report and article that passes the filters and has a row that matches.

    `ranked`: how many of the best are shown: more need no score, and `with_rows` gives the rows of those that are. None: all.
    """
    excerpts = public and not is_snapshot(connection)  # a snapshot's index holds excerpts only
    if engine := _engine_for(connection, match):
        hits = _hits_of_engine(connection, engine, match, filters, public=excerpts, ranked=ranked)
    else:
        within = f" and (rowid < {FIRST_ARTICLE} or rowid >= {FIRST_PARAGRAPH})" if excerpts else ""
        if filters.section:
            within += f" and rowid >= {FIRST_PARAGRAPH} and rowid & {filters.section_bit}"
        hits = _hits(connection, "search_fts", match, within, filters)
    return hits | _hits(connection, "articles_fts", match, "", filters) if excerpts and not filters.section else hits


def _engine_for(connection: sqlite3.Connection, match: str) -> Engine | None:
    """The engine, where there is one that can find this."""
    engine = open_engine(connection)
    return engine if engine is not None and engine.can_find(match) else None


def _hits_of_engine(
    connection: sqlite3.Connection, engine: Engine, match: str, filters: Filters, *, public: bool, ranked: int | None
) -> Hits:
    bits = filters.section_bit
    every = engine.owners(match, public=public, bits=bits, parts=bool(ranked) and engine.at_once).every
    wanted = _passing(connection, every, filters, public=public)
    if ranked is None:
        found = engine.rows(match, wanted, public=public, bits=bits)
        return {owner: _with_rows(found[owner]) for owner in wanted}
    scores = engine.best_owners(match, wanted, min(ranked, len(wanted)), public=public, bits=bits) if ranked else {}
    return dict.fromkeys(wanted, _UNRANKED) | {owner: Hit(_score(score)) for owner, score in scores.items()}


def find_best_rows(
    connection: sqlite3.Connection, match: str, filters: Filters, number: int, *, public: bool, reports: Set[int] | None = None
) -> list[int]:
    """Ids of the best rows of reports that match and pass the filters, best first; of `reports` alone unless None."""
    withheld = {one for (one,) in plain_rows(connection, _WITHHELD)} if public and not is_snapshot(connection) else set()
    if not (engine := _engine_for(connection, match)):
        hits = find_hits(connection, match, filters, public=public)
        wanted = (hits.keys() if reports is None else hits.keys() & reports) - withheld
        return [
            row for _, row in heapq.nsmallest(number, (pair for one in wanted if not is_article(one) for pair in hits[one].scored_rows()))
        ]
    if filters.narrows():
        passing = find_everything(connection, filters).keys()
        reports = passing if reports is None else passing & reports
    return engine.best_rows(match, reports, withheld, number, bits=filters.section_bit)


def _passing(connection: sqlite3.Connection, owners: Set[int], filters: Filters, *, public: bool) -> Set[int]:
    """Those that pass the filters; in `public`, of reports only those that were not taken down."""
    clause, values = filters.conditions()
    if clause:
        sql = f"select id from ({REPORTS}){clause} union all select id from ({ARTICLES}){clause}"
        owners = owners & {owner for (owner,) in plain_rows(connection, sql, [*values, *values])}
    if public:
        owners = owners - {owner for (owner,) in plain_rows(connection, _WITHHELD)}
    return owners


def with_rows(connection: sqlite3.Connection, match: str, hits: Hits, filters: Filters, *, public: bool) -> Hits:
    """These hits, found by `match`, with their rows and the scores of those."""
    lacking = [owner for owner, hit in hits.items() if not hit.rows]
    if not lacking or not (engine := _engine_for(connection, match)):
        return hits
    found = engine.rows(match, lacking, public=public and not is_snapshot(connection), bits=filters.section_bit)
    return hits | {owner: _with_rows(rows) for owner, rows in found.items()}


def _with_rows(found: Sequence[tuple[float, int]]) -> Hit:
    scores = [_score(score) for score, _ in found]
    return Hit(scores[0], ",".join(str(row) for _, row in found), ",".join(map(str, scores)))


def _score(score: float) -> int:
    """The engine's score, higher the better, as bm25 in FTS5 gives it."""
    return -int(score * 10**12)


def count_sections(connection: sqlite3.Connection, match: str | None, hits: Hits, filters: Filters, *, public: bool) -> Counter[str]:
    """How many of these hits, found by `match`, were found in each part of a report.

    What takes long is not tantivy, but each number that Python is given: 0.4 µs.
    """
    found = Counter(map(_SECTIONS_OF, hits.values()))
    counted: Counter[str] = Counter()
    for bits, number in found.items():
        counted.update(dict.fromkeys(parts_of(bits or 0), number))
    if match and found[None] and (engine := _engine_for(connection, match)):
        every, of_parts = engine.owners(match, public=public and not is_snapshot(connection), bits=filters.section_bit, parts=True)
        wanted = None if found[None] == len(every) else {owner for owner, hit in hits.items() if hit.sections is None}
        for part, owners in of_parts.items():
            counted.update(dict.fromkeys(parts_of(part), len(owners if wanted is None else wanted.intersection(owners))))
    return counted


def count_rows(connection: sqlite3.Connection, match: str) -> int:
    """How many paragraphs, rests of pages and articles match, whatever the filters."""
    if engine := _engine_for(connection, match):
        return engine.count(match)
    return int(plain_rows(connection, "select count(*) from search_fts where search_fts match ?", [match]).fetchone()[0])


def count_stems(connection: sqlite3.Connection, start: str) -> dict[str, int]:
    """The stems that start so, and in how many rows each stands. FTS5 takes 20 ms for “su” over 100,000 pages, the engine 1."""
    if engine := open_engine(connection):
        return engine.stems(start)
    connection.execute("create virtual table if not exists temp.stems using fts5vocab(main, search_fts, row)")
    return dict(
        plain_rows(connection, "select term, doc from temp.stems where term >= ? and term < ?", [start, start + "\uffff"]).fetchall()
    )


def _hits(connection: sqlite3.Connection, index: str, match: str, within: str, filters: Filters) -> Hits:
    (number,) = plain_rows(connection, f"select count(*) from {index} where {index} match ?{within}", [match]).fetchone()
    ranked = number <= HITS_RANKED
    matching = _MATCHING.format(index=index, within=within, score=_SCORE.format(index=index) if ranked else "null")
    best, scores = ("min(best)", "group_concat(scores)") if ranked else ("-sum(number)", "''")
    clause, values = filters.conditions()
    passing = f" where {_OWNER} in (select id from ({REPORTS}){clause} union all select id from ({ARTICLES}){clause})" if clause else ""
    sql = f"""select {_OWNER}, {best}, group_concat(rows), {scores}, {_SECTIONS} from (
            select {_KEY} as part, count(*) as number, min(score) as best, group_concat(row) as rows, group_concat(score) as scores
            from ({matching}) group by 1
        ){passing} group by 1"""
    return {owner: Hit(*found) for owner, *found in plain_rows(connection, sql, [match, *values, *values])}


def find_everything(connection: sqlite3.Connection, filters: Filters) -> Hits:
    """All reports and articles that pass the filters."""
    clause, values = filters.conditions()
    if filters.section:
        of_section = f"id in (select report_id from report_paragraphs where sections & {filters.section_bit})"
        clause = f"{clause} and {of_section}" if clause else f" where {of_section}"
    sql = f"select id from ({REPORTS}){clause} union all select id from ({ARTICLES}){clause}"
    return dict.fromkeys((owner for (owner,) in plain_rows(connection, sql, [*values, *values])), Hit(sections=filters.section_bit))
