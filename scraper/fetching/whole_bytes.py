"""Whether a file is visibly complete: for answers that do not give their length, or give a wrong one."""

import json
import re
from collections.abc import Iterator

from archive.records import Document, Record
from scraper.reading.pdf.document import open_pages
from scraper.reading.refusals import is_pdf

TAIL = 1024  # bytes at the end of a PDF in which readers look for %%EOF
LAST = 4096  # bytes at the end of a page in which its end tag stands
HEAD = 4096  # bytes at the beginning by which text is told from packed bytes
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINEARIZED = re.compile(rb"/Linearized\b.{0,512}?/L\s+(\d+)", re.DOTALL)
LISTS = re.compile(
    rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*>)*<((?:\w+:)?(?:urlset|sitemapindex|rss|feed|rdf))\b", re.DOTALL | re.IGNORECASE
)
# Behind the last end tag: white space and comments, of which caches append some.
BEHIND = rb"\s*>(?:\s|\0|<!--(?:(?!-->).)*(?:-->|\Z))*\Z"
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def open_pdf(document: Document) -> Iterator[Record]:
    """Opens a PDF page by page, in a reading process; no record when all pages are there. ParseError for a damaged file."""
    open_pages(document.body)
    yield from ()


def is_plain(body: bytes) -> bool:
    """Whether `body` is plainly a PDF or text: bytes packed in any way are neither."""
    head = body[:HEAD]
    if is_pdf(body):
        return True
    if not head or CONTROLS.search(head):
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        # The last character may be cut, and markup may well be in another encoding.
        return (len(head) == HEAD and error.start > HEAD - 4) or head.lstrip().startswith(b"<")
    return True


def shows_its_end(body: bytes) -> bool:
    """Whether a page, a list in XML, a JSON text or a PDF can be seen to be whole. What cannot be told is False.

    Of a PDF this says only that its last lines are there; that it opens with all its pages is for `open_pdf` to find out.
    """
    if is_pdf(body):
        said = LINEARIZED.search(body[: 2 * TAIL])
        return b"%%EOF" in body[-TAIL:] and (said is None or len(body) >= int(said[1]))
    text = body.removeprefix(BYTE_ORDER_MARK)
    found = LISTS.match(text)
    root = re.escape(found[1]) if found else b"html"
    return re.search(rb"</" + root + BEHIND, text[-LAST:], re.DOTALL | re.IGNORECASE) is not None or _is_json(text)


def _is_json(text: bytes) -> bool:
    if text.lstrip()[:1] not in (b"{", b"["):  # a number or a word may be the beginning of a longer one
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
