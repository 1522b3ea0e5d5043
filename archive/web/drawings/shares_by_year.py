"""A low bar chart of shares by year above the results of a search, which the server draws as SVG shapes. It needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.search.trend import Share

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 96, 44, 26, 16  # of the drawing, in its own units
MARKS = (0, 5, 10, 20, 40, 60, 80, 100)  # percent of which the first that holds all bars is the top


@dataclass(frozen=True, slots=True)
class Chart:
    """`bars` are (x, y, width, height); `marks` height and words of each line of the scale; `years` middle and name of each bar."""

    bars: tuple[tuple[float, float, float, float], ...]
    marks: tuple[tuple[float, str], ...]
    years: tuple[tuple[float, str], ...]


def draw(years: Sequence[Share]) -> Chart | None:
    """The chart of these years; None where no report has what was searched for. Years without reports are left out."""
    if not any(one.reports for one in years):
        return None
    top = next(mark for mark in MARKS[1:] if mark >= 100 * max(one.share for one in years))
    step, scale = (WIDTH - LEFT) / len(years), (HEIGHT - BOTTOM - TOP) / top
    bars = []
    for place, one in enumerate(years):
        tall = round(100 * one.share * scale, 1)
        bars.append((round(LEFT + place * step + step * 0.14, 1), round(HEIGHT - BOTTOM - tall, 1), round(step * 0.72, 1), tall))
    every = -(-len(years) // 14)  # so that the names of years do not touch
    return Chart(
        bars=tuple(bars),
        marks=tuple((round(HEIGHT - BOTTOM - mark * scale, 1), f"{mark:g} %") for mark in (0, top)),
        years=tuple((round(LEFT + (at + 0.5) * step, 1), one.value) for at, one in enumerate(years) if at % every == 0),
    )
