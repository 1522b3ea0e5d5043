"""/quote and /quote.json: where a quotation stands in the reports, or that it does not."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from datasette import Request, Response

from archive.search.filters import read_filters
from archive.search.verify_quote import Verified, verify_quote
from archive.urls import file_url, report_url
from archive.web.database import archive_of
from archive.web.render import caching, page
from archive.web.words import day, subject_of

if TYPE_CHECKING:
    from datasette.app import Datasette

VERDICTS = {
    "verbatim": "Word for word",
    "near": "Not word for word",
    "not_found": "Not found",
    "not_held": "Not held",
}
MEANS = {
    "verbatim": "These words stand in the report in this order.",
    "near": "The report has something else. Do not print these words as a quotation.",
    "not_found": "No report that we looked in has these words. That does not show that nobody wrote them.",
    "not_held": "The archive does not hold what you asked about, so it cannot tell.",
}


async def quote_page(datasette: "Datasette", request: Request) -> Response:
    """The quotation `q`, looked up in the report `report` or in all that pass the filters of a search, as a page or JSON."""
    archive = archive_of(datasette)
    given = {name: request.args.get(name) for name in request.args}
    filters, words, key = read_filters(given), given.get("q", ""), given.get("report", "").strip()
    found = None
    if words.strip():
        found = await archive.of_own_page(lambda connection: verify_quote(connection, words, filters, key=key, public=archive.public))
    if request.url_vars["form"] == "json":
        answer = as_json(found, f"{request.scheme}://{request.host}") if found else {"error": "Give the quotation as ?q="}
        return Response.json(answer, headers=caching(datasette) | {"vary": "Host"})
    return await page(datasette, request, "quote.html", found=found, words=words, key=key, verdicts=VERDICTS, means=MEANS)


def as_json(found: Verified, site: str) -> dict[str, Any]:
    """The public JSON form; addresses are whole. `as_at` is the moment of the answer, `fetched` when the file was downloaded."""
    answer: dict[str, Any] = {
        "quote": found.quote,
        "verdict": found.verdict,
        "means": MEANS[found.verdict],
        "why": found.why or None,
        "as_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    if found.row is None:
        return answer
    row = found.row
    return answer | {
        "changes_sense": found.changes_sense,
        "changes": [{"quoted": one.quoted, "report": one.report, "sense": one.sense} for one in found.changes],
        "score": found.score,
        "report": row["key"],
        "title": row["title"],
        "local_authority": row["local_authority"],
        "local_authority_name": row["authority_name"],
        "other_provider": row["other_provider"],
        "published": row["published"],
        "page": found.page,
        "page_end": found.page_end,
        "paragraph": found.paragraph,
        "passage": found.passage,
        "sha256": row["sha256"],
        "fetched": row["fetched"],
        "url": site + report_url(row["key"], found.paragraph),
        "pdf": site + file_url(row["sha256"], found.page),
        "cite": f"{subject_of(row) or 'Report'}, {row['title']}, published {day(row['published'])}, page {found.page}",
        "also_in": list(found.elsewhere),
    }
