"""/reconciliation, its CSV and JSON: differences between the archive and Ofsted's yearly outcomes file, with causes."""

from operator import itemgetter
from sqlite3 import Row
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.holdings.reconciliations import read_reconciliation
from archive.outcomes.reconciliation import CAUSES
from archive.web.database import archive_of
from archive.web.formats.csv_json import Columns, list_response
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

COLUMNS = ("local_authority_printed", "local_authority", "subject", "official", "ours", "cause", "report_key")


async def reconciliation_page(datasette: "Datasette", request: Request) -> Response:
    """The newest comparison, or that `as_at` a day, as a page, CSV or JSON."""
    as_at = request.args.get("as_at") or ""
    every, chosen, differences = await archive_of(datasette).read(read_reconciliation, as_at)
    unknown = as_at if chosen and as_at not in ("", chosen["as_at"]) else ""
    notices = (f"We have no file for “{unknown[:40]}”. This is the newest one.",) if unknown else ()
    if form := request.url_vars["form"]:
        columns: Columns[Row] = {"as_at": lambda row: chosen["as_at"] if chosen else None, **{name: itemgetter(name) for name in COLUMNS}}
        return list_response(form, columns, differences, "reconciliation", caching(datasette), notices)
    return await page(
        datasette, request, "reconciliation.html", every=every, chosen=chosen, differences=differences, causes=CAUSES, notices=notices
    )
