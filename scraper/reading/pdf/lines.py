"""What a PDF's pages hold once read: lines with their place, size and role, drawn rules, and the text a person would read."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["body", "header", "footer", "page_number", "letterhead", "hidden", "footnote", "garbled", "layer"]
"""What a line is for. Nobody sees a "hidden" one; the letters of a "garbled" one are drawn but told by nothing in the file;
"layer" is drawn invisibly, and becomes "body" or "hidden" when its page is whole."""

Mark = Literal["text_layer", "garbled", "picture", "placeholder"]
"""What is odd about a page's text: it is the invisible layer of a scan; lines are left out because their font does not say which
letters they are; there is none though something is drawn; it only says that another program is needed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one cell's piece of a line in a table (pieces with a wide gap between them are Lines of their own).

    Coordinates are points as the page is shown (turned pages included): origin at the top left, y grows downwards.
    `y0` and `y1` are the font's ascent and descent, not the ink, so that lines of one font keep one pitch.
    `text` is mended: hyphens at line ends are there, a word that was only broken at a line's end stands whole on one of its lines,
    every kind of blank is one blank, no control or private-use characters, no bullet glyph (see `bullet`), no footnote marker
    ("Board1" is "Board"; a footnote's own number stays: "1 Under section 20").
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    """Font size of the first inked character after a bullet or number, in points, scaled as shown (some fonts say 1.0)."""
    bold: bool
    role: Role = "body"
    bullet: str | None = None
    """None, "•" (first level) or "–" (sub-bullet)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule drawn on a page (a stroke or a thin filled box), in the coordinates of Line."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: size in points as shown, lines in reading order (all roles), body paragraphs and running text.

    `paragraphs.made_page` makes one of its lines.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    paragraphs: tuple[tuple[Line, ...], ...]
    text: str
    marks: frozenset[Mark] = frozenset()
