"""/recommendations/similar, its JSON, CSV and Excel: who else was told this."""

from collections.abc import Sequence
from sqlite3 import Connection, Row
from typing import TYPE_CHECKING, Any

from datasette import NotFound, Request, Response

from archive.search.meaning import NAME
from archive.search.similar_recommendations import Similar, find_similar, read_recommendation
from archive.web.database import archive_of
from archive.web.formats.csv_json import Columns, list_response
from archive.web.render import caching, page
from archive.web.words import subject_of

if TYPE_CHECKING:
    from datasette.app import Datasette

COLUMNS: Columns[Similar] = {
    "id": lambda one: one.row["id"],
    "key": lambda one: one.row["key"],
    "local_authority": lambda one: one.row["authority"],
    "name": lambda one: subject_of(one.row),
    "published": lambda one: one.row["published"],
    "kind": lambda one: one.row["kind"],
    "text": lambda one: one.row["text"],
    "score": lambda one: one.score,
}


async def similar_page(datasette: "Datasette", request: Request) -> Response:
    """Recommendations like the one whose `id` is asked for, of the same council and of others. 404 for any other id.

    Without an id, the page says where to choose a recommendation.
    """
    asked = request.args.get("id") or ""
    form = request.url_vars["form"]
    if not asked:
        nothing: dict[str, object] = {"model": None, "recommendation": None, "results": []}
        if form in ("csv", "xlsx"):
            return list_response(form, COLUMNS, (), "similar", caching(datasette), licence=archive_of(datasette).rights.lines())
        return Response.json(nothing, headers=caching(datasette)) if form else await page(datasette, request, "similar.html", asked=None)

    archive = archive_of(datasette)

    def look(connection: Connection) -> tuple[Row, list[Similar], bool] | None:
        row = read_recommendation(connection, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
        return None if row is None else (row, *find_similar(connection, row, public=archive.public))

    found = await archive.read(look)
    if found is None:
        raise NotFound("Recommendation not found.")
    row, similar, by_meaning = found
    if form == "json":
        return Response.json(as_json(row, similar, by_meaning=by_meaning), headers=caching(datasette))
    if form:
        return list_response(
            form, COLUMNS, similar, f"similar-{row['id']}", caching(datasette), licence=archive_of(datasette).rights.lines()
        )
    council = None if row["other_provider"] else row["authority"]
    same = [one for one in similar if council and one.row["authority"] == council and not one.row["other_provider"]]
    others = [one for one in similar if one not in same]
    exports = {form: f"/recommendations/similar.{form}?id={row['id']}" for form in ("json", "csv", "xlsx")}
    return await page(datasette, request, "similar.html", asked=row, same=same, others=others, exports=exports, by_meaning=by_meaning)


def as_json(row: Row, similar: Sequence[Similar], *, by_meaning: bool) -> dict[str, Any]:
    """The recommendation asked about, and those like it with their scores, at most 1; `model` is null where words were compared."""
    return {
        "model": NAME if by_meaning else None,
        "recommendation": _one(row),
        "results": [_one(one.row) | {"score": one.score} for one in similar],
    }


def _one(row: Row) -> dict[str, Any]:
    names = {"id": "id", "key": "key", "local_authority": "authority", "published": "published", "kind": "kind", "text": "text"}
    return {name: row[column] for name, column in names.items()}
