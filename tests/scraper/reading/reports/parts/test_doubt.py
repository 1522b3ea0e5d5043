"""Doubt: readings that disagree, dates that cannot be, and the length that follows from dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import Problem
from scraper.reading.reports.parts.doubt import INSPECTION_DAYS, compare, derived_length, read_span


@pytest.mark.parametrize(
    ("first", "second", "value"), [("good", "good", "good"), ("good", None, "good"), (None, "good", "good"), (None, None, None)]
)
def test_readings_that_agree(first: str | None, second: str | None, value: str | None) -> None:
    problems: list[Problem] = []
    assert compare("help", first, second, problems) == value
    assert problems == []


def test_readings_that_disagree_leave_nothing() -> None:
    problems: list[Problem] = []
    assert compare("help", "good", "inadequate", problems) is None
    [problem] = problems
    assert problem.kind == "disagreement"
    assert "good" in problem.message
    assert "inadequate" in problem.message


def kinds(problems: list[Problem]) -> list[str]:
    return [problem.kind for problem in problems]


def test_dates_that_hold() -> None:
    problems: list[Problem] = []
    span = read_span("dates", "8 to 19 October  2018", 1, "2018-11-20", problems, days=INSPECTION_DAYS)
    assert (span.start, span.end, span.printed, span.page) == ("2018-10-08", "2018-10-19", "8 to 19 October 2018", 1)
    assert problems == []


def test_words_in_brackets_are_not_read() -> None:
    assert read_span("dates", "12 to 16 May 2025 (on site)", 1, None, []).end == "2025-05-16"


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("30 September to 11 October 2024 and 13 to 16 January 2025", "2024-09-30", "2025-01-16"),
        ("3 to 14 June and 8 to 12 July 2024", "2024-06-03", "2024-07-12"),
        ("3 to 7 June 2024, 1 October 2024 and 9 December 2024", "2024-06-03", "2024-12-09"),
    ],
)
def test_several_periods_give_the_first_day_and_the_last(printed: str, first: str, last: str) -> None:
    problems: list[Problem] = []
    span = read_span("dates", printed, 1, "2025-05-13", problems, days=INSPECTION_DAYS)
    assert (span.start, span.end, span.printed) == (first, last, printed)
    assert problems == []


@pytest.mark.parametrize(
    ("printed", "published", "kind"),
    [
        ("30 September to 11 October 2023 and 13 to 16 January 2025", "2025-05-13", "impossible_date"),
        ("19 October 2018 to 8 October 2018", None, "parse_error"),
        ("8 to 19 Octember 2018", None, "parse_error"),
        ("8 to 19 October 2018", "2018-10-18", "impossible_date"),
        ("8 October 2018", None, "impossible_date"),
        ("8 October 2018 to 19 October 2019", None, "impossible_date"),
    ],
)
def test_dates_that_cannot_be_are_empty(printed: str, published: str | None, kind: str) -> None:
    problems: list[Problem] = []
    span = read_span("dates", printed, 1, published, problems, days=INSPECTION_DAYS)
    assert (span.start, span.end) == (None, None)
    assert span.printed == printed
    assert kinds(problems) == [kind]


def test_a_start_at_the_weekend_stays_with_its_problem() -> None:
    problems: list[Problem] = []
    span = read_span("dates", "7 to 19 October 2018", 1, None, problems)
    assert span.start == "2018-10-07"
    assert kinds(problems) == ["impossible_date"]


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(0, 40))
def test_every_length_is_short_standard_or_a_problem(start: date, days: int) -> None:
    problems: list[Problem] = []
    length = derived_length(start.isoformat(), (start + timedelta(days)).isoformat(), problems)
    assert kinds(problems) == (["unknown_value"] if length is None else [])
    assert length == ("short" if days <= 4 else "standard" if days == 11 else None)
