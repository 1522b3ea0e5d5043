"""A map of England's councils: one square each, near its place, with a link. Its shade is the age of the last graded inspection."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from archive.urls import authority_url
from archive.web.words import day

STEP, SIZE, EDGE = 36, 33, 2  # from tile to tile, a tile, and the edge of the map, in the drawing's own units
BANDS = (  # longest age in years, class, words; lightness goes one way, and the key and each tile's words say the same
    (1.0, "age-1", "Less than 1 year ago"),
    (2.0, "age-2", "1 to 2 years ago"),
    (3.0, "age-3", "2 to 3 years ago"),
    (5.0, "age-4", "3 to 5 years ago"),
    (1000.0, "age-5", "More than 5 years ago"),
)
NONE = ("age-none", "No graded inspection in the archive")


@dataclass(frozen=True, slots=True)
class Tile:
    """A council's square at (x, y); `words` say in full what its shade does."""

    name: str
    short: str
    url: str
    css: str
    x: int
    y: int
    words: str


@dataclass(frozen=True, slots=True)
class TileMap:
    """What the template draws; `key` are (class, words, number of councils)."""

    tiles: tuple[Tile, ...]
    key: tuple[tuple[str, str, int], ...]
    width: int
    height: int


@cache
def places() -> dict[str, tuple[int, int]]:
    """Row and column of each council by its ONS code. Our own layout: regions stay together, neighbours are near."""
    rows = csv.DictReader(files("archive.web.drawings").joinpath("tiles.csv").read_text("utf-8").splitlines())
    return {row["code"]: (int(row["row"]), int(row["column"])) for row in rows}


def draw_tiles(names: Mapping[str, str], last: Mapping[str, str], today: str) -> TileMap | None:
    """The map of the councils in `names` (ONS code to name) that have a place on it; None where none has.

    `last` is the ISO day of each one's last graded inspection, where one is held; `today` is ISO.
    """
    found = [_tile(code, names[code], last.get(code), today) for code in places() if code in names]
    if not found:
        return None
    counts = Counter(tile.css for tile in found)
    key = tuple((css, words, counts[css]) for css, words in (*((css, words) for _, css, words in BANDS), NONE) if counts[css])
    width, height = (max(values) + STEP + EDGE for values in ([tile.x for tile in found], [tile.y for tile in found]))
    return TileMap(tuple(sorted(found, key=lambda tile: tile.name)), key, width, height)


@lru_cache(maxsize=1000)  # the map of a day is drawn for every reader of the home page
def _tile(code: str, name: str, last: str | None, today: str) -> Tile:
    row, column = places()[code]
    css, words = band(last, today)
    said = f"{name}: {words.lower()}" + (f" ({day(last)})" if last else "")
    return Tile(name, short_name(name), authority_url(code), css, EDGE + column * STEP, EDGE + row * STEP, said)


def band(last: str | None, today: str) -> tuple[str, str]:
    """Class and words for the age of an inspection that ended on the ISO day `last`."""
    if last is None:
        return NONE
    years = (date.fromisoformat(today) - date.fromisoformat(last)).days / 365.25
    return next((css, words) for limit, css, words in BANDS if years < limit)


def short_name(name: str) -> str:
    """Three or so letters for a tile: "Leeds" as "Lee", "North Yorkshire" as "NYo", "Kensington and Chelsea" as "KC"."""
    words = [
        word for word in name.replace("-", " ").replace(",", "").split() if word not in ("and", "of", "upon", "on", "with", "City", "the")
    ]
    if len(words) == 1:
        return words[0][:3]
    return (
        words[0][0] + words[1][:2]
        if len(words) == 2 and words[0] in ("North", "South", "East", "West", "Central")
        else "".join(word[0] for word in words)
    )
