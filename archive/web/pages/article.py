"""/article/{id}: what an article is about, and its sentences beside passages of reports. A public site shows only the passages."""

from typing import TYPE_CHECKING, Any

from datasette import NotFound, Request, Response

from archive.holdings.article import ArticleView, read_article
from archive.holdings.sql_shown import of_article
from archive.web.database import archive_of
from archive.web.formats.query_rows import file_of
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette


async def article_page(datasette: "Datasette", request: Request) -> Response:
    """The page of the article with this id, its JSON, or the passages it uses as CSV. 404 when the archive holds none."""
    archive = archive_of(datasette)
    number, form = int(request.url_vars["id"]), request.url_vars["form"]
    view = await archive.read(read_article, number, public=archive.public)
    if view is None:
        raise NotFound("Article not found.")
    behind = of_article(number)
    if form in ("csv", "xlsx"):
        return await file_of(datasette, behind, f"article-{number}", form, archive_of(datasette).rights.lines())
    if form == "json":
        return Response.json(as_json(view), headers=caching(datasette))
    return await page(datasette, request, "article.html", view=view, behind=behind)


def as_json(view: ArticleView) -> dict[str, Any]:
    """What the page shows, by kind; what is not public is null or not there."""
    lists = {name: [dict(row) for row in getattr(view, name)] for name in ("reports", "authorities", "claims", "quotations", "links")}
    lists["reports"] = [row | {"evidence": view.evidence[row["key"]]} for row in lists["reports"]]
    return {"article": dict(view.article) | {"authors": view.authors}, **lists}
