"""From a PDF page's own coordinates (from the bottom left, unturned) to those of the page as shown (from the top left)."""

from collections.abc import Sequence
from dataclasses import dataclass

from pypdfium2 import PdfPage

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in the coordinates of Line."""

LEAST_SIDE = 10.0
"""A box narrower or lower than this (points) cannot be the page's."""
DEFAULT = (0.0, 0.0, 595.0, 842.0)
"""A4, for a page without any useful box."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's own coordinates are shown: its crop box (points) and its turn (quarter turns clockwise)."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as shown, from the top left."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box given by left, bottom, right, top, on the page as shown."""
        if self.turn == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def frame_of(page: PdfPage) -> Frame:
    """The page's frame: its crop box as far as that lies in its media box; a box without room for text is as if it were not there."""
    shown: Box = page.get_bbox()  # pdfium's own: unlike the others it knows the boxes that pages inherit
    given = page.get_mediabox(fallback_ok=False)
    media = (min(given[0], given[2]), min(given[1], given[3]), max(given[0], given[2]), max(given[1], given[3])) if given else None
    if not _has_room(shown) or (media and not _has_room(media)):
        shown = media if media and _has_room(media) else _inked(page)
    left, bottom, right, top = shown
    return Frame(left, bottom, right, top, page.get_rotation() // 90)


def _has_room(box: Sequence[float]) -> bool:
    return box[2] - box[0] >= LEAST_SIDE and box[3] - box[1] >= LEAST_SIDE


def _inked(page: PdfPage) -> Box:
    """A box round a page of the usual size and all that is drawn."""
    boxes = [DEFAULT, *(thing.get_bounds() for thing in page.get_objects(max_depth=1))]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
