"""/terms, its JSON, CSV and Excel: a list of search terms in, a table of councils by terms out."""

from functools import partial
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.search.filters import Filters, given_by, read_filters
from archive.search.terms import LONGEST, MOST_TERMS, Council, Terms, find_terms
from archive.urls import with_query
from archive.web.database import archive_of
from archive.web.formats.csv_json import Columns, list_response
from archive.web.pages.search import TITLES, chips, choices, parameters
from archive.web.render import caching, page

if TYPE_CHECKING:
    from datasette.app import Datasette

NARROWING = ("kind", "region", "year", "grade")  # the facets that the page offers; the councils are its rows
MOST_LINKED = 120_000  # bytes of links in the cells of a page


async def terms_page(datasette: "Datasette", request: Request) -> Response:
    """The terms in `terms` counted over councils, narrowed by the filters of a search, as a page, JSON, CSV or Excel."""
    archive = archive_of(datasette)
    filters = read_filters(given_by(request.args))
    text = "\n".join(request.args.getlist("terms"))
    found = await archive.of_own_page(lambda connection: find_terms(connection, text, filters, public=archive.public))
    form, headers = request.url_vars["form"], caching(datasette)
    if form == "json":
        return Response.json(as_json(found), headers=headers)
    if form:
        licence = archive.rights.narrowed(filters.values("source")).lines()
        return list_response(form, columns_of(found), found.councils, "terms", headers, found.notices, licence=licence)
    chosen = {"terms": found.typed, **parameters("", filters), "sort": ""}
    searches = [with_query("/search", parameters(term.typed, filters) | {"sort": ""}) for term in found.terms]
    council_left_open = {"sort": "", "authority": "", "group": "", "group_name": ""}
    in_council = [with_query("/search", parameters(term.typed, filters) | council_left_open) for term in found.terms]
    return await page(
        datasette,
        request,
        "terms.html",
        found=found,
        filters=filters,
        text="\n".join(term.typed for term in found.terms) or text,
        searches=searches,
        in_council=in_council if len(found.councils) * sum(map(len, in_council)) <= MOST_LINKED else None,
        chips=chips("/terms", found.facets, chosen),
        facets={name: choices("/terms", found.facets, chosen)[name] for name in NARROWING} if found.facets else {},
        titles=TITLES,
        most=MOST_TERMS,
        longest=LONGEST,
        hidden=_kept(filters),
        exports={form: with_query(f"/terms.{form}", chosen) for form in ("csv", "xlsx", "json")},
        without_filters=with_query("/terms", {"terms": found.typed}),
        without_synonyms=with_query("/terms", chosen | {"synonyms": "off"}),
    )


def columns_of(found: Terms) -> Columns[Council]:
    """The columns of the export: a row a council, `reports_held`, then a column a term, whose name no other column can have."""
    return {
        "local_authority": lambda one: one.code,
        "local_authority_name": lambda one: one.name,
        "region": lambda one: one.region,
        "reports_held": lambda one: one.of,
        **{f"reports with {term.typed}": partial(_having, number=number) for number, term in enumerate(found.terms)},
    }


def _having(one: Council, number: int) -> int:
    return one.reports[number]


def as_json(found: Terms) -> dict[str, object]:
    """The terms, and of each council its reports with each term (in the order of the terms) and of how many; all councils first."""
    return {
        "terms": [{"term": term.typed, "also": [other for _, others in term.synonyms for other in others]} for term in found.terms],
        "unit": "reports",
        "all": {"of": found.of, "reports": found.totals},
        "councils": [
            {"local_authority": one.code, "name": one.name, "region": one.region, "of": one.of, "reports": one.reports}
            for one in found.councils
        ],
        **({"notices": found.notices} if found.notices else {}),
    }


def _kept(filters: Filters) -> dict[str, str]:
    """The filters that a new list on this page keeps; dates have fields of their own."""
    return {name: value for name, value in parameters("", filters).items() if value and name not in ("q", "from", "to", "date", "sort")}
