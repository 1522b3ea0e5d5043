"""Documents as the archive keeps them: rows and bytes to a Document, as it was when it came."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

import archive.store.files
from archive.errors import DamageError
from archive.records import Document, ListedArticle, ListedReport
from archive.store.files import Place
from scraper.processes.read_document import Extract

KeptJob = tuple[Document, Mapping[str, Any], Extract]
"""A document without its bytes, its row of `documents`, and what reads it."""


def described_document(row: Mapping[str, Any]) -> Document:
    """The document of a row of `documents`, still without its bytes; for a report, the columns of its row of `reports` stand beside."""
    listed = json.loads(str(row["listed"])) if row["listed"] else None
    report = None
    if row.get("key") is not None:
        report = ListedReport(*(row[name] for name in ("key", "urn", "title", "published", "inspected", "page_url")))
    names = ("source", "kind", "url", "final_url", "status", "headers", "content_type", "etag", "last_modified")
    return Document(
        **{name: row[name] for name in names},  # columns of the table are fields of the record
        body=b"",
        report=report,
        article=ListedArticle(**listed) if listed else None,
    )


def kept_document(row: Mapping[str, Any], root: Place) -> Document:
    """The document of a row of `documents`, with its bytes."""
    return with_bytes(described_document(row), str(row["sha256"]), root)


def with_bytes(document: Document, sha256: str, root: Place) -> Document:
    """`document` with the bytes that are kept under `sha256`. DamageError when they are gone."""
    try:
        return replace(document, body=archive.store.files.read(root, sha256))
    except FileNotFoundError as error:
        said = f"the file of {document.url} ({sha256[:12]}…) is missing; run archive verify, then scrapy update --missing"
        raise DamageError(said) from error


def kept_documents(database: Database, root: Place, ids: Iterable[int]) -> Iterator[tuple[Document, dict[str, Any]]]:
    """The documents with these row ids, one after another, each with its row."""
    for document_id in ids:
        (row,) = database.query("select * from documents where id = ?", [document_id])
        yield kept_document(row, root), row
