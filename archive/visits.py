"""Focused visits and joint targeted inspections: topics, themes, priority actions, and the authority's grade at the time."""

import sqlite3
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.graded import Graded, by_authority, read_graded

FILTERS = ("family", "topic", "year", "grade", "alarms")
NO_EARLIER = "no_earlier_inspection"  # "grade at the time" where no graded inspection published before the visit is held


@dataclass(frozen=True, slots=True)
class Asked:
    """What narrows the list; empty text means no choice. `year` is that of publication, `alarms` "yes" for priority actions only."""

    family: str = ""
    topic: str = ""
    year: str = ""
    grade: str = ""
    alarms: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A focused visit or JTAI. `actions` are priority actions addressed to the authority, `others` those addressed to others.

    `grade` is the overall grade of the authority's latest graded inspection published before the visit began, or the reason why that
    gave none, or NO_EARLIER.
    """

    key: str
    family: str
    authority: str | None
    name: str | None
    start: str | None
    end: str | None
    published: str | None
    theme: str | None
    actions: int
    others: int
    topics: tuple[str, ...]
    grade: str
    graded: Graded | None

    @property
    def day(self) -> str:
        """The last day, or the date of publication where that is not known; empty where neither is."""
        return self.end or self.published or ""

    @property
    def year(self) -> str:
        """The year of publication, or of the visit where that is not known."""
        return (self.published or self.day)[:4]

    def meets(self, asked: Asked) -> bool:
        """Whether the visit is among those asked for."""
        return (
            (not asked.family or self.family == asked.family)
            and (not asked.topic or asked.topic in self.topics)
            and (not asked.year or self.year == asked.year)
            and (not asked.grade or self.grade == asked.grade)
            and (not asked.alarms or self.actions > 0)
        )


def read_asked(parameters: Mapping[str, str]) -> Asked:
    """What a request asks; any text is taken, and one that is no value finds nothing."""
    return Asked(**{name: parameters.get(name, "").replace("\x00", "").strip()[:100] for name in FILTERS})


def read_visits(connection: sqlite3.Connection) -> list[Visit]:
    """All that are held, newest first; those that were replaced are left out."""
    graded = by_authority(sorted(read_graded(connection), key=lambda one: one.known_on("published")))
    actions: dict[int, tuple[int, int]] = {
        report: (own, others)
        for report, own, others in connection.execute(
            """select c.report_id, sum(c.addressed_to = 'authority'), sum(c.addressed_to != 'authority')
            from inspections i join recommendations c on c.report_id = i.report_id
            where i.family in ('focused_visit', 'jtai') and c.kind = 'priority_action' group by 1"""
        )
    }
    topics: defaultdict[int, list[str]] = defaultdict(list)
    for report, topic in connection.execute("select report_id, topic from topics order by topic"):
        topics[report].append(topic)
    rows = connection.execute(
        """select r.id, r.key, i.family, r.local_authority, a.name, i.inspection_start, i.inspection_end, r.published, i.theme
        from inspections i join reports r on r.id = i.report_id left join local_authorities a on a.code = r.local_authority
        where i.family in ('focused_visit', 'jtai') and r.replaced_by is null
        order by coalesce(i.inspection_end, r.published, '') desc, r.key desc"""
    )
    visits = []
    for report, *values in rows:
        code, began = values[2], values[4] or values[5] or values[6] or ""
        before = grade_at(graded.get(code, []), began)
        grade = (before.overall or before.status) if before else NO_EARLIER
        visits.append(Visit(*(*values, *actions.get(report, (0, 0)), tuple(topics[report]), grade, before)))
    return visits


def grade_at(inspections: Sequence[Graded], day: str) -> Graded | None:
    """The last of one authority's graded inspections, in order of publication, that was published before `day`: its grade at the time."""
    place = bisect_left(inspections, day, key=lambda one: one.known_on("published"))
    return inspections[place - 1] if place else None


def crossed(visits: Iterable[Visit], column: str) -> dict[str, Counter[str]]:
    """How many visits have each topic by `column` (year or grade); a visit with several topics counts once for each."""
    found: dict[str, Counter[str]] = {}
    for visit in visits:
        for topic in visit.topics or ("",):
            found.setdefault(topic, Counter())[getattr(visit, column)] += 1
    return found
