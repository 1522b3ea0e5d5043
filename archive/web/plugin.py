"""The Datasette plugin: readers' pages, headers, limits, and what a public site hides. It does nothing if Datasette serves no archive."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any, cast

from datasette import Request, Response, hookimpl
from jinja2 import Environment

from archive.configuration import site_subject, site_title
from archive.database.public import DENIED
from archive.database.readonly import TooSlowError, limit
from archive.errors import UnreachableError
from archive.urls import NAME
from archive.web.compressed import compressed
from archive.web.database import archive_of, serves_archive
from archive.web.guards.misread import answer_misread, is_misread
from archive.web.headers import Application, guarded
from archive.web.pages.about import contact
from archive.web.pages.citation_list import cited_as
from archive.web.pages.outcome_cells import FUNCTIONS as OUTCOME_ROWS
from archive.web.paragraphs import FUNCTIONS as PARAGRAPHS
from archive.web.pills import FUNCTIONS as PILLS
from archive.web.render import ADDRESSES, drawing_by
from archive.web.routes import PAGES
from archive.web.told import FUNCTIONS as TOLD
from archive.web.words import FILTERS, FUNCTIONS
from archive.web.words_of_claims import FUNCTIONS as CLAIM_WORDS
from archive.web.words_of_outcomes import FUNCTIONS as OUTCOME_WORDS

if TYPE_CHECKING:
    from datasette.app import Datasette

FOR_A_WHILE = {
    TooSlowError: "This page took too long to load. Try again in a minute.",
    UnreachableError: "We cannot reach the storage of original files at the moment. Try again in a minute.",
}


@hookimpl(tryfirst=True)
def register_routes(datasette: "Datasette") -> list[tuple[str, Callable[..., Any]]]:
    """The reader's pages, before Datasette's own."""
    if not serves_archive(datasette):
        return []
    return [(page.route, page.answer) for page in PAGES]


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: "Datasette") -> None:
    """Words and addresses for templates."""
    env.filters.update(FILTERS)
    env.globals.update({"site_title": site_title, "site_subject": site_subject})
    env.globals["read_rights"] = lambda: archive_of(datasette).rights
    env.globals["whose"] = lambda source: archive_of(datasette).rights.whose(source)
    env.globals["read_contact"] = contact  # asked anew by each page; the frame of an unknown page has no variables of ours
    env.globals["cited_as"] = cited_as
    env.globals["drawing"] = drawing_by(datasette)
    env.globals.update(FUNCTIONS | ADDRESSES | CLAIM_WORDS | OUTCOME_WORDS | OUTCOME_ROWS | PILLS | PARAGRAPHS | TOLD)


@hookimpl
def extra_template_vars(datasette: "Datasette") -> dict[str, object]:
    """What every page may ask."""
    return {"public": serves_archive(datasette) and archive_of(datasette).public}


@hookimpl(optionalhook=True)  # of Datasette 0.65
def permission_allowed(datasette: "Datasette", action: str, resource: object) -> Callable[[], Awaitable[bool | None]] | None:
    """In public, no to tables that have no page there; to all else no opinion."""
    if action != "view-table" or not serves_archive(datasette) or not archive_of(datasette).public:
        return None

    async def allowed() -> bool | None:
        database, table = cast(tuple[str, str], resource)
        return None if database != NAME or table in await archive_of(datasette).shown_columns() else False

    return allowed


@hookimpl(optionalhook=True)  # of Datasette 1.0, in the place of the one above
def permission_resources_sql(datasette: "Datasette", action: str) -> Callable[[], Awaitable[object]] | None:
    """In public, no to tables that have no page there; to all else no opinion."""
    if action != "view-table" or not serves_archive(datasette) or not archive_of(datasette).public:
        return None

    async def denied() -> object:
        from datasette.permissions import PermissionSQL  # 0.65 has none

        shown = json.dumps(sorted(await archive_of(datasette).shown_columns()))
        return PermissionSQL(sql=DENIED, params={"archive_name": NAME, "archive_shown": shown})

    return denied


@hookimpl
def skip_csrf(datasette: "Datasette", scope: dict[str, Any]) -> bool:
    """A text to check may come from anywhere: nobody is logged in here, and nothing is kept."""
    return serves_archive(datasette) and scope["path"] in ("/check-text", "/check-text.json")


@hookimpl(optionalhook=True, trylast=True)
def register_mcp_tools(datasette: "Datasette", mcp: Any) -> None:
    """Tools for language models, where the extra [mcp] is installed; Datasette asks before it has the archive, so its settings tell."""
    settings = datasette.plugin_config(NAME)
    if settings is not None:
        from archive.web.mcp_server import offer

        offer(datasette, mcp, public=settings["public"])


@hookimpl(tryfirst=True)
def handle_exception(datasette: "Datasette", request: Request, exception: Exception) -> Callable[[], Awaitable[Response]] | None:
    """A page that took too long says so and when to come back; a question that cannot be read is refused; the rest is Datasette's."""
    if serves_archive(datasette) and is_misread(exception):
        return partial(answer_misread, datasette, request)
    said = next((words for kind, words in FOR_A_WHILE.items() if isinstance(exception, kind)), None)
    if said is None:
        return None

    async def answer() -> Response:
        words = {"status": 503, "title": "The archive is busy", "error": said}
        return Response.html(await datasette.render_template("error.html", words), status=503, headers={"retry-after": "60"})

    return answer


@hookimpl
def asgi_wrapper(datasette: "Datasette") -> Callable[[Application], Application]:
    """Headers on every response, and gzip where the browser takes it."""

    def wrap(application: Application) -> Application:
        if not serves_archive(datasette):
            return application
        return compressed(guarded(application, datasette))

    return wrap


@hookimpl
def prepare_connection(conn: Connection, datasette: "Datasette") -> None:
    """Bound what one query may allocate, whoever wrote it."""
    if serves_archive(datasette):
        limit(conn)
