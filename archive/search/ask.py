"""Answers a question with paragraphs: by its content words and, where there are vectors, by meaning; quotations are always there."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from archive.database.ids import is_article
from archive.database.readonly import TooSlowError, reading
from archive.database.search_index import owner_of
from archive.search.facets import read_counted
from archive.search.filters import Filters
from archive.search.hits import CANDIDATES, find_everything, find_hits
from archive.search.meaning import Model, Vectors, load_model, read_vectors
from archive.search.passages import PASSAGES_PER_RESULT, Place, choose, find_places
from archive.search.query import Query, read_query
from archive.search.search import SECONDS, worth_finding
from archive.urls import report_url

MOST = 300
RANKED = 300  # of each of the two rankings that are joined
RANK_ZERO = 10  # reciprocal rank fusion: 1 / (10 + rank) by words, twice that by meaning, as measured on 29 judged questions
WORDS, MEANING = 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A paragraph, or what stands on a page in none; `score` is the higher the better, and means nothing by itself."""

    key: str
    place: Place
    text: str
    score: float

    @property
    def url(self) -> str:
        """Our page, opened at the paragraph."""
        return report_url(self.key, self.place.position)


@dataclass(frozen=True, slots=True)
class Answers:
    """`vectors` are the paragraphs that have one, and those that should; None where the extra `[meaning]` is not installed."""

    found: tuple[Answer, ...] = ()
    vectors: tuple[int, int] | None = None


def ask(connection: sqlite3.Connection, typed: str, filters: Filters, *, limit: int, public: bool) -> Answers:
    """At most `limit` answers to what was typed, no more than three of one report; none where it takes too long."""
    query = read_query(typed, synonyms=filters.synonyms)
    model = load_model()
    vectors = read_vectors(connection, model, public=public) if model else None
    told = None if vectors is None else (len(vectors.rows), vectors.of)
    if not query.groups:
        return Answers((), told)
    try:
        with reading(connection, SECONDS):
            by_words = _by_words(connection, query, filters, public=public)
            by_meaning: list[int] = []
            if model and vectors and vectors.rows:
                by_meaning = _by_meaning(connection, model, vectors, query, filters, public=public)
            return Answers(tuple(_answers(connection, _joined(by_words, by_meaning), min(limit, MOST))), told)
    except TooSlowError:
        return Answers((), told)


def _by_words(connection: sqlite3.Connection, query: Query, filters: Filters, *, public: bool) -> list[int]:
    """Rows of reports with any content word, and all quotations, best first."""
    content = worth_finding(connection, query.content())
    match = query.match_any_of(content) if content else query.match() or ""
    reports = [hit for hit in find_hits(connection, match, filters, public=public) if not is_article(hit.owner)]
    best = sorted(reports, key=lambda hit: hit.best)[:RANKED]
    places = find_places(connection, [row for hit in best for row in hit.best_rows()])
    chosen = {row for hit in best for row in choose(hit.best_rows(), places)}
    return [row for _, row in sorted(pair for hit in best for pair in hit.scored_rows()[:CANDIDATES] if pair[1] in chosen)][:RANKED]


def _by_meaning(
    connection: sqlite3.Connection, model: Model, vectors: Vectors, query: Query, filters: Filters, *, public: bool
) -> list[int]:
    """Rows closest in meaning that pass the filters and have all quotations, best first."""
    allowed: set[int] | None = None
    if filters.narrows():
        owners = {hit.owner for hit in find_everything(connection, filters)}
        allowed = {row for row in vectors.rows if owner_of(row) in owners and (not filters.section or row & filters.section_bit)}
    if quoted := query.match_quoted():
        rows = {row for hit in find_hits(connection, quoted, filters, public=public) for row in hit.all_rows()}
        allowed = rows if allowed is None else allowed & rows
    return vectors.closest(model, query.typed, allowed, RANKED)


def _joined(by_words: Sequence[int], by_meaning: Sequence[int]) -> list[tuple[float, int]]:
    """(score, row) of both rankings, best first."""
    scores: dict[int, float] = {}
    for weight, ranking in ((WORDS, by_words), (MEANING, by_meaning)):
        for rank, row in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + weight / (RANK_ZERO + rank)
    return sorted(((score, row) for row, score in scores.items()), reverse=True)


def _answers(connection: sqlite3.Connection, joined: Sequence[tuple[float, int]], limit: int) -> list[Answer]:
    """The first `limit` that may be shown, no more than three of one report."""
    owners = sorted({owner_of(row) for _, row in joined})
    held = {owner for owner, row in zip(owners, read_counted(connection, owners), strict=True) if row}
    of_report: dict[int, int] = {}
    shown: list[tuple[float, int]] = []
    for score, row in joined:
        owner = owner_of(row)
        of_report[owner] = of_report.get(owner, 0) + 1
        if owner in held and of_report[owner] <= PASSAGES_PER_RESULT and len(shown) < limit:
            shown.append((score, row))
    places = find_places(connection, [row for _, row in shown])
    sql = "select r.key, c.text from search_content c join reports r on r.id = ? where c.id = ?"
    answers = []
    for score, row in shown:
        key, text = connection.execute(sql, [owner_of(row), row]).fetchone()
        answers.append(Answer(key, places[row], text, round(score, 4)))
    return answers
