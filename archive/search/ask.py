"""Answers a question with paragraphs: by its content words and, where there are vectors, by meaning; quotations are always there."""

import json
import re
import sqlite3
import sys
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from archive.database.listed_rows import OTHER_PROVIDER, REPORTS
from archive.database.readonly import TooSlowError, plain_rows, reading
from archive.database.search_index import owner_of
from archive.search.facets import Counted, read_counted
from archive.search.filters import Filters
from archive.search.hits import find_best_rows, find_everything
from archive.search.meaning import Model, load_model
from archive.search.passages import Place, find_places
from archive.search.query import Query, read_query
from archive.search.search import SECONDS, worth_finding
from archive.search.suggestions import named_authorities
from archive.search.vector_file import Vectors, read_vectors
from archive.urls import report_url

MOST = 300
RANKED = 300  # of each of the two rankings that are joined
RANK_ZERO = 5  # reciprocal rank fusion: 1 / (5 + rank) by words, 2.5 times that by meaning, as our judged questions say
WORDS, MEANING = 1.0, 2.5
NAMED = 2.0  # what the rankings within the reports on a named council or year weigh beside those of all reports
_TEXT = f"""select r.key, r.title, {OTHER_PROVIDER}, c.text, d.sha256 from search_content c join reports r on r.id = ?
    left join documents d on d.id = r.file_document_id and d.kind = 'report' where c.id = ?"""
_ALSO_WORDS = ("Bury", "Reading")  # names of councils only with a capital letter
_QUOTED = re.compile(r'"[^"]*"')
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """A paragraph, or what stands on a page in none, of the report with this key and these facts.

    `other_provider` is whom the report is about where that is no council. `score` is the higher the better, and means nothing by itself.
    `sha256` is of the original, if one is held.
    """

    key: str
    title: str | None
    other_provider: str | None
    facts: Counted
    place: Place
    text: str
    score: float
    shares_words: bool  # with the question
    is_close: bool  # to it in meaning
    sha256: str | None

    @property
    def heading(self) -> str:
        """Whom the report is about, else its title: a children's home has no name here."""
        return self.other_provider or self.facts.authority_name or self.title or "Untitled report"

    @property
    def url(self) -> str:
        """Our page, opened at the paragraph."""
        return report_url(self.key, self.place.position)


