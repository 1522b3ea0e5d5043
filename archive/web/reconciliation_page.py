"""/reconciliation, its CSV and JSON: where the archive and Ofsted's yearly file of outcomes differ, and why."""

from sqlite3 import Connection, Row
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.reconcile import CAUSES
from archive.web.csv_export import rows_response
from archive.web.database import archive_of
from archive.web.pages import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

COLUMNS = ("as_at", "local_authority_printed", "local_authority", "subject", "official", "ours", "cause", "report_key")


async def reconciliation_page(datasette: "Datasette", request: Request) -> Response:
    """The newest comparison, or that `as_at` a day, as a page, CSV or JSON."""
    every, chosen, differences = await archive_of(datasette).read(read_reconciliation, request.args.get("as_at") or "")
    if form := request.url_vars["form"]:
        rows = [[chosen["as_at"], *(row[name] for name in COLUMNS[1:])] for row in differences] if chosen else []
        return rows_response(form, COLUMNS, rows, "reconciliation", caching(datasette))
    return await page(datasette, request, "reconciliation.html", every=every, chosen=chosen, differences=differences, causes=CAUSES)


def read_reconciliation(connection: Connection, as_at: str) -> tuple[list[Row], Row | None, list[Row]]:
    """All comparisons, newest first; the one as at that day, else the newest; its differences."""
    every = connection.execute("select * from reconciliations order by as_at desc").fetchall()
    chosen = next((row for row in every if row["as_at"] == as_at), every[0] if every else None)
    sql = "select * from reconciliation_differences where reconciliation_id = ? order by id"
    return every, chosen, connection.execute(sql, [chosen["id"]]).fetchall() if chosen else []
