"""Turns the query that a person types into ranked results: pages grouped by report or article, with passages and counts."""

import json
import sqlite3

from archive.database.ids import PAGES_PER_REPORT
from archive.database.listed_rows import ARTICLES, REPORTS
from archive.database.readonly import TooSlowError, reading
from archive.search.facets import Counted, count_facets, read_counted
from archive.search.filters import Filters, unknown_choices
from archive.search.hits import Hits, find_everything, find_hits, is_article
from archive.search.passages import article_passages, open_passages, report_passages, snippets
from archive.search.query import read_query
from archive.search.results import Passage, Result, Results

RESULTS_PER_PAGE = 10
SECONDS = 0.9  # no search may hold a core for over a second; it is stopped some milliseconds after its time
TOO_SLOW = (
    "We stopped this search because it would take too long. Use fewer or rarer words, type more letters before a *, or choose a year first."
)


def search(connection: sqlite3.Connection, typed: str, filters: Filters, *, public: bool = False, everything: bool = False) -> Results:
    """Search for what was typed, narrowed by `filters`: one page of results. Any text is accepted.

    Without words, but with filters, everything that passes them is listed, newest first. `public`: articles are found by their
    titles and excerpts and shown by their excerpts, never by their text. `everything`: all results on one page, without passages
    and counts (for exports).
    """
    query = read_query(typed, synonyms=filters.synonyms)
    notices = (*query.notices, *filters.notices, *unknown_choices(connection, filters.chosen()))
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
            counted = read_counted(connection, hits.ids)
            held = [at for at, row in enumerate(counted) if row]  # in public the index still knows what was taken down
            ordered = _in_order(held, hits, counted, filters)
            first = (filters.page - 1) * RESULTS_PER_PAGE
            shown = ordered if everything else ordered[first : first + RESULTS_PER_PAGE]
            rows = _rows(connection, [hits.ids[at] for at in shown])
            texts = None
            if match and not everything:
                with_text = (at for at in shown if not (public and is_article(hits.ids[at])))
                texts = snippets(connection, match, [row_id for at in with_text for row_id in hits.best_rows(at)])
            results = tuple(_result(connection, hits, at, rows[hits.ids[at]], texts, public=public) for at in shown)
            facets = {}
            if not everything:
                facets = count_facets(connection, list(filter(None, counted)), [hits.sections[at] for at in held], filters)
    except TooSlowError:
        return Results(query, filters, 0, True, (), notices=(TOO_SLOW, *notices))
    pages = -(-len(held) // RESULTS_PER_PAGE)
    return Results(query, filters, len(held), hits.capped, results, facets, notices, pages, hits.only)


def _rows(connection: sqlite3.Connection, ids: list[int]) -> dict[int, sqlite3.Row]:
    """The rows of listed_rows.REPORTS and listed_rows.ARTICLES with these ids."""
    rows: dict[int, sqlite3.Row] = {}
    for table in (REPORTS, ARTICLES):
        chosen = f"select * from ({table}) where id in (select value from json_each(?))"
        of_table = [one for one in ids if is_article(one) == (table == ARTICLES)]
        rows |= {row["id"]: row for row in connection.execute(chosen, [json.dumps(of_table)])}
    return rows


def _in_order(held: list[int], hits: Hits, counted: list[Counted | None], filters: Filters) -> list[int]:
    """Those places of `hits` by score, then the newer first; or by date, then by score. What has no date comes last."""

    def date(at: int) -> str:
        return getattr(counted[at], filters.date) or ("no date" if filters.sort == "oldest" else "")

    by_score = hits.best.__getitem__
    if filters.sort != "relevance":
        return sorted(sorted(held, key=by_score), key=date, reverse=filters.sort == "newest")
    newest_first = held if filters.date == "published" else sorted(held, key=date, reverse=True)
    return sorted(newest_first, key=by_score)


def _result(connection: sqlite3.Connection, hits: Hits, at: int, row: sqlite3.Row, texts: dict[int, str] | None, *, public: bool) -> Result:
    """The result at this place of `hits`, with its passages where there are `texts`."""
    of_article = is_article(hits.ids[at])
    key = str(hits.ids[at]) if of_article else row["key"]
    passages: tuple[Passage, ...] = ()
    if texts is not None and of_article:
        passages = article_passages(connection, texts, hits.ids[at], public=public)
    elif texts is not None:
        passages = report_passages(connection, texts, hits.best_rows(at), key, row["sha256"])
    return Result(
        type="article" if of_article else "report",
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
        pages=() if of_article else tuple(sorted(row_id % PAGES_PER_REPORT for row_id in hits.rows(at))),
    )
