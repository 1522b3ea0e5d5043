"""Charts of shares: one bar of 100% a group, of those with a grade; the group's numbers stand at its end. Whole SVG, for page and file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from archive.outcomes.distributions import GRADES, Share
from archive.web.words_of_outcomes import short_grade

LEFT, BAR = 210, 330  # of the names and of a bar, in the drawing's own units; the drawing is 760 wide
LETTER = 6.9  # the width that a letter of a name needs: longer names take from the bars
STEP, THICK, TITLE_LINE = 28, 20, 24  # from bar to bar, of a bar, and of a line of the title
NARROWEST = 18  # a narrower piece has no room for its number, which the table gives
FILLS = {  # those of the pills in site.css: ground and text
    "outstanding": ("#12436d", "#ffffff"),
    "good": ("#9fd3df", "#16201f"),
    "requires_improvement": ("#ffcd82", "#16201f"),
    "inadequate": ("#8c1d18", "#ffffff"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar; `label` is its number where there is room for it."""

    x: float
    width: float
    fill: str
    ink: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name, at height `y`; `note` stands at its end."""

    name: str
    y: int
    pieces: tuple[Piece, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What chart.svg draws, and chart-narrow.svg for a phone: bars of `bar` begin at `left`, after their names.

    `title` is what was found, in `lines`; `source` names source and date; `key` are (fill, words, x).
    """

    title: str
    lines: tuple[str, ...]
    bars: tuple[Bar, ...]
    key: tuple[tuple[str, str, int], ...]
    source: str
    top: int
    height: int
    left: int = LEFT
    bar: int = BAR


def draw_shares(shares: Sequence[Share], title: str, source: str) -> Chart:
    """Bars of `shares`, one below the other, each as wide as the others. A group without any grade has an empty bar and says so."""
    bars = [(share, _pieces(share)) for share in shares]
    key, x = [], 0
    for grade in GRADES:
        key.append((FILLS[grade][0], short_grade(grade), x))
        x += 40 + 8 * len(short_grade(grade))
    return _chart(title, source, [(share.name, pieces, _note(share)) for share, pieces in bars], key)


def draw_lengths(rows: Sequence[tuple[str, float, str]], title: str, source: str) -> Chart:
    """Bars of (name, length, words at the end), on one scale."""
    longest = max((length for _, length, _ in rows), default=0) or 1
    left = max([LEFT, *(10 + round(LETTER * len(name)) for name, _, _ in rows)])
    bar = LEFT + BAR - left
    bars = [(name, (Piece(left, round(bar * length / longest, 1), "#2c6a72", "#ffffff", ""),), words) for name, length, words in rows]
    return replace(_chart(title, source, bars, []), left=left, bar=bar)


def _chart(title: str, source: str, bars: Sequence[tuple[str, tuple[Piece, ...], str]], key: Sequence[tuple[str, str, int]]) -> Chart:
    lines = tuple(wrap(title, 72))
    top = 14 + TITLE_LINE * len(lines) + (34 if key else 10)
    drawn = tuple(Bar(name, top + STEP * at, pieces, note) for at, (name, pieces, note) in enumerate(bars))
    return Chart(title, lines, drawn, tuple(key), source, top, top + STEP * len(drawn) + 30)


def _pieces(share: Share) -> tuple[Piece, ...]:
    pieces, x = [], float(LEFT)
    for grade in GRADES:
        if number := share.counts.get(grade, 0):
            width = BAR * number / share.with_grade
            pieces.append(Piece(round(x, 1), round(width, 1), *FILLS[grade], str(number) if width >= NARROWEST else ""))
            x += width
    return tuple(pieces)


def _note(share: Share) -> str:
    return f"{share.per_cent}% good or better, of {share.with_grade}" if share.with_grade else "no overall grades"
