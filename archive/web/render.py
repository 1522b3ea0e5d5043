"""Renders a reader's page from its template."""

from collections.abc import Callable, Hashable, MutableMapping
from datetime import UTC, datetime
from functools import lru_cache
from sqlite3 import Row
from typing import TYPE_CHECKING, Any

from datasette import Request, Response
from jinja2 import Environment, Template
from markupsafe import Markup

from archive.urls import article_url, authority_url, file_url, provider_url, report_url, source_url
from archive.web.database import archive_of

if TYPE_CHECKING:
    from datasette.app import Datasette

DRAWINGS = 100  # kept in memory, of up to 30 kB each
MENU = {
    "/search": ("Search", ("search", "ask", "trend", "terms")),
    "/authorities": ("Councils", ("authorities", "authority", "neighbours")),
    "/outcomes": (
        "Outcomes",
        ("outcomes", "visits", "send", "after-inadequate", "compare", "reconciliation", "social-care-providers"),
    ),
    "/recommendations": ("Recommendations", ("recommendations", "recurring", "themes")),
    "/articles": ("Articles", ("articles", "article")),
    "/week": ("This week", ("week",)),
    "/about": ("About", ("about", "problems", "sources", "source", "provider", "archive")),
}
"""The entries of the menu by their addresses, each with its words and the first parts of the addresses that belong to it."""
_ENTRY = {part: address for address, (_, parts) in MENU.items() for part in parts}
OF_ONE_THING = ("report", "authority", "article", "provider", "source")


def address_of(request: Request) -> str:
    """The address that names a page: whole, with what was asked; without that where the page shows one thing, which is the same in all."""
    query = "" if request.path.split("/")[1] in OF_ONE_THING or not request.query_string else f"?{request.query_string}"
    return f"{request.scheme}://{request.host}{request.path}{query}"


def entry_of(request: Request | None) -> str:
    """The address of the menu's entry that a page belongs to; empty where it belongs to none."""
    return _ENTRY.get(request.path.split("/")[1], "") if request else ""


ADDRESSES = {
    "menu": [(address, words) for address, (words, _) in MENU.items()],
    "entry_of": entry_of,
    "address_of": address_of,
    "report_url": report_url,
    "article_url": article_url,
    "authority_url": authority_url,
    "file_url": file_url,
    "provider_url": provider_url,
    "source_url": source_url,
}


class PlainTemplate(Template):
    """A template in which nothing is waited for, where Datasette expects one in which something may be."""

    async def render_async(self, *values: Any, **named: Any) -> str:
        """The page as HTML."""
        return self.render(*values, **named)


class PlainEnvironment(Environment):
    """Takes a value of a database's row by its name at once: a row has no attributes to look for first, and reports show hundreds."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a template calls `obj.attribute`."""
        if type(obj) is Row:
            try:
                return obj[attribute]
            except IndexError:  # it has no such column
                pass
        try:
            return getattr(obj, attribute)
        except AttributeError:
            pass
        return super().getattr(obj, attribute)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template may use, as one dictionary: in jinja2's chain of two each page and each import looks up a hundred names."""
        return {**self.globals, **(d or {})}


@lru_cache(maxsize=8)  # a site has one; tests have several
def plain(environment: Environment) -> Environment:
    """Datasette’s templates without asking of every value whether to wait for it: /outcomes takes 12 ms so, and 16 to 28 otherwise.

    Nor is each file asked whether it changed since, twenty times a page.
    """
    found = environment.overlay(enable_async=False, auto_reload=False)
    found.__class__ = PlainEnvironment
    found.template_class = PlainTemplate
    return found


def templates(datasette: "Datasette") -> Environment:
    """The site's templates, by what Datasette 1.0 has a method for and 0.65 an attribute."""
    found = datasette.get_jinja_environment() if hasattr(datasette, "get_jinja_environment") else datasette.jinja_env
    return plain(found)


def drawing_by(datasette: "Datasette") -> Callable[[str, Hashable], Markup]:
    """Gives a function for templates: the drawing by the template with this name, of what it calls `drawn`.

    A page whose numbers are those of an hour ago need not draw them again: the same values always make the same drawing. They are
    compared whole, so an earlier drawing never stands for other values.
    """

    @lru_cache(maxsize=DRAWINGS)
    def drawing(template: str, drawn: Hashable) -> Markup:
        return Markup(templates(datasette).get_template(template).render(drawn=drawn))

    return drawing


async def page(datasette: "Datasette", request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """The template `template` with `values`, as HTML."""
    rights = archive_of(datasette).rights  # looked up once: a list of reports asks of each whose it is
    values |= {"read_rights": lambda: rights, "whose": rights.whose}
    html = await datasette.render_template(templates(datasette).get_template(template), values, request=request)
    return Response.html(html, status=status, headers=caching(datasette))


def today() -> str:
    """The day in UTC, ISO."""
    return datetime.now(UTC).date().isoformat()


def caching(datasette: "Datasette") -> dict[str, str]:
    """How long an answer may be kept: five minutes by all where public, not at all where private."""
    return {"cache-control": "public, max-age=300" if archive_of(datasette).public else "private, no-cache"}
