"""One authority's history in order: inspections and visits, their outcomes and their recommendations."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from archive.matching.similar_wording import Pair
from archive.outcomes.grade_scale import Change, change, change_of_framework
from archive.outcomes.graded_inspections import days_between, read_graded
from archive.outcomes.official_inspections import OfficialEvent, read_official_events
from archive.outcomes.succession import read_continued
from archive.search.alike import find_alike

# No inspection or visit of the authority: area SEND is of a partnership, a Safeguarding Children Board is another body.
OF_OTHERS = ("area_send", "area_send_2016", "board_review")
MOST_PAIRS = 20  # of similar passages that a page shows


@dataclass(frozen=True, slots=True)
class Event:
    """One report. `day` is the last day of the inspection or the date of publication (ISO, empty where neither is known).

    `change` and `interval` (days since the graded inspection before) are stated for graded inspections only; `actions` counts the
    priority actions addressed to the authority itself, `asked` all that it is asked for, `others` what other bodies are.
    """

    key: str
    source: str
    of_ofsted: bool  # or of an inspectorate with numbers of its own
    provider: str | None  # of another inspectorate's report: it may be on a home in the council's area
    kind: str
    family: str | None
    title: str | None
    day: str
    start: str | None
    end: str | None
    published: str | None
    overall: str | None
    status: str | None
    outcome: str | None
    theme: str | None
    actions: int
    asked: int
    others: int
    change: Change | None
    change_of_framework: str | None
    interval: int | None
    inspected_as: str | None

    @property
    def named(self) -> str:
        """What its source calls it, after the provider where another inspectorate says whom it is about."""
        return ": ".join(part for part in (self.provider, self.title or "Untitled report") if part)

    @property
    def days_to_publication(self) -> int | None:
        """Days from the last day of the inspection to publication; None where one of the two is not known."""
        return days_between(self.end, self.published) if self.end and self.published else None


@dataclass(frozen=True, slots=True)
class Told:
    """One recommendation and where it is printed; `authority` is the name of the report's authority."""

    authority: str | None
    key: str
    position: int
    day: str
    kind: str
    report_kind: str
    family: str | None
    addressed_to: str
    addressed_to_printed: str | None
    heading: str | None
    text: str
    page: int
    sha256: str | None
    id: int


@dataclass(frozen=True, slots=True)
class History:
    """Events and recommendations, newest first; `own` is addressed to the authority, `others` to partners, the Board and other bodies."""

    events: list[Event]
    own: list[Told]
    others: list[Told]
    similar: list[Pair[Told]]
    since_graded: int | None
    since_any: int | None
    newest: Event | OfficialEvent | None
    official: list[OfficialEvent]

    @property
    def all_events(self) -> list[Event | OfficialEvent]:
        """Reports held and what only Ofsted's statistics list, newest first."""
        return sorted([*self.events, *self.official], key=lambda one: one.day, reverse=True)

    @property
    def own_by_report(self) -> list[list["Told"]]:
        """The recommendations to the authority itself, as one list for each report."""
        return [list(rows) for _, rows in groupby(self.own, key=lambda told: told.key)]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(family, kind, number) of what the authority itself was told: kinds mean different things in each family and are never summed."""
        found = Counter((told.family or "", told.kind) for told in self.own)
        return [(family, kind, number) for (family, kind), number in sorted(found.items())]


def read_history(connection: sqlite3.Connection, code: str, today: str) -> History:
    """The history of the authority with this ONS code. Days are counted to `today` (ISO) from what Ofsted did; OF_OTHERS are no visits."""
    events = read_events(connection, code)
    if before := read_continued(connection).get(code):
        events += [replace(one, inspected_as=before.name) for one in read_events(connection, before.code)]
        events.sort(key=lambda one: one.day, reverse=True)
    official = read_official_events(connection, [code]).get(code, [])
    told = read_told(connection, "r.local_authority = ?", [code])
    own = [one for one in told if one.addressed_to == "authority"]
    graded = [one for one in events if one.family in ("ilacs", "sif") and one.day]
    visits: list[Event | OfficialEvent] = [one for one in events if one.of_ofsted and one.family not in OF_OTHERS and one.day]
    visits = sorted([*visits, *(one for one in official if not one.send)], key=lambda one: one.day, reverse=True)
    reports = list(dict.fromkeys(one.key for one in reversed(own)))  # oldest first
    return History(
        events=events,
        own=own,
        others=[one for one in told if one.addressed_to != "authority"],
        similar=find_alike(connection, [[one for one in own if one.key == key] for key in reports], MOST_PAIRS),
        since_graded=days_between(graded[0].day, today) if graded else None,
        since_any=days_between(visits[0].day, today) if visits else None,
        newest=visits[0] if visits else None,
        official=official,
    )


def read_events(connection: sqlite3.Connection, code: str) -> list[Event]:
    """The reports on this authority that are held, newest first; those that were replaced are left out."""
    graded = read_graded(connection, [code])
    before = {after.key: one for one, after in pairwise(graded)}
    by_key = {one.key: one for one in graded}
    rows = connection.execute(
        """select r.key, r.source, s.ofsted_urns,
            iif(s.ofsted_urns, null, (select name from providers where source = r.source and urn = r.urn)),
            coalesce(i.report_type, 'not_known'), i.family, r.title,
            coalesce(i.inspection_end, iif(s.ofsted_urns, null, r.inspected), r.published, '') as day,
            i.inspection_start, coalesce(i.inspection_end, iif(s.ofsted_urns, null, r.inspected)), r.published,
            i.overall_effectiveness, i.grade_status, i.outcome_printed, i.theme,
            (select count(*) from recommendations c
                where c.report_id = r.id and c.kind = 'priority_action' and c.addressed_to = 'authority'),
            (select count(*) from recommendations c where c.report_id = r.id and c.addressed_to = 'authority'),
            (select count(*) from recommendations c where c.report_id = r.id and c.addressed_to != 'authority')
        from reports r join inspections i on i.report_id = r.id join sources s on s.name = r.source
        where r.local_authority = ? and r.replaced_by is null order by day desc, r.key desc""",
        [code],
    )
    events = []
    for row in rows:
        one, earlier = by_key.get(row[0]), before.get(row[0])
        compared = (change(earlier, one), change_of_framework(earlier, one)) if one else (None, None)
        events.append(Event(*(*row, *compared, days_between(earlier.day, one.day) if earlier and one else None, None)))
    return events


def read_told(connection: sqlite3.Connection, condition: str, parameters: Sequence[object], *, replaced: bool = False) -> list[Told]:
    """What the reports that meet `condition` (SQL over reports `r`, inspections `i`, recommendations `c`) ask for, newest report first.

    Replaced reports are left out unless `replaced`.
    """
    rows = connection.execute(
        f"""select a.name, r.key, c.position, coalesce(i.inspection_end, r.published, ''), c.kind, coalesce(i.report_type, 'not_known'),
            i.family, c.addressed_to, c.addressed_to_printed, c.heading, c.text, c.page, d.sha256, c.id
        from reports r join inspections i on i.report_id = r.id join recommendations c on c.report_id = r.id
            left join documents d on d.id = r.file_document_id and d.kind = 'report'
            left join local_authorities a on a.code = r.local_authority
        where {condition}{"" if replaced else " and r.replaced_by is null"} order by 4 desc, r.key desc, c.position""",
        list(parameters),
    )
    return [Told(*row) for row in rows]
