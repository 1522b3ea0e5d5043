"""One text file for each report: a header with its facts, then its pages in reading order."""

import re
import sqlite3
from pathlib import Path

from archive.database.listed_rows import AUTHOR, REPORTS
from archive.vocabulary import GRADE_LABELS

RULE = "-" * 72

_REPORTS = f"""
    select v.*, r.urn, r.url, r.page_url, i.family, i.overall_effectiveness, i.grade_status, i.inspection_start, i.inspection_end, i.pages,
        d.first_fetched, s.title as published_by, {AUTHOR}
    from ({REPORTS}) v join reports r on r.id = v.id join inspections i on i.report_id = r.id
        join sources s on s.name = r.source left join documents d on d.id = r.file_document_id
    order by v.id
"""


def write_texts(connection: sqlite3.Connection, folder: Path, made: str) -> int:
    """Write KEY.txt for every held report into the new `folder`; returns how many. `made` is the date of the snapshot."""
    folder.mkdir()
    connection.row_factory = sqlite3.Row
    number = 0
    for row in connection.execute(_REPORTS):
        pages = connection.execute("select page, text from report_pages where report_id = ? order by page", [row["id"]])
        parts = [_header(row, made), *(f"{RULE}\nPage {page}\n{RULE}\n\n{text}\n" for page, text in pages)]
        (folder / f"{_file_name(row['key'])}.txt").write_text("\n".join(parts), encoding="utf-8")
        number += 1
    connection.row_factory = None
    return number


def _header(row: sqlite3.Row, made: str) -> str:
    facts = {
        "Key": row["key"],
        "Title": row["title"],
        "Local authority": f"{row['authority_name']} ({row['authority']})" if row["authority"] else None,
        "Region": row["region"],
        "URN": row["urn"],
        "Kind": row["kind"],
        "Family": row["family"],
        "Inspected": " to ".join(dict.fromkeys(day for day in (row["inspection_start"], row["inspection_end"]) if day)) or None,
        "Published": row["published"],
        "Overall effectiveness": row["overall_effectiveness"] or f"{GRADE_LABELS[row['grade_status']]} ({row['grade_status']})",
        "Pages": row["pages"],
        "Source": row["published_by"],
        "Author": row["author"],
        "Address": row["url"],
        "Page": row["page_url"],
        "SHA-256": row["sha256"],
        "Fetched": row["first_fetched"],
        "Snapshot": made,
        "Licence": row["attribution"],
    }
    return "".join(f"{name}: {_one_line(value) if value is not None else 'not known'}\n" for name, value in facts.items())


def _one_line(value: object) -> str:
    return " ".join(str(value).split())


def _file_name(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", key)
