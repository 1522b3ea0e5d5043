"""What is missing: reports we do not hold, open problems, and when we last read each source."""

from dataclasses import dataclass
from sqlite3 import Connection, Row

from archive.keeping.completeness import Completeness, read_completeness

SHOWN = 20  # problems of each kind; all are in the CSV


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the archive knows it lacks. `kinds` are (kind, count) of open problems; `runs` the newest run of each source."""

    availability: list[Row]
    kinds: list[Row]
    problems: dict[str, list[Row]]
    runs: list[Row]
    monitoring_held: int
    monitoring_named: int  # under their label, held or not
    completeness: Completeness
    excluded: int


def open_problems(connection: Connection) -> list[Row]:
    """Every open problem, newest first, with the key of the report it is about."""
    return connection.execute("""
        select p.id, p.source, p.kind, p.url, p.message, p.first_seen, p.last_seen,
            (select r.key from reports r where r.url = p.url or r.file_document_id = p.document_id limit 1) as report
        from problems p where p.resolved is null order by p.last_seen desc, p.id desc
    """).fetchall()


def read_doubts(connection: Connection) -> Row:
    """`held`, the number of reports held, and `doubted`, how many have an open problem with their file or with the page that names them."""
    found: Row = connection.execute(f"""{DOUBTS.format("true")} select count(distinct report) as doubted,
        (select count(*) from reports where availability = 'held') as held from doubts""").fetchone()
    return found


# Open problems (`still_open`, those that meet a condition), and which held report each is with: with its file, or the page that names it.
DOUBTS = """with still_open as (select id, url, document_id from problems where resolved is null and {}),
    held as (select id, url, page_url, file_document_id from reports where availability = 'held'),
    doubts as (
        select p.id as problem, r.id as report from still_open p join held r on r.url = p.url
        union select p.id, r.id from still_open p join held r on r.file_document_id = p.document_id
        union select p.id, r.id from still_open p join held r on r.page_url = p.url
        union select p.id, r.id from still_open p join documents d on d.id = p.document_id join held r on r.page_url = d.url)"""


def read_gaps(connection: Connection) -> Gaps:
    """Read what the page shows."""
    problems: dict[str, list[Row]] = {}
    for row in open_problems(connection):
        problems.setdefault(row["kind"], []).append(row)
    return Gaps(
        availability=connection.execute("select availability, count(*) as number from reports group by 1 order by 2 desc").fetchall(),
        kinds=connection.execute(
            "select kind, count(*) as number from problems where resolved is null group by 1 order by 2 desc"
        ).fetchall(),
        problems={kind: rows[:SHOWN] for kind, rows in problems.items()},
        runs=connection.execute("""
            select s.name, s.title, r.started, r.finished, r.outcome, r.reason, r.documents_new from sources s
                left join runs r on r.id = (select max(id) from runs where source = s.name) order by s.title
        """).fetchall(),
        monitoring_held=connection.execute("select count(*) from inspections where report_type = 'monitoring_visit'").fetchone()[0],
        monitoring_named=connection.execute("select count(*) from reports where title like '%monitoring visit%'").fetchone()[0],
        completeness=read_completeness(connection),
        excluded=connection.execute("""
            select coalesce(sum(excluded), 0) from runs where id in (select max(id) from runs where finished is not null group by source)
        """).fetchone()[0],
    )
