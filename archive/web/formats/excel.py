"""Excel workbooks: dates are dates, numbers are numbers, and no text is ever run as a formula."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from datasette import Response
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from archive.keeping.export.spreadsheets import guarded

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDEST = 48  # characters


def workbook_response(
    columns: Sequence[str], rows: Iterable[Sequence[object]], notes: Sequence[str], name: str, headers: dict[str, str]
) -> Response:
    """A workbook with the rows on its first sheet and `notes` (what may be made of them) on its second."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Outcomes"
    _fill(sheet, [columns, *rows])
    sheet.freeze_panes = "B2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    remarks = book.create_sheet("Notes")
    _fill(remarks, [[note] for note in notes])
    remarks.column_dimensions["A"].width = 120
    body = io.BytesIO()
    book.save(body)
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body.getvalue(), headers=headers | disposition, content_type=CONTENT_TYPE)


def _fill(sheet: Worksheet, rows: Iterable[Sequence[object]]) -> None:
    widths: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place, typed(value))
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never "f", whatever the text begins with
            elif isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
            widths[place] = min(_WIDEST, max(widths.get(place, 8), len(str(value or "")) + 2))
    for cell in sheet[1]:
        sheet.column_dimensions[cell.column_letter].width = widths[cell.column]


def typed(value: object) -> object:
    """`value` as Excel should hold it: an ISO day as a date, other text guarded and without what XML cannot hold."""
    if not isinstance(value, str):
        return value
    if _ISO_DAY.fullmatch(value):
        return date.fromisoformat(value)
    return guarded(_NOT_IN_XML.sub("", value))
