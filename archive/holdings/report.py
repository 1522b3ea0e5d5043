"""Everything about one report, in one view of the archive."""

from dataclasses import dataclass, field
from itertools import groupby
from sqlite3 import Connection, Row

from archive.database.listed_rows import AUTHOR, REPORTS
from archive.database.search_index import SECTION_BITS, paragraphs_of
from archive.holdings.cited import read_cited
from archive.store.authorities import JOIN_PROVIDER

NEIGHBOURS = 4
# All columns, in the order of the table. Worked out for each paragraph, `sections` takes four times as long as all the others together:
# the index by `search_id` has it, and the order of the text.
_PARAGRAPHS = f"""select id, report_id, position, number, page, section, text, document_id, reader_version, page_end,
    search_id & {2**SECTION_BITS - 1} as sections, search_id from report_paragraphs where search_id between ? and ? order by search_id"""


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report and everything read from it; `inspection` is None if we do not hold the report.

    `report` has the columns of the table and of listed_rows.REPORTS.
    """

    report: Row
    cited: Row  # as read_cited has it
    inspection: Row | None
    judgements: list[Row]
    recommendations: list[Row]
    team: list[Row]
    topics: list[str]
    sections: list[tuple[str | None, list[Row]]]  # heading and paragraphs, in order; empty where the text was not read by paragraph
    pages: list[Row]
    articles: list[Row]
    claims: list[Row]  # what these articles say of its grades, dates and numbers: what differs first
    before: list[Row]
    after: list[Row]
    versions: list[Row]  # the files this report has had, newest first, with hash, size and when they were fetched
    problems: list[Row] = field(default_factory=list)


def read_report(connection: Connection, key: str) -> ReportView | None:
    """The report with this key, or None when there is none."""
    sql = f"""select r.*, {AUTHOR}, v.authority_name, v.region, v.kind, v.grade, v.year, v.authority, v.sha256, v.inspected as inspected_to,
        v.other_provider, s.title as source_title, p.name as provider_name
        from reports r join ({REPORTS}) v on v.id = r.id join sources s on s.name = r.source
        {JOIN_PROVIDER}
        where r.key = ?"""
    report = connection.execute(sql, [key]).fetchone()
    if report is None:
        return None
    number = report["id"]

    def rows(sql: str, *parameters: object) -> list[Row]:
        return connection.execute(sql, parameters or [number]).fetchall()

    paragraphs = rows(_PARAGRAPHS, *paragraphs_of(number))
    return ReportView(
        report=report,
        cited=read_cited(connection, [key])[0],
        inspection=connection.execute("select * from inspections where report_id = ?", [number]).fetchone(),
        judgements=rows("select * from judgements where report_id = ? order by position"),
        recommendations=rows("select * from recommendations where report_id = ? order by position"),
        team=rows("select * from inspectors where report_id = ? order by position"),
        topics=[row["topic"] for row in rows("select topic from topics where report_id = ? order by topic")],
        sections=[(heading, list(group)) for heading, group in groupby(paragraphs, key=lambda row: row["section"])],
        pages=rows("select page, text from report_pages where report_id = ? order by page"),
        articles=rows("""select a.id, a.title, a.published, s.title as publisher, min(m.how) as how from mentions m
            join articles a on a.id = m.article_id join sources s on s.name = a.source
            where m.report_id = ? group by a.id order by a.published"""),
        claims=rows("""select article_id, position, kind, subject, said, stated, verdict, page from claims
            where report_id = ? order by article_id, verdict <> 'wrong', position, id"""),
        before=_neighbours(connection, report, "<", "desc")[::-1],
        after=_neighbours(connection, report, ">", "asc"),
        versions=rows("select * from documents where url = ? and kind = 'report' order by id desc", report["url"]),
        problems=rows(
            """select kind, message, last_seen from problems where resolved is null
            and (url = ? or document_id in (?, ?)) order by id""",
            report["url"],
            report["file_document_id"],
            report["document_id"],
        ),
    )


def withdrawn_since(connection: Connection, key: str) -> str | None:
    """Since when (ISO date) the report with this key has been withdrawn from public pages; None if it is not."""
    found = connection.execute("select since from withdrawn where kind = 'report' and subject = ?", [key]).fetchone()
    return found[0] if found else None


def _neighbours(connection: Connection, report: Row, sign: str, order: str) -> list[Row]:
    """The reports on the same authority published next before or after; none where authority or date is not known."""
    sql = f"""select * from ({REPORTS}) where authority = ? and (published, id) {sign} (?, ?)
        order by published {order}, id {order} limit {NEIGHBOURS}"""
    return connection.execute(sql, [report["authority"], report["published"], report["id"]]).fetchall()
