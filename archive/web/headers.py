"""Headers of responses: no content from other sites, no guessing of types, frames for originals only; search engines only if wanted."""

import json
import os
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from archive.web.database import archive_of
from archive.web.formats.csv_json import guard_rows
from archive.web.guards.gate import Refusal, refuse_columns, refuse_public

if TYPE_CHECKING:
    from datasette.app import Datasette

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

CONTENT_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:"
# A browser's PDF viewer is a page of its own that needs styles and an embedded object; the file itself may still load nothing.
# Only pages of this site may show it in a frame: a report's page does, beside its text.
PDF_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'self'; base-uri 'none'; frame-ancestors 'self'"

_NEVER_FOUND = re.compile(r"/(?:archive|-)(?:/|$)")  # tables, and what is for machines
_HOST = re.compile(rb"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")

FIXED = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
NOINDEX = (b"x-robots-tag", b"noindex")


def guarded(application: Application, datasette: "Datasette") -> Application:
    """`application` with the headers above, which answers of Datasette's own pages only what the gate lets through."""
    archive = archive_of(datasette)
    listed = archive.public and bool(os.environ.get("ARCHIVE_SEARCH_ENGINES"))

    async def with_headers(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                may_be_found = listed and not _NEVER_FOUND.match(scope["path"]) and not scope["query_string"]
                message["headers"] = _with_fixed(list(message.get("headers", [])), may_be_found=may_be_found)
            await send(message)

        if not _is_host(scope):
            await _refuse(Refusal(400, "The Host of this request is not a valid site name."), scope["path"], datasette, send_guarded)
            return
        path = scope.get("raw_path", scope["path"].encode()).partition(b"?")[0].decode("latin-1")
        query = scope["query_string"].decode("latin-1")
        refused = (refuse_public if archive.public else refuse_columns)(path, query, await archive.shown_columns())
        if refused:
            await _refuse(refused, path, datasette, send_guarded)
            return
        is_stock_csv = scope["path"].startswith("/archive") and scope["path"].endswith(".csv")
        await application(scope, receive, guard_rows(send_guarded) if is_stock_csv else send_guarded)

    return with_headers


def _is_host(scope: Message) -> bool:
    """Whether the request names one host, or none, in letters that a host's name has: feeds repeat it."""
    hosts = [value for name, value in scope["headers"] if name.lower() == b"host"]
    return len(hosts) <= 1 and all(_HOST.fullmatch(host) for host in hosts)


async def _refuse(refused: Refusal, path: str, datasette: "Datasette", send: Send) -> None:
    if path.endswith(".json"):
        kind, body = b"application/json; charset=utf-8", json.dumps({"ok": False, "status": refused.status, "error": refused.words})
    else:
        kind, body = (
            b"text/html; charset=utf-8",
            await datasette.render_template("error.html", {"status": refused.status, "title": refused.title, "error": refused.words}),
        )
    await send({"type": "http.response.start", "status": refused.status, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": body.encode()})


def _with_fixed(headers: list[tuple[bytes, bytes]], *, may_be_found: bool) -> list[tuple[bytes, bytes]]:
    kinds = [value for name, value in headers if name.lower() == b"content-type"]
    policy = PDF_POLICY if kinds and kinds[0].startswith(b"application/pdf") else CONTENT_POLICY
    frames = b"SAMEORIGIN" if policy == PDF_POLICY else b"DENY"
    fixed = (*FIXED, *(() if may_be_found else (NOINDEX,)), (b"x-frame-options", frames), (b"content-security-policy", policy.encode()))
    names = {name for name, _ in fixed}
    return [(name, value) for name, value in headers if name.lower() not in names] + list(fixed)
