"""What is new, and how much the archive holds."""

import json
from sqlite3 import Connection, Row

from archive.database.listed_rows import REPORTS
from archive.search.filters import values_of


def newest_reports(connection: Connection, number: int, condition: str = "true", sources: str = "") -> list[Row]:
    """The `number` reports published last that meet `condition` over listed_rows.REPORTS; where there are `sources` (commas), theirs."""
    wanted = values_of(sources)
    within = " and source in (select value from json_each(?))" if wanted else ""
    sql = f"select * from ({REPORTS}) where {condition}{within} order by published desc, id desc limit ?"
    return connection.execute(sql, [*([json.dumps(wanted)] if wanted else []), number]).fetchall()


def newest_alarms(connection: Connection, number: int) -> list[Row]:
    """The newest focused visits with a priority action."""
    alarming = "kind = 'focused_visit' and id in (select report_id from recommendations where kind = 'priority_action')"
    return newest_reports(connection, number, alarming)


def reports_by_year(connection: Connection) -> list[tuple[str, str, int]]:
    """(year, kind, number) of the reports held."""
    sql = f"select year, kind, count(*) from ({REPORTS}) where year is not null and sha256 is not null group by 1, 2"
    return [tuple(row) for row in connection.execute(sql)]


def what_is_held(connection: Connection) -> Row:
    """Counts of what the archive holds, and when the oldest and the newest report were published."""
    found: Row = connection.execute("""
        select (select count(*) from reports where availability = 'held') as reports, (select count(*) from articles) as articles,
            (select count(distinct local_authority) from reports where availability = 'held') as authorities,
            (select coalesce(sum(pages), 0) from inspections) as pages,
            (select min(published) from reports where availability = 'held') as first_published,
            (select max(published) from reports where availability = 'held') as last_published
    """).fetchone()
    return found
