"""Turns the FTS5 expressions that archive.search.query writes into tantivy's queries, so that one text asks both engines.

Of FTS5's syntax they have quoted phrases, beginnings ("…"*), AND, OR, NOT and brackets.
"""

import re
from dataclasses import dataclass

from tantivy import Occur, Query, Schema, Searcher

from archive.search.stems import Stemmer, pairs

MOST_PHRASES = 200  # about a millisecond each over 100,000 pages, and nothing stops tantivy as SQLite can be stopped
TITLE_BOOST = 4.0  # a word of a title stands in the text as well, so that it counts five times
_TOKEN = re.compile(r'"((?:[^"]|"")*)"|(AND|OR|NOT|[()*])')


class TooWideError(Exception):
    """Raised where the beginnings in phrases stand for more than MOST_PHRASES phrases."""


@dataclass(slots=True)
class Texts:
    """Makes queries of phrases; `titles`: what stands in a title counts more. `phrases` are those that beginnings stood for so far."""

    searcher: Searcher
    schema: Schema
    stemmer: Stemmer
    titles: bool
    phrases: int = 0

    def phrase(self, text: str, *, beginning: bool) -> Query:
        """What has these words one after the other; of a beginning, the last may go on."""
        stems = self.stemmer.stems([text])[0].split()
        if not stems:
            return Query.empty_query()
        in_text = self._in("text", stems, beginning=beginning)
        if not self.titles:
            return in_text
        in_title = Query.boost_query(self._in("title", stems, beginning=beginning), TITLE_BOOST)
        return Query.boolean_query([(Occur.Must, in_text), (Occur.Should, in_title)])

    def _in(self, field: str, stems: list[str], *, beginning: bool) -> Query:
        words = stems
        if len(stems) > 1:
            field, words = f"{field}_pairs", pairs(stems)
        if not beginning:
            return self._words(field, words)
        longer = self.searcher.terms_with_prefix(field, words[-1])
        self.phrases += len(longer) if len(words) > 1 else 0
        if self.phrases > MOST_PHRASES:
            raise TooWideError
        return _any([self._words(field, [*words[:-1], last]) for last, _ in longer])

    def _words(self, field: str, words: list[str]) -> Query:
        if len(words) == 1:
            return Query.term_query(self.schema, field, words[0])
        last = len(words) - 1  # every second pair has all the words between
        return Query.phrase_query(self.schema, field, [(place, words[place]) for place in sorted({*range(0, last, 2), last})])


def read_match(match: str, texts: Texts) -> Query:
    """The query of an FTS5 expression. Raises TooWideError."""
    return _Reader(match, texts).read()


def all_of(query: Query, narrowing: Query) -> Query:
    """What matches both, scored by the first."""
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(narrowing, 0.0))])


class _Reader:
    """NOT binds closer than AND, AND closer than OR."""

    def __init__(self, match: str, texts: Texts) -> None:
        self.tokens = [(found[1], found[2]) for found in _TOKEN.finditer(match)]
        self.texts = texts

    def read(self) -> Query:
        found = [self._both()]
        while self._next("OR"):
            found.append(self._both())
        return _any(found)

    def _both(self) -> Query:
        found = [self._but()]
        while self._next("AND"):
            found.append(self._but())
        return found[0] if len(found) == 1 else Query.boolean_query([(Occur.Must, one) for one in found])

    def _but(self) -> Query:
        found = self._one()
        while self._next("NOT"):
            found = Query.boolean_query([(Occur.Must, found), (Occur.MustNot, self._one())])
        return found

    def _one(self) -> Query:
        if self._next("("):
            found = self.read()
            self.tokens.pop(0)
            return found
        text, _ = self.tokens.pop(0)
        return self.texts.phrase(text.replace('""', '"'), beginning=self._next("*"))

    def _next(self, sign: str) -> bool:
        if self.tokens and self.tokens[0][1] == sign:
            self.tokens.pop(0)
            return True
        return False


def _any(queries: list[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, one) for one in queries])
