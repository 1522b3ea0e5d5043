"""Saves the rows of original files: one for each (address, bytes). A page whose facts did not change is not a new document."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from archive.records import Article, ArticleLink, Document, Problem, Record, Source

PAGES = ("listing", "provider_page", "feed", "article")  # kinds whose bytes change without their facts changing


@dataclass(frozen=True, slots=True)
class SavedDocument:
    """The row's id, whether the row is new, and whether the bytes are still wanted (a page with unchanged facts is not)."""

    id: int
    new: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where rows come from: the document they were read from, the version of the reader, and the moment (UTC, ISO)."""

    document_id: int | None
    reader_version: str
    moment: str

    def columns(self) -> dict[str, object]:
        """The columns of every row that is read from a document."""
        return {"document_id": self.document_id, "reader_version": self.reader_version}


def save_source(database: Database, source: Source) -> None:
    """Write or renew the source's own row."""
    database.table("sources").upsert(asdict(source), pk="name")


def facts_hash(records: Iterable[Record]) -> str:
    """SHA-256 of what was read, blind to what a page may change without saying anything new.

    Problems do not count. Of an article its text, title and links count; its modification date does not.
    """
    lines = []
    for record in records:
        if isinstance(record, Problem):
            continue
        facts: object = asdict(record) if getattr(record, "stated_authority", "") is not None else _as_before(record)
        if isinstance(record, Article):
            facts = (record.url, record.title, "".join(record.text.split()))
        elif isinstance(record, ArticleLink):
            facts = (record.url, "".join(record.text.split()))
        lines.append(json.dumps([type(record).__name__, facts], sort_keys=True, ensure_ascii=False))
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _as_before(record: Record) -> dict[str, object]:
    """Its facts without the authority that is not stated: pages kept before sources could state one are no new documents."""
    return {name: value for name, value in asdict(record).items() if name != "stated_authority"}


def save_document(database: Database, document: Document, sha256: str, facts: str, run_id: int | None, now: str) -> SavedDocument:
    """The row of `document`: an old one whose `last_seen` moves, or a new one. Takes part in the caller's transaction."""
    held = _same_document(database, document, sha256, facts)
    if held is not None:
        database.execute(
            "update documents set last_seen = ?, etag = coalesce(?, etag), last_modified = coalesce(?, last_modified),"
            " listed = coalesce(?, listed) where id = ?",
            [now, document.etag, document.last_modified, _listed(document), held[0]],
        )
        return SavedDocument(held[0], new=False, sha256=held[1])
    row = {
        "source": document.source,
        "kind": document.kind,
        "url": document.url,
        "final_url": document.final_url,
        "status": document.status,
        "headers": document.headers,
        "etag": document.etag,
        "last_modified": document.last_modified,
        "sha256": sha256,
        "content_type": document.content_type,
        "size": len(document.body),
        "listed": _listed(document),
        "facts_sha256": facts,
        "first_fetched": now,
        "last_seen": now,
        "run_id": run_id,
    }
    return SavedDocument(insert(database, "documents", row), new=True, sha256=sha256)


def _listed(document: Document) -> str | None:
    return json.dumps(asdict(document.article), ensure_ascii=False) if document.article else None


def touch_document(database: Database, url: str, now: str) -> None:
    """The source answers that what was last fetched from `url` is unchanged. Takes part in the caller's transaction."""
    database.execute("update documents set last_seen = ? where id = (select max(id) from documents where url = ?)", [now, url])


def set_facts_hash(database: Database, document_id: int, facts: str) -> None:
    """The document was read again, and this is the hash of what it gave. Takes part in the caller's transaction."""
    database.execute("update documents set facts_sha256 = ? where id = ?", [facts, document_id])


def _same_document(database: Database, document: Document, sha256: str, facts: str) -> tuple[int, str] | None:
    found = database.execute("select id, sha256 from documents where url = ? and sha256 = ?", [document.url, sha256]).fetchone()
    if found is None and document.kind in PAGES:
        newest = database.execute(
            "select id, sha256, facts_sha256 from documents where url = ? and kind = ? order by id desc limit 1",
            [document.url, document.kind],
        ).fetchone()
        if newest is not None and newest[2] == facts:
            found = newest[:2]
    return None if found is None else (int(found[0]), str(found[1]))


def insert(database: Database, table: str, row: Mapping[str, object]) -> int:
    """Insert one row and return its rowid."""
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    cursor = database.execute(f"insert into {table} ({columns}) values ({marks})", list(row.values()))
    assert cursor.lastrowid is not None  # sqlite3 gives it after every insert
    return cursor.lastrowid


def upsert(database: Database, table: str, key: str, row: dict[str, object], *, keep_null: bool = False) -> None:
    """Insert `row`, or update it where a column differs; with `keep_null` a null never overwrites what was known."""
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    new = {
        name: f"coalesce(excluded.{name}, {table}.{name})" if keep_null else f"excluded.{name}"
        for name in row
        if name not in key.split(", ")
    }
    updates = ", ".join(f"{name} = {value}" for name, value in new.items())
    differs = " or ".join(f"{table}.{name} is not {value}" for name, value in new.items() if name not in ("document_id", "reader_version"))
    database.execute(
        f"insert into {table} ({columns}) values ({marks}) on conflict ({key}) do update set {updates} where {differs}", list(row.values())
    )
