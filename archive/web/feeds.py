"""Atom feeds (RFC 4287) of the newest reports, of searches and of an authority's reports."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from datasette import Request, Response

NAMESPACE = "http://www.w3.org/2005/Atom"
RIGHTS = "Contains public sector information licensed under the Open Government Licence v3.0."
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_AGO = "1970-01-01"  # Atom wants a date; a report without one sorts last


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `path` on this site, title, ISO date or None, summary in plain text."""

    path: str
    title: str
    published: str | None
    summary: str


def feed_response(request: Request, title: str, path: str, entries: Sequence[Entry], headers: dict[str, str]) -> Response:
    """A feed whose own address is that of `request` and whose page is at `path`; its entries newest first."""
    entries = sorted(entries, key=lambda entry: entry.published or "", reverse=True)
    site = f"{request.scheme}://{request.host}"
    here = site + request.path + (f"?{request.query_string}" if request.query_string else "")
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en-GB"})
    _add(root, "id", here)
    _add(root, "title", title)
    _add(root, "updated", _moment(max((entry.published or "" for entry in entries), default="")))
    _add(root, "link", rel="self", type="application/atom+xml", href=here)
    _add(
        root, "link", rel="alternate", type="text/html", href=f"{site}{path}" + (f"?{request.query_string}" if request.query_string else "")
    )
    _add(_add(root, "author"), "name", "Children’s services archive")
    _add(root, "rights", RIGHTS)
    for entry in entries:
        one = _add(root, "entry")
        _add(one, "id", site + entry.path)
        _add(one, "title", entry.title or "Untitled")
        _add(one, "updated", _moment(entry.published or ""))
        _add(one, "link", rel="alternate", type="text/html", href=site + entry.path)
        _add(one, "summary", entry.summary)
    body = b"<?xml version='1.0' encoding='utf-8'?>\n" + ElementTree.tostring(root, encoding="utf-8")
    return Response(body, headers=headers, content_type="application/atom+xml; charset=utf-8")


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    if text is not None:
        element.text = _NOT_IN_XML.sub("", text)
    return element


def _moment(iso: str) -> str:
    return f"{(iso or _LONG_AGO)[:10]}T00:00:00Z"
