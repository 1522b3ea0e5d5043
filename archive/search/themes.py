"""Themes of recommendations: about thirty, each with a definition and the words that put a recommendation in it.

`themes.csv` holds them. `words` is a query of SQLite's full-text search (FTS5), whose stemmer takes "sufficiency" and "sufficient" for one
word: such words stand there in phrases only. A long recommendation says first what it is about and then tells a story in which many words
occur once. So words count only if they stand in its opening or TIMES times. Of a text of LONG characters and more the opening is shorter.
"""

import csv
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files

from archive.database.listed_rows import SCALE_GRADE

OPENING = 200
OPENING_OF_LONG = 120
LONG = 300
TIMES = 3
MOST_KEPT = 5_000  # texts, of some 500 bytes each


@dataclass(frozen=True, slots=True)
class Theme:
    """`theme` is its key in addresses; `words` the query that finds its recommendations."""

    theme: str
    name: str
    definition: str
    example: str
    words: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """A theme that a recommendation is in, and those of its own words that put it there."""

    theme: Theme
    because: tuple[str, ...]


THEMES = {
    row["theme"]: Theme(**row) for row in csv.DictReader(files("archive.search").joinpath("themes.csv").read_text("utf-8").splitlines())
}
_FOUND = f"""(select rowid from (
    select rowid, text, highlight(recommendations_fts, 0, char(1), '') as marked from recommendations_fts
    where recommendations_fts match {{}}
  ) where instr(marked, char(1)) <= iif(length(text) < {LONG}, {OPENING}, {OPENING_OF_LONG})
    or length(marked) - length(text) >= {TIMES})"""
WITHIN = f"c.id in {_FOUND}"
"""The condition on recommendations `c` of a theme, whose words stand in the place of {}."""
_TABLE = "create virtual table temp.recommendations_fts using fts5 (text, tokenize='porter unicode61 remove_diacritics 2')"
_KEPT: dict[str, tuple[Belonging, ...]] = {}
_MARKED = "select rowid, highlight(recommendations_fts, 0, char(1), char(2)) from recommendations_fts where recommendations_fts match ?"


def put_in_themes(texts: Sequence[str]) -> list[tuple[Belonging, ...]]:
    """The themes of each recommendation with this text, in the order of THEMES.

    They follow from the text alone, so those of the texts that pages showed last are kept.
    """
    found = {text: _KEPT[text] for text in texts if text in _KEPT}
    if missing := list(dict.fromkeys(text for text in texts if text not in found)):
        found |= zip(missing, _work_out(missing), strict=True)
        if len(_KEPT) > MOST_KEPT:
            _KEPT.clear()
        _KEPT.update((text, found[text]) for text in missing)
    return [found[text] for text in texts]


def _work_out(texts: Sequence[str]) -> list[tuple[Belonging, ...]]:
    """Worked out in an index of these texts alone, cut into words like the archive's own: a page of them takes 5 ms."""
    found: list[list[Belonging]] = [[] for _ in texts]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(_TABLE)
        connection.executemany("insert into temp.recommendations_fts (rowid, text) values (?, ?)", enumerate(texts))
        for theme in THEMES.values():
            for number, marked in connection.execute(_MARKED, [theme.words]):
                opening = OPENING if len(texts[number]) < LONG else OPENING_OF_LONG
                if marked.index("\x01") < opening or marked.count("\x01") >= TIMES:  # as _FOUND says; to ask it too takes twice as long
                    found[number].append(Belonging(theme, _because(marked)))
    return list(map(tuple, found))


def _because(marked: str) -> tuple[str, ...]:
    """The words between marks, each once whatever its case."""
    words = [piece.partition("\x02")[0] for piece in marked.split("\x01")[1:]]
    return tuple({word.lower(): word for word in reversed(words)}.values())[::-1]


def count_themes(connection: sqlite3.Connection, sources: Sequence[str] = ()) -> list[tuple[Theme, sqlite3.Row]]:
    """Each theme's numbers of recommendations by family, kind, year, region, grade and source; kinds are never added up.

    `year` is that of publication, `grade` the overall grade of the inspection (of another inspectorate's with its
    source before it) or why it has none; what is not known is an empty text. Of all sources, or of these (names).
    """
    within, values = _of(sources)
    sql = f"""select coalesce(i.family, '') as family, c.kind, coalesce(substr(r.published, 1, 4), '') as year,
            coalesce(a.region, '') as region, {SCALE_GRADE.format(r="r", i="i")} as grade, count(*) as recommendations, r.source
        from recommendations c join reports r on r.id = c.report_id join inspections i on i.report_id = r.id
            left join local_authorities a on a.code = r.local_authority
        where {WITHIN.format("?")}{within} group by 1, 2, 3, 4, 5, 7 order by 1, 2, 3, 4, 5, 7"""
    return [(theme, row) for theme in THEMES.values() for row in connection.execute(sql, [theme.words, *values])]


def _of(sources: Sequence[str]) -> tuple[str, list[str]]:
    """SQL that narrows the reports `r` to those of these sources, and its parameters; nothing where there are none."""
    return (" and r.source in (select value from json_each(?))", [json.dumps(list(sources))]) if sources else ("", [])


def count_kinds(connection: sqlite3.Connection, sources: Sequence[str] = ()) -> dict[tuple[str, str], int]:
    """The number of recommendations of each (family, kind), in a theme or not; of all sources, or of these."""
    within, values = _of(sources)
    sql = f"""select coalesce(i.family, ''), c.kind, count(*) from recommendations c join inspections i on i.report_id = c.report_id
        join reports r on r.id = c.report_id where true{within} group by 1, 2"""
    return {(family, kind): number for family, kind, number in connection.execute(sql, values)}


def reports_in_themes(connection: sqlite3.Connection, sources: Sequence[str] = ()) -> list[str]:
    """The keys of the reports with a recommendation in any theme, newest first; of all sources, or of these."""
    reports: set[int] = set()
    for theme in THEMES.values():
        sql = f"select distinct c.report_id from recommendations c where {WITHIN.format('?')}"
        reports.update(row[0] for row in connection.execute(sql, [theme.words]))
    within, values = _of(sources)
    newest = f"select key from reports r where id in (select value from json_each(?)){within} order by published desc, id desc"
    return [row[0] for row in connection.execute(newest, [json.dumps(sorted(reports)), *values])]


def themes_of_authority(connection: sqlite3.Connection, code: str) -> list[tuple[Theme, int, str | None]]:
    """(theme, number of reports with a recommendation to the authority itself in it, the newest one's day), most reports first.

    Reports are counted because kinds of recommendation are never added up.
    """
    rows = connection.execute(
        """select c.text, c.report_id, r.published from recommendations c join reports r on r.id = c.report_id
            where r.local_authority = ? and c.addressed_to = 'authority' order by r.published""",
        [code],
    ).fetchall()
    reports: dict[str, dict[int, str | None]] = {}
    for row, belongings in zip(rows, put_in_themes([row["text"] for row in rows]), strict=True):
        for one in belongings:
            reports.setdefault(one.theme.theme, {})[row["report_id"]] = row["published"]
    counted = [(THEMES[theme], len(days), max((day for day in days.values() if day), default=None)) for theme, days in reports.items()]
    return sorted(counted, key=lambda one: (-one[1], one[0].name))
