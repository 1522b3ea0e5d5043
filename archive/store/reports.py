"""Saves what reports say. All rows of a report are replaced together. For what provider pages say, see `provider_pages`."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from sqlite_utils import Database

from archive.matching.printed_authority import other_authority
from archive.records import (
    Inspection,
    Inspector,
    Judgement,
    ListedReport,
    Problem,
    Recommendation,
    Record,
    ReportPage,
    ReportParagraph,
    Topic,
)
from archive.store.authorities import has_ofsted_urns, owner_of, read_authorities
from archive.store.documents import Provenance, insert
from archive.store.provider_pages import listed_authority
from archive.store.reissues import save_changes
from archive.vocabulary import GRADE_LABELS

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


def report_row(database: Database, listed: ListedReport, source: str, url: str, origin: Provenance) -> int:
    """The id of the report `listed` names, with a row made for it when no page has given one yet."""
    found = database.execute("select id from reports where key = ?", [listed.key]).fetchone()
    if found is not None:
        return int(found[0])
    row: dict[str, object] = {
        "key": listed.key,
        "source": source,
        "urn": listed.urn,
        "stated_authority": listed.stated_authority,
        "local_authority": listed_authority(database, source, listed, url),
        "title": listed.title,
        "published": listed.published,
        "inspected": listed.inspected,
        "url": url,
        "page_url": listed.page_url,
        "availability": "unfetched",
        "first_seen": origin.moment,
        "last_seen": origin.moment,
        **origin.columns(),
    }
    return insert(database, "reports", row)


def save_reading(
    database: Database, report_id: int, records: Iterable[Record], origin: Provenance, problems: list[Problem] | None = None
) -> None:
    """Replace every row derived for this report by `records`, read from its file; what a re-issued file changed is kept apart.

    A grade that is not on the scale of its inspectorate is added to `problems`.

    Takes part in the caller's transaction.
    """
    records = _of_its_inspectorate(database, report_id, tuple(records), problems if problems is not None else [])
    save_changes(database, report_id, records, origin.document_id)
    for table in PARTS.values():
        database.execute(f"delete from {table} where report_id = ?", [report_id])
    positions = dict.fromkeys(ORDERED, 0)
    for record in records:
        if type(record) not in PARTS:
            continue
        row: dict[str, object] = asdict(record) | {"report_id": report_id} | origin.columns()
        if type(record) in positions:
            positions[type(record)] += 1
            row["position"] = positions[type(record)]
        if isinstance(record, ReportPage):
            row["id"] = report_id * (MOST_PAGES + 1) + record.page
        insert(database, PARTS[type(record)], row)


def _of_its_inspectorate(database: Database, report_id: int, records: tuple[Record, ...], problems: list[Problem]) -> tuple[Record, ...]:
    """What may be said of this report: our families are Ofsted's, so that of another inspectorate's in one of them only the text is kept.

    Else its grade would be Ofsted's in every outcome. What its own source reads of grades is on a scale of its own.
    """
    source = str(database.execute("select source from reports where id = ?", [report_id]).fetchone()[0])
    found = next((record for record in records if isinstance(record, Inspection)), None)
    if found is None or has_ofsted_urns(database, source):
        return records
    if found.family is None:
        scale = scale_of(database, source)
        return tuple(on_its_own_scale(record, scale, problems) for record in records)
    text = tuple(record for record in records if isinstance(record, ReportPage | ReportParagraph | Problem))
    return (Inspection(None, None, found.pages), *text)


def scale_of(database: Database, source: str) -> tuple[str, ...] | None:
    """The words of the source's overall grades, the best first; None where it does not state them."""
    stated = database.execute("select grades from sources where name = ?", [source]).fetchone()[0]
    return None if stated is None else tuple(json.loads(stated))


