"""Social care providers in Ofsted's own lists: how many of each type have which grade, and what the lists say of one provider."""

import json
from dataclasses import dataclass
from sqlite3 import Connection, Row

GRADES = ("outstanding", "good", "requires_improvement", "adequate", "inadequate")


@dataclass(frozen=True, slots=True)
class TypeOfProvider:
    """Providers of one type on one day: `providers` in all, and how many have each grade of GRADES at their latest full inspection."""

    as_at: str
    provision_type: str
    providers: int
    grades: dict[str, int]

    @property
    def graded(self) -> int:
        """How many have a grade."""
        return sum(self.grades.values())

    @property
    def share(self) -> float | None:
        """Good or outstanding, as a share of those with a grade; None where none has."""
        return (self.grades["good"] + self.grades["outstanding"]) / self.graded if self.graded else None


def read_days(connection: Connection) -> list[str]:
    """The days for which a list is loaded, newest first."""
    return [
        day
        for (day,) in connection.execute("select distinct as_at from official_providers where statistics = 'social_care' order by 1 desc")
    ]


def count_types(connection: Connection, as_at: str = "") -> list[TypeOfProvider]:
    """Types of social care provider, newest day first, then the most frequent; of one day only where `as_at` is given (ISO)."""
    counts = ", ".join(f"sum(i.overall_effectiveness is '{grade}') as {grade}" for grade in GRADES)
    rows = connection.execute(
        f"""select p.as_at, min(p.provision_type) as provision_type, count(*) as providers, {counts}
        from official_providers p
        left join official_provider_inspections i
            on i.urn = p.urn and i.statistics = p.statistics and i.as_at = p.as_at and i.list = 'latest'
        where p.statistics = 'social_care' and (p.as_at = ? or ? = '')
        group by p.as_at, lower(p.provision_type) order by p.as_at desc, 3 desc, 2""",
        [as_at, as_at],
    )
    return [TypeOfProvider(row[0], row[1], row[2], {grade: row[grade] for grade in GRADES}) for row in rows]


def read_listed(connection: Connection, urn: str) -> tuple[list[Row], list[dict[str, object]]]:
    """What the lists say of the provider with this URN: its rows, newest list first; and its inspections, each once, newest first."""
    rows = connection.execute("select * from official_providers where urn = ? order by as_at desc", [urn]).fetchall()
    found = connection.execute(
        "select * from official_provider_inspections where urn = ? order by inspection_start desc, as_at desc", [urn]
    ).fetchall()
    inspections: dict[object, dict[str, object]] = {}
    for row in found:
        key = row["event_number"] or (row["inspection_start"], row["event_type"])
        inspections.setdefault(key, {**dict(row), "judgements": json.loads(row["judgements"])})
    return rows, list(inspections.values())
