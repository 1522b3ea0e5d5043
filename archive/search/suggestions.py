"""Help for a search with few results: similar words that are in the archive, and authorities that the search names."""

import re
import sqlite3

from rapidfuzz import fuzz, process

from archive.database.ids import FIRST_ARTICLE
from archive.database.readonly import TooSlowError, reading
from archive.database.search_index import FIRST_PARAGRAPH, owner_of
from archive.search.marks import END, START, found_words
from archive.search.query import Query, Term

SECONDS = 0.3
ALIKE = 75.0  # rapidfuzz's ratio from 0 to 100; below it "did you mean" is a guess
MIN_LETTERS = 4
CANDIDATES = 8  # of which the first that may be shown is offered
LOOKED_AT = 50  # places of a word, of which one that may be shown is sought
_STEM_PREFIX = 2  # people seldom mistype the first two letters, and reading the whole vocabulary takes long


def did_you_mean(connection: sqlite3.Connection, query: Query, *, public: bool = False) -> str | None:
    """What was typed with each word that no page holds replaced by the most alike word that some page holds; None when all are held.

    `public`: words that stand in nothing but texts of articles, or in what was taken down, count as not held and are not offered.
    """
    corrected = query.typed
    try:
        with reading(connection, SECONDS):
            _open_vocabulary(connection)
            for term in _plain_words(query):
                if not _place_of(connection, term.match(), public=public) and (better := _most_alike(connection, term.text, public=public)):
                    corrected = re.sub(rf"\b{re.escape(term.text)}\b", better, corrected)
    except TooSlowError:
        return None
    return corrected if corrected != query.typed else None


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


def _plain_words(query: Query) -> list[Term]:
    terms = [term for group in query.groups for term in group]
    return [term for term in terms if len(term.text) >= MIN_LETTERS and term.text.isalpha() and not term.beginning and not term.exact]


def _place_of(connection: sqlite3.Connection, match: str, *, public: bool) -> tuple[str, int] | None:
    """An index and a row of it that matches and may be shown; None where there is none."""
    if not public:
        found = connection.execute("select rowid from search_fts where search_fts match ? limit 1", [match]).fetchone()
        return ("search_fts", found[0]) if found else None
    of_reports = f"(rowid < {FIRST_ARTICLE} or rowid >= {FIRST_PARAGRAPH})"
    sql = f"select rowid from search_fts where search_fts match ? and {of_reports} limit {LOOKED_AT}"
    for (row,) in connection.execute(sql, [match]).fetchall():
        if connection.execute("select 1 from reports where id = ?", [owner_of(row)]).fetchone():
            return "search_fts", row
    sql = f"select rowid from articles_fts where articles_fts match ? limit {LOOKED_AT}"
    for (article,) in connection.execute(sql, [match]).fetchall():
        if connection.execute("select 1 from articles where id = ?", [article]).fetchone():
            return "articles_fts", article
    return None


def _open_vocabulary(connection: sqlite3.Connection) -> None:
    """The stems of the index, and a stemmer, as tables of this connection alone: the archive itself is not written."""
    connection.execute("create virtual table temp.stems using fts5vocab(main, search_fts, row)")
    connection.execute("create virtual table temp.typed using fts5(word, tokenize='porter unicode61 remove_diacritics 2')")
    connection.execute("create virtual table temp.typed_stems using fts5vocab(temp, typed, row)")


def _most_alike(connection: sqlite3.Connection, word: str, *, public: bool) -> str | None:
    """The held word whose stem is most like that of `word`, spelt as some page spells it."""
    connection.execute("delete from temp.typed")
    connection.execute("insert into temp.typed values (?)", [word])
    (typed,) = connection.execute("select term from temp.typed_stems").fetchone()
    start = typed[:_STEM_PREFIX]
    stems = [row[0] for row in connection.execute("select term from temp.stems where term >= ? and term < ?", [start, start + "\uffff"])]
    for stem, _, _ in process.extract(typed, stems, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=CANDIDATES):
        for match in (f'"{stem}"', f'"{stem}"*'):  # a stem is stemmed again ("supervi"); its beginnings still match
            place = _place_of(connection, match, public=public)
            if place is not None and (spelt := _spelling(connection, match, *place)):
                return spelt
    return None


def _spelling(connection: sqlite3.Connection, match: str, index: str, row: int) -> str | None:
    """The word that matches, as this row of this index spells it."""
    sql = f"select snippet({index}, -1, '{START}', '{END}', '', 8) from {index} where {index} match ? and rowid = ?"
    words = found_words(connection.execute(sql, [match, row]).fetchone()[0])
    return words[0].lower() if words else None
