"""Horizontal stacked bars that the server draws as SVG shapes. Numbers and patterns tell them apart, so nobody needs to see colours."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.outcomes.distributions import GRADES, NO_GRADES, Share, used

WIDTH, LEFT, RIGHT = 720, 250, 40  # of the drawing, in its own units; RIGHT leaves room for the total
STEP, THICK = 26, 18  # from bar to bar, and of a bar
NARROWEST = 14  # a narrower piece has no room for its number, which the table gives


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar; `series` is a grade or a status, `label` its number where there is room for it."""

    series: str
    x: float
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name, at height `y`; `end` is where its total is written."""

    name: str
    y: int
    pieces: tuple[Piece, ...]
    total: int
    end: float


@dataclass(frozen=True, slots=True)
class Bars:
    """What the template draws; `series` are the grades and statuses that occur, in the order in which they are drawn."""

    bars: tuple[Bar, ...]
    series: tuple[str, ...]
    height: int
    shares: tuple[Share, ...]


def draw_bars(shares: Sequence[Share]) -> Bars:
    """Bars of `shares`, one below the other, on one scale."""
    longest = max((share.total for share in shares), default=0)
    scale = (WIDTH - LEFT - RIGHT) / longest if longest else 0.0
    series = used((*GRADES, *NO_GRADES), shares)
    bars = tuple(_bar(share, number * STEP + 4, series, scale) for number, share in enumerate(shares))
    return Bars(bars, series, STEP * len(shares) + 8, tuple(shares))


def _bar(share: Share, y: int, series: Sequence[str], scale: float) -> Bar:
    pieces, x = [], float(LEFT)
    for name in series:
        if number := share.counts.get(name, 0):
            width = number * scale
            pieces.append(Piece(name, round(x, 1), round(width, 1), str(number) if width >= NARROWEST else ""))
            x += width
    return Bar(share.name, y, tuple(pieces), share.total, round(x, 1))
