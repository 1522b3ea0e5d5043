"""Golden cases on disk: a saved document and the records read from it. `scrapy savefixture` writes them and a test checks them.

A case is the folder `tests/fixtures/<source>/<case>/` with `document.json` (url, final_url, kind, status, headers, listed), the body as
`body.html`, `.json`, `.xml` or `.pdf`, and `expected.json`: the records, in order, each with its class's name under "record".
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from archive.records import Document, ListedArticle, ListedReport, Record

# Kinds of documents that a source of each kind reads: without a case of each, it could break without anybody noticing.
KINDS_READ = {"publisher": ("article",), "inspectorate": ("listing", "provider_page", "report")}
SUFFIXES = {"application/json": "json", "application/pdf": "pdf", "application/xml": "xml", "text/xml": "xml"}


def write_case(folder: Path, document: Document) -> None:
    """Write `document` as a case without expected records. Raises FileExistsError when the folder exists: a case is never overwritten."""
    folder.mkdir(parents=True)
    facts = {
        "url": document.url,
        "final_url": document.final_url,
        "kind": document.kind,
        "status": document.status,
        "headers": json.loads(document.headers),
        "listed": asdict(listed) if (listed := document.article or document.report) else None,
    }
    write_json(folder / "document.json", facts)
    (folder / f"body.{SUFFIXES.get(document.content_type, 'html')}").write_bytes(document.body)


def read_case(folder: Path, source: str) -> Document:
    """The document of a case. Raises ValueError unless there is exactly one body."""
    facts = json.loads((folder / "document.json").read_text())
    bodies = list(folder.glob("body.*"))
    if len(bodies) != 1:
        raise ValueError(f"{folder} has {len(bodies)} files called body.*, not one")
    listed = facts["listed"] or {}
    return Document(
        source=source,
        kind=facts["kind"],
        url=facts["url"],
        body=bodies[0].read_bytes(),
        final_url=facts["final_url"],
        status=facts["status"],
        headers=json.dumps(facts["headers"]),
        content_type=(facts["headers"].get("Content-Type") or "").partition(";")[0].strip().lower(),
        report=ListedReport(**listed) if listed and facts["kind"] == "report" else None,
        article=ListedArticle(**listed) if listed and facts["kind"] == "article" else None,
    )


def as_json(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Records as JSON has them: tuples are lists."""
    plain: list[dict[str, Any]] = json.loads(json.dumps([{"record": type(record).__name__} | asdict(record) for record in records]))
    return [{name: value for name, value in one.items() if name != "stated_authority" or value is not None} for one in plain]


def write_json(path: Path, value: object) -> None:
    """JSON to be read and reviewed by people."""
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def cases_in(folder: Path) -> list[Path]:
    """The folders of all cases below `folder`, in order."""
    return sorted(path.parent for path in folder.glob("*/*/document.json"))


def kinds_without_case(folders: Iterable[Path], sources: Mapping[str, str]) -> list[tuple[str, str]]:
    """(source, kind of document) for each kind that a source reads and that has no case; `sources` has each source's own kind."""
    saved = {(folder.parent.name, json.loads((folder / "document.json").read_text())["kind"]) for folder in folders}
    wanted = [(name, kind) for name, source_kind in sources.items() for kind in KINDS_READ[source_kind]]
    return [pair for pair in wanted if pair not in saved]
