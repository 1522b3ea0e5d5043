"""Saves what provider pages and reports say: a page adds and updates and never deletes; a report's rows are replaced as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlite_utils import Database

from archive.records import (
    Inspection,
    Inspector,
    Judgement,
    ListedReport,
    Provider,
    Recommendation,
    Record,
    Report,
    ReportPage,
    ReportParagraph,
    Topic,
)
from archive.store.changes import save_changes
from archive.store.documents import insert, upsert
from archive.store.places import authority_code

PARTS: dict[type, str] = {
    Inspection: "inspections",
    Judgement: "judgements",
    Recommendation: "recommendations",
    Inspector: "inspectors",
    Topic: "topics",
    ReportParagraph: "report_paragraphs",
    ReportPage: "report_pages",
}
ORDERED = (Judgement, Recommendation, Inspector, ReportParagraph)  # their rows count from 1 in `position`
MOST_PAGES = 9_999  # report_pages.id = report_id * 10000 + page


def save_provider(database: Database, provider: Provider, document_id: int, version: str, now: str) -> None:
    """Write the provider's row; what the page no longer states stays."""
    row = asdict(provider) | {
        "local_authority": authority_code(database, provider.urn, now[:10]),
        "document_id": document_id,
        "reader_version": version,
    }
    upsert(database, "providers", "urn", row, keep_null=True)


def save_listed(database: Database, source: str, report: Report, document_id: int, version: str, now: str) -> int:
    """Write what a provider page says of a report; returns its id. The first page that names a file owns its row."""
    held = database.execute("select id, page_url from reports where key = ?", [report.key]).fetchone()
    row: dict[str, object] = asdict(report) | {
        "source": source,
        "local_authority": authority_code(database, report.urn, report.inspected or report.published),
        "document_id": document_id,
        "reader_version": version,
    }
    if held is None:
        report_id = insert(database, "reports", row | {"availability": "unfetched", "first_seen": now, "last_seen": now})
    else:
        report_id = held[0]
        if held[1] in (None, report.page_url):
            upsert_listed(database, row)
        database.execute("update reports set last_seen = ?, off_page = null where id = ?", [now, report_id])
    if report.urn:
        database.execute("insert or ignore into report_providers (report_id, urn) values (?, ?)", [report_id, report.urn])
    return report_id


def upsert_listed(database: Database, row: dict[str, object]) -> None:
    """Update the columns a page owns where they differ; null never overwrites what was known."""
    names = [name for name in row if name not in ("key", "source", "document_id", "reader_version")]
    updates = ", ".join(f"{name} = coalesce(:{name}, {name})" for name in (*names, "document_id", "reader_version"))
    differs = " or ".join(f"{name} is not coalesce(:{name}, {name})" for name in names)
    database.execute(f"update reports set {updates} where key = :key and ({differs})", row)


def mark_off_page(database: Database, page_url: str, named: Sequence[Report], now: str) -> list[str]:
    """Mark the reports that `page_url` named before and names no more; returns the keys of those that nothing replaced.

    A file is replaced when the page now holds another, new one under the same label and date: Ofsted gives a changed file a new id.
    """
    keys = {report.key for report in named}
    gone = [
        row
        for row in database.query(
            "select key, title, published, inspected, off_page, replaced_by from reports where page_url = ?", [page_url]
        )
        if row["key"] not in keys
    ]
    lost = []
    for row in gone:
        heir = next((report.key for report in named if _takes_place(database, report, row)), None)
        database.execute(
            "update reports set off_page = coalesce(off_page, ?), replaced_by = coalesce(replaced_by, ?) where key = ?",
            [now, heir, row["key"]],
        )
        if row["off_page"] is None and heir is None:
            lost.append(str(row["key"]))
    return lost


def _takes_place(database: Database, report: Report, old: dict[str, object]) -> bool:
    if report.title != old["title"]:
        return False
    same_day = report.inspected == old["inspected"] if report.inspected and old["inspected"] else report.published == old["published"]
    others = database.execute("select 1 from reports where replaced_by = ?", [report.key]).fetchone()
    return same_day and others is None


def report_row(database: Database, listed: ListedReport, source: str, url: str, document_id: int | None, version: str, now: str) -> int:
    """The id of the report `listed` names, with a row made for it when no page has given one yet."""
    found = database.execute("select id from reports where key = ?", [listed.key]).fetchone()
    if found is not None:
        return int(found[0])
    row: dict[str, object] = {
        "key": listed.key,
        "source": source,
        "urn": listed.urn,
        "local_authority": authority_code(database, listed.urn, listed.inspected or listed.published),
        "title": listed.title,
        "published": listed.published,
        "inspected": listed.inspected,
        "url": url,
        "page_url": listed.page_url,
        "availability": "unfetched",
        "first_seen": now,
        "last_seen": now,
        "document_id": document_id,
        "reader_version": version,
    }
    return insert(database, "reports", row)


def save_reading(database: Database, report_id: int, records: Iterable[Record], document_id: int, version: str) -> None:
    """Replace every row derived for this report by `records`, read from `document_id`; what a re-issued file changed is kept apart.

    Takes part in the caller's transaction.
    """
    records = tuple(records)
    save_changes(database, report_id, records, document_id)
    for table in PARTS.values():
        database.execute(f"delete from {table} where report_id = ?", [report_id])
    positions = dict.fromkeys(ORDERED, 0)
    for record in records:
        if type(record) not in PARTS:
            continue
        row: dict[str, object] = asdict(record) | {"report_id": report_id, "document_id": document_id, "reader_version": version}
        if type(record) in positions:
            positions[type(record)] += 1
            row["position"] = positions[type(record)]
        if isinstance(record, ReportPage):
            row["id"] = report_id * (MOST_PAGES + 1) + record.page
        insert(database, PARTS[type(record)], row)


def set_availability(database: Database, report_id: int, availability: str, file_document_id: int | None) -> None:
    """What the fetch found; a good copy once held stays the report's file."""
    database.execute(
        "update reports set availability = ?, file_document_id = coalesce(?, file_document_id), asked = 0, ask_next = null where id = ?",
        [availability, file_document_id, report_id],
    )


def set_missing(database: Database, report_id: int, ask_next: str) -> None:
    """The source answers that the file does not exist; ask again from `ask_next` (ISO date) on."""
    database.execute("update reports set availability = 'missing', asked = asked + 1, ask_next = ? where id = ?", [ask_next, report_id])
