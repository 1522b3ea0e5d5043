"""Two reports, or several authorities, side by side: grades that can be compared, and similar recommendations."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.database.listed_rows import REPORTS
from archive.matching.similar_wording import Pair
from archive.outcomes.grade_scale import GRADED_FAMILIES, Change, compare
from archive.outcomes.history import Told, read_told
from archive.outcomes.latest import Judged, read_judgements
from archive.search.alike import find_alike

MOST_PAIRS = 30
MOST_AUTHORITIES = 12


@dataclass(frozen=True, slots=True)
class Side:
    """One report: `report` is a row of listed_rows.REPORTS with family, status, day, outcome and theme; `judgements` by area."""

    report: sqlite3.Row
    judgements: Mapping[str, Judged]
    told: list[Told]


@dataclass(frozen=True, slots=True)
class TwoReports:
    """The older report first. `areas` is empty where judgements may not be compared; `gone` and `new` have no match in the other."""

    first: Side
    second: Side
    overall: Change | None
    areas: tuple[tuple[str, Change], ...]
    pairs: list[Pair[Told]]
    gone: list[Told]
    new: list[Told]


_SIDES = f"""select v.*, i.family, i.overall_effectiveness, i.grade_status as status, i.outcome_printed as outcome, i.theme,
        coalesce(i.inspection_end, v.published, '') as day
    from ({REPORTS}) v join inspections i on i.report_id = v.id where v.key in ({{}}) order by day, v.published, v.key"""


def read_sides(connection: sqlite3.Connection, keys: Sequence[str]) -> list[Side]:
    """The reports with these keys that are held, oldest first."""
    rows = connection.execute(_SIDES.format(", ".join("?" for _ in keys)), list(keys)).fetchall()
    judgements = read_judgements(connection, [row["id"] for row in rows])
    return [Side(row, judgements.get(row["id"], {}), read_told(connection, "r.key = ?", [row["key"]], replaced=True)) for row in rows]


def read_two_reports(connection: sqlite3.Connection, keys: Sequence[str]) -> TwoReports | None:
    """The two reports with these keys; None where one of them is not held."""
    sides = read_sides(connection, keys)
    if len(sides) != 2:
        return None
    first, second = sides
    pairs = find_alike(connection, [first.told, second.told])
    alike = {told for pair in pairs for told in (pair.first, pair.second)}
    return TwoReports(
        first,
        second,
        overall=overall_change(first, second),
        areas=area_changes(first, second),
        pairs=pairs,
        gone=[told for told in first.told if told not in alike],
        new=[told for told in second.told if told not in alike],
    )


def of_one_authority(first: Side, second: Side) -> bool:
    """Whether both are on the same authority: a successor is not its predecessor."""
    return first.report["authority"] is not None and first.report["authority"] == second.report["authority"]


def overall_change(first: Side, second: Side) -> Change | None:
    """The change in the overall grade between two graded inspections of one authority; None where none may be stated."""
    if not of_one_authority(first, second) or any(side.report["family"] not in GRADED_FAMILIES for side in (first, second)):
        return None
    return compare(first.report["overall_effectiveness"], second.report["overall_effectiveness"])


def area_changes(first: Side, second: Side) -> tuple[tuple[str, Change], ...]:
    """The judgements that both graded inspections of one family have, with their change; those of another family are other judgements."""
    if overall_change(first, second) is None or first.report["family"] != second.report["family"]:
        return ()
    return tuple(
        (area, compare(judged.grade, second.judgements[area].grade))
        for area, judged in first.judgements.items()
        if area in second.judgements and area != "overall_effectiveness"
    )


def read_alike(connection: sqlite3.Connection, codes: Sequence[str], day: str) -> list[Pair[Told]]:
    """What different authorities' latest reports of each family published by `day` ask of them alike, most alike first."""
    groups = []
    for code in codes:
        told = read_told(
            connection,
            """r.local_authority = ? and r.published <= ? and c.addressed_to = 'authority' and r.id in (
                select id from (select r2.id, row_number() over (partition by i2.family order by r2.published desc, r2.id desc) as place
                    from reports r2 join inspections i2 on i2.report_id = r2.id
                    where r2.local_authority = ? and r2.published <= ? and r2.replaced_by is null) where place = 1)""",
            [code, day, code, day],
        )
        groups.append(told)
    return find_alike(connection, groups, MOST_PAIRS)
