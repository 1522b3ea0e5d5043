"""Excel workbooks: dates are dates, numbers are numbers, and no text is ever run as a formula."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from datasette import Response
from xlsxwriter import Workbook

from archive.keeping.export.spreadsheets import guarded
from archive.web.formats.readable import heading, readable

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd", "in_memory": True}
_WIDEST = 360  # pixels, about 50 characters
_DAY = "d mmmm yyyy"
_CELL = {"valign": "top"}
_CHOSEN = {"bg_color": "#FFE9A3", "bold": True}
NOTHING: Mapping[str, str] = MappingProxyType({})


def workbook_response(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    notes: Sequence[str],
    name: str,
    headers: dict[str, str],
    *,
    vocabularies: Mapping[str, str] = NOTHING,
    chosen: str = "",
) -> Response:
    """A workbook with the rows on its first sheet, in words, and `notes` (what may be made of them) on its second.

    A row with the ONS code `chosen` stands on a coloured ground and says "yes" in a first column of its own.
    """
    body = io.BytesIO()
    with Workbook(body, _PLAIN_TEXT) as book:
        sheet = book.add_worksheet("List")
        head = [*(["Chosen"] if chosen else []), *map(heading, columns)]
        sheet.write_row(0, 0, head, book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}))
        plain, marked = book.add_format(_CELL), book.add_format({**_CELL, **_CHOSEN})
        days = {one: book.add_format({**style, "num_format": _DAY}) for one, style in ((False, _CELL), (True, {**_CELL, **_CHOSEN}))}
        for number, row in enumerate(rows, start=1):
            is_chosen = bool(chosen) and chosen in row
            cells = [typed(readable(column, value, vocabularies)) for column, value in zip(columns, row, strict=True)]
            for place, value in enumerate([*(["yes" if is_chosen else ""] if chosen else []), *cells]):
                sheet.write(number, place, value, days[is_chosen] if isinstance(value, date) else marked if is_chosen else plain)
        sheet.autofit(_WIDEST)
        sheet.freeze_panes(1, 2 if chosen else 1)
        sheet.autofilter(0, 0, max(sheet.dim_rowmax or 0, 1), len(head) - 1)
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
