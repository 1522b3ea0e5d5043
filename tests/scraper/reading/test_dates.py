"""Every printed form of a date or range, and texts that are none."""

from datetime import date

import pytest

from scraper.reading.dates import read_date, read_date_range
from scraper.reading.errors import ParseError
from scraper.reading.timestamps import read_moment, read_timestamp

FORMS = [
    ("31 January and 1 February 2018", "2018-01-31", "2018-02-01"),
    ("8 to 19 October 2018", "2018-10-08", "2018-10-19"),
    ("8 October to 19 October 2018", "2018-10-08", "2018-10-19"),
    ("8 October 2018 to 19 October 2018", "2018-10-08", "2018-10-19"),
    ("8 October 2018 – 19 October", "2018-10-08", "2018-10-19"),
    ("15, 16 and 21 July 2020", "2020-07-15", "2020-07-21"),
    ("22–23 October 2019", "2019-10-22", "2019-10-23"),
    ("22 - 23 October 2019", "2019-10-22", "2019-10-23"),
    ("22─23 October 2019", "2019-10-22", "2019-10-23"),
    ("18 to 22 March and 2 April 2024", "2024-03-18", "2024-04-02"),
    ("10 to 14 June 2019 and 17 to 21 June 2019", "2019-06-10", "2019-06-21"),
    ("the 4 and 5 of June 2019", "2019-06-04", "2019-06-05"),
    ("the 4th and the 5th of June 2019", "2019-06-04", "2019-06-05"),
    ("Tuesday 4 June to Wednesday 5 June, 2019", "2019-06-04", "2019-06-05"),
    ("from 4 to 5 June 2019 inclusive", "2019-06-04", "2019-06-05"),
    ("between 4 June and 5 July 2019.", "2019-06-04", "2019-07-05"),
    ("18 December to 5 January 2024", "2023-12-18", "2024-01-05"),
    ("18 December 2023 to 5 January", "2023-12-18", "2024-01-05"),
    ("29 November 2023 to 5 January 2024", "2023-11-29", "2024-01-05"),
    ("04/06/2019 - 14/06/2019", "2019-06-04", "2019-06-14"),
    ("4/5 June 2019", "2019-06-04", "2019-06-05"),
    ("4 & 5 June 2019", "2019-06-04", "2019-06-05"),
    ("29\u00a0February 2024", "2024-02-29", "2024-02-29"),
]


@pytest.mark.parametrize(("text", "first", "last"), FORMS)
def test_printed_ranges(text: str, first: str, last: str) -> None:
    assert read_date_range(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23 February 2018", "2018-02-23"),
        ("23rd February 2018", "2018-02-23"),
        ("1st Feb 2018", "2018-02-01"),
        ("Fri, 23 Feb. 2018", "2018-02-23"),
        ("Friday 23 February, 2018", "2018-02-23"),
        ("February 23, 2018", "2018-02-23"),
        ("Sept 2nd 2018", "2018-09-02"),
        ("23/02/2018", "2018-02-23"),
        ("3/2/2018", "2018-02-03"),
        ("23.02.2018", "2018-02-23"),
        ("2018-02-23", "2018-02-23"),
        ("23-Feb-2018", "2018-02-23"),
    ],
)
def test_one_day(text: str, expected: str) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "letter", "expected"),
    [
        ("8 to 19 October", date(2018, 11, 20), ("2018-10-08", "2018-10-19")),
        ("18 Feb", date(2020, 3, 12), ("2020-02-18", "2020-02-18")),
        ("10 and 11 December", date(2020, 1, 14), ("2019-12-10", "2019-12-11")),
        ("18 December to 5 January", date(2024, 2, 9), ("2023-12-18", "2024-01-05")),
        ("9 February", date(2024, 2, 9), ("2024-02-09", "2024-02-09")),
        ("10 and 11 December 2019", date(2024, 2, 9), ("2019-12-10", "2019-12-11")),
    ],
)
def test_a_year_left_out_comes_from_the_letter(text: str, letter: date, expected: tuple[str, str]) -> None:
    assert read_date_range(text, before=letter) == expected


def test_a_year_left_out_comes_from_year() -> None:
    assert read_date_range("8 to 19 October", year=2018) == ("2018-10-08", "2018-10-19")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "8 to 19 October",
        "19 to 8 October 2018",
        "31 and 1 February 2018",
        "30 February 2018",
        "29 February 2023",
        "13/13/2018",
        "October 2018",
        "2018",
        "8 2018",
        "8 9 October 2018",
        "8 to October 2018",
        "8 October 20181",
        "8 to 19 October 2018 and",
        "8 to 19 Octember 2018",
        "week commencing 8 October 2018",
        "23/02/18",
        "8 October 2018 2019",
        "8 October November 2018",
    ],
)
def test_anything_else_is_an_error(text: str) -> None:
    with pytest.raises(ParseError):
        read_date_range(text)


@pytest.mark.parametrize("text", ["8 and 9 October 2018", "8 October", "3 October 2018, 10:15"])
def test_one_day_refuses_more_or_less(text: str) -> None:
    with pytest.raises(ParseError):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-02-23", "2018-02-23"),
        ("2018-02-23T09:15:00", "2018-02-23"),
        ("2018-02-23T23:45:00+00:00", "2018-02-23"),
        ("2018-06-23T00:15:00.000+01:00", "2018-06-23"),
        ("2018-06-22T23:15:00Z", "2018-06-23"),  # a machine's clock: a quarter past midnight in London
        ("2018-06-22T23:15:00+00:00", "2018-06-23"),
        ("Fri, 22 Jun 2018 23:15:00 GMT", "2018-06-23"),
        ("2018-06-22T23:15:00", "2018-06-22"),  # the publisher's own clock
        ("2018-06-22T23:15:00-04:00", "2018-06-22"),
        ("0001-01-01T00:00:00Z", "0001-01-01"),
        ("9999-12-31T23:59:59Z", "9999-12-31"),
        ("2018-02-23T09:15Z", "2018-02-23"),
        ("Fri, 23 Feb 2018 09:15:00 +0000", "2018-02-23"),
    ],
)
def test_time_stamps(text: str, expected: str) -> None:
    assert read_timestamp(text) == expected


@pytest.mark.parametrize("text", ["", "yesterday", "23/02/2018", "2018-13-01"])
def test_no_time_stamp(text: str) -> None:
    with pytest.raises(ParseError):
        read_timestamp(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-06-23T00:15:00+01:00", "2018-06-22T23:15:00Z"),
        ("2018-06-22T23:15:00", "2018-06-22T23:15:00Z"),
        ("Fri, 22 Jun 2018 23:15:00 +0000", "2018-06-22T23:15:00Z"),
        ("2018-06-23", "2018-06-23"),
    ],
)
def test_moments_of_change_agree(text: str, expected: str) -> None:
    assert read_moment(text) == expected
