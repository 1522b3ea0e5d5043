"""A stacked bar chart of reports by year and type, which the server draws as SVG shapes. It needs no script."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from archive.vocabulary import KIND_GROUPS

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 240, 36, 26, 12  # of the drawing, in its own units


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a year's bar: `series` counts from 0 in the order of KIND_GROUPS."""

    series: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws, and the same numbers as a table: one row a year, one number a series."""

    bars: tuple[Bar, ...]
    marks: tuple[tuple[float, int], ...]  # height and number of each line of the scale
    years: tuple[tuple[float, str], ...]  # middle and name of each bar
    table: tuple[tuple[str, tuple[int, ...]], ...]
    series: tuple[str, ...]


def draw(counts: Iterable[tuple[str, str, int]]) -> Chart | None:
    """The chart of (year, kind, count); None when there is nothing to draw. Years without reports are drawn as gaps."""
    series_of = {kind: number for number, kinds in enumerate(KIND_GROUPS.values()) for kind in kinds}
    totals: dict[int, list[int]] = defaultdict(lambda: [0] * len(KIND_GROUPS))
    for year, kind, count in counts:
        totals[int(year)][series_of.get(kind, series_of["not_known"])] += count
    if not totals:
        return None
    years = range(min(totals), max(totals) + 1)
    top = _round_up(max(map(sum, totals.values())))
    step = (WIDTH - LEFT) / len(years)
    scale = (HEIGHT - BOTTOM - TOP) / top
    bars = []
    for place, number in enumerate(years):
        level, left = float(HEIGHT - BOTTOM), round(LEFT + place * step + step * 0.14, 1)
        for series, count in enumerate(totals[number]):
            if count:
                level -= count * scale
                bars.append(Bar(series, left, round(level, 1), round(step * 0.72, 1), round(count * scale, 1)))
    every = -(-len(years) // 14)  # so that the names of years do not touch
    return Chart(
        bars=tuple(bars),
        marks=tuple((round(HEIGHT - BOTTOM - mark * scale, 1), mark) for mark in (0, top // 2, top)),
        years=tuple((round(LEFT + (place + 0.5) * step, 1), str(number)) for place, number in enumerate(years) if place % every == 0),
        table=tuple((str(number), tuple(totals[number])) for number in years),
        series=tuple(KIND_GROUPS),
    )


def _round_up(number: int) -> int:
    """The next even number with one leading digit: 7 -> 8, 13 -> 20, 181 -> 200."""
    unit = max(2, int(10 ** (len(str(number)) - 1)))
    return -(-number // unit) * unit