def on_its_own_scale(record: Record, scale: tuple[str, ...] | None, problems: list[Problem]) -> Record:
    """The record of another inspectorate without a grade of Ofsted's: its own "good" stays as printed.

    Where its source states its scale, an overall grade must be a word of it, else it is a problem.
    """
    if isinstance(record, Inspection):
        printed = record.overall_printed or GRADE_LABELS.get(record.overall_effectiveness or "")
        status = _STATUS_OF_OTHERS.get(record.grade_status, record.grade_status)
        if printed and scale is not None:
            word = next((one for one in scale if one.casefold() == " ".join(printed.split()).casefold()), None)
            if word is None:
                words = f"the overall grade {printed!r} is not on the scale that the source states ({', '.join(scale) or 'no grades'})"
                problems.append(Problem("unknown_value", words))
                return replace(record, overall_effectiveness=None, overall_printed=printed, grade_status="not_read")
            printed = word
        return replace(record, overall_effectiveness=None, overall_printed=printed, grade_status="other_scale" if printed else status)
    if isinstance(record, Judgement):
        printed = record.grade_printed or GRADE_LABELS.get(record.grade or "")
        status = _STATUS_OF_OTHERS.get(record.grade_status, record.grade_status)
        return replace(record, grade=None, grade_printed=printed, grade_status="other_scale" if printed else status)
    return record


_STATUS_OF_OTHERS = {"not_given": "no_grades", "not_applicable": "no_grades"}  # what these two say is true of Ofsted's inspections only


def set_availability(database: Database, report_id: int, availability: str, file_document_id: int | None) -> None:
    """What the fetch found; a good copy once held stays the report's file."""
    database.execute(
        "update reports set availability = ?, file_document_id = coalesce(?, file_document_id), asked = 0, ask_next = null where id = ?",
        [availability, file_document_id, report_id],
    )


def add_provider(database: Database, report_id: int, urn: str) -> None:
    """The report is this provider's, too."""
    database.execute("insert or ignore into report_providers (report_id, urn) values (?, ?)", [report_id, urn])


def complete_report(database: Database, report_id: int, facts: Mapping[str, str | None]) -> None:
    """Add facts of a report that were not known."""
    database.table("reports").update(report_id, dict(facts))


def set_unfetched(database: Database, file_document_id: int | None) -> None:
    """The kept file of these reports is lost or damaged: the next crawl fetches it again."""
    database.execute("update reports set availability = 'unfetched' where file_document_id = ?", [file_document_id])


def set_missing(database: Database, report_id: int, ask_next: str, *, off_page: str | None) -> None:
    """The source answers that the file does not exist; ask again from `ask_next` (ISO date) on.

    `off_page` is the moment when its page was first found without it, None where the page still names it.
    """
    database.execute(
        "update reports set availability = 'missing', asked = asked + 1, ask_next = ?, off_page = coalesce(off_page, ?) where id = ?",
        [ask_next, off_page, report_id],
    )


def check_authority(database: Database, report_id: int, problems: list[Problem]) -> None:
    """Tie the report to its provider's authority, or to none where its text is certainly about another: then a Problem says so."""
    sql = "select key, source, urn, inspected, published, page_url, stated_authority from reports where id = ?"
    row = next(database.query(sql, [report_id]))
    date = row["inspected"] or row["published"]
    authorities = read_authorities(database)
    own = owner_of(database, row["source"], row["urn"], date, row["stated_authority"])
    pages = [text for (text,) in database.execute("select text from report_pages where report_id = ? order by page", [report_id])]
    other = other_authority(pages, own, authorities) if own else None
    database.execute("update reports set local_authority = ? where id = ?", [own.code if own and not other else None, report_id])
    if own and other:
        words = f"{row['key']} is listed on the page of {own.name}, but its text is about {other.name}; we link it to neither"
        problems.append(Problem("other_authority", f"{words}. Compare {row['page_url'] or 'the manifest'} with the report"))
    elif row["urn"] and own is None and row["page_url"] is None and _is_on_an_authority(database, report_id):
        words = f"{row['key']}: no local authority has the URN {row['urn']}, so the report belongs to none"
        problems.append(Problem("unknown_authority", words))


def _is_on_an_authority(database: Database, report_id: int) -> bool:
    """Whether the report is of a family that only authorities have; schools' reports are of none."""
    found = database.execute("select 1 from inspections where report_id = ? and family is not null", [report_id]).fetchone()
    return found is not None
