"""What a search finds: the newest pages and articles that match, grouped by report or article, with their scores and parts.

bm25 costs 1.4 to 2.8 microseconds a hit, so only the newest HITS_RANKED pages that match are ranked; a search that has more says so.
The report of a hit is arithmetic (row id // 10000): the table of pages is touched only for the passages shown.
"""

import sqlite3
from dataclasses import dataclass, field

from archive.filters import ARTICLES, FIRST_ARTICLE, PAGES_PER_REPORT, REPORTS, Filters
from archive.passages import PASSAGES_PER_RESULT
from archive.public import is_snapshot
from archive.recent import INDEX, WHOLE_INDEX, holds

HITS_RANKED = 20_000
TITLE_WEIGHT, TEXT_WEIGHT = 5.0, 1.0

Hit = tuple[int, float, int]  # row id, score (the lower the better), bits of the parts of the report it stands in


@dataclass(slots=True)
class Found:
    """A report or article (id) with its hits, newest page first, its best score and the parts it was found in; nothing looked for: none."""

    id: int
    hits: list[Hit] = field(default_factory=list)
    score: float = 0.0
    sections: int = 0

    @property
    def is_article(self) -> bool:
        return self.id >= FIRST_ARTICLE

    @property
    def best(self) -> list[int]:
        """Row ids of the best hits, best first."""
        return [row_id for _, row_id in sorted((score, row_id) for row_id, score, _ in self.hits)[:PASSAGES_PER_RESULT]]


def find_hits(connection: sqlite3.Connection, match: str, filters: Filters, *, public: bool) -> tuple[list[Found], bool]:
    """What matches, from the newest HITS_RANKED pages and articles, and whether there are more than these."""
    if public and not is_snapshot(connection):  # a snapshot's index holds excerpts only
        hits = _matching(connection, "articles_fts", match, "true", filters)
        hits += _matching(connection, WHOLE_INDEX, match, f"rowid < {FIRST_ARTICLE}", filters)
    else:
        hits = _matching(connection, WHOLE_INDEX, match, "true", filters)
    found: list[Found] = []
    last = Found(-1)
    for hit in hits[:HITS_RANKED]:  # newest first, so that hits of one report follow each other
        row_id, score, sections = hit
        subject = row_id if row_id >= FIRST_ARTICLE else row_id // PAGES_PER_REPORT
        if subject != last.id:
            last = Found(subject)
            found.append(last)
        last.hits.append(hit)
        last.sections |= sections
        if score < last.score:
            last.score = score
    return found, len(hits) > HITS_RANKED


def _matching(connection: sqlite3.Connection, index: str, match: str, rows: str, filters: Filters) -> list[Hit]:
    """The newest matches in `index` within `rows`, a condition on rowid; one more than are ranked."""
    where, parameters = f"{{index}} match ? and {rows}", [match]
    sections = "coalesce((select sections from page_sections where id = {index}.rowid), 0)"
    if filters.section:
        where += f" and {sections} & {filters.section_bit} > 0"
    clause, values = filters.conditions()
    if clause:
        # `+rowid`: a plain `rowid in (...)` beside MATCH would run one full-text query a row
        where += (
            f" and (+rowid < {FIRST_ARTICLE} and +rowid / {PAGES_PER_REPORT} in (select id from ({REPORTS}){clause})"
            f" or +rowid >= {FIRST_ARTICLE} and +rowid in (select id from ({ARTICLES}){clause}))"
        )
        parameters += values * 2
    if index == WHOLE_INDEX and holds(connection, where, parameters, HITS_RANKED):
        index = INDEX
    sql = f"select rowid, bm25({{index}}, {TITLE_WEIGHT}, {TEXT_WEIGHT}), {sections} from {{index}} where {where}"
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples: there may be 20,001
    return cursor.execute(f"{sql.format(index=index)} order by rowid desc limit {HITS_RANKED + 1}", parameters).fetchall()


def find_everything(connection: sqlite3.Connection, filters: Filters) -> tuple[list[Found], bool]:
    """All reports and articles that pass the filters, the newest HITS_RANKED of each."""
    clause, values = filters.conditions()
    if filters.section:
        of_section = f"id in (select id / {PAGES_PER_REPORT} from page_sections where sections & {filters.section_bit})"
        clause = f"{clause} and {of_section}" if clause else f" where {of_section}"
    ids = []
    for rows in (REPORTS, ARTICLES):
        sql = f"select id from ({rows}){clause} order by published desc limit {HITS_RANKED + 1}"
        ids += [row[0] for row in connection.execute(sql, values)]
    return [Found(one, sections=filters.section_bit) for one in ids[:HITS_RANKED]], len(ids) > HITS_RANKED
