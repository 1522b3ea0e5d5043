"""The chart of reports by year and kind: its bars and its table hold the same numbers."""

import pytest

from archive.vocabulary import KIND_GROUPS, REPORT_TYPES
from archive.web.drawings.reports_by_year import BOTTOM, HEIGHT, TOP, draw


def test_bars_stand_on_each_other_and_fit() -> None:
    chart = draw([("2019", "ilacs_inspection", 10), ("2019", "focused_visit", 5), ("2021", "jtai", 15)])
    assert chart is not None
    first, second, third = chart.bars
    assert first.y + first.height == pytest.approx(HEIGHT - BOTTOM)
    assert second.y + second.height == pytest.approx(first.y)
    assert first.height == pytest.approx(2 * second.height, abs=0.2)
    assert all(bar.y >= TOP for bar in chart.bars)
    assert third.x > first.x + first.width
    assert chart.marks[-1][1] == 20


def test_years_without_reports_are_in_the_table() -> None:
    chart = draw([("2019", "jtai", 1), ("2021", "jtai", 2)])
    assert chart is not None
    assert [(year, sum(numbers)) for year, numbers in chart.table] == [("2019", 1), ("2020", 0), ("2021", 2)]


def test_nothing_is_drawn_from_nothing() -> None:
    assert draw([]) is None


def test_every_kind_of_report_has_a_series() -> None:
    drawn = [kind for kinds in KIND_GROUPS.values() for kind in kinds]
    assert sorted(drawn) == sorted([*REPORT_TYPES.words, "not_known"])
