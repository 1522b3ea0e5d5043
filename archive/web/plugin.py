"""The Datasette plugin: routes for readers, headers, limits, and what a public site keeps back. Silent where no archive is served."""

from collections.abc import Awaitable, Callable
from functools import partial
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any, cast

from datasette import Request, Response, hookimpl
from jinja2 import Environment

from archive.readonly import TooSlowError, limit
from archive.web.article_page import article_page
from archive.web.authority_page import authorities_page, authority_page
from archive.web.database import NAME, archive_of, serves_archive
from archive.web.files_route import serve_file
from archive.web.headers import Application, guarded
from archive.web.health_route import health_route
from archive.web.home_page import feed, home
from archive.web.misread import answer_misread, is_misread
from archive.web.outcome_routes import ROUTES as OUTCOME_ROUTES
from archive.web.outcome_rows import FUNCTIONS as OUTCOME_ROWS
from archive.web.outcomes_words import FUNCTIONS as OUTCOME_WORDS
from archive.web.pages import ADDRESSES
from archive.web.problems_page import problems_page
from archive.web.query_csv import query_csv
from archive.web.recommendations_page import recommendations_page
from archive.web.report_page import report_page
from archive.web.search_page import search_page
from archive.web.words import FILTERS, FUNCTIONS

if TYPE_CHECKING:
    from datasette.app import Datasette


ROBOTS = "User-agent: *\nDisallow: /*?\nDisallow: /archive/\n"  # facet links are what bots eat


def robots() -> Response:
    """robots.txt: no searches, no filters, no stock tables."""
    return Response.text(ROBOTS)


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
def register_routes(datasette: "Datasette") -> list[tuple[str, Callable[..., Any]]]:
    """The reader's pages, before Datasette's own."""
    if not serves_archive(datasette):
        return []
    return [
        (r"^/$", home),
        (r"^/feed\.(?P<of>atom|json|csv)$", feed),
        (r"^/robots\.txt$", robots),
        (r"^/recommendations(?:\.(?P<form>json|csv|atom))?$", recommendations_page),
        (r"^/report/(?P<key>[^/]+?)(?:\.(?P<form>json|csv|bib|ris))?$", report_page),
        (r"^/article/(?P<id>[0-9]{1,18})(?:\.(?P<form>json|csv))?$", article_page),
        (r"^/authorities(?:\.(?P<form>json|csv))?$", authorities_page),
        (r"^/authority/(?P<code>[^/]+?)(?:\.(?P<form>json|csv|atom))?$", authority_page),
        *OUTCOME_ROUTES,
        (r"^/problems(?:\.(?P<form>json|csv))?$", problems_page),
        (r"^/search(?:\.(?P<form>json|csv|atom))?$", search_page),
        (r"^/-/health$", health_route),
        (r"^/archive\.csv$", query_csv),
        (r"^/files/(?P<sha256>[0-9a-f]{64})\.pdf$", serve_file),
    ]


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment) -> None:
    """Words and addresses for templates."""
    env.filters.update(FILTERS)
    env.globals.update(FUNCTIONS | ADDRESSES | OUTCOME_WORDS | OUTCOME_ROWS)


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: "Datasette") -> dict[str, object]:
    """What every page may ask."""
    return {"public": serves_archive(datasette) and archive_of(datasette).public}


@hookimpl  # type: ignore[untyped-decorator]
def permission_allowed(datasette: "Datasette", action: str, resource: object) -> Callable[[], Awaitable[bool | None]] | None:
    """In public, no to tables that have no page there; to all else no opinion."""
    if action != "view-table" or not serves_archive(datasette) or not archive_of(datasette).public:
        return None

    async def allowed() -> bool | None:
        database, table = cast(tuple[str, str], resource)
        return None if database != NAME or table in await archive_of(datasette).shown_columns() else False

    return allowed


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: "Datasette", request: Request, exception: Exception) -> Callable[[], Awaitable[Response]] | None:
    """A page that took too long says so and when to come back; a question that cannot be read is refused; the rest is Datasette's."""
    if serves_archive(datasette) and is_misread(exception):
        return partial(answer_misread, datasette, request)
    if not isinstance(exception, TooSlowError):
        return None

    async def answer() -> Response:
        words = {"status": 503, "title": "The archive is busy", "error": "This page took too long to make. Try again in a minute."}
        return Response.html(await datasette.render_template("error.html", words), status=503, headers={"retry-after": "60"})

    return answer


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: "Datasette") -> Callable[[Application], Application]:
    """Headers on every response."""

    def wrap(application: Application) -> Application:
        if not serves_archive(datasette):
            return application
        return guarded(application, datasette)

    return wrap


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: Connection, datasette: "Datasette") -> None:
    """Bound what one query may allocate, whoever wrote it."""
    if serves_archive(datasette):
        limit(conn)
