"""Searches recommendations only, not the pages of reports (which include praise)."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import NamedTuple

from archive.database.councils import read_source_titles
from archive.database.listed_rows import OTHER_PROVIDER
from archive.database.readonly import TooSlowError, plain_rows, reading
from archive.parameters import read_day
from archive.search.filters import Condition, conditions, outside_group, read_group, unknown_choices, values_of
from archive.search.marks import END, START
from archive.search.page_bounds import bounds_of_page
from archive.search.query import Query, read_query
from archive.search.search import TOO_SLOW
from archive.search.suggestions import ENOUGH, suggest
from archive.search.themes import THEMES, WITHIN, Theme
from archive.vocabulary import ADDRESSEES, FAMILIES, RECOMMENDATION_KINDS

SECONDS = 1.0
CHOICES = {
    "kind": "c.kind",
    "family": "i.family",
    "authority": "r.local_authority",
    "addressed_to": "c.addressed_to",
    "region": "a.region",
    "year": "substr(r.published, 1, 4)",
    "source": "r.source",
}
_LISTS: Mapping[str, Collection[str]] = {
    "theme": THEMES,
    "kind": RECOMMENDATION_KINDS.words,
    "family": FAMILIES.words,
    "addressed_to": ADDRESSEES.words,
}
UNKNOWN = "Authority not known"
NEWEST = " order by r.published desc, r.id desc, c.position"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked: words, choices, and dates of publication (ISO text or empty).

    The choices are those of CHOICES, several values with commas; empty text: all. `group` are codes of authorities, where none is chosen.
    """

    query: Query
    chosen: Mapping[str, str]
    since: str
    until: str
    notices: tuple[str, ...]
    synonyms: bool = True
    group: str = ""
    group_name: str = ""

    def narrowing(self, without: str = "") -> dict[str, str]:
        """What was chosen, with the group where it stands for authorities; without the choice of that name."""
        chosen = {**self.chosen, without: ""}
        return {**chosen, "authority": chosen["authority"] or self.group}

    def narrows(self) -> bool:
        """Whether anything was asked for: words, a choice or dates."""
        return bool(self.query.typed or self.since or self.until or any(self.narrowing().values()))

    def conditions(self, without: str = "") -> list[Condition]:
        """The conditions, apart from the words and the theme, that narrow the recommendations; without the choice of that name."""
        return conditions(CHOICES, self.narrowing(without), "r.published", self.since, self.until)

    @property
    def theme(self) -> Theme | None:
        """The theme that was chosen, if there is one of that name."""
        return THEMES.get(self.chosen["theme"])


class Found(NamedTuple):
    """What is counted of a recommendation that was found; names are those of CHOICES. `authority` is an ONS code and `name` its name.

    `other` is whom the report is about where that is no council.
    """

    report: int
    authority: str | None
    other: str | None
    name: str
    kind: str
    family: str | None
    addressed_to: str
    region: str | None
    year: str | None
    source: str


