"""Which requests a server accepts: short enough addresses, methods that change nothing, and each in its turn."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from archive.web.guards.turns import RETRY_AFTER, TurnedAwayError, Turns, client_of, work_of

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

LONGEST_ADDRESS = 16_000  # bytes of path and query
METHODS = ("GET", "HEAD")
POSTED = {"/check-text": 200_000, "/check-text.json": 200_000, "/-/mcp": 50_000}  # addresses that read what is sent to them: most bytes
# What costs next to nothing, or tells whether the server is alive: never waits.
# Tools for models ask our own pages, each of which takes its turn.
MCP = "/-/mcp"
AT_ONCE = ("/assets/", "/-/static/", "/files/", "/-/health", "/robots.txt", "/favicon.ico", MCP)
# A client that is turned away waits this long for the answer, so that asking again and again costs it more than us.
PENANCE = 1.0


def admitted(application: Application, turns: Turns) -> Application:
    """`application`, asked only what this server lets in."""

    async def admit(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        path = scope["path"]
        if len(scope.get("raw_path", path.encode())) + 1 + len(scope["query_string"]) > LONGEST_ADDRESS:
            words = f"This address is longer than {LONGEST_ADDRESS:,} bytes. Shorten your search or remove some filters."
            await _say(send, 414, words, [(b"connection", b"close")])
        elif scope["method"] == "POST" and path in POSTED:
            if refused := _refused_body(scope, POSTED[path]):
                await _say(send, *refused, [(b"connection", b"close")])
            elif path.startswith(AT_ONCE):
                await application(scope, receive, send)
            else:
                await _in_turn(application, turns, scope, receive, send)
        elif path == MCP:  # it keeps no sessions, so there is nothing to listen to or to end
            await _say(send, 405, "Models ask here with POST.", [(b"allow", b"POST")])
        elif scope["method"] not in METHODS:
            await _say(send, 405, "This site is read-only. Use GET or HEAD.", [(b"allow", ", ".join(METHODS).encode())])
        elif path.startswith(AT_ONCE):
            await application(scope, receive, send)
        else:
            await _in_turn(application, turns, scope, receive, send)

    return admit


def _refused_body(scope: Message, most: int) -> tuple[int, str] | None:
    """Why a body is not read: its length is not given, or too large. The server reads no more than the length says."""
    length = next((value for name, value in scope["headers"] if name.lower() == b"content-length"), b"")
    if not length.isdigit():
        return 411, "Say how long the text is (Content-Length)."
    return (413, f"This is more than {most:,} bytes. Send a shorter text.") if len(length) > 12 or int(length) > most else None


async def _in_turn(application: Application, turns: Turns, scope: Message, receive: Receive, send: Send) -> None:
    client = client_of(scope["client"][0] if scope.get("client") else "unknown")
    work = work_of(scope["path"], scope["query_string"].decode("latin-1"))
    try:
        if work.stream:
            turns.open_stream(client)
        try:
            await _answer(application, turns, client, scope, receive, send)
        finally:
            if work.stream:
                turns.close_stream(client)
    except TurnedAwayError as error:
        await asyncio.sleep(PENANCE)
        await _say(send, error.status, str(error), [(b"retry-after", str(RETRY_AFTER).encode())])


async def _answer(application: Application, turns: Turns, client: str, scope: Message, receive: Receive, send: Send) -> None:
    """Ask the application when it is our turn; the turn ends with the first byte, so that a slow reader holds no place."""
    mine = await turns.take(client, work_of(scope["path"], scope["query_string"].decode("latin-1")))
    began = monotonic()

    async def send_and_give_back(message: Message) -> None:
        turns.give_back(mine, monotonic() - began)
        await send(message)

    try:
        await application(scope, receive, send_and_give_back)
    finally:
        turns.give_back(mine, monotonic() - began)


async def _say(send: Send, status: int, words: str, headers: list[tuple[bytes, bytes]]) -> None:
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": status, "headers": [kind, *headers]})
    await send({"type": "http.response.body", "body": f"{words}\n".encode()})
