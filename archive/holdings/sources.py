"""Sources: what each is, what the archive holds of it, how complete that is, and how well it was read."""

import json
from dataclasses import dataclass
from sqlite3 import Connection, Row

from archive.database.listed_rows import AUTHOR
from archive.holdings.gaps import DOUBTS
from archive.keeping.completeness import Completeness, read_completeness_of

RUNS = 5  # of a source that its page shows, the newest


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source. `facts` are its own with what is held of it, as in `read_sources`; `parts` is how complete each part of its list is.

    `availability`, `types` and `problems` are (word, number): of its reports, of those held by type, and of what is open by kind.
    `doubted` of its held reports have an open problem, with their file or with the page that names them, and `elsewhere` are those problems
    that are with no held report: with lists, other pages, and files we do not hold. `runs` are the newest.
    """

    facts: Row
    scale: tuple[str, ...] | None  # the words of its overall grades, the best first; None where it does not state them
    parts: dict[str, Completeness]
    availability: list[Row]
    types: list[Row]
    problems: list[Row]
    doubted: int
    elsewhere: int
    runs: list[Row]


def read_sources(connection: Connection) -> list[Row]:
    """Every source: inspectorates first, then by title."""
    return connection.execute(f"{_SOURCES} order by s.kind, s.title").fetchall()


def read_source(connection: Connection, name: str) -> SourceView | None:
    """The source with this name, or None."""
    facts = connection.execute(f"{_SOURCES} where s.name = ?", [name]).fetchone()
    if facts is None:
        return None

    def rows(sql: str) -> list[Row]:
        return connection.execute(sql, [name]).fetchall()

    return SourceView(
        facts=facts,
        scale=None if facts["grades"] is None else tuple(json.loads(facts["grades"])),
        parts=read_completeness_of(connection, name),
        availability=rows("select availability as word, count(*) as number from reports where source = ? group by 1 order by 2 desc, 1"),
        types=rows("""select coalesce(i.report_type, 'not_known') as word, count(*) as number
            from reports r join inspections i on i.report_id = r.id where r.source = ? group by 1 order by 2 desc, 1"""),
        problems=rows("""select kind as word, count(*) as number from problems
            where source = ? and resolved is null group by 1 order by 2 desc, 1"""),
        doubted=rows(f"{_DOUBTS} select count(distinct report) from doubts")[0][0],
        elsewhere=rows(f"{_DOUBTS} select count(*) from still_open where id not in (select problem from doubts)")[0][0],
        runs=rows(f"""select started, finished, arguments, outcome, reason, documents_new, listing_total, listing_read
            from runs where source = ? order by id desc limit {RUNS}"""),
    )


_DOUBTS = DOUBTS.format("source = ?")
# `held_since` is when the first document came; `newest` the last day of publication of what is held.
_SOURCES = f"""
    with of_reports as (
            select source, count(*) as named, sum(availability = 'held') as held, min(published) as oldest, max(published) as newest
            from reports group by 1),
        of_articles as (select source, count(*) as held, min(published) as oldest, max(published) as newest from articles group by 1),
        of_documents as (select source, min(first_fetched) as first, count(*) as number from documents group by 1),
        of_providers as (select source, count(*) as number from providers group by 1),
        of_problems as (select source, count(*) as number from problems where resolved is null group by 1)
    select s.name, s.title, s.kind, s.home, {AUTHOR}, s.grades, s.licence, s.terms, substr(d.first, 1, 10) as held_since,
        coalesce(v.number, 0) as providers, coalesce(r.named, 0) as reports_listed, coalesce(r.held, 0) as reports_held,
        coalesce(n.held, 0) as articles, substr(coalesce(r.oldest, n.oldest), 1, 10) as oldest,
        substr(coalesce(r.newest, n.newest), 1, 10) as newest, coalesce(p.number, 0) as open_problems,
        u.started as last_run, u.outcome as last_outcome
    from sources s left join of_reports r on r.source = s.name left join of_articles n on n.source = s.name
        left join of_documents d on d.source = s.name left join of_providers v on v.source = s.name
        left join of_problems p on p.source = s.name left join runs u on u.id = (select max(id) from runs where source = s.name)
"""
