"""Answers a question with paragraphs: any of its content words, best first, words in quotation marks always there."""

import sqlite3
from dataclasses import dataclass

from archive.database.ids import is_article
from archive.database.readonly import TooSlowError, reading
from archive.search.facets import read_counted
from archive.search.filters import Filters
from archive.search.hits import CANDIDATES, Hit, find_hits
from archive.search.passages import Place, choose, find_places
from archive.search.query import Query, read_query
from archive.search.search import SECONDS, worth_finding
from archive.urls import report_url

MOST = 300


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


def ask(connection: sqlite3.Connection, typed: str, filters: Filters, *, limit: int, public: bool) -> list[Answer]:
    """At most `limit` answers to what was typed, no more than three of one report; none where it takes too long."""
    query = read_query(typed, synonyms=filters.synonyms)
    try:
        with reading(connection, SECONDS):
            match = _any_word(connection, query)
            return _answers(connection, find_hits(connection, match, filters, public=public), limit) if match else []
    except TooSlowError:
        return []


def _any_word(connection: sqlite3.Connection, query: Query) -> str | None:
    content = worth_finding(connection, query.content())
    return query.match_any_of(content) if content else query.match()


def _answers(connection: sqlite3.Connection, hits: list[Hit], limit: int) -> list[Answer]:
    reports = [hit for hit in hits if not is_article(hit.owner)]
    shown = zip(reports, read_counted(connection, [hit.owner for hit in reports]), strict=True)
    limit = min(limit, MOST)
    best = sorted((hit for hit, held in shown if held), key=lambda hit: hit.best)[:limit]
    places = find_places(connection, [row for hit in best for row in hit.best_rows()])
    chosen = {row for hit in best for row in choose(hit.best_rows(), places)}
    scored = sorted(pair for hit in best for pair in hit.scored_rows()[:CANDIDATES] if pair[1] in chosen)[:limit]
    sql = "select r.key, c.text from search_content c join reports r on r.id = ? where c.id = ?"
    answers = []
    for score, row in scored:
        key, text = connection.execute(sql, [places[row].report_id, row]).fetchone()
        answers.append(Answer(key, places[row], text, round(-score / 10**12, 4)))
    return answers
