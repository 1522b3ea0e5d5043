"""Help for a search with few results: other spellings that would find more, and authorities that the search names."""

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from archive.database.ids import FIRST_ARTICLE
from archive.database.readonly import TooSlowError, reading
from archive.database.search_index import FIRST_PARAGRAPH, owner_of
from archive.search.hits import count_rows, count_stems
from archive.search.query import Query, Term, bare
from archive.search.stems import STEMMER

ENOUGH = 3  # results; with fewer, other spellings are sought
SECONDS = 0.3
ALIKE = 75.0  # rapidfuzz's ratio from 0 to 100; below it another spelling is a guess
STEMS_ALIKE = 60.0  # stems lose more or less of their words, so those that are less alike are looked up too
LETTERS = 3  # a word has one wrong letter in so many, at most
MIN_LETTERS, MIN_PART = 4, 3  # of a word, and of each of two words that were run together
HELD = 20  # places; a word that stands in more is spelt as people spell it
TIMES = 20  # a word that some page holds is replaced only by one that stands in so many times as many places
EDIT = 3.0  # a word with one wrong letter more must stand in 10^3 times as many places
CANDIDATES = 8  # stems most like a word, of which we look up how they are spelt
SHOWN = 3
LOOKED_AT, READ = 50, 12  # places of a word, and of those that may be shown how many are read
FEWEST = 3  # places of two words beside each other that must be held
_COUNTED = 10_000  # places of two words beside each other, which are not counted any further
_OF_REPORTS = f"({{0}} < {FIRST_ARTICLE} or {{0}} >= {FIRST_PARAGRAPH})"
_WORD = re.compile(r"[^\W\d_]+")


class _Spelling(NamedTuple):
    """Another spelling of a word, the better the lower its `cost`."""

    cost: float
    words: str


def suggest(connection: sqlite3.Connection, query: Query, results: Callable[[str], int], *, public: bool = False) -> tuple[str, ...]:
    """What was typed with rare words spelt as more places spell them, at most SHOWN, best first: each would give more results.

    The best has few letters changed and stands in many places. `results`: how many a typed text gives. `public`: words that stand in
    nothing but texts of articles, or in what was taken down, count as not held and are not offered.
    """
    try:
        with reading(connection, SECONDS):
            _open_vocabulary(connection)
            words = list(dict.fromkeys(_plain_words(query)))
            spellings = {word: found for word in words if (found := _spellings(connection, word, public=public))}
    except TooSlowError:
        return ()
    if not spellings:
        return ()
    costs = {
        _respelt(query.typed, dict(zip(spellings, spelt, strict=True))): sum(one.cost for one in spelt)
        for spelt in product(*spellings.values())
    }
    likely = {text: results(text) for text in sorted(costs, key=costs.__getitem__)[:SHOWN]}
    typed = results(query.typed)
    return tuple(sorted((one for one in likely if likely[one] > typed), key=lambda one: costs[one] - math.log10(likely[one])))


def _respelt(typed: str, spellings: dict[str, _Spelling]) -> str:
    for word, spelling in spellings.items():
        typed = re.sub(rf"\b{re.escape(word)}\b", spelling.words, typed)
    return typed


def named_authorities(connection: sqlite3.Connection, query: Query) -> list[tuple[str, str, str]]:
    """(code, name, rest of the search) of the authorities named in a search that asks for more than the name."""
    found = []
    typed = f" {_plain(query.typed)} "
    for code, name in connection.execute("select code, name from local_authorities order by length(name) desc, name"):
        plain = f" {_plain(name)} "
        if plain in typed and len(plain) > MIN_LETTERS:
            rest = " ".join(re.sub(re.escape(name), " ", query.typed, flags=re.IGNORECASE).split())
            if rest and rest != query.typed:
                found.append((code, name, rest))
                typed = typed.replace(plain, " ")
    return found


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[a-z]+", name.lower()))


def _plain_words(query: Query) -> Iterator[str]:
    """The words typed that may be misspelt: no phrases, no beginnings."""
    for term in (term for group in query.groups for term in group if not term.beginning and not term.exact):
        word = bare(term.text)
        if len(word) >= MIN_LETTERS and word.isalpha():
            yield word


def _open_vocabulary(connection: sqlite3.Connection) -> None:
    """The stems of the indexes and their places as tables of this connection alone, until its transaction ends."""
    connection.execute("create virtual table temp.places using fts5vocab(main, search_fts, instance)")
    connection.execute("create virtual table temp.article_places using fts5vocab(main, articles_fts, instance)")


