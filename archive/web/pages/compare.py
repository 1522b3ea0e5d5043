"""/compare: authorities, or two reports, side by side: comparable grades, and recommendations alike, new and gone."""

from collections.abc import Sequence
from dataclasses import replace
from sqlite3 import Connection, Row
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from datasette import Request, Response

from archive.holdings.authority import read_held_reports, read_names
from archive.keeping.completeness import Completeness, read_completeness
from archive.matching.similar_wording import Pair
from archive.outcomes.grade_scale import JOINED, LEADING
from archive.outcomes.history import Told
from archive.outcomes.latest import Asked, National, read_asked, read_outcomes
from archive.outcomes.two_reports import MOST_AUTHORITIES, TwoReports, read_alike, read_two_reports
from archive.web.database import archive_of
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.citation_list import FORMS, cite_list
from archive.web.pages.outcomes import columns_of, notes
from archive.web.render import caching, page, today

if TYPE_CHECKING:
    from datasette.app import Datasette

Compared2 = tuple[str, Told | None, Told | None, float | None]
TWO_COLUMNS: Columns[Compared2] = {
    "found": lambda one: one[0],
    "earlier_report": lambda one: one[1].key if one[1] else None,
    "earlier_text": lambda one: one[1].text if one[1] else None,
    "later_report": lambda one: one[2].key if one[2] else None,
    "later_text": lambda one: one[2].text if one[2] else None,
    "score": lambda one: one[3],
}


def two_rows(two: TwoReports) -> list[Compared2]:
    """The recommendations of two reports: those that are alike first, then those only in the earlier and only in the later."""
    return [
        *(
            ("close in meaning" if pair.by_meaning else "in similar wording", pair.first, pair.second, round(pair.score, 3))
            for pair in two.pairs
        ),
        *(("only in the earlier report", one, None, None) for one in two.gone),
        *(("only in the later report", None, one, None) for one in two.new),
    ]


async def compare_page(datasette: "Datasette", request: Request) -> Response:
    """What is asked for by `a` (ONS codes) or `report` (two keys); without them, the form to choose."""
    archive = archive_of(datasette)
    keys = request.args.getlist("report")[:2]
    form, headers = request.url_vars["form"], caching(datasette)
    if len(keys) == 2:
        if form in FORMS:
            return await cite_list(datasette, request, form, keys, "two-reports")
        two = await archive.read(read_two_reports, keys)
        if form:
            return list_response(
                form, TWO_COLUMNS, two_rows(two) if two else [], "two-reports", headers, licence=archive_of(datasette).rights.lines()
            )
        exports = {one: f"/compare.{one}?{urlencode([('report', key) for key in keys])}" for one in ("csv", "xlsx", "json")}
        return await page(datasette, request, "compare_reports.html", two=two, leading=LEADING, exports=exports)
    asked = read_asked({name: request.args.get(name) for name in request.args if name != "a"}, today())
    codes = tuple(dict.fromkeys(code for code in request.args.getlist("a") if code))
    too_many = f"You can compare up to {MOST_AUTHORITIES} authorities. We compared the first {MOST_AUTHORITIES}."
    notices = (too_many,) if len(codes) > MOST_AUTHORITIES else ()
    asked = replace(asked, codes=codes[:MOST_AUTHORITIES], notices=(*asked.notices, *notices))
    choices, national, alike, completeness, reports = await archive.read(read_authorities_side_by_side, asked)
    if form in FORMS:
        return await cite_list(datasette, request, form, national.keys if national else [], "compared")
    if form:
        columns = columns_of(asked, completeness, f"{request.scheme}://{request.host}")
        remarks = notes(national, completeness) if national else []
        return list_response(form, columns, national.outcomes if national else [], "compared", headers, asked.notices, notes=remarks)
    exports = {one: f"/compare.{one}?{request.query_string}" for one in ("csv", "xlsx", "json")}
    return await page(
        datasette, request, "compare.html", exports=exports, asked=asked, choices=named(choices), national=national, alike=alike,
        reports=reports, completeness=completeness, short=completeness.short, leading=LEADING, joined=JOINED,
    )  # fmt: skip


def named(councils: Sequence[Row]) -> list[tuple[str, str]]:
    """(code, name) of each authority, with the year in which it ended."""
    return [(row["code"], row["name"] + (f", ended {row['ended'][:4]}" if row["ended"] else "")) for row in councils]


Compared = tuple[Sequence[Row], National | None, list[Pair[Told]], Completeness, list[Row]]


def read_authorities_side_by_side(connection: Connection, asked: Asked) -> Compared:
    """All authorities to choose from; the outcomes of those chosen; recommendations alike; completeness; the reports of a single one."""
    choices = read_names(connection)
    completeness = read_completeness(connection)
    if not asked.codes:
        return choices, None, [], completeness, []
    alike = read_alike(connection, asked.codes, asked.as_at) if len(asked.codes) > 1 else []
    reports = read_held_reports(connection, asked.codes[0]) if len(asked.codes) == 1 else []
    return choices, read_outcomes(connection, asked), alike, completeness, reports