# The columns of Found in their order, and the first of `_rows`.
_COUNTED = f"""r.id as report_id, r.local_authority as authority, {OTHER_PROVIDER} as other_provider, coalesce(a.name, '{UNKNOWN}')
        as authority_name, c.kind, i.family, c.addressed_to, a.region, substr(r.published, 1, 4) as year, r.source"""


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a report is about, with the recommendations found there, newest first: a council (ONS code, or None where it is not known).

    Where there is an `other`, it is the provider of that name; the code is then of the council in whose area it is, if the source says so.
    """

    authority: str | None
    other: str | None
    name: str
    rows: tuple[sqlite3.Row, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`found` are all, newest report first; `rows` are those of page `number` of `pages`, or of all where no page was asked for.

    `counts` (of a page) of the values of each choice: among `found`, but of a choice that was made without it, so that others
    can be added to it. `suggestions` are other spellings that would find more, best first; `sources` the titles of all sources, by name.
    """

    asked: Asked
    found: tuple[Found, ...] = ()
    rows: tuple[sqlite3.Row, ...] = ()
    counts: Mapping[str, Mapping[str, int]] | None = None
    suggestions: tuple[str, ...] = ()
    number: int = 1
    pages: int = 0
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many recommendations were found."""
        return len(self.found)

    @property
    def authorities(self) -> dict[str | None, str]:
        """The names of the authorities told them, by ONS code."""
        return {one.authority: one.name for one in self.found if one.other is None}

    @property
    def others(self) -> int:
        """How many providers that are no councils were told them."""
        return len({(one.source, one.other) for one in self.found if one.other})

    @property
    def told(self) -> list[Told]:
        """`rows` by whom the report is about, most first."""
        by_subject: dict[tuple[str | None, str | None], list[sqlite3.Row]] = {}
        for row in self.rows:
            by_subject.setdefault((row["authority"], row["other_provider"]), []).append(row)
        told = (Told(*subject, subject[1] or rows[0]["authority_name"], tuple(rows)) for subject, rows in by_subject.items())
        return sorted(told, key=lambda one: (-len(one.rows), one.name))


def read_asked(parameters: Mapping[str, str]) -> Asked:
    """What a request asks. Nothing is refused: what is not understood is left out, and `notices` says so."""
    notices: list[str] = []
    given = {name: value.replace("\x00", "").strip() for name, value in parameters.items()}
    query = read_query(given.get("q", ""), synonyms=given.get("synonyms", "") != "off")
    since = read_day(given.get("from", ""), "from", notices)
    until = read_day(given.get("to", ""), "to", notices)
    chosen = {name: ",".join(values_of(given.get(name, "")[:2000])) for name in CHOICES} | {"theme": given.get("theme", "")[:200]}
    said = (*query.notices, *outside_group(given), *notices)
    return Asked(query, chosen, since, until, said, synonyms=given.get("synonyms", "") != "off", **read_group(given))


def find_recommendations(connection: sqlite3.Connection, asked: Asked, page: int | None = None, *, public: bool = False) -> Answer:
    """The recommendations that match; all of them where nothing was asked, and none where no word can be searched for.

    `page` from 1, the last where it is beyond that; None: the rows of all.
    """
    asked = replace(asked, notices=(*asked.notices, *unknown_choices(connection, asked.narrowing(), _LISTS)))
    if asked.query.match() is None and asked.query.typed:
        return Answer(asked)
    try:
        with reading(connection, SECONDS):
            if page is None:
                rows, number, pages, counts = _rows(connection, asked, None), 1, 0, None
                found = [Found._make(row[: len(Found._fields)]) for row in rows]
            else:
                found = _found(connection, asked)
                (first, end, whole), number, pages = bounds_of_page((one.report for one in found), page)
                rows = _rows(connection, asked, list({one.report for one in found[first:end]}))[first - whole : end - whole]
                counts = {name: _count(connection, asked, name) if asked.chosen[name] else _counted(found, name) for name in CHOICES}
    except TooSlowError:
        return Answer(replace(asked, notices=(TOO_SLOW, *asked.notices)))
    other = suggest(connection, asked.query, lambda text: _number(connection, asked, text), public=public) if len(found) < ENOUGH else ()
    return Answer(asked, tuple(found), tuple(rows), counts, other, number, pages, read_source_titles(connection))


def _number(connection: sqlite3.Connection, asked: Asked, typed: str) -> int:
    """How many recommendations another spelling would give; 0 where counting them takes too long."""
    other = replace(asked, query=read_query(typed, synonyms=asked.synonyms))
    with suppress(TooSlowError), reading(connection, SECONDS):
        return len(_found(connection, other))
    return 0


def _found(connection: sqlite3.Connection, asked: Asked) -> list[Found]:
    """The matching recommendations, newest first. To read their texts as well, of which a page shows few, takes three times as long."""
    matching, parameters, _ = _matching(asked)
    return list(map(Found._make, plain_rows(connection, f"select {_COUNTED} {matching}{NEWEST}", parameters)))


def _counted(found: list[Found], name: str) -> dict[str, int]:
    counts = Counter(map(attrgetter(name), found))
    return {value: number for value, number in counts.items() if value}


def _rows(connection: sqlite3.Connection, asked: Asked, reports: list[int] | None) -> list[sqlite3.Row]:
    """The matching recommendations of these reports (None: of all), newest first; `marked` has sentinels around found words."""
    matching, parameters, searched = _matching(asked)
    if reports is not None:
        matching += " and c.report_id in (select value from json_each(?))"
        parameters.append(json.dumps(reports))
    marked = f"highlight(recommendations_fts, 0, '{START}', '{END}')" if searched else "c.text"
    sql = f"""select {_COUNTED}, c.id, c.addressed_to_printed, c.heading, c.page, c.position, c.text, c.reference, {marked} as marked,
            r.key, r.title, r.published, coalesce(i.report_type, 'not_known') as report_kind, d.sha256
        {matching}{NEWEST}"""
    return connection.execute(sql, parameters).fetchall()


def _count(connection: sqlite3.Connection, asked: Asked, name: str) -> dict[str, int]:
    """How many recommendations have each value of a choice, found without that choice; 0 for a chosen value that none has."""
    matching, parameters, _ = _matching(asked, without=name)
    sql = f"select {CHOICES[name]} as value, count(*) {matching} and {CHOICES[name]} is not null group by 1"
    return dict.fromkeys(values_of(asked.chosen[name]), 0) | dict(connection.execute(sql, parameters).fetchall())


def _matching(asked: Asked, without: str = "") -> tuple[str, list[str], bool]:
    """SQL from `from` on for what matches, its parameters, and whether recommendations_fts is searched; without the choice of that name."""
    match = asked.query.match()
    if match is None and asked.theme:
        match = asked.theme.words  # so that the words that put a recommendation in the theme are marked
    searched = match is not None
    tables = "recommendations_fts f join recommendations c on c.id = f.rowid" if searched else "recommendations c"
    narrowing = asked.conditions(without)
    wheres = ["recommendations_fts match ?" if searched else "true", *(one.sql("?") for one in narrowing)]
    parameters = [*([] if match is None else [match]), *(one.value for one in narrowing)]
    if asked.chosen["theme"]:
        wheres.append(WITHIN.format("?") if asked.theme else "false")
        parameters += [asked.theme.words] if asked.theme else []
    sql = f"""from {tables} join reports r on r.id = c.report_id join inspections i on i.report_id = r.id
            left join local_authorities a on a.code = r.local_authority left join documents d on d.id = r.file_document_id
        where {" and ".join(wheres)}"""
    return sql, parameters, searched
