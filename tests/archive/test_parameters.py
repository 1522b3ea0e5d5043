"""Dates as people write them are read; what is no date is told, never guessed."""

import pytest

from archive.parameters import read_as_at, read_day

TODAY = "2026-11-28"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31/03/2024", "2024-03-31"),
        ("1/4/2024", "2024-04-01"),
        ("31.03.2024", "2024-03-31"),
        ("31-03-2024", "2024-03-31"),
        ("31 March 2024", "2024-03-31"),
        (" 31  mar 2024 ", "2024-03-31"),
        ("03/2024", "2024-03-31"),
        ("February 2024", "2024-02-29"),
        ("2024-03", "2024-03-31"),
        ("2024", "2024-12-31"),
    ],
)
def test_a_day_as_it_is_written_here(typed: str, day: str) -> None:
    notices: list[str] = []
    assert read_as_at(typed, TODAY, notices) == day
    assert notices == []
    assert read_day(typed, "to", notices)[:7] == day[:7]


@pytest.mark.parametrize(
    "typed", ["31/13/2024", "32/03/2024", "30/02/2024", "31/03/24", "03/31/2024", "31 Marching 2024 x", "soon", "1 Nix 2024", "٣١/٠٣/٢٠٢٤"]
)
def test_what_is_no_day_is_told_with_an_example(typed: str) -> None:
    notices: list[str] = []
    assert read_as_at(typed, TODAY, notices) == TODAY
    [notice] = notices
    assert notice == f"We did not understand the date “{typed}”, so we used today’s date. Write it like this: 31/03/2024 or 2024-03-31."
