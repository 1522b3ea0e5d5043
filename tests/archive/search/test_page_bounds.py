"""Pages of recommendations keep a report together, and every entry stands on one page."""

import pytest

from archive.search.page_bounds import ENTRIES_A_PAGE, REPORTS_A_PAGE, page_bounds


def listed(numbers: list[int]) -> list[int]:
    """The report of each entry, where the reports have so many."""
    return [report for report, number in enumerate(numbers) for _ in range(number)]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], []),
        ([3], [(0, 3, 0)]),
        ([1] * (REPORTS_A_PAGE + 1), [(0, REPORTS_A_PAGE, 0), (REPORTS_A_PAGE, REPORTS_A_PAGE + 1, REPORTS_A_PAGE)]),
        ([50, 30, 1], [(0, 80, 0), (80, 81, 80)]),
        ([50, 31], [(0, 50, 0), (50, 81, 50)]),
        ([1, 170, 2], [(0, 1, 0), (1, 81, 1), (81, 161, 1), (161, 173, 1)]),
    ],
)
def test_pages_end_with_a_report_unless_it_fills_one(numbers: list[int], expected: list[tuple[int, int, int]]) -> None:
    assert ENTRIES_A_PAGE == 80
    assert page_bounds(listed(numbers)) == expected
