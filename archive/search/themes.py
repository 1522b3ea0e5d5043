"""Themes of recommendations: about thirty, each with a definition and the words that put a recommendation in it.

`themes.csv` holds them. `words` is a query of SQLite's full-text search (FTS5), whose stemmer takes "sufficiency" and "sufficient" for one
word: such words stand there in phrases only.
"""

import csv
import sqlite3
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Theme:
    """`theme` is its key in addresses; `words` the query that finds its recommendations."""

    theme: str
    name: str
    definition: str
    example: str
    words: str


THEMES = {
    row["theme"]: Theme(**row) for row in csv.DictReader(files("archive.search").joinpath("themes.csv").read_text("utf-8").splitlines())
}
WITHIN = "c.id in (select rowid from recommendations_fts where recommendations_fts match {})"
"""The condition on recommendations `c` of a theme, whose words stand in the place of {}."""


def count_themes(connection: sqlite3.Connection) -> list[tuple[Theme, str, str, str, int]]:
    """(theme, type of report, kind of recommendation, year of publication, number) of each; kinds are never added up."""
    sql = f"""select coalesce(i.family, ''), c.kind, coalesce(substr(r.published, 1, 4), ''), count(*) from recommendations c
        join reports r on r.id = c.report_id join inspections i on i.report_id = r.id where {WITHIN.format("?")}
        group by 1, 2, 3 order by 1, 2, 3"""
    return [(theme, *tuple(row)) for theme in THEMES.values() for row in connection.execute(sql, [theme.words])]
