"""Documents as the archive keeps them: rows and bytes to a Document, as it was when it came."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

import archive.store.files
from archive.records import Document, ListedArticle, ListedReport
from archive.store.files import Place


def kept_document(row: Mapping[str, Any], root: Place) -> Document:
    """The document of a row of `documents`; for a report, the columns of its row of `reports` stand beside."""
    listed = json.loads(str(row["listed"])) if row["listed"] else None
    report = None
    if row.get("key") is not None:
        report = ListedReport(*(row[name] for name in ("key", "urn", "title", "published", "inspected", "page_url")))
    names = ("source", "kind", "url", "final_url", "status", "headers", "content_type", "etag", "last_modified")
    return Document(
        **{name: row[name] for name in names},  # columns of the table are fields of the record
        body=archive.store.files.read(root, str(row["sha256"])),
        report=report,
        article=ListedArticle(**listed) if listed else None,
    )


def kept_documents(database: Database, root: Place, ids: Iterable[int]) -> Iterator[tuple[Document, dict[str, Any]]]:
    """The documents with these row ids, one after another, each with its row."""
    for document_id in ids:
        (row,) = database.query("select * from documents where id = ?", [document_id])
        yield kept_document(row, root), row
