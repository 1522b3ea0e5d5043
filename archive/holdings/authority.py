"""Local authorities: a list of all, and everything about one."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection, Row

from archive.database.councils import read_councils
from archive.database.listed_rows import REPORTS
from archive.holdings.sql_shown import AUTHORITIES


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """An authority; `reports` newest first; `successors` and `predecessors` are authorities, each with its own reports."""

    authority: Row
    reports: list[Row]
    successors: list[Row]
    predecessors: list[Row]
    articles: list[Row]
    last_grade: Row | None


def read_authorities(connection: Connection) -> list[Row]:
    """Every authority with `reports`, the number of its reports that are held."""
    return connection.execute(AUTHORITIES.sql).fetchall()


def read_names(connection: Connection) -> Sequence[Row]:
    """Every authority (rows of local_authorities), by name."""
    return read_councils(connection)


def read_facts(connection: Connection) -> dict[str, Row]:
    """The row of each authority, by its code."""
    return {row["code"]: row for row in read_councils(connection)}


def read_held_reports(connection: Connection, code: str) -> list[Row]:
    """The reports on this authority whose file is held, newest first, after Ofsted's those of other inspectorates."""
    sql = f"""select * from ({REPORTS}) where authority = ? and sha256 is not null
        order by source in (select name from sources where not ofsted_urns), published desc, id desc"""
    return connection.execute(sql, [code]).fetchall()


def read_authority(connection: Connection, code: str) -> AuthorityView | None:
    """The authority with this ONS code, or None."""
    authority = connection.execute("select * from local_authorities where code = ?", [code]).fetchone()
    if authority is None:
        return None

    def rows(sql: str, *parameters: object) -> list[Row]:
        return connection.execute(sql, parameters or [code]).fetchall()

    marks = "'|' || coalesce(replaced_by, '') || '|'"
    successors = (authority["replaced_by"] or "").split("|")
    return AuthorityView(
        authority=authority,
        reports=rows(f"select * from ({REPORTS}) where authority = ? order by published desc, id desc"),
        successors=rows(f"select * from local_authorities where code in ({', '.join('?' for _ in successors)})", *successors),
        predecessors=rows(f"select * from local_authorities where {marks} like ? order by name", f"%|{code}|%"),
        articles=rows("""select distinct a.id, a.title, a.published, s.title as publisher from mentions m
            join articles a on a.id = m.article_id join sources s on s.name = a.source
            where m.local_authority = ? order by a.published desc limit 20"""),
        last_grade=connection.execute(
            f"""select v.*, i.overall_effectiveness from ({REPORTS}) v join inspections i on i.report_id = v.id
                where v.authority = ? and i.overall_effectiveness is not null order by v.published desc limit 1""",
            [code],
        ).fetchone(),
    )
