"""Saves what changed in a re-issued file, before its rows replace those of the older file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.matching.similar_wording import similar
from archive.records import Inspection, Judgement, Recommendation, Record
from archive.store.documents import insert

SAME_MATTER = 0.5  # likeness from which an old and a new passage are one that was reworded, not one gone and one added


@dataclass(frozen=True, slots=True)
class Fact:
    """What one file says: a grade (or why there is none), or the text of something it asks for, with its kind and page."""

    text: str
    page: int | None
    kind: str | None = None


def save_changes(database: Database, report_id: int, records: Sequence[Record], document_id: int | None) -> None:
    """Write what `records`, read from `document_id`, change against the rows held for the report. To be called before they are replaced.

    Nothing is written when the rows were read from the same document: then the reader changed, not the report. A grade that could not be
    read is no change.
    """
    held = database.execute("select document_id from inspections where report_id = ?", [report_id]).fetchone()
    if held is None or held[0] == document_id:
        return
    fixed = {"report_id": report_id, "old_document_id": held[0], "document_id": document_id}
    for subject, old, new in (*_grades(database, report_id, records), *_recommendations(database, report_id, records)):
        row = {"subject": subject, "old": old.text if old else None, "new": new.text if new else None}
        kinds = {"old_kind": old.kind if old else None, "new_kind": new.kind if new else None}
        pages = {"old_page": old.page if old else None, "new_page": new.page if new else None}
        _insert_once(database, fixed | row | kinds | pages)


def _insert_once(database: Database, row: dict[str, object]) -> None:
    same = " and ".join(f"{name} is :{name}" for name in row)
    if database.execute(f"select 1 from report_changes where {same}", row).fetchone() is None:
        seen = database.execute("select first_fetched from documents where id = ?", [row["document_id"]]).fetchone()[0]
        insert(database, "report_changes", row | {"seen": seen})


def _grades(database: Database, report_id: int, records: Iterable[Record]) -> list[tuple[str, Fact | None, Fact | None]]:
    """(name of the judgement, old, new) of every grade that both files print, or give a reason for, and that differs."""
    old: dict[str, Fact] = {}
    sql = "select 'overall_effectiveness', overall_effectiveness, grade_status, overall_page from inspections where report_id = :id"
    sql += " union all select name, grade, grade_status, page from judgements where report_id = :id and area != 'overall_effectiveness'"
    for name, grade, status, page in database.execute(sql, {"id": report_id}):
        old[name] = Fact(grade or status, page)
    new: dict[str, Fact] = {}
    for record in records:
        if isinstance(record, Inspection):
            new["overall_effectiveness"] = Fact(record.overall_effectiveness or record.grade_status, record.overall_page)
        elif isinstance(record, Judgement) and record.area != "overall_effectiveness":
            new[record.name] = Fact(record.grade or record.grade_status, record.page)
    both = [(name, old[name], new[name]) for name in old if name in new]
    return [(name, one, other) for name, one, other in both if one.text != other.text and "not_read" not in (one.text, other.text)]


def _recommendations(database: Database, report_id: int, records: Iterable[Record]) -> list[tuple[str, Fact | None, Fact | None]]:
    """("recommendation", old, new) of each that was reworded, changed its kind, is gone (new None) or was added (old None)."""
    sql = "select text, page, kind from recommendations where report_id = ? order by position"
    old = [Fact(*row) for row in database.execute(sql, [report_id]).fetchall()]
    new = [Fact(record.text, record.page, record.kind) for record in records if isinstance(record, Recommendation)]
    said, says = {_plain(fact) for fact in old}, {_plain(fact) for fact in new}
    gone, added = [fact for fact in old if _plain(fact) not in says], [fact for fact in new if _plain(fact) not in said]
    changed: list[tuple[str, Fact | None, Fact | None]] = []
    for pair in similar(gone, added, SAME_MATTER):
        if pair.first in gone and pair.second in added:
            gone.remove(pair.first)
            added.remove(pair.second)
            changed.append(("recommendation", pair.first, pair.second))
    return [*changed, *(("recommendation", fact, None) for fact in gone), *(("recommendation", None, fact) for fact in added)]


def _plain(fact: Fact) -> tuple[str | None, str]:
    """What tells passages apart: kind and words, whatever the line breaks and the page."""
    return fact.kind, " ".join(fact.text.split())
