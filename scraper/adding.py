"""Local reports into the archive: a manifest's rows to documents, kept, read on all cores and saved as crawled ones are."""

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from sqlite_utils import Database
from tqdm import tqdm

import archive.files
from archive.errors import ConfigurationError
from archive.records import Document, ListedReport, Problem
from archive.store import transaction
from archive.store.documents import save_source
from archive.store.journal import finish_run, start_run
from archive.store.opening import now
from scraper.base import SourceSpider
from scraper.ingest import Ingest, reader_of
from scraper.parallel import read_all
from scraper.reading.ofsted_entries import FILE_LINK
from scraper.reading.refusals import is_pdf
from scraper.sources import LocalFiles

REQUIRED = ("path", "urn", "title", "published")


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A report to add; None where the manifest leaves a cell empty. `published` is an ISO date."""

    path: Path
    urn: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """How many reports were new, were held already, and could not be read."""

    new: int
    known: int
    failed: int


def read_manifest(path: Path) -> list[ManifestRow]:
    """The rows of a CSV manifest; ConfigurationError when it, a column, a file or a date is not as it should be."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            absent = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
            if absent:
                raise ConfigurationError(
                    f"{path} has no column {', '.join(absent)}; a manifest has {', '.join(REQUIRED)} and may have url, sha256"
                )
            return [_row(path, reader.line_num, cells) for cells in reader]
    except OSError as error:
        raise ConfigurationError(f"cannot read the manifest {path}: {error.strerror}") from error


def _row(manifest: Path, line: int, cells: Mapping[str, str]) -> ManifestRow:
    values = {name: (cells.get(name) or "").strip() or None for name in (*REQUIRED, "url", "sha256")}
    if values["path"] is None:
        raise ConfigurationError(f"{manifest}, line {line}: no path")
    if values["published"]:
        try:
            date.fromisoformat(values["published"])
        except ValueError as error:
            raise ConfigurationError(f"{manifest}, line {line}: published {values['published']!r} is no date like 2018-02-23") from error
    return ManifestRow(manifest.parent / values["path"], *(values[name] for name in ("urn", "title", "published", "url", "sha256")))


def rows_of_files(paths: Iterable[Path]) -> list[ManifestRow]:
    """Rows for files named without a manifest: nothing is known of them but their bytes."""
    return [ManifestRow(path) for path in paths]


def add_reports(
    database: Database, root: Path, rows: Sequence[ManifestRow], manifests: Sequence[Path], sources: Mapping[str, type[SourceSpider]]
) -> Added:
    """Keep, read and save the reports of `rows`; one row in `runs`. The manifests themselves are kept as listings."""
    absent = [row.path for row in rows if not row.path.is_file()]
    if absent:
        raise ConfigurationError(f"{absent[0]} does not exist ({len(absent)} such files); paths in a manifest are relative to it")
    with transaction(database):
        for source in sources.values():
            save_source(database, source.facts())
        run_id = start_run(database, LocalFiles.name, now())
    ingest = Ingest(database, root, run_id)
    for manifest in manifests:
        document = _document(LocalFiles.name, "listing", f"file:{manifest.name}", manifest.read_bytes(), "text/csv", None)
        ingest.save(document, ingest.keep(document), ())
    fresh = [(row, source) for row in rows if not _held(database, row, source := _source_of(row, sources))]
    failed = sum(_add_all(ingest, fresh))
    ingest.tie()
    counts = {
        "finished": now(),
        "outcome": "degraded" if failed else "ok",
        "documents_new": len(fresh),
        "documents_seen": len(rows) - len(fresh),
    }
    with transaction(database):
        finish_run(database, run_id, counts | {"failures": failed, "named": len(rows)})
    return Added(len(fresh) - failed, len(rows) - len(fresh), failed)


def _add_all(ingest: Ingest, rows: Sequence[tuple[ManifestRow, type[SourceSpider]]]) -> Iterator[bool]:
    """Whether each report failed; read in as many processes as there are cores. What is no PDF is not kept as a report."""
    readable = [pair for pair in rows if _begins_as_pdf(pair[0].path)]
    for row, source in rows:
        if not _begins_as_pdf(row.path):
            said = Problem("not_a_pdf", f"{row.path} is no PDF; it was not added")
            ingest.failed(said, source.name, row.url or f"file:{row.path.name}")
            yield True
    documents = ((_report(row, source), row, reader_of(source)) for row, source in readable)
    for (document, row, _), records in tqdm(
        read_all(documents, workers=os.cpu_count() or 1), total=len(readable), unit=" reports", desc="Adding", disable=None
    ):
        mismatch = row.sha256 is not None and row.sha256 != archive.files.hash_of(document.body)
        if mismatch:
            records = (*records, Problem("sha256_mismatch", f"{row.path.name} does not have the SHA-256 {row.sha256} of its manifest"))
        yield bool(ingest.save(document, ingest.keep(document), records).new_failures)


def _begins_as_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return is_pdf(file.read(1024))


def _report(row: ManifestRow, source: type[SourceSpider]) -> Document:
    body = row.path.read_bytes()
    listed = ListedReport(_key(row, source, body), row.urn, row.title, row.published)
    return _document(source.name, "report", row.url or f"file:{row.path.name}", body, "application/pdf", listed)


def _document(source: str, kind: str, url: str, body: bytes, content_type: str, report: ListedReport | None) -> Document:
    return Document(source, kind, url, body, url, 200, json.dumps({}), content_type, report=report)


def _key(row: ManifestRow, source: type[SourceSpider], body: bytes) -> str:
    found = FILE_LINK.search(urlsplit(row.url).path) if row.url else None
    return f"{source.key_prefix}-{found[1] if found else archive.files.hash_of(body)[:16]}"


def _source_of(row: ManifestRow, sources: Mapping[str, type[SourceSpider]]) -> type[SourceSpider]:
    host = urlsplit(row.url).hostname if row.url else None
    return next((source for source in sources.values() if host in source.file_hosts), LocalFiles)


def _held(database: Database, row: ManifestRow, source: type[SourceSpider]) -> bool:
    sha256 = archive.files.hash_of(row.path.read_bytes())
    found = database.execute(
        "select 1 from documents join reports on file_document_id = documents.id where sha256 = ? and documents.source = ?",
        [sha256, source.name],
    )
    return found.fetchone() is not None
