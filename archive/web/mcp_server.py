"""What the MCP server at /-/mcp offers: names and descriptions, by which a model chooses a tool. Imported only with the extra [mcp]."""

import functools
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from archive.web import mcp_tools
from archive.web.mcp_tools import INSTRUCTIONS, MEANS, Answer, Asker, NotHeldError

if TYPE_CHECKING:
    from datasette.app import Datasette

SQL_TOOLS = ("list_databases", "get_database_schema", "execute_sql")
READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
Council = Annotated[str, Field(description="A council's name or ONS code; empty for all", max_length=200)]
Day = Annotated[str, Field(description="A day, month or year, such as 2024-03-31, 2024-03 or 2024; empty for no limit", max_length=20)]
Words = Annotated[str, Field(max_length=3000)]


async def told(answer: Awaitable[Answer]) -> Answer:
    """The answer, with “not held” as an answer of its own and every other refusal as the tool's error."""
    try:
        return await answer
    except NotHeldError as error:
        return {"status": "not_held", "means": MEANS["not_held"], "why": str(error)}
    except ValueError as error:
        raise ToolError(str(error)) from None


def offer(site: "Datasette", server: MCPServer[Any], *, public: bool) -> None:
    """Put our tools and instructions in the place of the server's own; a private site keeps the tools for SQL.

    It keeps no sessions, so that a server that takes over from another knows its clients.
    """
    if public:
        for name in SQL_TOOLS:
            server.remove_tool(name)
    server._lowlevel_server.instructions = INSTRUCTIONS
    server.streamable_http_app = functools.partial(server.streamable_http_app, stateless_http=True)  # type: ignore[method-assign]
    _offer_search(site, server)
    _offer_facts(site, server)


def _offer_search(site: "Datasette", server: MCPServer[Any]) -> None:
    @server.tool(annotations=READS)
    async def search(
        ctx: Context, query: Words, council: Council = "", since: Day = "", until: Day = "", page: Annotated[int, Field(ge=1, le=1000)] = 1
    ) -> dict[str, Any]:
        """Find inspection reports on children's services in England, and articles about them, that contain given words.

        Choose this for names, terms and phrases, and to count how many reports have them. Words are joined by "and";
        `"a phrase"`, `begin*`, `-without` and `this OR that` work. Ten results a page, each with passages. Cite `cite` with the
        passage's page and url.
        """
        return await told(mcp_tools.search(Asker(site, ctx), query, council, since, until, page))

    @server.tool(annotations=READS)
    async def ask(
        ctx: Context,
        question: Words,
        council: Council = "",
        since: Day = "",
        until: Day = "",
        limit: Annotated[int, Field(ge=1, le=20)] = 8,
    ) -> dict[str, Any]:
        """Find the paragraphs of inspection reports that answer a question in plain words best.

        Choose this for questions such as "how well are care leavers supported in Leeds". The paragraphs are close to the question,
        which does not prove that they answer it: read each one. Cite `cite` with `url`.
        """
        return await told(mcp_tools.ask(Asker(site, ctx), question, council, since, until, limit))

    @server.tool(annotations=READS)
    async def verify_quote(
        ctx: Context,
        quote: Words,
        report: Annotated[str, Field(description="The key of a report; empty for all", max_length=200)] = "",
        council: Council = "",
    ) -> dict[str, Any]:
        """Check whether words stand in an inspection report exactly. Call this before you print or confirm any quotation.

        `verdict` is verbatim (page, paragraph, file hash and time of the check are given; cite them), near (the report has other
        words: `passage` and `changes` show them, and these words must not be printed as a quotation), not_found, or not_held.
        """
        return await told(mcp_tools.verify_quote(Asker(site, ctx), quote, report, council))


def _offer_facts(site: "Datasette", server: MCPServer[Any]) -> None:
    @server.tool(annotations=READS)
    async def report(
        ctx: Context,
        key: Annotated[str, Field(description="A key from another answer, such as ofsted-50231520", min_length=1, max_length=200)],
        first_page: Annotated[int, Field(ge=1, le=1000)] = 1,
    ) -> dict[str, Any]:
        """Read one inspection report: its facts (council, dates, grades with their pages) and the text of eight pages.

        Choose this to read on around a passage that another tool found. Ask again with a later `first_page` for the rest. Cite `cite`
        with the page of the paragraph.
        """
        return await told(mcp_tools.report(Asker(site, ctx), key, first_page))

    @server.tool(annotations=READS)
    async def recommendations(ctx: Context, query: Words = "", council: Council = "", since: Day = "", until: Day = "") -> dict[str, Any]:
        """List what inspectors told councils to improve: recommendations, areas for improvement and priority actions.

        Choose this for "what was X told to do" and "which councils were told to improve Y". At most 50 are shown; `total` counts all.
        Cite `cite` with `url`.
        """
        return await told(mcp_tools.recommendations(Asker(site, ctx), query, council, since, until))

    @server.tool(annotations=READS)
    async def outcomes(
        ctx: Context,
        council: Council = "",
        as_at: Annotated[str, Field(description="A day such as 2024-03-31; empty for today", max_length=20)] = "",
    ) -> dict[str, Any]:
        """Give the grades of the latest graded inspection of a council's children's services, or of all councils, on any day.

        Choose this for "what grade has X" and "how many councils are inadequate". Grades are read from the reports; where one is null
        its `_status` says why. Cite `cite` with `url`, and say as at which day.
        """
        return await told(mcp_tools.outcomes(Asker(site, ctx), council, as_at))
