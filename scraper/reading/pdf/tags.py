"""The structure tree of a tagged PDF: headings, lists and tables as the author's program wrote them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from ctypes import create_string_buffer
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from scraper.reading.pdf.characters import joined, mended_line
from scraper.reading.pdf.glyphs import Glyphs
from scraper.reading.pdf.printed_lines import written_lines

DEEPEST = 60
"""Levels of the tree that are read; a damaged tree may hold itself."""

Words = dict[int, list[str]]
"""Pieces of lines by the id of the marked content they are written in."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One element of the tree as far as it stands on one page: an element over two pages is two Tags."""

    kind: str
    """The standard or own name of the element: "H1", "P", "L", "LI", "LBody", "Table", "TR", "TD" …"""
    page: int
    text: str
    """All text in the element and its children, mended, on one line; bullet glyphs of the private use area are dropped."""
    children: tuple["Tag", ...]

    def find(self, *kinds: str) -> Iterator["Tag"]:
        """This element and those below it of the given kinds, in the order of the tree."""
        if self.kind in kinds:
            yield self
        for child in self.children:
            yield from child.find(*kinds)


def tags_of(document: pypdfium2.PdfDocument) -> tuple[Tag, ...] | None:
    """The outermost elements of each page, page by page; None when the PDF is not tagged."""
    found: list[Tag] = []
    for index in range(len(document)):
        page = document[index]
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        if tree:
            found.extend(_page_tags(page, tree, index + 1))
            pdfium.FPDF_StructTree_Close(tree)
        page.close()
    return tuple(found) if any(tag.text for tag in found) else None


def _page_tags(page: pypdfium2.PdfPage, tree: object, number: int) -> Iterator[Tag]:
    text_page = page.get_textpage()
    words = _words(Glyphs(text_page, number - 1))
    for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
        if element:
            yield _tag(element, number, words, DEEPEST)
    text_page.close()


def _words(glyphs: Glyphs) -> Words:
    """The words of a page, as pieces of lines, by marked content; a hyphen at a line end is the end of its piece."""
    found: Words = defaultdict(list)
    for start, stop in written_lines(glyphs.text):
        line: dict[int, list[str]] = defaultdict(list)
        for first, last in glyphs.words(start, stop):
            word = glyphs.text[first:last]
            line[glyphs.content(first)].append(word)
        for content, words in line.items():
            found[content].append(mended_line(" ".join(words)))
    return found


def _tag(element: object, number: int, words: Words, depth: int) -> Tag:
    text = ""
    children = []
    for index in range(pdfium.FPDF_StructElement_CountChildren(element) if depth else 0):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            tag = _tag(child, number, words, depth - 1)
            children.append(tag)
            text = joined(text, tag.text)
            continue
        content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        for piece in words.get(content, ()) if content >= 0 else ():  # -1: no content; unmarked text (footers) has that id too
            text = joined(text, piece)
    return Tag(_string(pdfium.FPDF_StructElement_GetType, element), number, text, tuple(children))


def _string(ask: Callable[[object, object, int], int], element: object) -> str:
    """A string pdfium gives as UTF-16 with a closing zero, asked for twice: for its length, then for itself."""
    length = ask(element, None, 0)
    buffer = create_string_buffer(length)
    ask(element, buffer, length)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")
