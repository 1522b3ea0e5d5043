"""The query a person types to ranked results: pages found by FTS5, grouped by report or article, with passages and counts."""

import json
import sqlite3

from archive.facets import count_facets
from archive.filters import ARTICLES, PAGES_PER_REPORT, REPORTS, Filters
from archive.found import Found
from archive.hits import find_everything, find_hits
from archive.passages import article_passages, open_passages, report_passages, snippets
from archive.query import read_query
from archive.readonly import TooSlowError, kept_rows, reading
from archive.results import Passage, Result, Results

RESULTS_PER_PAGE = 10
SECONDS = 0.9  # no search may hold a core for over a second; it is stopped some milliseconds after its time
COUNTED = "id, source, authority, authority_name, region, published, inspected, year, kind, grade"  # columns to sort and count by
TOO_SLOW = "This search takes too long and was stopped. Use fewer or rarer words, longer beginnings, or choose a year first."


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
        with reading(connection, SECONDS) as seconds_left:
            if match is None:
                hits = find_everything(connection, filters)
            else:
                hits = find_hits(connection, query, filters, public=public, seconds_left=seconds_left)
            facts = _facts(connection, hits.found)
            found = [one for one in hits.found if one.id in facts]  # in public the index still knows what was taken down
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
    pages = -(-len(found) // RESULTS_PER_PAGE)
    return Results(query, filters, len(found), hits.capped, results, facets, notices, pages, hits.only)


def _facts(connection: sqlite3.Connection, found: list[Found]) -> dict[int, sqlite3.Row]:
    """What is sorted and counted by, by id; from the last searches of this connection where nothing was written since."""
    kept = kept_rows(connection)
    kept.update(_rows(connection, [one for one in found if one.id not in kept], COUNTED))
    return {one.id: kept[one.id] for one in found if one.id in kept}


def _rows(connection: sqlite3.Connection, found: list[Found], columns: str) -> dict[int, sqlite3.Row]:
    """These columns of filters.REPORTS and filters.ARTICLES for what was found, by id."""
    rows: dict[int, sqlite3.Row] = {}
    for sql, is_article in ((REPORTS, False), (ARTICLES, True)):
        ids = [one.id for one in found if one.is_article == is_article]
        if ids:
            chosen = f"select {columns} from ({sql}) where id in (select value from json_each(?))"
            rows |= {row["id"]: row for row in connection.execute(chosen, [json.dumps(ids)])}
    return rows


def _in_order(found: list[Found], facts: dict[int, sqlite3.Row], filters: Filters) -> list[Found]:
    """By score, then the newer first; or by date, then by score. What has no date comes last."""
    if filters.sort != "relevance":
        found = sorted(found, key=lambda one: one.score)
    if filters.sort == "oldest":
        return sorted(found, key=lambda one: facts[one.id][filters.date] or "no date")
    newest_first = sorted(found, key=lambda one: facts[one.id][filters.date] or "", reverse=True)
    return newest_first if filters.sort == "newest" else sorted(newest_first, key=lambda one: one.score)


def _result(connection: sqlite3.Connection, found: Found, row: sqlite3.Row, texts: dict[int, str] | None, *, public: bool) -> Result:
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
        pages=() if found.is_article else tuple(sorted(row_id % PAGES_PER_REPORT for row_id in found.rows)),
    )