@dataclass(frozen=True, slots=True)
class Answers:
    """`vectors` are the paragraphs that have one, and those that should; None where the extra `[meaning]` is not installed."""

    found: tuple[Answer, ...] = ()
    vectors: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows of the index, best first, and what they weigh beside other rankings."""

    weight: float
    rows: list[int]
    by_meaning: bool


@dataclass(frozen=True, slots=True)
class _Search:
    """What all rankings of one question have in common."""

    connection: sqlite3.Connection
    filters: Filters
    public: bool
    model: Model | None
    vectors: Vectors | None

    def rank(self, query: Query, weight: float, reports: Set[int] | None) -> list[Ranking]:
        """By words, and by meaning where there are vectors; of these reports alone unless None."""
        rankings = [Ranking(weight * WORDS, self._by_words(query, reports), by_meaning=False)]
        if self.model and self.vectors and self.vectors.ids:
            rows = self._by_meaning(self.model, self.vectors, query, reports)
            rankings.append(Ranking(weight * MEANING, rows, by_meaning=True))
        return rankings

    def _by_words(self, query: Query, reports: Set[int] | None) -> list[int]:
        """Rows of reports with any content word, and all quotations."""
        content = worth_finding(self.connection, query.content())
        match = query.match_any_of(content) if content else query.match()
        return find_best_rows(self.connection, match, self.filters, RANKED, public=self.public, reports=reports) if match else []

    def _by_meaning(self, model: Model, vectors: Vectors, query: Query, reports: Set[int] | None) -> list[int]:
        """Rows that pass the filters and have all quotations."""
        allowed: set[int] | None = None
        if self.filters.narrows():
            owners = find_everything(self.connection, self.filters).keys()
            reports = owners if reports is None else owners & reports
        if reports is not None:
            bit = self.filters.section_bit if self.filters.section else -1
            allowed = {row for row in vectors.ids if owner_of(row) in reports and row & bit}
        if quoted := query.match_quoted():
            rows = set(find_best_rows(self.connection, quoted, self.filters, sys.maxsize, public=self.public))
            allowed = rows if allowed is None else allowed & rows
        (vector,) = model.vectors([query.typed])
        return [row for row, _ in vectors.closest(model, vector, allowed, RANKED)]


def ask(connection: sqlite3.Connection, typed: str, filters: Filters, *, limit: int, public: bool) -> Answers:
    """At most `limit` answers to what was typed, best first; none where it takes too long."""
    query = read_query(typed, synonyms=filters.synonyms)
    model = load_model()
    vectors = read_vectors(connection, model, public=public) if model else None
    told = None if vectors is None else (len(vectors.ids), vectors.of)
    if not query.groups:
        return Answers((), told)
    search = _Search(connection, filters, public, model, vectors)
    try:
        with reading(connection, SECONDS):
            rankings = search.rank(query, 1, None)
            named, rest = _named(connection, query)
            if named:
                rankings += search.rank(read_query(rest, synonyms=filters.synonyms), NAMED, named)
            return Answers(tuple(_answers(connection, rankings, min(limit, MOST))), told)
    except TooSlowError:
        return Answers((), told)


def _named(connection: sqlite3.Connection, query: Query) -> tuple[Set[int], str]:
    """The reports on the councils, and of the years, that a question names, and the rest of it; no reports where it names none.

    What stands in quotation marks must be in every answer, and names nothing.
    """
    quoted = _QUOTED.findall(query.typed)
    plain = read_query(_QUOTED.sub(" ", query.typed))
    councils = [one for one in named_authorities(connection, plain) if one[1] not in _ALSO_WORDS or one[1] in plain.typed]
    years = _YEAR.findall(plain.typed)
    rest = " ".join([_YEAR.sub(" ", councils[-1][2] if councils else plain.typed), *quoted])
    wanted = {"authority": [code for code, _, _ in councils], "year": years}
    chosen = {column: values for column, values in wanted.items() if values}
    if not chosen:
        return frozenset(), rest
    clause = " and ".join(f"{column} in (select value from json_each(?))" for column in chosen)
    rows = plain_rows(connection, f"select id from ({REPORTS}) where {clause}", [json.dumps(values) for values in chosen.values()])
    return {row[0] for row in rows}, rest


def _joined(rankings: Sequence[Ranking]) -> list[tuple[float, int]]:
    """(score, row), best first."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for place, row in enumerate(ranking.rows, start=1):
            scores[row] = scores.get(row, 0.0) + ranking.weight / (RANK_ZERO + place)
    return sorted(((score, row) for row, score in scores.items()), reverse=True)


def _answers(connection: sqlite3.Connection, rankings: Sequence[Ranking], limit: int) -> list[Answer]:
    """The first `limit` that may be shown: a public index still has what was taken down."""
    joined = _joined(rankings)
    sharing, close = ({row for one in rankings if one.by_meaning == by for row in one.rows} for by in (False, True))
    held = read_counted(connection, {owner_of(row) for _, row in joined})
    places = find_places(connection, [row for _, row in joined if owner_of(row) in held])
    repeated = _repeated(connection, places)
    answers: list[Answer] = []
    for score, row in joined:
        if row not in places or row in repeated:
            continue
        if len(answers) == limit:
            break
        owner = owner_of(row)
        key, title, provider, text, sha256 = connection.execute(_TEXT, [owner, row]).fetchone()
        found = row in sharing, row in close
        answers.append(Answer(key, title, provider, held[owner], places[row], text, round(score, 4), *found, sha256))
    return answers


def _repeated(connection: sqlite3.Connection, places: Mapping[int, Place]) -> set[int]:
    """Whole pages with the words of paragraphs that are found too, as archives of earlier versions have them."""
    found = {(place.report_id, page) for place in places.values() if place.position for page in range(place.page, place.page_end + 1)}
    pages = [row for row, place in places.items() if not place.position and (place.report_id, place.page) in found]
    whole = "select id from report_pages where rest is null and id in (select value from json_each(?))"
    return {row[0] for row in connection.execute(whole, [json.dumps(pages)])}
