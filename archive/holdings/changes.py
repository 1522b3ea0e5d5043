"""What has changed in the archive since a moment: reports that are new, changed, corrected or removed, in the order it happened."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import Any

from archive.database.listed_rows import REPORTS

MOST = 1000  # changes in one answer, apart from those of the same moment

# When each kind of change happened, to the second in UTC. A report that another took the place of is corrected, not removed.
_EVENTS = """
    select id, 'new' as change, first_seen as moment from reports
    union all select report_id, 'changed', seen from report_changes group by report_id, document_id, seen
    union all select id, case when replaced_by is null then 'removed' else 'corrected' end, off_page from reports where off_page is not null
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """`rows` are rows of listed_rows.REPORTS with `change`, `moment`, `replaced_by` and `what` (JSON); ask again with `until`.

    `until` (YYYY-MM-DDTHH:MM:SS, UTC) is the moment of the last change, or the one that was asked for; `more`: there are later changes.
    """

    rows: list[Row]
    until: str
    more: bool


def read_changes(connection: Connection, since: str, sources: Sequence[str] = ()) -> Changes:
    """What changed after `since` (YYYY-MM-DDTHH:MM:SS in UTC, or the beginning of one; empty: everything), oldest first.

    Of the reports of all sources, or of these (names).
    """
    within = " where id in (select id from reports where source in (select value from json_each(:sources)))" if sources else ""
    events = f"(select id, change, substr(moment, 1, 19) as moment from ({_EVENTS}){within})"
    asked = {"since": since, "sources": json.dumps(list(sources))}
    last = connection.execute(f"select moment from {events} where moment > :since order by 1 limit 1 offset {MOST - 1}", asked).fetchone()
    until = last["moment"] if last else connection.execute(f"select max(moment) as last from {events}", asked).fetchone()["last"]
    what = """(select json_group_array(json_object('subject', subject, 'old', old, 'new', new)) from report_changes
        where e.change = 'changed' and report_id = e.id and substr(seen, 1, 19) = e.moment)"""
    rows = connection.execute(
        f"""select v.*, e.change, e.moment, r.replaced_by, {what} as what from {events} e
            join reports r on r.id = e.id join ({REPORTS}) v on v.id = e.id
            where e.moment > :since and e.moment <= :until order by e.moment, e.id, e.change""",
        asked | {"until": until or ""},
    ).fetchall()
    later = last and connection.execute(f"select 1 from {events} where moment > :since limit 1", asked | {"since": until}).fetchone()
    return Changes(rows, max(until or "", since), bool(later))


def what_changed(row: Row) -> list[dict[str, Any]]:
    """Of a changed report: subject, old and new wording of each change; otherwise empty."""
    found: list[dict[str, Any]] = json.loads(row["what"])
    return found
