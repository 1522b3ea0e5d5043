"""Focused visits and joint targeted inspections: topics, themes, priority actions, and the authority's grade at the time."""

import sqlite3
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from archive.database.readonly import plain_rows
from archive.outcomes.priority_actions import read_priority_actions
from archive.parameters import unknown_values
from archive.vocabulary import GRADE_LABELS, TOPICS

FILTERS = ("family", "topic", "year", "grade", "alarms")
NO_EARLIER = "no_earlier_inspection"  # "grade at the time" where no graded inspection published before the visit is held
_LISTS = {"family": ("focused_visit", "jtai"), "topic": TOPICS.words, "grade": (*GRADE_LABELS, NO_EARLIER), "alarms": ("yes",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What narrows the list; empty text means no choice. `year` is that of publication, `alarms` "yes" for priority actions only."""

    family: str = ""
    topic: str = ""
    year: str = ""
    grade: str = ""
    alarms: str = ""

    @property
    def notices(self) -> tuple[str, ...]:
        """What is no value of its list; years are open."""
        return unknown_values(((name, getattr(self, name)) for name in FILTERS), _LISTS)


class Known(NamedTuple):
    """A graded inspection as known at the time of a later visit: its overall grade, or the reason why it has none."""

    grade: str
    key: str
    published: str | None


class KnownGrades:
    """One authority's `grades` in order of the `days` (ISO) from which they were known."""

    def __init__(self) -> None:
        self.days: list[str] = []
        self.grades: list[Known] = []

    def before(self, day: str) -> Known | None:
        """The last that was known before `day`."""
        place = bisect_left(self.days, day)
        return self.grades[place - 1] if place else None


class Visit(NamedTuple):
    """A focused visit or JTAI. `actions` are priority actions addressed to the authority, `others` those addressed to others.

    `grade` is the overall grade of the authority's latest graded inspection published before the visit began, or the reason why that
    gave none, or NO_EARLIER. A tuple, like Graded, because the page counts all of them.
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
    graded: Known | None

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
            and (not asked.alarms or (asked.alarms == "yes" and self.actions > 0))
        )


def read_asked(parameters: Mapping[str, str]) -> Asked:
    """What a request asks; any text is taken; what is no value finds nothing, and `notices` says so."""
    return Asked(**{name: parameters.get(name, "").replace("\x00", "").strip()[:100] for name in FILTERS})


def read_visits(connection: sqlite3.Connection) -> list[Visit]:
    """All that are held, newest first; those that were replaced are left out."""
    known = read_known(connection)
    names = dict(connection.execute("select code, name from local_authorities").fetchall())
    actions = read_priority_actions(connection)
    topics: defaultdict[int, list[str]] = defaultdict(list)
    for report, topic in connection.execute("select report_id, topic from topics order by topic"):
        topics[report].append(topic)
    rows = plain_rows(
        connection,
        """select r.id, r.key, i.family, r.local_authority, i.inspection_start, i.inspection_end, r.published, i.theme
        from inspections i join reports r on r.id = i.report_id
        where i.family in ('focused_visit', 'jtai') and r.replaced_by is null
        order by coalesce(i.inspection_end, r.published, '') desc, r.key desc""",
    )
    visits = []
    for report, key, family, code, start, end, day, theme in rows:
        before = known[code].before(start or end or day or "") if code in known else None
        grade = before.grade if before else NO_EARLIER
        own, others = actions.get(report, (0, 0))
        about = tuple(topics.get(report, ()))
        visits.append(Visit(key, family, code, names.get(code), start, end, day, theme, own, others, about, grade, before))
    return visits


def read_known(connection: sqlite3.Connection) -> dict[str, KnownGrades]:
    """The overall grades of each authority (by its ONS code) by when they were known."""
    found: defaultdict[str, KnownGrades] = defaultdict(KnownGrades)
    rows = plain_rows(
        connection,
        """select r.local_authority, coalesce(r.published, i.inspection_end) as known, coalesce(i.overall_effectiveness, i.grade_status),
            r.key, r.published
        from inspections i join reports r on r.id = i.report_id
        where i.family in ('ilacs', 'sif') and r.replaced_by is null and known is not null and r.local_authority is not null
        order by known, coalesce(i.inspection_end, r.published), r.key""",
    )
    for code, day, grade, key, published in rows:
        known = found[code]
        known.days.append(day)
        known.grades.append(Known(grade, key, published))
    return found


def crossed(visits: Iterable[Visit], column: str) -> dict[str, Counter[str]]:
    """How many visits have each topic by `column` (year or grade); a visit with several topics counts once for each."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (topic, value), number in Counter((topic, getattr(one, column)) for one in visits for topic in one.topics or ("",)).items():
        found[topic][value] = number
    return found
