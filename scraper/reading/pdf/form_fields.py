"""What is typed into the fields of a PDF's form: it is on the page as shown and printed, but not in the page's text."""

from collections.abc import Iterator
from ctypes import POINTER, c_float, c_ushort, cast, create_string_buffer
from dataclasses import replace

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from scraper.reading.pdf.characters import mended
from scraper.reading.pdf.frame import Box, Frame
from scraper.reading.pdf.lines import Line

TYPED = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW | pdfium.FPDF_ANNOT_FLAG_INVISIBLE
PITCH = 1.2
"""From one line to the next in a field, in font sizes."""
LARGEST = 12.0
"""The greatest font size taken for a field that leaves the size to the viewer (points)."""


def with_fields(lines: list[Line], page: PdfPage, frame: Frame) -> list[Line]:
    """The lines of a page with those typed into its fields, each behind what stands before it: left of it in its row, or above.

    They have the size of that line, so that small print typed beside a label is no letterhead.
    """
    result = list(lines)
    for line in _field_lines(page, frame) if page.formenv else ():
        before = [at for at, other in enumerate(result) if other.role == "body" and _stands_before(other, line)]
        at = max(before, key=lambda at: (result[at].y0, result[at].x0), default=-1)
        result.insert(at + 1, replace(line, size=result[at].size) if before else line)
    return result


def _stands_before(other: Line, line: Line) -> bool:
    middle = (line.y0 + line.y1) / 2
    if other.y0 < middle < other.y1:
        return other.x0 < line.x0
    return other.y1 <= middle


def _field_lines(page: PdfPage, frame: Frame) -> Iterator[Line]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            if _is_shown(page, annotation):
                yield from _typed(page, annotation, frame)
            pdfium.FPDFPage_CloseAnnot(annotation)


def _is_shown(page: PdfPage, annotation: object) -> bool:
    """Whether an annotation is a field for text whose value is shown on screen and in print, and is no password."""
    if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
        return False
    flags = pdfium.FPDFAnnot_GetFlags(annotation)
    if flags & UNSEEN or not flags & pdfium.FPDF_ANNOT_FLAG_PRINT:
        return False
    kind = pdfium.FPDFAnnot_GetFormFieldType(page.formenv.raw, annotation)
    secret = kind == pdfium.FPDF_FORMFIELD_TEXTFIELD and (
        pdfium.FPDFAnnot_GetFormFieldFlags(page.formenv.raw, annotation) & pdfium.FPDF_FORMFLAG_TEXT_PASSWORD
    )
    return kind in TYPED and not secret


def _typed(page: PdfPage, annotation: object, frame: Frame) -> Iterator[Line]:
    """The lines of a field's value, spread over its box as a viewer would set them; a line that would be wrapped is one Line."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, rect)
    x0, y0, x1, y1 = frame.box(
        min(rect.left, rect.right), min(rect.bottom, rect.top), max(rect.left, rect.right), max(rect.bottom, rect.top)
    )
    texts = [text for text in map(mended, _value(page, annotation).splitlines()) if text]
    if not texts or not _is_on_page((x0, y0, x1, y1), frame):
        return
    size = _size(page, annotation) or min(LARGEST, (y1 - y0) / len(texts) / PITCH) or 1.0
    top = y0 if len(texts) > 1 or y1 - y0 > 2 * PITCH * size else (y0 + y1 - size) / 2
    for number, text in enumerate(texts):
        y = top + number * PITCH * size
        yield Line(text, x0, y, x1, y + size, size, False)


def _is_on_page(box: Box, frame: Frame) -> bool:
    width, height = frame.box(frame.left, frame.bottom, frame.right, frame.top)[2:]
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return box[2] > box[0] and box[3] > box[1] and 0 <= x <= width and 0 <= y <= height


def _value(page: PdfPage, annotation: object) -> str:
    length = pdfium.FPDFAnnot_GetFormFieldValue(page.formenv.raw, annotation, None, 0)
    buffer = create_string_buffer(length + 2)
    pdfium.FPDFAnnot_GetFormFieldValue(page.formenv.raw, annotation, cast(buffer, POINTER(c_ushort)), length)
    return buffer.raw[:length].decode("utf-16-le", errors="ignore").rstrip("\0")


def _size(page: PdfPage, annotation: object) -> float:
    """The font size of a field in points; 0 where it leaves that to the viewer."""
    size = c_float()
    return size.value if pdfium.FPDFAnnot_GetFontSize(page.formenv.raw, annotation, size) else 0.0
