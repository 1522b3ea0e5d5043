"""/article/{id}: what an article is about, and its sentences beside the passages of reports; in public without its text and sentences."""

import json
from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import TYPE_CHECKING, Any

from datasette import NotFound, Request, Response

from archive.filters import REPORTS
from archive.web.database import archive_of
from archive.web.pages import caching, page
from archive.web.sql_behind import csv_of, of_article

if TYPE_CHECKING:
    from datasette.app import Datasette


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article and what it is tied to. In public `quotations` hold no sentence, the article no text, and no versions are counted."""

    article: Row
    authors: list[str]
    reports: list[Row]
    authorities: list[Row]
    quotations: list[Row]
    links: list[Row]
    versions: int


async def article_page(datasette: "Datasette", request: Request) -> Response:
    """The page of the article with this id, its JSON, or the passages it uses as CSV. 404 when the archive holds none."""
    archive = archive_of(datasette)
    number, form = int(request.url_vars["id"]), request.url_vars["form"]
    view = await archive.read(read_article, number, public=archive.public)
    if view is None:
        raise NotFound("The archive holds no article with this number.")
    behind = of_article(number)
    if form == "csv":
        return await csv_of(datasette, behind, f"article-{number}.csv")
    if form == "json":
        return Response.json(as_json(view), headers=caching(datasette))
    return await page(datasette, request, "article.html", view=view, behind=behind)


def as_json(view: ArticleView) -> dict[str, Any]:
    """What the page shows, by kind; what is not public is null or not there."""
    lists = {name: [dict(row) for row in getattr(view, name)] for name in ("reports", "authorities", "quotations", "links")}
    return {"article": dict(view.article) | {"authors": view.authors}, **lists}


def read_article(connection: Connection, number: int, *, public: bool) -> ArticleView | None:
    """The article with this id, or None. `public`: what must not be shown is not even read."""
    body, sentence = ("null", "null") if public else ("a.text", "q.sentence")
    article = connection.execute(
        f"""select a.id, a.source, a.url, a.title, a.authors, a.published, a.published_source, a.modified, a.gone, a.access,
            coalesce(a.excerpt, a.summary) as excerpt, {body} as text, a.copy_of, a.first_seen, s.title as publisher
            from articles a join sources s on s.name = a.source where a.id = ?""",
        [number],
    ).fetchone()
    if article is None:
        return None

    def rows(sql: str) -> list[Row]:
        return connection.execute(sql, [number]).fetchall()

    return ArticleView(
        article=article,
        authors=json.loads(article["authors"]),
        reports=rows(f"""select v.*, m.how from mentions m join ({REPORTS}) v on v.id = m.report_id
            where m.article_id = ? order by m.score desc"""),
        authorities=rows("""select distinct l.code, l.name from mentions m join local_authorities l on l.code = m.local_authority
            where m.article_id = ? order by l.name"""),
        quotations=rows(f"""select q.position, {sentence} as sentence, q.quoted, q.altered, q.page, q.passage, q.verdict, r.key, d.sha256
            from quotations q left join reports r on r.id = q.report_id left join documents d on d.id = r.file_document_id
            where q.article_id = ? order by q.position"""),
        links=[]
        if public
        else rows("""select l.url, l.text, r.key from article_links l left join reports r on r.id = l.report_id
            where l.article_id = ? order by l.position"""),
        versions=0 if public else connection.execute("select count(*) from article_versions where article_id = ?", [number]).fetchone()[0],
    )
