"""/ask and /ask.json: the paragraphs that answer a question best."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.search.ask import MOST, Answer, Answers, ask
from archive.search.filters import Filters, given_by, read_filters
from archive.search.meaning import NAME
from archive.search.passages import PASSAGES_PER_RESULT
from archive.urls import with_query
from archive.web.database import archive_of
from archive.web.pages.search import parameters
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

USUAL = 10
SHOWN = 20  # on the page, which has no more than three of one report


async def ask_page(datasette: "Datasette", request: Request) -> Response:
    """The best paragraphs for `q`, narrowed by the filters of a search, as a page or JSON. Any input gets status 200."""
    archive = archive_of(datasette)
    filters = read_filters(given_by(request.args))
    typed, asked = request.args.get("q") or "", request.args.get("limit") or ""
    form = request.url_vars["form"]
    limit = max(1, min(int(asked[:6]), MOST)) if asked.isascii() and asked.isdigit() else USUAL
    most = limit if form else MOST
    answers = await archive.of_own_page(lambda connection: ask(connection, typed, filters, limit=most, public=archive.public))
    if form:
        return Response.json(as_json(typed, answers), headers=caching(datasette))
    chosen = parameters(typed.strip(), filters)
    return await page(
        datasette,
        request,
        "ask.html",
        typed=typed.strip(),
        answers=few_of_each(answers.found),
        vectors=answers.vectors,
        notices=filters.notices,
        hidden=kept(filters),
        results=with_query("/search", chosen),
        export=with_query("/ask.json", chosen | {"limit": str(SHOWN)}),
    )


def as_json(typed: str, answers: Answers) -> dict[str, object]:
    """The public JSON form; `model` is null where the extra `[meaning]` is not installed."""
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
    return {"query": typed.strip(), "model": model, "vectors": list(answers.vectors or (0, 0)), "results": results}


def few_of_each(found: Sequence[Answer]) -> list[Answer]:
    """The first that the page shows, no more than three of one report."""
    of_report: Counter[str] = Counter()
    shown = []
    for one in found:
        of_report[one.key] += 1
        if of_report[one.key] <= PASSAGES_PER_RESULT:
            shown.append(one)
    return shown[:SHOWN]


def kept(filters: Filters) -> dict[str, str]:
    """The filters that a new question on this page keeps."""
    return {name: value for name, value in parameters("", filters).items() if value and name not in ("q", "sort")}
