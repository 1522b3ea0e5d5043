"""The rows of tables as a PDF's tags give them: a second reading, to compare with the rules drawn on the pages."""

import re
from collections.abc import Sequence

from scraper.reading.pdf.characters import FIRST_LEVEL, SUB_LEVEL
from scraper.reading.pdf.document import Tag
from scraper.reading.reports.parts.tables.ruled import Row, rows_over_pages


def tagged_rows(tags: Sequence[Tag]) -> frozenset[str]:
    """The last filled cell of each row of the innermost tagged tables, in letters and digits only: a second reading of the rows."""
    found = set()
    for tag in tags:
        for table in tag.find("Table"):
            if any(inner is not table for inner in table.find("Table")):
                continue
            for row in table.find("TR"):
                filled = [cell.text for cell in row.children if letters(cell.text)]
                if filled:
                    found.add(letters(filled[-1]))
    return frozenset(found)


def letters(text: str) -> str:
    """`text` in lower case letters and digits only, to compare two readings of it."""
    return "".join(char for char in text.casefold() if char.isalnum())


def untagged(texts: Sequence[str], tagged: frozenset[str]) -> tuple[int, ...]:
    """The indices of the texts that are neither a row of `tagged_rows` nor, with those beside them, what one cell lists."""
    words = [letters(text) for text in texts]
    known = [is_tagged(word, tagged) for word in words]
    for first in range(len(words)):
        for behind in range(first + 2, len(words) + 1):
            if is_tagged("".join(words[first:behind]), tagged):
                known[first:behind] = [True] * (behind - first)
    return tuple(index for index, each in enumerate(known) if not each)


def is_tagged(text: str, tagged: frozenset[str]) -> bool:
    """Whether `text` (letters alone) is a row of `tagged_rows`; one over a page break is two, perhaps with a heading."""
    if text in tagged:
        return True
    rests = [text[len(row) :] for row in tagged if row and text.startswith(row)]
    return any(row.endswith(rest) for rest in rests for row in tagged)


def rows_below(tags: Sequence[Tag], heading: re.Pattern[str]) -> tuple[Row, ...]:
    """The rows of the innermost tagged tables with a cell that is `heading`, without that row; for tables without drawn rules."""
    rows = []
    for table in (table for tag in tags for table in tag.find("Table") if not any(inner is not table for inner in table.find("Table"))):
        cells = [(row.page, tuple(_unmarked(cell.text) for cell in row.children)) for row in table.find("TR")]
        if any(heading.fullmatch(cell) for _, row in cells for cell in row):
            rows += [Row(page, row, heading=False) for page, row in cells if row and row[-1] and not any(map(heading.fullmatch, row))]
    return rows_over_pages(rows)


def _unmarked(text: str) -> str:
    """The text of a cell without the glyphs of its bullets."""
    return " ".join(word for word in text.split() if word not in FIRST_LEVEL and word not in SUB_LEVEL)
