"""The query a person types to ranked results: pages found by FTS5, grouped by report or article, with passages and counts.

bm25 costs 1.4 to 2.8 microseconds a hit, so only the newest HITS_RANKED pages that match are ranked; a search that has more says so.
The report of a hit is arithmetic (row id // 10000): the table of pages is touched only for the passages shown.
"""

import json
import sqlite3
from dataclasses import dataclass, field

from archive.facets import count_facets
from archive.filters import ARTICLES, FIRST_ARTICLE, PAGES_PER_REPORT, REPORTS, Filters
from archive.passages import PASSAGES_PER_RESULT, article_passages, open_passages, report_passages, snippets
from archive.public import is_snapshot
from archive.query import read_query
from archive.readonly import TooSlowError, reading
from archive.recent import INDEX, WHOLE_INDEX, holds
from archive.results import Passage, Result, Results

HITS_RANKED = 20_000
RESULTS_PER_PAGE = 10
SECONDS = 1.0  # no search may hold a core longer
TITLE_WEIGHT, TEXT_WEIGHT = 5.0, 1.0
COUNTED = "id, source, authority, authority_name, region, published, inspected, year, kind, grade"  # columns to sort and count by
TOO_SLOW = "This search took too long and was stopped. Use fewer or longer words, or choose an authority or a year first."

Hit = tuple[int, float, int]  # row id, score (the lower the better), bits of the parts of the report it stands in


@dataclass(slots=True)
class _Found:
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


def search(connection: sqlite3.Connection, typed: str, filters: Filters, *, public: bool = False, everything: bool = False) -> Results:
    """Search for what was typed, narrowed by `filters`: one page of results. Any text is accepted.

    Without words, but with filters, everything that passes them is listed, newest first. `public`: articles are found by their
    titles and excerpts and shown by their excerpts, never by their text. `everything`: all results on one page, without passages
    (for exports).
    """
    query = read_query(typed, synonyms=filters.synonyms)
    notices = (*query.notices, *filters.notices)
    match = query.match()
    if match is None and (query.typed or not filters.narrows()):
        return Results(query, filters, 0, False, (), notices=notices)
    open_passages(connection)
    try:
        with reading(connection, SECONDS):
            if match is None:
                found, capped = _everything(connection, filters)
            else:
                found, capped = _hits(connection, match, filters, public=public)
            facts = _rows(connection, found, COUNTED)
            found = [one for one in found if one.id in facts]  # in public the index still knows what was taken down
            ordered = _in_order(found, facts, filters)
            first = (filters.page - 1) * RESULTS_PER_PAGE
            shown = ordered if everything else ordered[first : first + RESULTS_PER_PAGE]
            rows = _rows(connection, shown, "*")
            texts = None
            if match and not everything:
                with_text = (one for one in shown if not (public and one.is_article))
                texts = snippets(connection, match, [row_id for one in with_text for row_id in one.best])
            results = tuple(_result(connection, one, rows[one.id], texts, public=public) for one in shown)
            facets = count_facets(connection, facts.values(), [one.sections for one in found], filters)
    except TooSlowError:
        return Results(query, filters, 0, True, (), notices=(TOO_SLOW, *notices))
    return Results(query, filters, len(found), capped, results, facets, notices, pages=-(-len(found) // RESULTS_PER_PAGE))


def _hits(connection: sqlite3.Connection, match: str, filters: Filters, *, public: bool) -> tuple[list[_Found], bool]:
    """What matches, from the newest HITS_RANKED pages and articles, and whether there are more than these."""
    if public and not is_snapshot(connection):  # a snapshot's index holds excerpts only
        hits = _matching(connection, "articles_fts", match, "true", filters)
        hits += _matching(connection, WHOLE_INDEX, match, f"rowid < {FIRST_ARTICLE}", filters)
    else:
        hits = _matching(connection, WHOLE_INDEX, match, "true", filters)
    found: list[_Found] = []
    last = _Found(-1)
    for hit in hits[:HITS_RANKED]:  # newest first, so that hits of one report follow each other
        row_id, score, sections = hit
        subject = row_id if row_id >= FIRST_ARTICLE else row_id // PAGES_PER_REPORT
        if subject != last.id:
            last = _Found(subject)
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


def _everything(connection: sqlite3.Connection, filters: Filters) -> tuple[list[_Found], bool]:
    """All reports and articles that pass the filters, the newest HITS_RANKED of each."""
    clause, values = filters.conditions()
    if filters.section:
        of_section = f"id in (select id / {PAGES_PER_REPORT} from page_sections where sections & {filters.section_bit})"
        clause = f"{clause} and {of_section}" if clause else f" where {of_section}"
    ids = []
    for rows in (REPORTS, ARTICLES):
        sql = f"select id from ({rows}){clause} order by published desc limit {HITS_RANKED + 1}"
        ids += [row[0] for row in connection.execute(sql, values)]
    return [_Found(one, sections=filters.section_bit) for one in ids[:HITS_RANKED]], len(ids) > HITS_RANKED


def _rows(connection: sqlite3.Connection, found: list[_Found], columns: str) -> dict[int, sqlite3.Row]:
    """These columns of filters.REPORTS and filters.ARTICLES for what was found, by id."""
    rows: dict[int, sqlite3.Row] = {}
    for sql, is_article in ((REPORTS, False), (ARTICLES, True)):
        ids = [one.id for one in found if one.is_article == is_article]
        if ids:
            chosen = f"select {columns} from ({sql}) where id in (select value from json_each(?))"
            rows |= {row["id"]: row for row in connection.execute(chosen, [json.dumps(ids)])}
    return rows


def _in_order(found: list[_Found], facts: dict[int, sqlite3.Row], filters: Filters) -> list[_Found]:
    """By score, then the newer first; or by date, then by score. What has no date comes last."""
    by_score = sorted(found, key=lambda one: one.score)
    if filters.sort == "oldest":
        return sorted(by_score, key=lambda one: facts[one.id][filters.date] or "no date")
    newest_first = sorted(by_score, key=lambda one: facts[one.id][filters.date] or "", reverse=True)
    return newest_first if filters.sort == "newest" else sorted(newest_first, key=lambda one: one.score)


def _result(connection: sqlite3.Connection, found: _Found, row: sqlite3.Row, texts: dict[int, str] | None, *, public: bool) -> Result:
    """The result to show, with its passages where there are `texts`."""
    key = str(found.id) if found.is_article else row["key"]
    passages: tuple[Passage, ...] = ()
    if texts is not None and found.is_article:
        passages = article_passages(connection, texts, found.id, public=public)
    elif texts is not None:
        passages = report_passages(connection, texts, found.best, key, row["sha256"])
    return Result(
        type="article" if found.is_article else "report",
        key=key,
        title=row["title"],
        source=row["source"],
        authority=row["authority"],
        authority_name=row["authority_name"],
        published=row["published"],
        inspected=row["inspected"],
        kind=row["kind"],
        grade=row["grade"],
        passages=passages,
        pages=() if found.is_article else tuple(sorted(row_id % PAGES_PER_REPORT for row_id, _, _ in found.hits)),
    )
