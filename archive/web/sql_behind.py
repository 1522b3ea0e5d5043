"""The SQL behind each reader’s page: to read, to run and change on Datasette’s page for queries, and to make CSV and JSON of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from datasette import Response

from archive.recommendations import CHOICES, Asked
from archive.web.csv_export import csv_response
from archive.web.database import NAME, archive_of
from archive.web.pages import caching

if TYPE_CHECKING:
    from datasette.app import Datasette


@dataclass(frozen=True, slots=True)
class Behind:
    """A query with the values of its parameters (`:name`)."""

    sql: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the query can be run and changed; not on a public site."""
        return f"/{NAME}?{urlencode({'sql': self.sql, **self.values})}"


NEWEST = Behind("""select reports.key, local_authorities.name as local_authority, reports.title, inspections.report_type,
  reports.published, inspections.overall_effectiveness, inspections.grade_status
from reports
  left join local_authorities on local_authorities.code = reports.local_authority
  left join inspections on inspections.report_id = reports.id
order by reports.published desc, reports.id desc
limit 50""")
AUTHORITIES = Behind("""select a.code, a.name, a.region, a.ended, count(r.id) as reports, max(r.published) as newest
from local_authorities a left join reports r on r.local_authority = a.code and r.availability = 'held'
group by a.code
order by a.region, a.name""")
PROBLEMS = Behind("""select id, source, kind, url, message, first_seen, last_seen
from problems
where resolved is null
order by last_seen desc, id desc""")

_PARAGRAPHS = """select report_paragraphs.position, report_paragraphs.number, report_paragraphs.page,
  report_paragraphs.section, report_paragraphs.text
from report_paragraphs join reports on reports.id = report_paragraphs.report_id
where reports.key = :key
order by report_paragraphs.position"""
_QUOTATIONS = """select quotations.position, quotations.verdict, quotations.passage, reports.key as report, quotations.page
from quotations left join reports on reports.id = quotations.report_id
where quotations.article_id = :id
order by quotations.position"""
_OF_AUTHORITY = """select reports.key, reports.title, inspections.report_type, reports.published, inspections.inspection_end,
  inspections.overall_effectiveness, inspections.grade_status
from reports left join inspections on inspections.report_id = reports.id
where reports.local_authority = :code
order by reports.published desc, reports.id desc"""


def of_report(key: str) -> Behind:
    """The paragraphs of the report with this key."""
    return Behind(_PARAGRAPHS, {"key": key})


def of_article(number: int) -> Behind:
    """The passages of reports that the article with this id uses; its own sentences are left out."""
    return Behind(_QUOTATIONS, {"id": str(number)})


def of_authority(code: str) -> Behind:
    """The reports on the authority with this ONS code."""
    return Behind(_OF_AUTHORITY, {"code": code})


def of_recommendations(asked: Asked) -> Behind:
    """The recommendations that were asked for."""
    match = asked.query.match()
    chosen = {name: value for name, value in asked.chosen.items() if value}
    wheres = [f"{CHOICES[name]} = :{name}" for name in chosen]
    values = dict(chosen)
    if match is not None:
        wheres.append("c.id in (select rowid from recommendations_fts where recommendations_fts match :match)")
        values["match"] = match
    for sign, name, day in ((">=", "since", asked.since), ("<=", "until", asked.until)):
        if day:
            wheres.append(f"r.published {sign} :{name}")
            values[name] = day
    sql = f"""select a.name as local_authority, r.key, r.published, i.family, c.kind, c.addressed_to, c.text, c.reference, c.page
from recommendations c
  join reports r on r.id = c.report_id
  join inspections i on i.report_id = r.id
  left join local_authorities a on a.code = r.local_authority
{f"where {' and '.join(wheres)} " if wheres else ""}order by r.published desc, r.id desc, c.position"""
    return Behind(sql, values)


async def csv_of(datasette: "Datasette", behind: Behind, name: str) -> Response:
    """All rows of the query as a CSV file called `name`."""

    def run(connection: Connection) -> tuple[list[str], list[tuple[object, ...]]]:
        cursor = connection.execute(behind.sql, dict(behind.values))
        return [column[0] for column in cursor.description], [tuple(row) for row in cursor]

    columns, rows = await archive_of(datasette).read(run)
    return csv_response(columns, rows, name, caching(datasette))


async def json_of(datasette: "Datasette", behind: Behind, name: str) -> Response:
    """All rows of the query as JSON: an object with a list called `name` of objects, one a row."""

    def run(connection: Connection) -> list[dict[str, object]]:
        return [dict(row) for row in connection.execute(behind.sql, dict(behind.values))]

    return Response.json({name: await archive_of(datasette).read(run)}, headers=caching(datasette))
