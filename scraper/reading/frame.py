"""From a PDF page's own coordinates (from the bottom left, unturned) to those of the page as shown (from the top left)."""

from dataclasses import dataclass

from pypdfium2 import PdfPage

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in the coordinates of Line."""


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
    """The page's frame."""
    left, bottom, right, top = page.get_cropbox()
    return Frame(min(left, right), min(bottom, top), max(left, right), max(bottom, top), page.get_rotation() // 90)
