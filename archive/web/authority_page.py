"""/authorities and /authority/{code}: an authority's reports, its predecessors and successors, and what it was told last."""

from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import TYPE_CHECKING
from urllib.parse import unquote

from datasette import NotFound, Request, Response

from archive.filters import REPORTS
from archive.web.authority_history import read_history_view
from archive.web.csv_export import csv_response
from archive.web.database import archive_of
from archive.web.feeds import feed_response
from archive.web.home_page import report_entry
from archive.web.pages import caching, page, today
from archive.web.sql_behind import AUTHORITIES, csv_of, json_of, of_authority
from archive.web.words import label, overall

if TYPE_CHECKING:
    from datasette.app import Datasette

COLUMNS = ("key", "title", "kind", "published", "inspected", "overall_grade", "grade_in_words")


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """An authority; `reports` newest first; `successors` and `predecessors` are authorities, whose reports stay theirs."""

    authority: Row
    reports: list[Row]
    successors: list[Row]
    predecessors: list[Row]
    articles: list[Row]
    last_grade: Row | None


async def authorities_page(datasette: "Datasette", request: Request) -> Response:
    """All authorities with the number of their reports, by region, or as JSON or CSV."""
    form = request.url_vars["form"]
    if form == "json":
        return await json_of(datasette, AUTHORITIES, "authorities")
    if form == "csv":
        return await csv_of(datasette, AUTHORITIES, "authorities.csv")
    rows = await archive_of(datasette).read(read_authorities)
    regions: dict[str, list[Row]] = {}
    for row in rows:
        regions.setdefault(row["region"] or "Region not known", []).append(row)
    return await page(datasette, request, "authorities.html", regions=regions, behind=AUTHORITIES)


async def authority_page(datasette: "Datasette", request: Request) -> Response:
    """The page of the authority with this ONS code, or its reports as JSON, CSV or feed. 404 when there is none."""
    view = await archive_of(datasette).read(read_authority, unquote(request.url_vars["code"]))
    if view is None:
        raise NotFound("There is no local authority with this code.")
    form = request.url_vars["form"]
    name = view.authority["name"]
    if form == "csv":
        rows = [csv_row(row) for row in view.reports]
        return csv_response(COLUMNS, rows, f"{view.authority['code']}.csv", caching(datasette))
    behind = of_authority(view.authority["code"])
    if form == "json":
        return await json_of(datasette, behind, "reports")
    if form == "atom":
        entries = [report_entry(row) for row in view.reports]
        return feed_response(request, f"Reports on {name}", f"/authority/{view.authority['code']}", entries, caching(datasette))
    past = await archive_of(datasette).read(read_history_view, view.authority["code"], view.predecessors, today())
    return await page(datasette, request, "authority.html", view=view, past=past, behind=behind)


def csv_row(row: Row) -> list[str | None]:
    """A row of filters.REPORTS as a row of the export, with the grade's words beside it: never a blank alone."""
    words = overall(row["grade"]) if row["grade"] else "Not held"
    return [row["key"], row["title"], label(row["kind"], "kind"), row["published"], row["inspected"], row["grade"], words]


def read_authorities(connection: Connection) -> list[Row]:
    """Every authority with `reports`, the number of its reports that are held."""
    return connection.execute(AUTHORITIES.sql).fetchall()


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
