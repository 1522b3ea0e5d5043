"""What followed an inadequate grade: each authority's visits and next inspection on one line, including those we do not hold."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from archive.database.readonly import plain_rows
from archive.outcomes.graded_inspections import Graded, by_authority, days_between, read_graded
from archive.outcomes.monitoring_visits import NONE, Monitoring, read_monitoring
from archive.outcomes.official_inspections import OfficialEvent, read_official_events
from archive.outcomes.priority_actions import read_priority_actions

VISITS = ("monitoring_visit", "focused_visit")  # of the kinds that Ofsted's statistics list


class Step(NamedTuple):
    """A visit between two graded inspections."""

    key: str
    kind: str
    day: str
    actions: int


@dataclass(frozen=True, slots=True)
class Line:
    """An inadequate inspection, the visits we hold since then, and the next graded inspection (None if we hold none yet).

    `not_held` are the visits between that only Ofsted's statistics list, oldest first.
    """

    code: str
    name: str
    ended: str | None
    start: Graded
    visits: list[Step]
    not_held: list[OfficialEvent]
    next: Graded | None
    monitoring: Monitoring
    listed: int  # monitoring visits of the authority that only Ofsted's statistics list, at any time

    @property
    def keys(self) -> list[str]:
        """Its reports that we hold, oldest first."""
        return [self.start.key, *(step.key for step in self.visits), *([self.next.key] if self.next else [])]

    @property
    def days(self) -> int | None:
        """Days from the end of the inadequate inspection to that of the next one."""
        return days_between(self.start.day, self.next.day) if self.next else None


def read_lines(connection: sqlite3.Connection) -> list[Line]:
    """One line for each inspection with an overall grade of inadequate, newest first. A successor's inspections are not its own."""
    names = {code: (name, ended) for code, name, ended in connection.execute("select code, name, ended from local_authorities")}
    actions = read_priority_actions(connection)
    visits: defaultdict[str, list[Step]] = defaultdict(list)
    rows = plain_rows(
        connection,
        """select r.id, r.local_authority, r.key, i.report_type, coalesce(i.inspection_end, r.published) as day
        from inspections i join reports r on r.id = i.report_id
        where i.report_type in ('focused_visit', 'monitoring_visit', 'assurance_visit', 'jtai') and r.replaced_by is null
            and r.local_authority is not null and day is not null order by day""",
    )
    for report, code, key, kind, day in rows:
        visits[code].append(Step(key, kind, day, actions.get(report, (0, 0))[0]))
    monitoring = read_monitoring(connection)
    official = read_official_events(connection)
    lines = []
    for code, inspections in by_authority(read_graded(connection)).items():
        steps = visits[code]
        days = [step.day for step in steps]
        for place, one in enumerate(inspections):
            if one.overall != "inadequate":
                continue
            after = inspections[place + 1] if place + 1 < len(inspections) else None
            between = steps[bisect_right(days, one.day) : bisect_left(days, after.day if after else "9999")]
            counted = [
                visit
                for visit in reversed(official.get(code, []))
                if visit.kind in VISITS and one.day < visit.day < (after.start or after.day if after else "9999")
            ]
            held, listed = monitoring.get(code, NONE), sum(visit.kind == "monitoring_visit" for visit in official.get(code, []))
            lines.append(Line(code, *names[code], one, visits=between, not_held=counted, next=after, monitoring=held, listed=listed))
    return sorted(lines, key=lambda line: line.start.day, reverse=True)
