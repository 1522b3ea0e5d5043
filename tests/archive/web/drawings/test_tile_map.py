"""The map of councils: every council of England once, its region together, and shades that say the age of the last graded inspection."""

import pytest

from archive.authorities import shipped_authorities
from archive.web.drawings.tile_map import draw_tiles, places, short_name

TODAY = "2026-11-28"
ISLANDS = {"Isle of Wight", "Isles of Scilly"}


def test_every_council_of_today_has_one_place_of_its_own() -> None:
    current = {one.code for one in shipped_authorities() if one.existed(TODAY)}
    assert len(current) == 153
    assert set(places()) == current
    assert len(set(places().values())) == 153


def test_councils_lie_beside_others_of_their_region() -> None:
    regions = {places()[one.code]: one.region for one in shipped_authorities() if one.code in places()}
    for one in shipped_authorities():
        if one.code in places() and one.name not in ISLANDS:
            row, column = places()[one.code]
            near = {regions.get((row + down, column + right)) for down in (-1, 0, 1) for right in (-1, 0, 1) if (down, right) != (0, 0)}
            assert one.region in near, one.name


def test_north_is_up_and_east_is_right() -> None:
    at = {one.name: places()[one.code] for one in shipped_authorities() if one.code in places()}
    assert at["Northumberland"][0] < at["Leeds"][0] < at["Birmingham"][0] < at["Camden"][0] < at["Kent"][0]
    assert at["Cornwall"][1] < at["Bristol, City of"][1] < at["Reading"][1] < at["Camden"][1] < at["Medway"][1]


@pytest.mark.parametrize(
    ("last", "css", "words"),
    [
        ("2026-11-01", "age-1", "less than 1 year ago (1 November 2026)"),
        ("2025-11-20", "age-2", "1 to 2 years ago (20 November 2025)"),
        ("2022-01-10", "age-4", "3 to 5 years ago (10 January 2022)"),
        ("2014-02-03", "age-5", "more than 5 years ago (3 February 2014)"),
        (None, "age-none", "no graded inspection in the archive"),
    ],
)
def test_a_tile_says_in_words_what_its_shade_does(last: str | None, css: str, words: str) -> None:
    code = next(one.code for one in shipped_authorities() if one.name == "Leeds")
    drawn = draw_tiles({code: "Leeds"}, {code: last} if last else {}, TODAY)
    assert drawn is not None
    [tile] = drawn.tiles
    assert (tile.css, tile.words, tile.url) == (css, f"Leeds: {words}", f"/authority/{code}")
    assert [(shade, number) for shade, _, number in drawn.key] == [(css, 1)]


def test_invented_councils_are_not_on_the_map() -> None:
    assert draw_tiles({"X0000001": "Amberford"}, {}, TODAY) is None


@pytest.mark.parametrize(
    ("name", "short"), [("Leeds", "Lee"), ("North Yorkshire", "NYo"), ("Kensington and Chelsea", "KC"), ("Stoke-on-Trent", "ST")]
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short
