"""The full-text index that searches use: pages and articles in the order of their publication; and smaller ones over the newest pages.

FTS5 gives rows by rowid, and a search ranks only the newest that match. Ids say when a report came into the archive, which after a first
crawl is the order of the providers; so rows here have a *place*, which begins with the day of publication: 20240331 00001230004 is page 4
of report 123, published on 31 March 2024. What has no date, or text that is none, comes first, as the oldest.

Ranking with bm25 first counts every page that holds a word: of two million pages that takes a second. Where the newest pages alone hold
as many as are ranked, they are searched in a smaller index, a PART; what is found is the same.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from archive.filters import FIRST_ARTICLE

INDEX = "search_fts_dated"
# index -> pages it is made with; one is in use when the archive has twice as many
PARTS = {f"{INDEX}_small": 50_000, f"{INDEX}_medium": 150_000, f"{INDEX}_large": 450_000}
TOKENIZER = "porter unicode61 remove_diacritics 2"

SAMPLE = 5_000  # newest pages by which is told how many of all match
CERTAINTY = 1.2  # how many times as many as are wanted a part must promise

KEYS = 10**11  # a place is the day times this, plus a key
LAST_PLACE = 2**63 - 1
LAST_DAY = 9200_00_00  # later days count as this one, so that every place is a whole number that SQLite can hold
FIRST_ARTICLE_KEY = 9 * 10**10  # keys from here up are articles, below it pages (report id * 10000 + page): room for 9,000,000 reports


def place(published: str, row_id: str, *, article: bool = False) -> str:
    """SQL for the place of a row; `published` and `row_id` are SQL for its date of publication (ISO text or null) and its id.

    A year or a month alone stands before its first day.
    """
    digits = f"substr(replace(substr(coalesce({published}, ''), 1, 10), '-', '') || '00000000', 1, 8)"
    return (
        f"(min(cast({digits} as integer), {LAST_DAY}) * {KEYS} + {row_id}{f' - {FIRST_ARTICLE} + {FIRST_ARTICLE_KEY}' if article else ''})"
    )


def first_place(day: str) -> int:
    """The lowest place of what was published on this day (ISO)."""
    return min(int(day.replace("-", "")), LAST_DAY) * KEYS


def last_place(day: str) -> int:
    """The highest place of what was published on this day (ISO)."""
    return first_place(day) + KEYS - 1


def row_id(key: int) -> int:
    """The id of the page or article with this key."""
    return key if key < FIRST_ARTICLE_KEY else key - FIRST_ARTICLE_KEY + FIRST_ARTICLE


def indexes_to_try(
    connection: sqlite3.Connection, where: str, parameters: Sequence[object], number: int, since: int
) -> Iterator[tuple[str, int]]:
    """Indexes in which the newest `number` matches may all be, the smallest first, each with the lowest place it holds; last the whole.

    `where` is a condition on the table {index}, `since` the lowest place that is asked for. How many match is told from the newest pages.
    """
    parts = connection.execute(f"select name, pages, first, sample from {INDEX}_parts order by pages").fetchall()
    share = None
    for part, pages, first, sample in parts:
        if share is None and since < first:
            sql = f"select count(*) from {part} where {where.format(index=part)} and rowid >= {sample}"
            share = connection.execute(sql, parameters).fetchone()[0] / SAMPLE
        if since >= first or share * pages > number * CERTAINTY:
            yield part, first
    yield INDEX, 0


def _schema() -> str:
    """The indexes with the triggers that keep them, and the table that says which parts are in use and from which place on."""
    page = place("(select published from reports where id = {0}.report_id)", "{0}.id")
    article = place("{0}.published", "{0}.id", article=True)
    sql = f"""
        create table {INDEX}_parts (
            name text primary key,              -- of an index over the newest pages; no row while it is not in use
            pages integer not null,             -- how many it is made with
            first integer not null,             -- the lowest place it holds
            sample integer not null             -- from here up there are about as many pages as are sampled
        );
    """
    for index in (INDEX, *PARTS):
        sql += f"""
        {content_view(index, "text")};
        create virtual table {index} using fts5 (
            title, text, content='{index}_content', content_rowid='place', tokenize='{TOKENIZER}'
        );
        """
        for table, title, changed, at in (
            ("report_pages", "''", "text", page),
            ("articles", "{0}.title", "published, title, text", article),
        ):
            new = (at.format("new"), title.format("new"), "new.text")
            old = (at.format("old"), title.format("old"), "old.text")
            sql += f"""
        create trigger {table}_{index}_insert after insert on {table} begin {_add(index, *new)} end;
        create trigger {table}_{index}_delete after delete on {table} begin {_take_out(index, *old)} end;
        create trigger {table}_{index}_update after update of {changed} on {table} begin {_take_out(index, *old)} {_add(index, *new)} end;
            """
        rows = "from report_pages where report_id = new.id"
        sql += f"""
        create trigger reports_{index}_update after update of published on reports when new.published is not old.published begin
            {_take_out(index, place("old.published", "id"), "''", "text", rows)}
            {_add(index, place("new.published", "id"), "''", "text", rows)}
        end;
        """
    return sql


def content_view(index: str, article_text: str) -> str:
    """SQL for the view that says what the index holds; `article_text` is SQL for the words of an article."""
    return f"""
        create view {index}_content as select * from (
            select {place("r.published", "p.id")} as place, '' as title, p.text from reports r join report_pages p on p.report_id = r.id
            union all select {place("published", "id", article=True)}, title, {article_text} from articles
        ) where place >= {first_of(index)}
    """


def first_of(index: str) -> str:
    """SQL for the lowest place that the index holds; null while it is not in use: no place is higher than that."""
    return "0" if index == INDEX else f"(select first from {INDEX}_parts where name = '{index}')"


def _add(index: str, at: str, title: str, text: str, rows: str = "") -> str:
    return f"insert into {index}(rowid, title, text) select at, title, text {_held(index, at, title, text, rows)};"


def _take_out(index: str, at: str, title: str, text: str, rows: str = "") -> str:
    return f"insert into {index}({index}, rowid, title, text) select 'delete', at, title, text {_held(index, at, title, text, rows)};"


def _held(index: str, at: str, title: str, text: str, rows: str) -> str:
    return f"from (select {at} as at, {title} as title, {text} as text {rows}) where at >= {first_of(index)}"


SCHEMA = _schema()
