"""Seals: a hash of every row that our own code wrote, by which `archive verify` finds rows that something else changed.

Triggers of our own connections keep them (another program's connection has none, so its changes do not get a seal), which is why no
writer can forget it. A row whose seal is broken is never sealed again by a later change of it: only rows that are written anew, as
`scrapy reread` does, or that are again what they were, agree with their seal.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

# Tables with seals, each with the number that stands for it in `row_seals`; a number is never given to another table.
SEALED = {
    "documents": 1, "providers": 2, "reports": 3, "report_providers": 4, "inspections": 5, "judgements": 6, "recommendations": 7,
    "inspectors": 8, "topics": 9, "report_paragraphs": 10, "report_pages": 11, "articles": 12, "article_versions": 13, "article_links": 14,
    "mentions": 15, "quotations": 16, "takedowns": 17, "page_sections": 18, "report_changes": 19, "official_inspections": 20,
    "claims": 21, "official_providers": 22, "official_provider_inspections": 23,
}  # fmt: skip
# When something was last asked for and by which version it was read: this changes also where the facts stay, and is no fact itself.
NO_FACTS = ("last_seen", "availability", "asked", "ask_next", "off_page", "gone", "tied", "document_id", "reader_version")


@dataclass(frozen=True, slots=True)
class Broken:
    """Rows of one table that are not as they were written, by whom they belong to: `owner` names a report, an article or nothing."""

    table: str
    owner: str
    keys: tuple[str, ...]
    document_id: int | None


def keep_seals(connection: sqlite3.Connection) -> None:
    """From now on, what this connection writes is sealed. Copies of an archive from before there were seals have none to keep."""
    if not connection.execute("select 1 from main.sqlite_master where name = 'row_seals'").fetchone():
        return
    _teach(connection)
    for table, number in SEALED.items():
        if not _columns(connection, table):
            continue  # a later migration makes it
        key, old_key = _key(connection, table, "new"), _key(connection, table, "old")
        new, old = _seal(connection, table, "new"), _seal(connection, table, "old")
        own = f"kind = {number} and key = {old_key}"
        connection.execute(f"""create temp trigger seal_{table}_insert after insert on main.{table} begin
            insert or replace into row_seals values ({number}, {key}, {new}); end""")
        connection.execute(f"""create temp trigger seal_{table}_delete after delete on main.{table} begin
            delete from row_seals where {own}; end""")
        connection.execute(f"""create temp trigger seal_{table}_update after update on main.{table} when {old} <> {new} begin
            update row_seals set key = {key}, seal = {new} where {own} and seal = {old}; end""")


def seal_unsealed(database: Database) -> None:
    """Seal the rows that have no seal, as they stand: after a migration only, for else whatever got in would be sealed."""
    _teach(database.conn)
    for table, number in SEALED.items():
        key, seal = _key(database.conn, table, "t"), _seal(database.conn, table, "t")
        database.execute(f"insert or ignore into row_seals select {number}, {key}, {seal} from {table} t")


def broken_seals(database: Database) -> Iterator[Broken]:
    """Rows that were changed, that came or that went without our writing it, by table and owner."""
    connection = database.conn
    _teach(connection)
    for table, number in SEALED.items():
        key, seal = _key(connection, table, "t"), _seal(connection, table, "t")
        columns = _columns(connection, table)
        document = "t.document_id" if "document_id" in columns else "t.id" if table == "documents" else "null"
        rows = connection.execute(f"""
            select {key}, {_owner(columns, table)}, {document} from {table} t
            left join row_seals s on s.kind = {number} and s.key = {key} where s.seal is not {seal}
            union all
            select key, 'a row that is gone', null from row_seals where kind = {number} and key not in (select {key} from {table} t)
        """).fetchall()
        found: dict[tuple[str, int | None], list[str]] = {}
        for row, owner, document_id in rows:
            found.setdefault((owner, document_id), []).append(str(row))
        for (owner, document_id), keys in found.items():
            yield Broken(table, owner, tuple(keys), document_id)


def _owner(columns: list[str], table: str) -> str:
    """SQL of whose row it is, in words."""
    if table == "reports":
        return "'report ' || t.key"
    if "report_id" in columns and "article_id" not in columns:
        return "coalesce('report ' || (select r.key from reports r where r.id = t.report_id), 'a report that is gone')"
    if table == "page_sections":
        return "coalesce('report ' || (select r.key from reports r where r.id = t.id / 10000), 'a report that is gone')"
    if "article_id" in columns:
        return "coalesce('article ' || (select a.url from articles a where a.id = t.article_id), 'an article that is gone')"
    return "coalesce(t.url, '')" if "url" in columns else "''"


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"pragma main.table_info({table})")]


def _key(connection: sqlite3.Connection, table: str, row: str) -> str:
    """SQL of a row's primary key. The "+" lets SQLite use the index of `row_seals`, whose key is of no type."""
    keys = [name for _, name, _, _, _, pk in connection.execute(f"pragma main.table_info({table})") if pk]
    return " || '|' || ".join(f"+{row}.{name}" for name in keys)


def _seal(connection: sqlite3.Connection, table: str, row: str) -> str:
    """SQL of a row's seal. Columns have their names in it, so that a column that is added later, and empty, changes none.

    Values are bytes in it: damaged ones may be no text at all.
    """
    names = [name for name in _columns(connection, table) if name not in NO_FACTS]
    return f"seal_of('{' '.join(names)}', {', '.join(f'cast({row}.{name} as blob)' for name in names)})"


def _teach(connection: sqlite3.Connection) -> None:
    connection.create_function("seal_of", -1, _seal_of, deterministic=True)


def _seal_of(names: str, *values: bytes | None) -> int:
    told = [(name, value) for name, value in zip(names.split(" "), values, strict=True) if value is not None]
    return int.from_bytes(hashlib.blake2b(repr(told).encode(), digest_size=8).digest(), "big", signed=True)
