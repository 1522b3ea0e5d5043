"""/ask.json: the paragraphs that answer a question best."""

from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.search.ask import MOST, ask
from archive.search.filters import read_filters
from archive.search.meaning import NAME
from archive.web.database import archive_of
from archive.web.render import caching

if TYPE_CHECKING:
    from datasette.app import Datasette

USUAL = 10


async def ask_answers(datasette: "Datasette", request: Request) -> Response:
    """The best `limit` paragraphs for `q`, narrowed by the filters of a search, as JSON. Any input gets status 200."""
    archive = archive_of(datasette)
    filters = read_filters({name: request.args.get(name) for name in request.args})
    typed, asked = request.args.get("q") or "", request.args.get("limit") or ""
    limit = max(1, min(int(asked[:6]), MOST)) if asked.isascii() and asked.isdigit() else USUAL
    answers = await archive.of_own_page(lambda connection: ask(connection, typed, filters, limit=limit, public=archive.public))
    results = [
        {
            "key": one.key,
            "page": one.place.page,
            "page_end": one.place.page_end,
            "paragraph": one.place.number,
            "text": one.text,
            "score": one.score,
            "url": one.url,
        }
        for one in answers.found
    ]
    model = None if answers.vectors is None else NAME
    return Response.json(
        {"query": typed.strip(), "model": model, "vectors": list(answers.vectors or (0, 0)), "results": results}, headers=caching(datasette)
    )
