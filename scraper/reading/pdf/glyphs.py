"""The characters of a PDF page by index: text, boxes, sizes, weights, visibility."""

import re
from collections.abc import Iterator
from ctypes import POINTER, c_double, c_float, c_ushort, cast, create_string_buffer
from math import hypot
from typing import Literal

import pypdfium2.raw as pdfium
from pypdfium2 import PdfTextPage

from scraper.reading.pdf.frame import Box, frame_of
from scraper.reading.pdf.hyphens import with_soft_breaks

RAISED = 0.12
"""How far a footnote marker stands above its line, in font sizes."""
BOLD = 600
UNMAPPED = 0.3
"""A range is garbled when this share of its characters or more have no Unicode …"""
FEWEST_UNMAPPED = 3
"""… and at least so many, or all."""

_WORD = re.compile(r"\S+")
_UNUSUAL = re.compile(r"[^\x00-\x7f‘’“”–•£]")


class Glyphs:
    """The characters of one text page by index: their text, boxes, sizes and visibility. Asks pdfium only for what is needed.

    `index` is the page's own, from 0.
    """

    def __init__(self, page: PdfTextPage, index: int) -> None:
        self._page = page  # the handle is closed with the last reference to its page
        self.handle = page.raw
        self.frame = frame = frame_of(page.page)
        self.width, self.height = frame.box(frame.left, frame.bottom, frame.right, frame.top)[2:]
        self.text = with_soft_breaks(page, index, _text(page))
        self._unusual = _UNUSUAL.search(self.text) is not None
        self._doubles = [c_double() for _ in range(4)]
        self._floats = [c_float() for _ in range(2)]
        self._rect = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()

    def spans(self, start: int, stop: int) -> list[tuple[float, float]]:
        """Left and right edges of the runs (pieces written in one go) of a range that holds ink, in writing order."""
        left, top, right, bottom = self._doubles
        count = pdfium.FPDFText_CountRects(self.handle, start, stop - start)
        spans = []
        for index in range(count):
            pdfium.FPDFText_GetRect(self.handle, index, left, top, right, bottom)
            if self.frame.turn:
                x0, _, x1, _ = self.frame.box(left.value, bottom.value, right.value, top.value)
                spans.append((x0, x1))
            else:
                spans.append((left.value - self.frame.left, right.value - self.frame.left))
        return spans or [(self.box(start)[0], self.box(stop - 1)[2])]

    def box(self, index: int) -> Box:
        """The box of a character's ink."""
        left, right, bottom, top = self._doubles
        pdfium.FPDFText_GetCharBox(self.handle, index, left, right, bottom, top)
        return self.frame.box(left.value, bottom.value, right.value, top.value)

    def loose_box(self, index: int) -> Box:
        """The box of a character from its font's descent to its ascent."""
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self.handle, index, rect)
        return self.frame.box(rect.left, rect.bottom, rect.right, rect.top)

    def size(self, index: int) -> float:
        """The font size as shown, never 0: some documents write size 1 and scale by the matrix, damaged ones have none."""
        size = float(pdfium.FPDFText_GetFontSize(self.handle, index))
        if pdfium.FPDFText_GetMatrix(self.handle, index, self._matrix):
            size *= hypot(self._matrix.c, self._matrix.d) or 1.0
        return size if size > 0 else 1.0

    def raised(self, index: int, beside: int) -> bool:
        """Whether a character stands on a higher line than the one `beside` it."""
        left, bottom = self._doubles[:2]
        pdfium.FPDFText_GetCharOrigin(self.handle, index, left, bottom)
        y = self.frame.point(left.value, bottom.value)[1]
        pdfium.FPDFText_GetCharOrigin(self.handle, beside, left, bottom)
        return self.frame.point(left.value, bottom.value)[1] - y > RAISED * max(self.size(index), self.size(beside))

    def bold(self, index: int) -> bool:
        """Whether the font says it is bold."""
        return int(pdfium.FPDFText_GetFontWeight(self.handle, index)) >= BOLD

    def words(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """First index and end of each word of a range."""
        for word in _WORD.finditer(self.text, start, stop):
            yield word.span()

    def content(self, index: int) -> int:
        """The id of the marked content a character is written in; -1 when there is none."""
        run = pdfium.FPDFText_GetTextObject(self.handle, index)
        return int(pdfium.FPDFPageObj_GetMarkedContentID(run)) if run else -1

    def role(self, index: int, x: float, y: float) -> Literal["body", "hidden", "layer"]:
        """ "hidden" for a character of a line whose middle (x, y) is off the page or clipped away, "layer" for one drawn invisibly."""
        run = pdfium.FPDFText_GetTextObject(self.handle, index)
        if not run:
            return "body"
        mode = pdfium.FPDFTextObj_GetTextRenderMode(run)
        if mode == pdfium.FPDF_TEXTRENDERMODE_CLIP or not (0 <= x <= self.width and 0 <= y <= self.height):
            return "hidden"
        clip = pdfium.FPDFPageObj_GetClipPath(run)
        paths = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
        if paths > 0 and any(not (a <= x <= c and b <= y <= d) for a, b, c, d in self._clips(clip, paths)):
            return "hidden"
        return "layer" if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE else "body"

    def garbled(self, start: int, stop: int) -> bool:
        """Whether the font of a range does not say which letters its glyphs are, so that its text is not what is drawn.

        Its ends and unusual characters are asked first, as asking for each character of a document costs more than reading it.
        """
        unusual = _UNUSUAL.finditer(self.text, start, stop) if self._unusual else ()
        if not (self._unmapped(start) or self._unmapped(stop - 1) or any(self._unmapped(found.start()) for found in unusual)):
            return False
        told = [not self._unmapped(index) for first, last in self.words(start, stop) for index in range(first, last)]
        return not any(told) or told.count(False) >= max(FEWEST_UNMAPPED, UNMAPPED * len(told))

    def _unmapped(self, index: int) -> bool:
        return bool(pdfium.FPDFText_HasUnicodeMapError(self.handle, index) == 1)

    def _clips(self, clip: object, paths: int) -> Iterator[Box]:
        x, y = self._floats
        for path in range(paths):
            points = []
            for index in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
                pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
                points.append(self.frame.point(x.value, y.value))
            if points:
                xs, ys = [point[0] for point in points], [point[1] for point in points]
                yield min(xs), min(ys), max(xs), max(ys)


def _text(page: PdfTextPage) -> str:
    """The page's characters as one string in which index = pdfium's character index."""
    count = page.count_chars()
    if count <= 0:
        return ""
    buffer = create_string_buffer(2 * (count + 1))
    pdfium.FPDFText_GetText(page.raw, 0, count, cast(buffer, POINTER(c_ushort)))
    text = buffer.raw[: 2 * count].decode("utf-16-le", errors="surrogatepass")
    if len(text) == count and "\x00" not in text:
        return text
    return "".join(chr(pdfium.FPDFText_GetUnicode(page.raw, index)) for index in range(count))
