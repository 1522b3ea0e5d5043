"""The lists of this site that readers can follow: which have a feed, where it is, and what each is called."""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit
from xml.etree import ElementTree

FEEDS = {
    "/feed": "New reports",
    "/week": "The archive week by week, with corrected and removed reports",
    "/search": "Search",
    "/recommendations": "Recommendations",
    "/recurring": "Recommendations that many councils were given",
    "/outcomes": "Latest graded inspections",
    "/visits": "Focused visits and joint inspections",
    "/articles": "Articles",
    "/authority": "Reports on a council",
    "/neighbours": "Reports on a council and its neighbours",
}
"""First part of an address -> what its feed holds. Those of _OF_ONE also have the code of a council."""
_OF_ONE = ("/authority", "/neighbours")
_NOT_KEPT = ("page", "sort", "entries")  # a feed has one page and one order


def feed_of(address: str, site: str = "") -> str | None:
    """The path and query of the feed of a list; None where `address` has none, or is on another site than `site` (https://host)."""
    parts = urlsplit(address.strip())
    if parts.netloc and f"{parts.scheme}://{parts.netloc}" != site:
        return None
    path = parts.path.removesuffix(".atom").rstrip("/") or "/feed"
    first, _, code = path[1:].partition("/")
    if f"/{first}" not in FEEDS or bool(code) != (f"/{first}" in _OF_ONE) or "/" in code:
        return None
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in _NOT_KEPT]
    return f"{path}.atom" + (f"?{urlencode(kept)}" if kept else "")


def page_of(feed: str) -> str:
    """The page whose feed this is."""
    path, mark, query = feed.partition("?")
    path = path.removesuffix(".atom")
    return ("/" if path == "/feed" else path) + mark + query


def name_of(feed: str, councils: Mapping[str, str]) -> str:
    """What a feed is called: "Search: supervision, 2024". `councils`: ONS code -> name."""
    path, _, query = feed.partition("?")
    first, _, code = path.removesuffix(".atom")[1:].partition("/")
    values = [unquote(code)] if code else []
    given = dict(parse_qsl(query))
    if "group_name" in given:
        given.pop("group", None)  # its name says it in one word
    values += [one for name, value in given.items() for one in ([value] if name == "q" else value.split(","))]
    said = ", ".join(councils.get(value, value) for value in values)
    return FEEDS[f"/{first}"] + (f": {said}" if said else "")


def as_opml(title: str, feeds: Iterable[tuple[str, str]], site: str) -> bytes:
    """OPML 2.0, which feed readers import: one outline for each (name, feed)."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    for name, feed in feeds:
        # "rss" is the word of OPML for every feed that can be subscribed to, whatever its format
        ElementTree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=site + feed, htmlUrl=site + page_of(feed))
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
