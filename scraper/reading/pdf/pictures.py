"""Whether a page without text shows something all the same: a scan, or letters drawn as outlines; a blank page does not."""

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from scraper.reading.pdf.frame import Frame

LARGE = 0.3
"""A picture on this share of the page or more may be a scan of text."""
OUTLINES = 100
"""So many paths may be the outlines of letters; lines and boxes are fewer."""
DRAWN = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)


def shows_something(page: PdfPage, frame: Frame) -> bool:
    """Whether large pictures or many paths are drawn on a page."""
    area = 0.0
    paths = 0
    for thing in page.get_objects(filter=[*DRAWN, pdfium.FPDF_PAGEOBJ_PATH]):
        if thing.type == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths >= OUTLINES:
                return True
            continue
        left, bottom, right, top = thing.get_bounds()
        width = min(right, frame.right) - max(left, frame.left)
        area += max(0.0, width) * max(0.0, min(top, frame.top) - max(bottom, frame.bottom))
    return area >= LARGE * (frame.right - frame.left) * (frame.top - frame.bottom)
