"""/social-care-providers, its CSV and JSON: children's homes, fostering agencies and others in Ofsted's own yearly lists, by type."""

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.holdings.official_providers import GRADES, TypeOfProvider, count_types, read_days, read_listed
from archive.web.database import archive_of
from archive.web.formats.csv_json import Columns, list_response
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette


def _number(grade: str, one: TypeOfProvider) -> int:
    return one.grades[grade]


COLUMNS: Columns[TypeOfProvider] = {
    **{name: attrgetter(name) for name in ("as_at", "provision_type", "providers", "graded")},
    **{grade: partial(_number, grade) for grade in GRADES},
    "good_or_outstanding_share": lambda one: None if one.share is None else round(one.share, 4),
}


async def social_care_page(datasette: "Datasette", request: Request) -> Response:
    """The newest list, or that `as_at` a day, and the provider with this `urn`, as a page; as CSV or JSON all lists, or that of the day."""
    asked = request.args.get("as_at") or ""
    days = await archive_of(datasette).read(read_days)
    day = asked if asked in days else days[0] if days else ""
    notices = (f"We have no list for “{asked[:40]}”. This is the newest one.",) if asked and asked != day else ()
    form = request.url_vars["form"]
    types = await archive_of(datasette).read(count_types, day if asked or not form else "")
    urn = (request.args.get("urn") or "").strip().upper()
    if form:
        return list_response(form, COLUMNS, types, "social-care-providers", caching(datasette), notices)
    rows, inspections = await archive_of(datasette).read(read_listed, urn)
    return await page(
        datasette,
        request,
        "social_care.html",
        days=days,
        day=day,
        types=types,
        grades=GRADES,
        urn=urn,
        rows=rows,
        inspections=inspections,
        notices=notices,
    )
