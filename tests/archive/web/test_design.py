"""The design language holds: text has the contrast of WCAG AA in light and dark, and the four grades differ for colour-blind people too."""

import re
from itertools import combinations

import pytest

from archive.outcomes.grade_scale import HEIGHTS
from archive.vocabulary import KIND_GROUPS
from archive.web.pills import LETTERS, grade_pill, send_pill
from tests.conftest import ROOT

CSS = (ROOT / "archive/web/static/site.css").read_text("utf-8")
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{([^}]+)\}", CSS)[:2])
PAIRS = [
    (text, ground)
    for ground in ("paper", "card", "tint", "warn", "mark")
    for text in ("ink", "soft", "teal", "link", "visited", "alarm")
    if ground != "mark" or text == "ink"
]
# What a person without green or red cones sees of linear RGB (Viénot, Brettel and Mollon 1999).
BLIND = {
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
}


def linear(colour: str) -> list[float]:
    """Linear red, green and blue of #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(first: str, second: str) -> float:
    """The contrast of two colours as WCAG 2 works it out."""
    low, high = sorted(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(one), strict=True)) for one in (first, second))
    return (high + 0.05) / (low + 0.05)


def pill_colours(grade: str) -> tuple[str, str]:
    """Text and ground of a grade's pill."""
    base, own = (re.search(rf"^\.pill{css} \{{(.*)\}}", CSS, re.MULTILINE) for css in ("", rf"\.{grade}"))
    assert base is not None
    assert own is not None
    found = {}
    for rules in (base[1], own[1]):
        for name, value in re.findall(r"(?<![\w-])(color|background): (#[0-9a-f]{3,6})", rules):
            found[name] = value if len(value) == 7 else "#" + "".join(letter * 2 for letter in value[1:])
    return found["color"], found["background"]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_the_contrast_of_aa_on_every_ground(scheme: dict[str, str]) -> None:
    colours = LIGHT | scheme
    assert len(PAIRS) == 25
    low = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}
    assert contrast("#ffffff", colours["brand"]) >= 4.5


@pytest.mark.parametrize("grade", HEIGHTS)
def test_a_pill_can_be_read(grade: str) -> None:
    assert contrast(*pill_colours(grade)) >= 4.5


@pytest.mark.parametrize("kind", BLIND)
def test_no_two_grades_look_alike_to_colour_blind_people(kind: str) -> None:
    def seen(colour: str) -> list[float]:
        values = [max(0.0, sum(w * c for w, c in zip(row, linear(colour), strict=True))) for row in BLIND[kind]]
        return [value ** (1 / 2.2) for value in values]

    for first, second in combinations(HEIGHTS, 2):
        apart = sum(abs(a - b) for a, b in zip(*(seen(pill_colours(one)[1]) for one in (first, second)), strict=True))
        assert apart > 0.3, f"{first} and {second}: {apart:.2f}"


def test_a_pill_has_a_letter_of_its_own_and_the_word() -> None:
    assert set(LETTERS) == set(HEIGHTS)
    assert len(set(LETTERS.values())) == 4
    assert grade_pill("good") == '<span class="pill good" data-letter="G">Good</span>'
    assert grade_pill("adequate") == '<span class="pill other-scale" data-letter="·">Adequate (before 2014)</span>'


def test_no_grade_is_words_with_a_reason_and_never_a_pill() -> None:
    assert (
        grade_pill(None, "not_applicable")
        == grade_pill("not_applicable")
        == ('<span class="no-grade" title="Visits and inspections of this type give no grades">Not graded</span>')
    )
    assert grade_pill(None, "joined") == '<span class="no-grade">Judged together</span>'
    assert "pill" not in grade_pill(None, None)


def test_an_outcome_of_area_send_has_no_colour_and_a_hostile_sentence_does_no_harm() -> None:
    shown = send_pill(2, '"><script>')
    assert "pill" not in shown
    assert "<script" not in shown
    assert ">Inconsistent experiences<" in shown


def test_each_series_of_a_chart_is_seen_on_both_grounds() -> None:
    """WCAG 1.4.11: what is needed to read a chart has a contrast of 3; the fifth and third series are paler, and have a key and a table."""
    fills = dict(re.findall(r"\.(s\d) \{ fill: ([^;]+); \}", CSS))
    assert sorted(fills) == [f"s{number}" for number in range(len(KIND_GROUPS))]
    for scheme in (LIGHT, DARK):
        seen = {name: scheme[fill[6:-1]] if fill.startswith("var") else fill for name, fill in fills.items()}
        assert len({*seen.values()}) == len(seen)
        low = {name: contrast(fill, scheme["paper"]) for name, fill in seen.items() if contrast(fill, scheme["paper"]) < 3}
        assert {*low} <= {"s2", "s4"}, low
