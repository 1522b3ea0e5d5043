"""/report/{key}: a report's facts, recommendations, text, articles, source and citations."""

from sqlite3 import Row
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette import NotFound, Request, Response

from archive.database.other_keys import key_now
from archive.holdings.report import ReportView, read_report, withdrawn_since
from archive.holdings.sql_shown import of_report
from archive.urls import report_url
from archive.web.database import archive_of
from archive.web.formats.query_rows import file_of
from archive.web.pages.citation_list import FORMS, cite_list, cited_report
from archive.web.pages.citations import bibtex, harvard, ris
from archive.web.pages.report_parts import part_of_text
from archive.web.render import caching, page
from archive.web.words import day

if TYPE_CHECKING:
    from datasette.app import Datasette


async def report_page(datasette: "Datasette", request: Request) -> Response:
    """The page of the report with this key, or its JSON, paragraphs as CSV, or citations. 404 when there is none, 410 when withdrawn.

    A key that the report had before leads to it (301).
    """
    archive = archive_of(datasette)
    key = unquote(request.url_vars["key"])
    view = await archive.read(read_report, key)
    if view is None and (now := await archive.read(key_now, key)):
        form = request.url_vars["form"]
        return Response.redirect(report_url(now) + (f".{form}" if form else ""), status=301)
    if view is None:
        return await gone(datasette, request, key)
    form = request.url_vars["form"]
    if form in FORMS:
        return await cite_list(datasette, request, form, [view.report["key"]], view.report["key"])
    if form == "json":
        return Response.json(as_json(view, public=archive.public), headers=caching(datasette))
    behind = of_report(view.report["key"])
    if form in ("csv", "xlsx"):
        return await file_of(datasette, behind, view.report["key"], form, [view.cited["attribution"]])
    beside = request.args.get("beside") == "original" and view.report["sha256"] is not None
    cited = cited_report(view.cited, f"{request.scheme}://{request.host}")
    citations = {"Harvard": harvard(cited), "BibTeX": bibtex(cited), "RIS": ris(cited)}
    part = part_of_text(view, request.args.get("part"))
    return await page(
        datasette, request, "report.html", view=view, cited=cited, citations=citations, behind=behind, beside=beside, part=part
    )


async def gone(datasette: "Datasette", request: Request, key: str) -> Response:
    """410 and since when, of a report that a public site no longer shows; NotFound of all others."""
    archive = archive_of(datasette)
    since = await archive.read(withdrawn_since, key) if archive.public else None
    if since is None:
        raise NotFound("Report not found.")
    words = (
        f"This report was withdrawn from the public archive on {day(since)}."
        " We do not give reasons, and a withdrawal says nothing about any person."
    )
    if request.url_vars["form"] == "json":
        return Response.json({"error": words, "withdrawn": since}, status=410, headers=caching(datasette))
    return await page(datasette, request, "error.html", status=410, title="Report withdrawn", error=words)


def as_json(view: ReportView, *, public: bool) -> dict[str, Any]:
    """The rows of the tables that this page is made of, by table."""

    def plain(rows: list[Row]) -> list[dict[str, Any]]:
        return [dict(row) for row in rows]

    tables = {
        "report": dict(view.report),
        "inspection": dict(view.inspection) if view.inspection else None,
        "judgements": plain(view.judgements),
        "recommendations": plain(view.recommendations),
        "topics": view.topics,
        "paragraphs": plain([row for _, rows in view.sections for row in rows]),
        "pages": plain(view.pages),
        "articles": plain(view.articles),
        "claims": plain(view.claims),
        "versions": plain(view.versions),
        "problems": plain(view.problems),
    }
    return tables if public else tables | {"inspectors": plain(view.team)}
