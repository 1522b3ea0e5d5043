"""Atom feeds (RFC 4287) of the newest reports, of searches and of an authority's reports; each with validators, newest first."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from xml.etree import ElementTree

from datasette import Request, Response

from archive.configuration import site_title
from archive.keeping.source_terms import SENTENCE, Rights

NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
IN_FEED = 50  # entries, the newest; `entries=all` in the address asks for all
_LONG_AGO = "1970-01-01"  # Atom wants a date; a report without one sorts last


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `path` on this site, title, ISO date or None, summary in plain text.

    `event` names what happened to the report at `path`, where its publication is not what the entry tells: one report may have several
    entries, and their ids, which all end in the report's key, differ by it. `source` is whose report it is, where others than Ofsted's
    may stand beside it.
    """

    path: str
    title: str
    published: str | None
    summary: str
    event: str = ""
    source: str = ""


def is_whole(request: Request) -> bool:
    """Whether the request asks for a feed of everything that matches, and not of the newest: `archive digest` does."""
    return str(request.args.get("entries")) == "all"


def feed_response(
    request: Request,
    title: str,
    path: str,
    entries: Sequence[Entry],
    headers: dict[str, str],
    *,
    until: str = "",
    rights: Rights | str = SENTENCE,
    notices: Sequence[str] = (),
) -> Response:
    """A feed whose own address is that of `request` and whose page is at `path`; its entries newest first, at most IN_FEED.

    `until`: the day (ISO) up to which it tells, which is when it was updated where it has no entries. `rights`: whose words it holds, or
    the terms of all sources: then it names those of its entries, and an entry that is not Ofsted's has its own. `notices`: what the
    page says of the request, as a filter that is on no list. 304 where the reader has it already.
    """
    entries = sorted(entries, key=lambda entry: entry.published or "", reverse=True)[: None if is_whole(request) else IN_FEED]
    site = f"{request.scheme}://{request.host}"
    here = site + request.path + (f"?{request.query_string}" if request.query_string else "")
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en-GB"})
    _add(root, "id", here)
    _add(root, "title", title)
    if notices:
        _add(root, "subtitle", " ".join(notices))
    updated = _moment(max((entry.published or "" for entry in entries), default=until))
    _add(root, "updated", updated)
    _add(root, "link", rel="self", type="application/atom+xml", href=here)
    _add(
        root, "link", rel="alternate", type="text/html", href=f"{site}{path}" + (f"?{request.query_string}" if request.query_string else "")
    )
    _add(_add(root, "author"), "name", site_title())
    _add(root, "rights", rights if isinstance(rights, str) else " ".join(rights.lines({entry.source for entry in entries})))
    for entry in entries:
        one = _add(root, "entry")
        _add(one, "id", site + (f"/event/{entry.event}" if entry.event else "") + entry.path.partition("#")[0])
        _add(one, "title", entry.title or "Untitled")
        _add(one, "updated", _moment(entry.published or ""))
        _add(one, "link", rel="alternate", type="text/html", href=site + entry.path)
        _add(one, "summary", entry.summary)
        for terms in () if isinstance(rights, str) else rights.others_of(entry.source):
            _add(one, "rights", f"{terms.author}: {terms.attribution}")
    body = b"<?xml version='1.0' encoding='utf-8'?>\n" + ElementTree.tostring(root, encoding="utf-8")
    moment = datetime.fromisoformat(updated)
    headers = headers | {"vary": "Host"}  # the addresses in it are those of the site that was asked
    validators = {"etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', "last-modified": format_datetime(moment, usegmt=True)}
    if _is_known(request, validators["etag"], moment):
        return Response(b"", status=304, headers=headers | validators)
    return Response(body, headers=headers | validators, content_type="application/atom+xml; charset=utf-8")


def _is_known(request: Request, etag: str, moment: datetime) -> bool:
    """Whether the reader says that it has this very feed. An ETag is asked first (RFC 9110, 13.2.2); dates know days only."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return etag in (one.strip().removeprefix("W/") for one in tags.split(",")) or tags.strip() == "*"
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since") or "")
    except ValueError:
        return False
    return since.tzinfo is not None and since > moment and since.astimezone(UTC).date() > moment.date()


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    if text is not None:
        element.text = _NOT_IN_XML.sub("", text)
    return element


def _moment(iso: str) -> str:
    return f"{(iso or _LONG_AGO)[:10]}T00:00:00Z"
