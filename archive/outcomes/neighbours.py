"""An authority and its ten statistical neighbours, or its region: changes in grade, topics of visits, what is new."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from archive.authorities import is_invented
from archive.database.councils import read_councils
from archive.database.listed_rows import REPORTS
from archive.outcomes.graded_inspections import placeholders
from archive.outcomes.history import Told, read_told
from archive.outcomes.latest import Asked, National, neighbour_codes, read_outcomes

Which = Literal["neighbours", "region"]
# The list in archive/authorities.csv; it prints no year of its own, so pages say which facts it came with.
SET = "its ten statistical neighbours (date of list unknown)"
NEW_DAYS = 365  # what counts as new among recommendations and reports
MOST_REPORTS = 30
ORDER = ("worse", "better", "same", "not comparable", "no earlier graded inspection in the archive", "no graded inspection in the archive")


@dataclass(frozen=True, slots=True)
class Group:
    """`of` is a row of local_authorities; `codes` holds its own code first; `named` says what the group is."""

    of: sqlite3.Row
    codes: tuple[str, ...]
    which: Which
    named: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A group's outcomes in its order. `changes` maps each of ORDER to names; `topics` maps codes to (topic, visits, last day)."""

    group: Group
    national: National
    changes: dict[str, list[str]]
    topics: dict[str, list[tuple[str, int, str]]]
    new: list[tuple[str, list[Told]]]
    reports: list[sqlite3.Row]


def read_group(connection: sqlite3.Connection, code: str, which: Which) -> Group | None:
    """The group of the authority with this ONS code; None where there is no such authority.

    An authority without statistical neighbours (it ended, or none are known) is shown with its region, and `which` says so.
    """
    rows = read_councils(connection)
    of = next((row for row in rows if row["code"] == code), None)
    if of is None:
        return None
    if which == "neighbours" and of["statistical_neighbours"]:
        return Group(of, tuple(neighbour_codes(rows, code)), "neighbours", SET)
    others = [
        row["code"]
        for row in rows
        if row["region"] == of["region"] and row["code"] != code and is_invented(row["code"]) == is_invented(code)
    ]
    return Group(of, (code, *others), "region", f"the other authorities in its region, {of['region'] or 'unknown'}")


def read_neighbourhood(connection: sqlite3.Connection, group: Group, asked: Asked) -> Neighbourhood:
    """Everything a group's page shows, as at the day asked for."""
    chosen = replace(asked, codes=group.codes, neighbours="", region="", ofsted_region="", kind="")
    place = {code: number for number, code in enumerate(group.codes)}
    national = read_outcomes(connection, chosen)
    national.outcomes.sort(key=lambda one: place[one.code])
    since = (date.fromisoformat(asked.as_at) - timedelta(days=NEW_DAYS)).isoformat()
    told = read_told(
        connection,
        f"r.local_authority in ({placeholders(group.codes)}) and r.published <= ? and r.published > ? and c.addressed_to = 'authority'",
        [*group.codes, asked.as_at, since],
    )
    return Neighbourhood(
        group=group,
        national=national,
        changes=tally(national),
        topics=read_topics(connection, group.codes, asked.as_at),
        new=_by_report(told),
        reports=read_reports(connection, group.codes, asked.as_at),
    )


def tally(national: National) -> dict[str, list[str]]:
    """The names of the authorities, grouped by how their overall grade changed; together they are the denominator."""
    found: dict[str, list[str]] = {words: [] for words in ORDER}
    for one in national.outcomes:
        found[one.change or "no earlier graded inspection in the archive"].append(one.name)
    found["no graded inspection in the archive"] = [row["name"] for row in national.without]
    return found


def read_topics(connection: sqlite3.Connection, codes: Sequence[str], day: str) -> dict[str, list[tuple[str, int, str]]]:
    """The topics of each authority's focused visits published by `day`: (topic, number of visits, last day of the newest)."""
    rows = connection.execute(
        f"""select r.local_authority, t.topic, count(*), max(coalesce(i.inspection_end, r.published)) from reports r
            join inspections i on i.report_id = r.id join topics t on t.report_id = r.id
        where r.local_authority in ({placeholders(codes)}) and i.family = 'focused_visit' and r.replaced_by is null and r.published <= ?
        group by 1, 2 order by 4 desc, 2""",
        [*codes, day],
    )
    found: defaultdict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for code, topic, number, last in rows:
        found[code].append((topic, number, last))
    return dict(found)


def read_reports(connection: sqlite3.Connection, codes: Sequence[str], day: str) -> list[sqlite3.Row]:
    """The newest reports on the group published by `day`; rows of listed_rows.REPORTS."""
    sql = f"""select * from ({REPORTS}) where authority in ({placeholders(codes)}) and published <= ?
        order by published desc, id desc limit {MOST_REPORTS}"""
    return connection.execute(sql, [*codes, day]).fetchall()


def _by_report(told: Sequence[Told]) -> list[tuple[str, list[Told]]]:
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        found[one.key].append(one)
    return list(found.items())
