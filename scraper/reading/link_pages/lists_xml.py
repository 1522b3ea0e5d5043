"""Reads lists in XML as sites really serve them: whole if well-formed, otherwise repaired, otherwise entry by entry.

Lists that declare entities are refused, because these could expand without end or fetch files.
"""

import codecs
import re
from dataclasses import dataclass
from html.entities import html5
from xml.etree import ElementTree

from scraper.reading.errors import ParseError

CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # characters that XML does not know
REFERENCE = re.compile(r"&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|(\w+;))?")
XML_ENTITIES = ("amp;", "lt;", "gt;", "quot;", "apos;")
ROOT = re.compile(r"<((?:[\w.-]+:)?(urlset|sitemapindex|rss|feed|RDF))\b[^>]*>")
ENTRY_OF = {"urlset": "url", "sitemapindex": "sitemap", "rss": "item", "RDF": "item", "feed": "entry"}
PREFIX = re.compile(r"</?([\w.-]+):[\w.-]+|\s([\w.-]+):[\w.-]+\s*=")


@dataclass(frozen=True, slots=True)
class XmlList:
    """The elements of a list: `root` is its name without prefix; `entries` may be fewer than there are, then `odd` says of each why."""

    root: str
    entries: tuple[ElementTree.Element, ...]
    odd: tuple[str, ...] = ()


def read_xml_list(body: bytes) -> XmlList:
    """The root and the entries of a sitemap or feed. ParseError, with line and column, for what is none or is cut short."""
    text = decoded(body)
    if any(b"<!ENTITY" in form.upper() for form in (body.replace(b"\0", b""), text.encode("utf-8", "replace"))):  # whatever the encoding
        raise ParseError("the XML declares entities, which no feed or sitemap needs")
    try:
        return _whole(ElementTree.fromstring(body.lstrip()))
    except (ElementTree.ParseError, ValueError, LookupError) as error:  # the last two: an encoding that is unknown
        fault = f"is not well-formed XML ({error})"
    text = mended(text)
    try:
        return _whole(ElementTree.fromstring(text), f"the list {fault}; it was mended")
    except ElementTree.ParseError:
        return _one_by_one(text, f"{fault}: {body[:40]!r}")


def _whole(root: ElementTree.Element, *odd: str) -> XmlList:
    """The entries of a list that could be read whole: below its root, or (in RSS) below its channel."""
    name = ENTRY_OF.get(local(root))
    within = root.iter() if name == "item" else iter(root)
    return XmlList(local(root), tuple(node for node in within if isinstance(node.tag, str) and local(node) == name), odd)


def decoded(body: bytes) -> str:
    """The text of `body`: in the encoding that it declares, else in UTF-8, with stray bytes read as Windows-1252."""
    declared = re.match(rb"""\s*<\?xml[^>]*encoding=["']([\w.-]+)["']""", body)
    encoding = "utf-16" if body.startswith((b"\xff\xfe", b"\xfe\xff")) else declared[1].decode() if declared else "utf-8"
    try:
        return body.decode(encoding)
    except (UnicodeError, LookupError):
        return body.decode("utf-8", "stray_bytes")


def _stray_bytes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # only decoding uses it
    return error.object[error.start : error.end].decode("windows-1252", "replace"), error.end


codecs.register_error("stray_bytes", _stray_bytes)


def mended(text: str) -> str:
    """`text` with bare ampersands escaped, HTML's named entities as characters, and without characters that XML does not allow."""
    parts = CDATA.split(NO_XML.sub("", text.lstrip("\ufeff \t\r\n")))
    parts[::2] = [REFERENCE.sub(_reference, part) for part in parts[::2]]
    return "".join(parts)


def _reference(found: re.Match[str]) -> str:
    if found[1] or found[2]:
        code = int(found[1]) if found[1] else int(found[2], 16)
        return "" if code > 0x10FFFF or NO_XML.match(chr(code)) else f"&#{code};"
    if found[3] in XML_ENTITIES:
        return found[0]
    if found[3] in html5:
        return "".join(f"&#{ord(char)};" for char in html5[found[3]])
    return "&amp;" + found[0][1:]


def _one_by_one(text: str, fault: str) -> XmlList:
    """Parse each entry separately, so that a fault in one affects only that one; ParseError(`fault`) where the list itself is cut short."""
    root = ROOT.search(text)
    end = text.rfind(f"</{root[1]}") if root else -1
    if root is None or end < 0:
        raise ParseError(f"it {fault}")
    text = text[:end]
    name = ENTRY_OF[root[2]]
    begins = [found.start() for found in re.finditer(rf"<(?:[\w.-]+:)?{name}(?=[\s>/])", text)]
    entries, odd = [], [f"the list {fault}; its entries were read one by one"]
    for number, (begin, stop) in enumerate(zip(begins, [*begins[1:], len(text)], strict=True), start=1):
        try:
            entries.append(_entry(text[begin:stop], name))
        except ElementTree.ParseError as error:
            line, column = text.count("\n", 0, begin) + 1, begin - text.rfind("\n", 0, begin)
            odd.append(f"entry {number}, from line {line}, column {column}, is passed over: {error}")
    if not entries:
        raise ParseError(f"it {fault}")
    return XmlList(root[2], tuple(entries), tuple(odd))


def _entry(text: str, name: str) -> ElementTree.Element:
    """Parse one entry, with any prefixes it uses; text after its end tag belongs to the list."""
    ends = list(re.finditer(rf"</(?:[\w.-]+:)?{name}\s*>", text))
    text = text[: ends[-1].end()] if ends else text
    prefixes = {prefix for found in PREFIX.finditer(CDATA.sub("", text)) for prefix in found.groups() if prefix} - {"xml", "xmlns"}
    spaces = "".join(f' xmlns:{prefix}="urn:{prefix}"' for prefix in sorted(prefixes))
    return ElementTree.fromstring(f"<list{spaces}>{text}</list>")[0]


def local(node: ElementTree.Element) -> str:
    """The element's name without its namespace, which publishers write in several ways."""
    return node.tag.rpartition("}")[2]
