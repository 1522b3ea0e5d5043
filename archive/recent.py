"""A second, smaller full-text index over the newest pages, for words that stand on most pages of a large archive.

Ranking with bm25 first counts every page that holds a word: of two million pages that takes a second, though only the newest 20,000
that match are ranked. Where the newest PAGES alone hold that many, they are searched in this index; what is found is the same. Below
IN_USE_FROM pages it is empty and nothing asks for it.
"""

import sqlite3

PAGES = 200_000
IN_USE_FROM = 2 * PAGES
INDEX = "search_fts_recent"
WHOLE_INDEX = "search_fts"
_IS_RECENT = "(select first from search_fts_recent_from)"  # null while it is not in use: nothing is newer than that

SCHEMA = f"""
    create table {INDEX}_from (first integer not null); -- id of the oldest page in the index; no row while it is not in use
    create view {INDEX}_content as select id, title, text from search_content where id >= {_IS_RECENT};
    create virtual table {INDEX} using fts5 (
        title, text, content='{INDEX}_content', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
    );
"""
for _table, _title, _changed in (("report_pages", "''", "text"), ("articles", "{}.title", "title, text")):
    _insert = f"insert into {INDEX}(rowid, title, text) values (new.id, {_title.format('new')}, new.text);"
    _delete = f"insert into {INDEX}({INDEX}, rowid, title, text) values ('delete', old.id, {_title.format('old')}, old.text);"
    SCHEMA += f"""
    create trigger {_table}_recent_insert after insert on {_table} when new.id >= {_IS_RECENT} begin {_insert} end;
    create trigger {_table}_recent_delete after delete on {_table} when old.id >= {_IS_RECENT} begin {_delete} end;
    create trigger {_table}_recent_update after update of {_changed} on {_table} when old.id >= {_IS_RECENT} begin {_delete} {_insert} end;
"""


def holds(connection: sqlite3.Connection, where: str, parameters: list[str], number: int) -> bool:
    """Whether the index is in use and more than `number` of its rows match `where`, a condition on the table {index}."""
    if connection.execute(f"select 1 from {INDEX}_from").fetchone() is None:
        return False
    sql = f"select count(*) from (select 1 from {INDEX} where {where.format(index=INDEX)} limit {number + 1})"
    found: int = connection.execute(sql, parameters).fetchone()[0]
    return found > number
