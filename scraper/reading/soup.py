"""BeautifulSoup selections that count what they select, so that changed markup is an error and never an empty loop; and values of JSON."""

import json
import re
from html import unescape
from typing import Any

from bs4 import BeautifulSoup, Tag

from scraper.reading.errors import ParseError


def parse(body: bytes | str) -> BeautifulSoup:
    """HTML as a tree (lxml's parser: fast, forgiving); bytes are decoded by what the page declares."""
    return BeautifulSoup(body, "lxml")


def some(node: Tag, selector: str) -> list[Tag]:
    """All elements `selector` selects below `node`: one or more, else ParseError."""
    found = list(node.select(selector))
    if not found:
        raise ParseError(f"selected 0 of one or more {selector!r} in <{node.name}>; the markup may have changed")
    return found


def maybe_one(node: Tag, selector: str) -> Tag | None:
    """The element `selector` selects, or None; ParseError when it selects more than one."""
    found = node.select(selector)
    if len(found) > 1:
        raise ParseError(f"selected {len(found)} of at most one {selector!r} in <{node.name}>")
    return found[0] if found else None


def one(node: Tag, selector: str) -> Tag:
    """The one element `selector` selects below `node`, else ParseError."""
    found = maybe_one(node, selector)
    if found is None:
        raise ParseError(f"selected 0 of exactly one {selector!r} in <{node.name}>; the markup may have changed")
    return found


def text(node: Tag) -> str:
    """The element's text with runs of white space (no-break spaces too) as one blank."""
    return re.sub(r"\s+", " ", node.get_text()).strip()


ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)


def unescaped(words: str) -> str:
    """`words` without the escapes of a page that escaped them twice ("&amp;amp;")."""
    return unescape(words) if ENTITY.search(words) else words


def plain(node: Tag) -> str:
    """The element's text as `text` gives it, with what was escaped twice unescaped once more."""
    return re.sub(r"\s+", " ", unescaped(text(node))).strip()


def href(node: Tag) -> str:
    """The element's `href`, stripped; ParseError when it has none."""
    value = node.get("href")
    if not isinstance(value, str) or not value.strip():
        raise ParseError(f"<{node.name}> {text(node)[:60]!r} has no href")
    return value.strip()


def plain_value(value: Any) -> str | None:
    """A text value without entities, tags and runs of white space; None for what is no text or empty."""
    if not isinstance(value, str):
        return None
    return re.sub(r"\s+", " ", re.sub(r"</?[a-zA-Z][^>]*>", "", unescape(value))).strip() or None


def read_json(body: bytes) -> Any:
    """JSON of any shape, or ParseError that says where it ends to be JSON. Control characters in texts are let through."""
    try:
        return json.loads(body, strict=False)
    except (ValueError, RecursionError) as error:  # no JSON, bytes that are no text, or a tower of brackets
        raise ParseError(f"no JSON ({error}) but {body[:40]!r}") from error
