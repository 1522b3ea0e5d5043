"""Excel workbooks: dates are dates, numbers are numbers, and no text is ever run as a formula."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from datasette import Response
from xlsxwriter import Workbook

from archive.keeping.export.spreadsheets import guarded

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd", "in_memory": True}
_WIDEST = 360  # pixels, about 50 characters


def workbook_response(
    columns: Sequence[str], rows: Iterable[Sequence[object]], notes: Sequence[str], name: str, headers: dict[str, str]
) -> Response:
    """A workbook with the rows on its first sheet and `notes` (what may be made of them) on its second."""
    body = io.BytesIO()
    with Workbook(body, _PLAIN_TEXT) as book:
        sheet = book.add_worksheet("Outcomes")
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, map(typed, row))
        sheet.autofit(_WIDEST)
        sheet.freeze_panes(1, 1)
        remarks = book.add_worksheet("Notes")
        remarks.write_column(0, 0, notes)
        remarks.set_column(0, 0, 120)
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body.getvalue(), headers=headers | disposition, content_type=CONTENT_TYPE)


def typed(value: object) -> object:
    """`value` as Excel should hold it: an ISO day as a date, other text guarded."""
    if isinstance(value, str):
        return date.fromisoformat(value) if _ISO_DAY.fullmatch(value) else guarded(value)
    return value
