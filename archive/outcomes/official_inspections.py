"""Inspections and visits in Ofsted's statistics whose reports the archive does not hold."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archive.outcomes.graded_inspections import days_between, placeholders
from archive.outcomes.succession import read_continued

NOT_HELD = "from Ofsted’s statistics; we do not hold the report"
# Kind in the statistics -> families of reports that are about such an inspection.
_FAMILIES = {
    "monitoring_visit": ("monitoring_visit",),
    "focused_visit": ("focused_visit",),
    "ilacs_standard": ("ilacs",),
    "ilacs_short": ("ilacs",),
    "area_send_2016": ("area_send_2016",),
    "area_send_revisit": ("area_send_2016",),
}
_APART = 3  # days by which the first day in the statistics may differ from the report's
_TO_PUBLICATION = 150  # days from the first day to publication at most, where a report's days of inspection were not read


@dataclass(frozen=True, slots=True)
class OfficialEvent:
    """`start`, `end` and `published` are ISO text or None; `day` is the first of them known; `outcome` is a grade or words of area SEND."""

    authority: str
    kind: str
    start: str | None
    end: str | None
    published: str | None
    outcome: str | None
    theme: str | None
    link: str | None
    as_at: str
    inspected_as: str | None

    @property
    def key(self) -> str:
        """Empty: there is no report to show."""
        return ""

    @property
    def day(self) -> str:
        """The first day of the inspection, or the day of publication where the statistics give no other."""
        return self.start or self.published or ""

    @property
    def send(self) -> bool:
        """Whether it inspected a local area partnership for SEND, not the council alone."""
        return self.kind.startswith("area_send")


def read_official_events(connection: sqlite3.Connection, codes: Sequence[str] | None = None) -> dict[str, list[OfficialEvent]]:
    """By ONS code of all authorities (or of these), newest first; a successor with its predecessor's area has its predecessor's too."""
    continued = read_continued(connection)
    wanted = None if codes is None else list({*codes, *(continued[code].code for code in codes if code in continued)})
    found = _counted(connection, wanted)
    for code, before in continued.items():
        if codes is None or code in codes:
            older = [_as(one, code, before.name) for one in found.get(before.code, [])]
            found[code] = sorted([*found.get(code, []), *older], key=lambda one: one.day, reverse=True)
    return {code: events for code, events in found.items() if events and (codes is None or code in codes)}


def _counted(connection: sqlite3.Connection, codes: list[str] | None) -> dict[str, list[OfficialEvent]]:
    reports = _reports(connection, codes)
    whose = "is not null" if codes is None else f"in ({placeholders(codes)})"
    rows = connection.execute(
        f"""select local_authority, kind, inspection_start, inspection_end, published, outcome, theme, link, as_at, null
        from official_inspections where local_authority {whose} and list != 'latest'
        order by as_at desc, inspection_start is null, published is null, id""",
        codes or [],
    )
    found: defaultdict[str, list[OfficialEvent]] = defaultdict(list)
    for row in rows:
        one = OfficialEvent(*row)
        held = [report for family in _FAMILIES.get(one.kind, ()) for report in reports.get((one.authority, family), ())]
        if not any(_is_about(one, *report) for report in held) and not any(_same(one, other) for other in found[one.authority]):
            found[one.authority].append(one)
    return {code: sorted(events, key=lambda one: one.day, reverse=True) for code, events in found.items()}


def _reports(
    connection: sqlite3.Connection, codes: list[str] | None
) -> dict[tuple[str, str], list[tuple[str | None, str | None, str | None]]]:
    """First day, last day and publication of every report held on all authorities (or on these), by authority and family."""
    whose = "is not null" if codes is None else f"in ({placeholders(codes)})"
    found: defaultdict[tuple[str, str], list[tuple[str | None, str | None, str | None]]] = defaultdict(list)
    for authority, family, *dates in connection.execute(
        f"""select r.local_authority, i.family, i.inspection_start, i.inspection_end, r.published
        from reports r join inspections i on i.report_id = r.id where r.local_authority {whose} and i.family is not null""",
        codes or [],
    ):
        found[authority, family].append((dates[0], dates[1], dates[2]))
    return found


def _is_about(one: OfficialEvent, start: str | None, end: str | None, published: str | None) -> bool:
    """Whether a report with these dates is about the inspection."""
    if one.published and one.published == published:
        return True
    first, last = start or end, end or start
    if one.start and first and last:
        return days_between(first, one.start) >= -_APART and days_between(one.start, last) >= -_APART
    return bool(one.start and published and not first and 0 <= days_between(one.start, published) <= _TO_PUBLICATION)


def _same(one: OfficialEvent, other: OfficialEvent) -> bool:
    """Whether two rows, of two lists or editions, are one inspection: the same days, or one of them gives one date only."""
    if _FAMILIES.get(one.kind) != _FAMILIES.get(other.kind) or (one.kind != other.kind and one.send):
        return False
    if one.start and other.start:
        return one.start == other.start
    if one.published and other.published:
        return one.published == other.published
    start, published = one.start or other.start, one.published or other.published
    return bool(start and published) and 0 <= days_between(start or "", published or "") <= _TO_PUBLICATION


def _as(one: OfficialEvent, authority: str, name: str) -> OfficialEvent:
    return OfficialEvent(authority, one.kind, one.start, one.end, one.published, one.outcome, one.theme, one.link, one.as_at, name)
