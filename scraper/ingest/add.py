"""Adds local reports to the archive. Checked files are stored, read on all cores and saved in the same way as crawled ones."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database
from tqdm import tqdm

from archive.records import Document, ListedReport
from archive.store import transaction
from archive.store.authorities import has_ofsted_urns
from archive.store.documents import save_source
from archive.store.files import Place
from archive.store.opening import now
from archive.store.provider_pages import listed_authority
from archive.store.reports import add_provider, complete_report
from archive.store.runs import finish_run, start_run
from archive.store.same_reports import AddedFile, find_at, find_same
from scraper.ingest.ingest import Ingest
from scraper.ingest.local_files import LocalReport, Sources
from scraper.ingest.named_files import Manifest, Named
from scraper.processes.readers import read_all
from scraper.sources.registry import LocalFiles


@dataclass(frozen=True, slots=True)
class Added:
    """How many of the files and rows were new, were held already, and could not be read.

    `differ` has a sentence for each fact that differs from ours; we keep ours.
    """

    new: int
    known: int
    failed: int
    differ: tuple[str, ...]


def add_reports(database: Database, root: Place, named: Named, sources: Sources) -> Added:
    """Keep, read and save what is `named`; one row in `runs`. The manifests themselves are kept as listings."""
    with transaction(database):
        for source in sources.values():
            save_source(database, source.facts())
        run_id = start_run(database, LocalFiles.name, now())
    ingest = Ingest(database, root, run_id)
    for manifest in named.manifests:
        document = _document(LocalFiles.name, "listing", _address(database, manifest), manifest.body, "text/csv", None)
        ingest.save(document, ingest.keep(document), ())
    reports = [_placed(database, report, sources) for report in named.reports]
    fresh = [report for report in reports if _held(database, report) is None]
    failed = sum(_add_all(ingest, fresh))
    with transaction(database):
        differ = tuple(sentence for report in reports for sentence in _complete(database, report))
    ingest.tie()
    ingest.update_engine()
    ingest.make_vectors()
    added = Added(len(fresh) - failed, named.count - len(fresh), failed, differ)
    counts = {"finished": now(), "outcome": "degraded" if failed else "ok", "documents_new": len(fresh), "documents_seen": added.known}
    with transaction(database):
        finish_run(database, run_id, counts | {"failures": failed, "named": named.count})
    return added


def _add_all(ingest: Ingest, reports: Sequence[LocalReport]) -> Iterator[bool]:
    """Whether each report failed; read in as many processes as there are cores."""
    documents = ((_report(report), report, report.source.extract) for report in reports)
    for (document, _, _), records in tqdm(
        read_all(documents, workers=os.cpu_count() or 1), total=len(reports), unit=" reports", desc="Adding", disable=None
    ):
        yield bool(ingest.save(document, ingest.keep(document), records).new_failures)


def _report(report: LocalReport) -> Document:
    listed = ListedReport(report.key, next(iter(report.urns), None), report.title, report.published)
    return _document(report.source.name, "report", report.address, report.read(), "application/pdf", listed)


def _document(source: str, kind: str, url: str, body: bytes, content_type: str, report: ListedReport | None) -> Document:
    return Document(source, kind, url, body, url, 200, json.dumps({}), content_type, report=report)


def _address(database: Database, manifest: Manifest) -> str:
    """The address that these bytes are held under, by an earlier version's rule perhaps; else the manifest's own."""
    sql = "select url from documents where sha256 = ? and source = ? and kind = 'listing'"
    found = database.execute(sql, [manifest.sha256, LocalFiles.name]).fetchone()
    return str(found[0]) if found else manifest.address


def _placed(database: Database, report: LocalReport, sources: Sources) -> LocalReport:
    """The report under the key and source that its address has in the archive, where it is there: a page may have given the key."""
    held = find_at(database, report.address)
    return replace(report, key=held[0], source=sources.get(held[1], report.source)) if held else report


def _held(database: Database, report: LocalReport) -> int | None:
    """The id of the report that holds these bytes, whether it was added or crawled."""
    return find_same(database, AddedFile(report.key, report.source.name, report.address, report.sha256))


def _complete(database: Database, report: LocalReport) -> Iterator[str]:
    """Add providers and facts that are new to a report we hold; returns a sentence for each fact that differs from ours."""
    report_id = _held(database, report)
    assert report_id is not None  # it was held, or was saved just now
    names = "key, source, urn, title, published, inspected, url, local_authority"
    row = next(database.query(f"select {names} from reports where id = ?", [report_id]))
    urns = report.urns if row["source"] == report.source.name or has_ofsted_urns(database, row["source"]) else ()
    for urn in urns:
        add_provider(database, report_id, urn)
    facts = {"urn": next(iter(urns), None), "title": report.title, "published": report.published}
    fresh: dict[str, str | None] = {name: value for name, value in facts.items() if value and row[name] is None}
    if "urn" in fresh and row["local_authority"] is None:
        day = row["inspected"] or row["published"] or report.published
        listed = ListedReport(row["key"], fresh["urn"], None, day)
        fresh["local_authority"] = listed_authority(database, row["source"], listed, row["url"])
    for name in ("title", "published"):
        if facts[name] and row[name] and facts[name] != row[name]:
            yield f"{report.where}{name} is {facts[name]!r}, but {row['key']} is held with {row[name]!r}, which stays"
    if fresh:
        complete_report(database, report_id, fresh)
