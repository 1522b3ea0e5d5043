"""The horizontal rules drawn on a PDF's pages: the only sign of where one row of a ruled table ends and the next begins."""

from collections.abc import Iterable

import pypdfium2
import pypdfium2.raw as pdfium

from scraper.reading.pdf.frame import frame_of
from scraper.reading.pdf.lines import Rule

THIN = 3.0
"""A path at most this high (points) is a rule."""
LONG = 20.0
"""A path at least this long (points) is a rule; shorter ones are corners of cells and the like."""
SAME = 1.5
"""Pieces of one rule differ at most this much in height, and touch to this much: cells of a row draw their own piece each."""


def rules_of(document: pypdfium2.PdfDocument, number: int) -> tuple[Rule, ...]:
    """The rules of a page (numbered from 1) from the top down, pieces of one rule joined; PdfiumError when the page is damaged."""
    page = document[number - 1]
    frame = frame_of(page)
    pieces = []
    # The first level only: what stands in a form XObject has the form's coordinates.
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        x0, y0, x1, y1 = frame.box(*path.get_bounds())
        if y1 - y0 <= THIN:
            pieces.append(Rule(x0, x1, (y0 + y1) / 2))
    page.close()
    return tuple(rule for rule in _joined(pieces) if rule.x1 - rule.x0 >= LONG)


def _joined(pieces: Iterable[Rule]) -> list[Rule]:
    """Rules from the top down and from left to right, pieces that touch as one."""
    rules: list[Rule] = []
    for piece in sorted(pieces, key=lambda piece: (round(piece.y / SAME), piece.x0)):
        last = rules[-1] if rules else None
        if last and abs(last.y - piece.y) <= SAME and piece.x0 <= last.x1 + SAME:
            rules[-1] = Rule(last.x0, max(last.x1, piece.x1), last.y)
        else:
            rules.append(piece)
    return rules
