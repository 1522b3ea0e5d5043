"""Priority actions: how many are in each report, and which focused visits led to any.

They are few among what reports ask for, and have an index: it is used where a query says `kind = 'priority_action'`.
"""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from archive.outcomes.graded_inspections import KNOWN, By


@dataclass(frozen=True, slots=True)
class Alarm:
    """A focused visit with priority actions addressed to the authority; `day` is its last day or its publication (ISO)."""

    key: str
    day: str
    actions: int


def read_priority_actions(connection: sqlite3.Connection) -> dict[int, tuple[int, int]]:
    """Of the reports (by id) that hold any: how many are addressed to the authority itself, and how many to others."""
    rows = connection.execute(
        """select report_id, sum(addressed_to = 'authority'), sum(addressed_to != 'authority')
        from recommendations where kind = 'priority_action' group by report_id"""
    )
    return {report: (own, others) for report, own, others in rows}


def read_alarms(connection: sqlite3.Connection, as_at: str, by: By) -> dict[str, list[Alarm]]:
    """Focused visits known on the day that gave the authority itself priority actions, by its code, oldest first."""
    actions = read_priority_actions(connection)
    rows = connection.execute(
        f"""select r.id, r.local_authority, r.key, coalesce(i.inspection_end, r.published) as day
        from reports r join inspections i on i.report_id = r.id
        where r.id in (select report_id from recommendations where kind = 'priority_action' and addressed_to = 'authority')
            and i.family = 'focused_visit' and r.replaced_by is null and r.local_authority is not null and {KNOWN[by]} <= ?
        order by day, r.key""",
        [as_at],
    )
    found: defaultdict[str, list[Alarm]] = defaultdict(list)
    for report, code, key, day in rows:
        found[code].append(Alarm(key, day, actions[report][0]))
    return found
