"""/files/{sha256}.pdf: the original file of a report, shown in the browser, in byte ranges on request (RFC 9110, section 14)."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import NotFound, Request

from archive.holdings.original import key_of
from archive.store.files import Originals, originals
from archive.web.database import archive_of

if TYPE_CHECKING:
    from datasette.app import Datasette


CHUNK = 256 * 1024
A_DAY = 86_400
_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


async def serve_file(datasette: "Datasette", request: Request, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
    """Send the original with this hash. 404 unless it is a report of the archive and its bytes are kept."""
    archive = archive_of(datasette)
    sha256 = request.url_vars["sha256"]
    key = await archive.read(key_of, sha256)
    if key is None:
        raise NotFound("Report not found.")
    kept = originals(archive.files)
    try:
        size = await asyncio.to_thread(kept.size, sha256)
    except FileNotFoundError as error:
        raise NotFound("This report’s file is missing. The administrator can run `archive verify` to list missing files.") from error
    headers = {
        "content-type": "application/pdf",
        "content-disposition": f'inline; filename="{key}.pdf"',
        "etag": f'"{sha256}"',
        "accept-ranges": "bytes",
        "cache-control": f"{'public' if archive.public else 'private'}, max-age={A_DAY}",
    }
    status, first, last = _part(request.headers, sha256, size)
    if status == 304:
        await _send(send, status, headers, None)
    elif status == 416:
        await _send(send, status, headers | {"content-range": f"bytes */{size}", "content-length": "0"}, None)
    else:
        if status == 206:
            headers["content-range"] = f"bytes {first}-{last}/{size}"
        headers["content-length"] = str(last - first + 1)
        await _send(send, status, headers, None if request.method == "HEAD" else _bytes(kept, sha256, first, last))


def _part(headers: dict[str, str], sha256: str, size: int) -> tuple[int, int, int]:
    """Status (200, 206, 304 or 416) and first and last byte of what was asked for."""
    whole = (200, 0, size - 1)
    tag = f'"{sha256}"'
    known = [one.strip().removeprefix("W/") for one in headers.get("if-none-match", "").split(",")]
    if tag in known or known == ["*"]:
        return (304, 0, 0)
    asked = _RANGE.match(headers.get("range", "").replace(" ", ""))
    if asked is None or asked.groups() == ("", "") or headers.get("if-range", tag) != tag:
        return whole  # several ranges, other units and nonsense may be ignored
    start, end = (int(digits[:18]) if digits else None for digits in asked.groups())
    if start is None:
        first, last = max(0, size - (end or 0)), size - 1
    else:
        first, last = start, size - 1 if end is None else min(end, size - 1)
    if end is not None and start is not None and end < start:
        return whole
    return (206, first, last) if first <= last else (416, 0, 0)


async def _bytes(kept: Originals, sha256: str, first: int, last: int) -> AsyncIterator[bytes]:
    for start in range(first, last + 1, CHUNK):
        yield await asyncio.to_thread(kept.get_range, sha256, start, min(start + CHUNK - 1, last))


async def _send(
    send: Callable[[dict[str, Any]], Awaitable[None]], status: int, headers: dict[str, str], body: AsyncIterator[bytes] | None
) -> None:
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    if body is not None:
        async for chunk in body:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