def _spellings(connection: sqlite3.Connection, word: str, *, public: bool) -> list[_Spelling]:
    """The best other spellings of a word that no page, or hardly any, holds as it is, best first."""
    [typed] = STEMMER.stems([word])
    held = count_rows(connection, Term(word).match())
    if public and held and not _texts(connection, typed, public=True):
        held = 0
    if held > HELD or _is_name(connection, word):
        return []
    found = _run_together(connection, word, held)
    for start in dict.fromkeys((typed[:2], typed[0] + typed[2:3], typed[1::-1])):  # the first letters as they are, or two of them swapped
        found += _misspelt(connection, word.lower(), typed, start, held, public=public)
        if found:
            break
    found.sort()
    return [one for one in found if one.cost <= found[0].cost + EDIT][:SHOWN]


def _is_name(connection: sqlite3.Connection, word: str) -> bool:
    """Whether it is a word of a council's name, of which no report may be held."""
    return any(word.lower() in name.lower().split() for (name,) in connection.execute("select name from local_authorities"))


def _misspelt(connection: sqlite3.Connection, word: str, typed: str, start: str, held: int, *, public: bool) -> list[_Spelling]:
    """Words like `word` (whose stem is `typed`), of those whose stems start so: people seldom mistype the first two letters."""
    stems = count_stems(connection, start)
    often = [stem for stem, number in stems.items() if number >= TIMES * held and stem != typed]
    alike = process.extract(typed, often, scorer=fuzz.ratio, score_cutoff=STEMS_ALIKE, limit=4 * CANDIDATES)
    likely = sorted(alike, key=lambda one: OSA.distance(typed, one[0]) * EDIT - math.log10(stems[one[0]]))[:CANDIDATES]
    written = ((stem, _spelt(connection, stem, word, public=public)) for stem, _, _ in likely)
    return [_Spelling(EDIT * OSA.distance(word, spelt) - math.log10(stems[stem]), spelt) for stem, spelt in written if spelt]


def _run_together(connection: sqlite3.Connection, word: str, held: int) -> list[_Spelling]:
    """Two words of which `word` may be made: each place where reports have them beside each other counts."""
    found = []
    for place in range(MIN_PART, len(word) - MIN_PART + 1):
        two = f"{word[:place]} {word[place:]}"
        number = _places_of_two(connection, two)
        if number >= max(FEWEST, TIMES * held):
            found.append(_Spelling(EDIT - math.log10(number), two))
    return found


def _places_of_two(connection: sqlite3.Connection, two: str) -> int:
    """How many paragraphs or pages of reports have these two words beside each other."""
    sql = f"select count(*) from (select 1 from search_fts where search_fts match ? and {_OF_REPORTS.format('rowid')} limit {_COUNTED})"
    return int(connection.execute(sql, [Term(two).match()]).fetchone()[0])


def _spelt(connection: sqlite3.Connection, stem: str, word: str, *, public: bool) -> str | None:
    """The word with this stem that is most like `word`, as places that may be shown spell it; None where none is like it."""
    found = Counter(one for text in _texts(connection, stem, public=public) for one in _WORD.findall(text.lower()))
    written = [one for one, its_stem in zip(found, STEMMER.stems(list(found)), strict=True) if its_stem == stem]
    best = min(written, key=lambda one: (OSA.distance(word, one), -found[one], one), default=None)
    return best if best and fuzz.ratio(word, best) >= ALIKE and OSA.distance(word, best) <= len(word) // LETTERS else None


def _texts(connection: sqlite3.Connection, stem: str, *, public: bool) -> list[str]:
    """Some texts that have this stem; in public only those that may be shown."""
    of_reports = f" and {_OF_REPORTS.format('doc')}" if public else ""
    sql = f"select distinct doc from temp.places where term = ?{of_reports} limit {LOOKED_AT}"
    rows = [row for (row,) in connection.execute(sql, [stem]).fetchall()]
    if public:
        rows = [row for row in rows if connection.execute("select 1 from reports where id = ?", [owner_of(row)]).fetchone()]
    texts = [
        text
        for row in rows[:READ]
        for (text,) in connection.execute("select coalesce(title, '') || ' ' || coalesce(text, '') from search_content where id = ?", [row])
    ]
    if not public:
        return texts
    sql = f"select distinct doc from temp.article_places where term = ? limit {LOOKED_AT}"
    articles = [article for (article,) in connection.execute(sql, [stem]).fetchall()]
    shown = "select coalesce(title, '') || ' ' || coalesce(excerpt, '') from articles where id = ?"
    return texts + [text for article in articles[:READ] for (text,) in connection.execute(shown, [article])]
