"""Focused visits and joint targeted inspections: topics, themes, priority actions, and the authority's grade at the time."""

import sqlite3
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from archive.database.readonly import plain_rows
from archive.outcomes.priority_actions import read_priority_actions
from archive.parameters import read_day
from archive.search.filters import chosen_codes, chosen_keys, outside_group, read_group, unknown_choices, values_of, with_group
from archive.vocabulary import GRADE_LABELS, TOPICS

FILTERS = ("family", "topic", "year", "grade", "alarms", "authority", "region", "source")
NO_EARLIER = "no_earlier_inspection"  # "grade at the time" where no graded inspection published before the visit is held
_LISTS = {"family": ("focused_visit", "jtai"), "topic": TOPICS.words, "grade": (*GRADE_LABELS, NO_EARLIER), "alarms": ("yes",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What narrows the list; empty text means no choice, and several values stand with commas.

    `year` is that of publication, `alarms` "yes" for priority actions only, `since` and `until` first and last day of publication (ISO).
    `group` are codes of authorities, a reader's own group: it stands for a choice of these where none is chosen.
    """

    family: str = ""
    topic: str = ""
    year: str = ""
    grade: str = ""
    alarms: str = ""
    authority: str = ""
    region: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    group: str = ""
    group_name: str = ""
    notices: tuple[str, ...] = ()

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked, as parameters of an address."""
        days = {"from": self.since, "to": self.until}
        return {name: getattr(self, name) for name in FILTERS} | days | {"group": self.group, "group_name": self.group_name}


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
    region: str | None
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

    def meets(self, asked: Asked, codes: Collection[str] | None, keys: Collection[str] | None) -> bool:
        """Whether the visit is among those asked for; `codes` are the authorities, `keys` the reports of the sources chosen; None: all."""
        return (
            (codes is None or self.authority in codes)
            and (keys is None or self.key in keys)
            and (not asked.family or self.family in values_of(asked.family))
            and (not asked.topic or any(one in self.topics for one in values_of(asked.topic)))
            and (not asked.year or self.year in values_of(asked.year))
            and (not asked.grade or self.grade in values_of(asked.grade))
            and (not asked.since or asked.since <= (self.published or ""))
            and (not asked.until or "" < (self.published or "") <= asked.until)
            and (not asked.alarms or (asked.alarms == "yes" and self.actions > 0))
        )


def read_asked(parameters: Mapping[str, str]) -> Asked:
    """What a request asks; any text is taken; what is no value finds nothing, and `notices` says so (find_visits adds to them)."""
    given = {name: value.replace("\x00", "").strip() for name, value in parameters.items()}
    notices = outside_group(given)
    since, until = (read_day(given.get(name, ""), name, notices) for name in ("from", "to"))
    chosen = {name: ",".join(values_of(given.get(name, "")[:2000])) for name in FILTERS}
    return Asked(**chosen, since=since, until=until, **read_group(given), notices=tuple(notices))


def find_visits(connection: sqlite3.Connection, asked: Asked) -> tuple[Asked, list[Visit], list[Visit]]:
    """What was asked, with a notice for each choice that is not known; the visits that meet it; all visits."""
    every = read_visits(connection)
    chosen = chosen_codes(connection, asked.chosen), chosen_keys(connection, asked.chosen)
    unknown = unknown_choices(connection, with_group(asked.chosen), _LISTS)
    return replace(asked, notices=(*asked.notices, *unknown)), [visit for visit in every if visit.meets(asked, *chosen)], every


def read_visits(connection: sqlite3.Connection) -> list[Visit]:
    """All that are held, newest first; those that were replaced are left out."""
    known = read_known(connection)
    councils = {code: (name, region) for code, name, region in connection.execute("select code, name, region from local_authorities")}
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
        visits.append(
            Visit(key, family, code, *councils.get(code, (None, None)), start, end, day, theme, own, others, about, grade, before)
        )
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
