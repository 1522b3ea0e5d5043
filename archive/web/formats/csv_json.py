"""Lists as JSON, as Excel, or as CSV that is safe to open in a spreadsheet: a text like a formula gets a leading apostrophe."""

import csv
import io
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from datasette import Response

from archive.keeping.export.spreadsheets import BYTE_ORDER_MARK, guarded, guarded_row
from archive.keeping.source_terms import SENTENCE
from archive.web.formats.excel import NOTHING, workbook_response

Thing = TypeVar("Thing")
Columns = Mapping[str, Callable[[Thing], object]]
"""The columns of a list by name: what stands there of each thing."""


def csv_response(columns: Sequence[str], rows: Iterable[Sequence[object]], name: str, headers: dict[str, str]) -> Response:
    """All rows as a file called `name`."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(map(guarded_row, rows))
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(BYTE_ORDER_MARK + text.getvalue(), headers=headers | disposition, content_type="text/csv; charset=utf-8")


def list_response(
    form: str,
    columns: Columns[Thing],
    things: Iterable[Thing],
    name: str,
    headers: dict[str, str],
    notices: Sequence[str] = (),
    *,
    notes: Sequence[str] = (),
    vocabularies: Mapping[str, str] = NOTHING,
    chosen: str = "",
    licence: Sequence[str] = (SENTENCE,),
) -> Response:
    """A row a thing, as the file NAME.csv or NAME.xlsx or, where `form` is json, as an object with a list `rows`; JSON stays raw.

    `notices` say what we did not understand of the request: JSON has them where there are any, Excel among its `notes`, and CSV has no
    place for them. `vocabularies` and `chosen` are for Excel, as archive.web.formats.excel says, and so is `licence`: the
    sentences that the terms of what is listed ask for, Ofsted's where nothing else is said.
    """
    if form == "json":
        rows = [{name: read(one) for name, read in columns.items()} for one in things]
        return Response.json({"rows": rows} | ({"notices": notices} if notices else {}), headers=headers)
    if form == "xlsx":
        remarks = [*notices, *notes, *licence]
        rows_in_words = rows_of(columns, things)
        return workbook_response(list(columns), rows_in_words, remarks, f"{name}.xlsx", headers, vocabularies=vocabularies, chosen=chosen)
    if form != "csv":
        raise ValueError(f"a list has no form {form!r}; write it in archive.web.formats")
    return csv_response(list(columns), rows_of(columns, things), f"{name}.csv", headers)


def rows_of(columns: Columns[Thing], things: Iterable[Thing]) -> list[list[object]]:
    """A row a thing, its values in the order of the columns."""
    return [[read(one) for read in columns.values()] for one in things]


def guard_rows(send: Callable[[dict[str, Any]], Awaitable[None]]) -> Callable[[dict[str, Any]], Awaitable[None]]:
    """`send`, with the rows of Datasette's own CSV guarded; it sends each row as one message. For answers that are CSV only."""

    async def guarding(message: dict[str, Any]) -> None:
        if message.get("body"):
            message = message | {"body": _guard_row(message["body"])}
        await send(message)

    return guarding


def _guard_row(body: bytes) -> bytes:
    text = io.StringIO()
    # numbers are unquoted text here: only a leading minus before digits alone is one
    rows = csv.reader(io.StringIO(body.decode(), newline=""))
    csv.writer(text).writerows([value if _is_number(value) else guarded(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
