"""Monitoring visits: how many we hold, and how many more the source's pages list."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Monitoring:
    """`held` are kept; `named` stand in the listing but are not held; `page_url` is the source's page that names one, if any does."""

    held: int
    named: int
    page_url: str | None


NONE = Monitoring(0, 0, None)


def read_monitoring(connection: sqlite3.Connection, authority: str | None = None) -> dict[str, Monitoring]:
    """By the ONS code of the authorities (or of this one) that have any; a visit that is not held is known by its label only."""
    rows = connection.execute(
        f"""select r.local_authority, sum(i.report_id is not null), sum(i.report_id is null),
            max(case when i.report_id is null then r.page_url end)
        from reports r left join inspections i on i.report_id = r.id
        where {"r.local_authority is not null" if authority is None else "r.local_authority = ?"}
            and (i.report_type = 'monitoring_visit' or (i.report_id is null and r.title like '%monitoring%')) group by 1""",
        [] if authority is None else [authority],
    )
    return {code: Monitoring(*values) for code, *values in rows}
