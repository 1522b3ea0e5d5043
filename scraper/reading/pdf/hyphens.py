"""Which of the hyphens at line ends are soft: pdfium gives all of them as one mark, and the break behind them is lost."""

import re
from ctypes import c_float, c_ubyte, c_ulong, c_void_p, cast, string_at
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfTextPage

from scraper.reading.pdf.characters import LINE_END_HYPHENS, SOFT_BREAK, SOFT_HYPHEN

_LINE_END = re.compile(f"[{LINE_END_HYPHENS}]")
SAME = 0.02
"""Widths that differ by less than this share of the font size are the same."""
LONGEST = 64
"""Bytes of an ActualText that are read: that of a hyphen is one character."""


def with_soft_breaks(page: PdfTextPage, index: int, text: str) -> str:
    """`text` (index = pdfium's) of the page `index` (from 0) with SOFT_BREAK where the hyphen of a lost line end is a soft one.

    Its ActualText or its font says so. The document's words decide about the others (`broken_words`).
    """
    return _LINE_END.sub(lambda found: SOFT_BREAK if _is_soft(page, index, found.start()) else found[0], text)


def _is_soft(page: PdfTextPage, index: int, at: int) -> bool:
    run = pdfium.FPDFText_GetTextObject(page.raw, at)
    if not run:
        return False
    actual = _actual_text(run)
    if actual is not None:
        return actual == SOFT_HYPHEN
    size = float(pdfium.FPDFText_GetFontSize(page.raw, at))
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(page.raw, at, box)
    font = pdfium.FPDFTextObj_GetFont(run)
    if not _draws(font, SOFT_HYPHEN, size, box.right - box.left):
        return False
    return not _draws(font, "-", size, box.right - box.left) or _last_character_alone(page, index, run) in ("", SOFT_HYPHEN)


def _actual_text(run: object) -> str | None:
    """What the file says that a run's glyphs stand for; None where it says nothing."""
    value, length = (c_ubyte * LONGEST)(), c_ulong()
    for index in range(pdfium.FPDFPageObj_CountMarks(run)):
        mark = pdfium.FPDFPageObj_GetMark(run, index)
        # As bytes: asked for as a string, pdfium leaves out soft hyphens.
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", value, LONGEST, length):
            given = string_at(value, min(length.value, LONGEST))
            code = "utf-16" if given.startswith(b"\xfe\xff") else "utf-8-sig" if given.startswith(b"\xef\xbb\xbf") else "latin-1"
            return given.decode(code, errors="replace")
    return None


def _draws(font: object, char: str, size: float, width: float) -> bool:
    """Whether a font has a glyph of this width (points) for a character."""
    found = c_float()
    if not pdfium.FPDFFont_GetGlyphPath(font, ord(char), size) or not pdfium.FPDFFont_GetGlyphWidth(font, ord(char), size, found):
        return False
    return abs(found.value - width) < SAME * size


def _last_character_alone(page: PdfTextPage, index: int, run: object) -> str:
    """The last character of a run where it stands alone on its page, and so at no line's end; "" for a run in a form XObject.

    Its font has both hyphens in one width, so that nothing else tells them apart. Few fonts have; others never come here.
    """
    order = [_address(thing.raw) for thing in page.page.get_objects(max_depth=1)]
    if _address(run) not in order:
        return ""
    copy = page.page.pdf[index]
    for place, thing in enumerate(list(copy.get_objects(max_depth=1))):
        if place != order.index(_address(run)):
            copy.remove_obj(thing)
    alone = copy.get_textpage()
    count = alone.count_chars()
    last = chr(pdfium.FPDFText_GetUnicode(alone.raw, count - 1)) if count else ""
    alone.close()
    copy.close()
    return last


def _address(thing: Any) -> int | None:
    return cast(thing, c_void_p).value
