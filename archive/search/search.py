"""Turns the query that a person types into ranked results: paragraphs grouped by report or article, with passages and counts."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import filterfalse, islice

from archive.database.ids import is_article
from archive.database.listed_rows import ARTICLES, REPORTS
from archive.database.readonly import TooSlowError, reading
from archive.search.facets import Counted, count_facets, count_years, read_counted
from archive.search.filters import Filters, unknown_choices
from archive.search.hits import HITS_RANKED, Hit, Hits, count_rows, count_sections, find_everything, find_hits, with_rows
from archive.search.passages import Place, article_passages, choose, find_places, open_passages, other_pages, report_passages, snippets
from archive.search.query import Group, Query, bare, read_query
from archive.search.results import FacetValue, Passage, Result, Results
from archive.search.suggestions import ENOUGH, suggest

RESULTS_PER_PAGE = 10
FEW = 10  # fewer reports than this with all words, and reports with any of them follow
SECONDS = 0.9  # no search may hold a core for over a second; it is stopped some milliseconds after its time
TOO_SLOW = (
    "We stopped this search because it would take too long. Use fewer or rarer words, type more letters before a *, or choose a year first."
)


def search(
    connection: sqlite3.Connection,
    typed: str,
    filters: Filters,
    *,
    public: bool = False,
    everything: bool = False,
    addable: bool = False,
) -> Results:
    """Search for what was typed, narrowed by `filters`: one page of results. Any text is accepted.

    Without words, but with filters, everything that passes them is listed, newest first. `public`: articles are found by their
    titles and excerpts and shown by their excerpts, never by their text. `everything`: all results on one page, without counts (for
    exports). `addable`: of a facet with a choice, the values are counted too that could be added to the choice.
    """
    query = read_query(typed, synonyms=filters.synonyms)
    notices = (*query.notices, *filters.notices, *unknown_choices(connection, filters.chosen()))
    if query.match() is None and (query.typed or not filters.narrows()):
        return Results(query, filters, 0, notices=notices)
    open_passages(connection)
    try:
        with reading(connection, SECONDS):
            found, match = _search(connection, query, filters, notices, public=public, everything=everything)
            more = _addable(connection, match, filters, found, public=public) if addable else {}
    except TooSlowError:
        return Results(query, filters, 0, notices=(TOO_SLOW, *notices), stopped=True)
    few = query.groups and found.with_all < ENOUGH and not everything
    other = suggest(connection, query, lambda text: _number(connection, text, filters, public=public), public=public) if few else ()
    return replace(found, facets=found.facets | more, suggestions=other)


def _number(connection: sqlite3.Connection, typed: str, filters: Filters, *, public: bool) -> int:
    """How many reports and articles have all words of what was typed; 0 where counting them takes too long."""
    match = read_query(typed, synonyms=filters.synonyms).match() or ""
    try:
        with reading(connection, SECONDS):
            return len(read_counted(connection, find_hits(connection, match, filters, public=public, ranked=0)))
    except TooSlowError:
        return 0


def _search(
    connection: sqlite3.Connection, query: Query, filters: Filters, notices: tuple[str, ...], *, public: bool, everything: bool
) -> tuple[Results, str | None]:
    """One page of results, and what matched: all words, or any."""
    match = query.match()
    ranked = None if everything else filters.page * RESULTS_PER_PAGE if filters.sort == "relevance" else 0
    find = partial(find_hits, connection, filters=filters, public=public)
    hits = find(match, ranked=ranked) if match else find_everything(connection, filters)
    counted = read_counted(connection, hits)
    first = frozenset(counted)
    content: tuple[Group, ...] = ()
    if match and filters.sort == "relevance" and len(list(islice(filterfalse(is_article, first), FEW))) < FEW:
        content = worth_finding(connection, query.content())
        if content and (loosely := query.match_any_of(content)) != match:
            some = None if ranked is None else ranked + len(first)
            more = {owner: hit for owner, hit in find(loosely, ranked=some).items() if owner not in first}
            counted |= (of_more := read_counted(connection, more))
            hits |= more
            match = loosely if of_more else match
        content = content if len(counted) > len(first) else ()
    held = {owner: hits[owner] for owner in counted}  # in public the index still knows what was taken down
    ordered = _in_order(held, counted, filters, first)
    pages = -(-len(held) // RESULTS_PER_PAGE)
    filters = replace(filters, page=min(filters.page, max(1, pages)))
    start = (filters.page - 1) * RESULTS_PER_PAGE
    shown = {owner: held[owner] for owner in (ordered if everything else ordered[start : start + RESULTS_PER_PAGE])}
    if match:
        of_first, others = _parted(shown, first)
        shown = with_rows(connection, query.match() or match, of_first, filters, public=public)
        shown |= with_rows(connection, match, others, filters, public=public)
    results = _results(connection, shown, query.match_any() if match else None, public=public)
    facets: dict[str, tuple[FacetValue, ...]] = {}
    if not everything:
        of_first, others = _parted(held, first)
        sections = count_sections(connection, query.match(), of_first, filters, public=public)
        sections += count_sections(connection, match, others, filters, public=public)
        facets = count_facets(connection, counted.values(), sections, filters)
    words = tuple(bare(group[0].text) for group in content)
    by_year = {} if everything else count_years(counted[owner] for owner in first)
    return Results(query, filters, len(held), results, facets, notices, pages, words, len(first), by_year=by_year), match


def _parted(hits: Hits, first: frozenset[int]) -> tuple[Hits, Hits]:
    """Those of `first`, and the others."""
    if first.issuperset(hits):
        return hits, {}
    return {one: hit for one, hit in hits.items() if one in first}, {one: hit for one, hit in hits.items() if one not in first}


def _addable(
    connection: sqlite3.Connection, match: str | None, filters: Filters, found: Results, *, public: bool
) -> dict[str, tuple[FacetValue, ...]]:
    """The values of each facet with a choice, counted over what would be found without that choice."""
    facets = {}
    for name in found.facets:
        if filters.values(name):
            without = filters.without(name)
            hits = find_hits(connection, match, without, public=public, ranked=0) if match else find_everything(connection, without)
            counted = read_counted(connection, hits)
            held = {owner: hits[owner] for owner in counted}
            sections = count_sections(connection, match, held, without, public=public) if name == "section" else Counter()
            facets[name] = count_facets(connection, counted.values(), sections, filters)[name]
    return facets


def worth_finding(connection: sqlite3.Connection, content: Sequence[Group]) -> tuple[Group, ...]:
    """Of the words of which any will do, the rarest, in the order typed: one at least, others as long as all can be ranked."""
    if len(content) < 2:
        return tuple(content)
    kept: list[Group] = []
    rows = 0
    counted = [(count_rows(connection, Query("", (group,)).match() or ""), group) for group in content]
    for number, group in sorted(counted, key=lambda one: one[0]):
        rows += number
        if number and (not kept or rows <= HITS_RANKED):
            kept.append(group)
    return tuple(group for group in content if group in kept)


def _in_order(held: Hits, counted: dict[int, Counted], filters: Filters, first: frozenset[int]) -> list[int]:
    """By score, those of `first` before all others, then the newer first; or by date, then by score. What has no date comes last."""

    def date(owner: int) -> str:
        return getattr(counted[owner], filters.date) or ("no date" if filters.sort == "oldest" else "")

    if filters.sort != "relevance":
        return sorted(sorted(held, key=lambda owner: held[owner].best), key=date, reverse=filters.sort == "newest")
    scored = [owner for owner, hit in held.items() if hit.best] or held  # where the engine searches, those that may be shown
    newest = sorted(scored, key=lambda owner: (date(owner), owner), reverse=True)
    return sorted(newest, key=lambda owner: (owner not in first, held[owner].best))


def _results(connection: sqlite3.Connection, shown: Hits, match: str | None, *, public: bool) -> tuple[Result, ...]:
    """These hits as results, with the passages that match."""
    facts = _facts(connection, shown)
    places = find_places(connection, [row for owner, hit in shown.items() if not is_article(owner) for row in hit.all_rows()])
    best = {owner: _best_rows(owner, hit, places) for owner, hit in shown.items() if not (public and is_article(owner))}
    texts = snippets(connection, match, [row for rows in best.values() for row in rows]) if match else {}
    ranks = {row: rank for rank, row in enumerate(texts)}
    results = []
    for owner, hit in shown.items():
        passages: list[Passage] = []
        others: tuple[tuple[int, str], ...] = ()
        if match and is_article(owner):
            passages = article_passages(connection, texts, owner, public=public)
        elif match:
            rows = [row for row in best[owner] if row in texts]
            rows = rows if hit.scores else sorted(rows, key=ranks.__getitem__)
            fact = facts[owner]
            passages = report_passages(choose(rows, places), places, texts, fact["key"], fact["sha256"])
            others = other_pages(hit.all_rows(), places, passages, fact["key"], fact["sha256"])
        results.append(_result(owner, facts[owner], tuple(passages), others))
    return tuple(results)


def _best_rows(owner: int, hit: Hit, places: Mapping[int, Place]) -> list[int]:
    """The rows of which the best are shown: of an article one, of a report those whose snippets tell which."""
    return hit.best_rows() if is_article(owner) or not hit.scores else choose(hit.best_rows(), places)


def _facts(connection: sqlite3.Connection, owners: Iterable[int]) -> dict[int, sqlite3.Row]:
    """The rows of listed_rows.REPORTS and listed_rows.ARTICLES with these ids."""
    rows: dict[int, sqlite3.Row] = {}
    for table in (REPORTS, ARTICLES):
        chosen = f"select * from ({table}) where id in (select value from json_each(?))"
        of_table = [owner for owner in owners if is_article(owner) == (table == ARTICLES)]
        rows |= {row["id"]: row for row in connection.execute(chosen, [json.dumps(of_table)])}
    return rows


def _result(owner: int, row: sqlite3.Row, passages: tuple[Passage, ...], others: tuple[tuple[int, str], ...]) -> Result:
    of_article = is_article(owner)
    return Result(
        type="article" if of_article else "report",
        key=str(owner) if of_article else row["key"],
        title=row["title"],
        source=row["source"],
        authority=row["authority"],
        authority_name=row["authority_name"],
        published=row["published"],
        inspected=row["inspected"],
        kind=row["kind"],
        grade=row["grade"],
        other_provider=None if of_article else row["other_provider"],
        passages=passages,
        others=others,
    )
