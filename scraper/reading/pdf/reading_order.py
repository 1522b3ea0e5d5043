"""The lines of a page in the order they are read, where that is not the order they were written in."""

from collections.abc import Sequence
from itertools import pairwise

from scraper.reading.pdf.lines import Line


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Lines in the order written, but blocks (of lines going down) that stand wholly above others come before them.

    Text boxes and late paragraphs are often written after what stands below them; cells of a table row overlap and keep their order.
    """
    starts = [index for index, (above, line) in enumerate(pairwise(lines), start=1) if line.y0 < above.y0 - 0.5 * line.size]
    if not starts:
        return list(lines)
    apart: list[_Block] = []
    for start, stop in pairwise([0, *starts, len(lines)]):
        block = _Block(lines[start:stop])
        for other in [other for other in apart if other.overlaps(block)]:
            apart.remove(other)
            block = _Block([*other.lines, *block.lines])
        apart.append(block)
    return [line for block in sorted(apart, key=lambda block: block.top) for line in block.lines]


class _Block:
    """Lines in their order, and the heights they reach from and to."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.top = min(line.y0 for line in lines)
        self.bottom = max(line.y1 for line in lines)

    def overlaps(self, other: "_Block") -> bool:
        """Whether the two stand beside each other, by more than the little that lines of one paragraph may."""
        slack = 0.3 * other.lines[0].size
        return self.top + slack < other.bottom and other.top + slack < self.bottom
