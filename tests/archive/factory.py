"""An invented archive for tests: councils, reports of several families, articles, and hostile content; nothing of it is real."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from sqlite_utils import Database, Migrations

from archive.database.migrations import migrations
from archive.store.files import keep
from archive.store.seals import keep_seals

NOW = "2026-11-01T06:00:00+00:00"
READER = "test-1"
HOSTILE = '<script>alert("x")</script> & \u202egnitsoh\u202c =HYPERLINK("http://bad.example")'
FIRST_ARTICLE = 10**12


def tiny_pdf(words: str) -> bytes:
    """The bytes of a PDF of one page; `words` make its hash its own."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n%" + words.encode() + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


OFSTED: dict[str, object] = {
    "author": "Ofsted",
    "attribution": "Contains public sector information licensed under the Open Government Licence v3.0.",
    "ofsted_urns": 1,
}


_EMPTY: dict[Migrations, bytes] = {}
"""Empty archives of each schema, made once a process."""


class ArchiveFactory:
    """Writes rows with sensible defaults into a new archive at `folder`/archive.db, originals into `folder`/files."""

    def __init__(self, folder: Path, migrations: Migrations = migrations) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        empty = _EMPTY.get(migrations)  # a quarter of a second each: hundreds of tests need one
        if empty is not None:
            (folder / "archive.db").write_bytes(empty)
        self.open(folder / "archive.db", folder / "files")
        if empty is None:
            migrations.apply(self.db)
            _EMPTY[migrations] = self.db.conn.serialize()
            keep_seals(self.db.conn)
        has_authors = any(row[1] == "author" for row in self.db.conn.execute("pragma table_info(sources)"))  # not in an archive of old
        self.insert(
            "sources",
            name="ofsted_reports",
            title="Ofsted reports",
            kind="inspectorate",
            home="https://reports.example",
            licence="OGL-UK-3.0",
            terms="https://reports.example/terms",
            key_prefix="ofsted",
            **(OFSTED if has_authors else {}),
        )
        self.insert(
            "sources",
            name="sector_news",
            title="Sector News",
            kind="publisher",
            home="https://news.example",
            licence="none",
            terms="https://news.example/terms",
            key_prefix="news",
        )
        self.insert("runs", source="ofsted_reports", started=NOW, finished=NOW, outcome="ok")

    @classmethod
    def opened(cls, path: Path, files: Path) -> "ArchiveFactory":
        """A second writer to an archive that is there, for use in another thread."""
        writer = cls.__new__(cls)
        writer.open(path, files)
        return writer

    def open(self, path: Path, files: Path) -> None:
        """Connect to the archive at `path`."""
        self.path, self.files = path, files
        self.db = Database(sqlite3.connect(path, timeout=10))
        keep_seals(self.db.conn)
        self.db.conn.execute("pragma journal_mode = wal")
        self.db.conn.execute("pragma foreign_keys = on")

    def insert(self, table: str, **row: object) -> int:
        """Insert one row and commit; returns its rowid."""
        marks = ", ".join("?" for _ in row)
        with self.db.conn:
            cursor = self.db.conn.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))
        return int(cursor.lastrowid or 0)

    def authority(self, code: str, name: str, region: str = "Midshire", kind: str = "Unitary", **row: object) -> str:
        self.insert("local_authorities", code=code, name=name, dfe_code=code[-3:], region=region, kind=kind, **row)
        return code

    def document(self, kind: str, url: str, body: bytes, source: str = "ofsted_reports") -> int:
        sha256, _ = keep(self.files, body)
        return self.insert(
            "documents",
            source=source,
            kind=kind,
            url=url,
            final_url=url,
            status=200,
            headers="{}",
            sha256=sha256,
            content_type="application/pdf" if kind == "report" else "text/html",
            size=len(body),
            first_fetched=NOW,
            last_seen=NOW,
            run_id=1,
        )

    def report(
        self,
        number: int,
        authority: str | None,
        published: str | None,
        pages: list[str],
        *,
        title: str = "Inspection",
        inspection: Mapping[str, object] | None = None,
        availability: str = "held",
        **row: object,
    ) -> int:
        """A report with its pages; `inspection` overrides columns of its inspections row. Returns the report's id."""
        url = f"https://files.example/v1/file/{number}"
        page = self.document("provider_page", f"https://reports.example/provider/{number}", f"provider {number}".encode())
        held = availability == "held"
        original = self.document("report", url, tiny_pdf(f"report {number}")) if held else None
        values = {
            "key": f"ofsted-{number}",
            "source": "ofsted_reports",
            "urn": f"SC{number}",
            "local_authority": authority,
            "title": title,
            "published": published,
            "url": url,
            "page_url": f"https://reports.example/provider/{number}",
            "availability": availability,
            "first_seen": NOW,
            "last_seen": NOW,
            "document_id": page,
            "file_document_id": original,
            "reader_version": READER,
        }
        report_id = self.insert("reports", **(values | row))
        if not held:
            return report_id
        facts = {"family": "ilacs", "report_type": "ilacs_inspection", "grade_status": "not_read", "pages": len(pages)}
        self.insert("inspections", report_id=report_id, document_id=original, reader_version=READER, **(facts | dict(inspection or {})))
        for page_number, text in enumerate(pages, start=1):
            self.insert(
                "report_pages",
                id=report_id * 10_000 + page_number,
                report_id=report_id,
                page=page_number,
                text=text,
                document_id=original,
                reader_version=READER,
            )
        return report_id

    def fact(self, table: str, report_id: int, **row: object) -> int:
        """A row of judgements, recommendations, inspectors, topics or report_paragraphs."""
        original = self.db.execute("select file_document_id from reports where id = ?", [report_id]).fetchone()[0]
        return self.insert(table, report_id=report_id, document_id=original, reader_version=READER, **row)

    def article(self, number: int, title: str, text: str, published: str | None = "2025-02-03", **row: object) -> int:
        url = f"https://news.example/{number}"
        document = self.document("article", url, f"article {number}".encode(), source="sector_news")
        values = {
            "id": FIRST_ARTICLE + number,
            "source": "sector_news",
            "url": url,
            "title": title,
            "authors": '["A. Writer"]',
            "published": published,
            "published_source": "feed" if published else None,
            "text": text,
            "access": "full",
            "reader": "test",
            "first_seen": NOW,
            "last_seen": NOW,
            "document_id": document,
            "reader_version": READER,
        }
        return self.insert("articles", **(values | row))
