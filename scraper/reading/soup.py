"""BeautifulSoup selections that count what they select, so that changed markup is an error and never an empty loop; and values of JSON."""

import json
import re
from html import unescape
from typing import Any

from bs4 import BeautifulSoup, Tag
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

from scraper.reading.errors import ParseError


def parse(body: bytes | str, content_type: str | None = None) -> BeautifulSoup:
    """HTML as a tree (lxml's parser: fast, forgiving).

    Bytes are decoded by the mark they begin with, the header Content-Type, or what the page declares: the first that fits them.
    ISO-8859-1 stands for windows-1252, as in browsers.
    """
    if isinstance(body, str):
        return BeautifulSoup(body, "lxml")
    stated = (read_bom(body)[0], http_content_type_encoding(content_type), html_body_declared_encoding(body))
    return BeautifulSoup(body, "lxml", from_encoding=next((name for name in stated if name and decodes(body, name)), None))


def decodes(body: bytes, encoding: str) -> bool:
    """Whether `body` is text in `encoding`."""
    try:
        body.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


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


LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # half of a character, where a text was cut within an emoji
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
    """A text value without entities, escaped once or twice, tags, half characters and runs of white space; None where no text is left."""
    if not isinstance(value, str):
        return None
    text = LONE_SURROGATE.sub("", unescaped(unescape(value)))
    return re.sub(r"\s+", " ", re.sub(r"</?[a-zA-Z][^>]*>", "", text)).strip() or None


def read_json(body: bytes) -> Any:
    """JSON of any shape, or ParseError that says where it ends to be JSON. Control characters in texts are let through."""
    try:
        return json.loads(body, strict=False)
    except (ValueError, RecursionError) as error:  # no JSON, bytes that are no text, or a tower of brackets
        raise ParseError(f"no JSON ({error}) but {body[:40]!r}") from error
