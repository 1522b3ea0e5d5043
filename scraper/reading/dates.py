"""Dates as they are printed: one day, several days or ranges of days to ISO text; whatever else is a ParseError.

The forms are those of Ofsted's reports and letters, 2009 to 2026, and of publishers' pages: see `FORMS` in the tests.
Days stand before months, as in Britain: 03/02/2018 is 3 February.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from scraper.reading.errors import ParseError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
    r"(?![a-z])\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])\.?,?"
DASHES = "-‐‑‒–—―−─━"  # a hyphen, its typographic kin, the minus and the box-drawing dashes of some reports

# Tried in this order at each place of the text; what matches none of them is no date.
TOKENS = re.compile(
    rf"""
      (?P<iso>(?P<iso_year>\d{{4}})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d))
    | (?P<numeric>(?P<numeric_day>\d\d?)(?P<stroke>[/.-])(?P<numeric_month>\d\d?)(?P=stroke)(?P<numeric_year>\d{{4}})(?!\d))
    | (?P<hyphened>(?P<hyphened_day>\d\d?)-(?P<hyphened_month>{MONTH})-(?P<hyphened_year>\d{{4}})(?!\d))
    | (?P<year>(?:19|20)\d\d)(?!\d)
    | (?P<day>\d\d?)(?:\s?(?:st|nd|rd|th)(?![a-z]))?(?!\d)
    | (?P<month>{MONTH})
    | (?P<through>(?:to|until|through)(?![a-z])|[{DASHES}]+)
    | (?P<and>(?:and|plus)(?![a-z])|[,;&/])
    | (?P<filler>{WEEKDAY}|(?:from|between|on|the|of|inclusive)(?![a-z])|\s+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """One day as printed; `month` and `year` are None where the text leaves them to a neighbour."""

    day: int
    month: int | None = None
    year: int | None = None


def read_date(text: str) -> str:
    """The one day that `text` prints, with its year, as ISO text: "Fri 23rd Feb. 2018", "23/02/2018", "February 23, 2018".

    Raises ParseError for more than one day, for a day without a year and for everything that is no date.
    """
    month_first = re.fullmatch(rf"({MONTH})\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{{4}})", text.strip(), re.IGNORECASE)
    if month_first:
        return iso_day(PrintedDay(int(month_first[2]), month_number(month_first[1]), int(month_first[3])), text)
    first, last = read_date_range(text)
    if first != last:
        raise ParseError(f"{text!r} prints more than one day")
    return first


def read_date_range(text: str, *, year: int | None = None, before: date | None = None) -> tuple[str, str]:
    """The first and the last day that `text` prints, as ISO text; the same day twice where it prints one. Otherwise as `read_days`."""
    days = read_days(text, year=year, before=before)
    return days[0], days[-1]


def read_days(text: str, *, year: int | None = None, before: date | None = None) -> list[str]:
    """The days that `text` prints, as ISO text in order: of a range its first and its last.

    A month or year left out is the next day's, else the one before's. Where no day has a year, `before` (the date of the letter) gives the
    newest year in which the last day is not after it, or `year` gives it outright.
    Raises ParseError where words are left over, no year is known, days do not exist or run backwards.
    """
    days = fill_years(fill_months(printed_days(text), text), text, year=year, before=before)
    dates = [iso_day(day, text) for day in days]
    if any(later < earlier for earlier, later in pairwise(dates)):
        raise ParseError(f"the days of {text!r} do not follow each other: {', '.join(dates)}")
    return dates


def printed_days(text: str) -> list[PrintedDay]:
    """The days of `text` in order, each with the month and year printed right behind it; ParseError for words out of place."""
    days: list[PrintedDay] = []
    last_kind: str | None = "and"  # the token before: a month follows its day, a year its month or the comma behind it
    for token in tokens(text):
        kind = token.lastgroup
        if kind in ("iso", "numeric", "hyphened"):
            days.append(full_day(token))
        elif kind == "day" and last_kind in ("and", "through"):
            days.append(PrintedDay(int(token["day"])))
        elif kind == "month" and last_kind == "day":
            days[-1] = replace(days[-1], month=month_number(token["month"]))
        elif kind == "year" and days and days[-1].month and days[-1].year is None and last_kind in ("month", "and"):
            days[-1] = replace(days[-1], year=int(token["year"]))
        elif kind not in ("and", "through"):
            raise ParseError(f"{text!r} is no date of a known form: {token[0]!r} is out of place")
        last_kind = kind
    if not days or last_kind in ("and", "through"):
        raise ParseError(f"{text!r} is no date of a known form")
    return days


def tokens(text: str) -> list[re.Match[str]]:
    """The tokens of `text` that mean something; ParseError where a piece of text is no token."""
    rest = text.strip().rstrip(".:").lower()
    found: list[re.Match[str]] = []
    position = 0
    while position < len(rest):
        token = TOKENS.match(rest, position)
        if token is None:
            raise ParseError(f"{text!r} is no date of a known form: {rest[position : position + 20]!r} is not understood")
        if token["filler"] is None:
            found.append(token)
        position = token.end()
    return found


def full_day(token: re.Match[str]) -> PrintedDay:
    """The day of a token that is a whole date."""
    if token["iso"]:
        return PrintedDay(int(token["iso_day"]), int(token["iso_month"]), int(token["iso_year"]))
    if token["numeric"]:
        return PrintedDay(int(token["numeric_day"]), int(token["numeric_month"]), int(token["numeric_year"]))
    return PrintedDay(int(token["hyphened_day"]), month_number(token["hyphened_month"]), int(token["hyphened_year"]))


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its abbreviation."""
    return MONTHS.index(name[:3].lower()) + 1


def fill_months(days: list[PrintedDay], text: str) -> list[PrintedDay]:
    """`days` with each month: its own, else the next day's, else (at the end) the one before's."""
    filled = list(days)
    for index in reversed(range(len(filled) - 1)):
        if filled[index].month is None:
            # "30 and 1 May" leaves April unsaid: not guessed, but caught later as days that run backwards.
            filled[index] = replace(filled[index], month=filled[index + 1].month)
    for index in range(1, len(filled)):
        if filled[index].month is None:
            filled[index] = replace(filled[index], month=filled[index - 1].month)
    if any(day.month is None for day in filled):
        raise ParseError(f"{text!r} prints no month")
    return filled


def fill_years(days: list[PrintedDay], text: str, *, year: int | None, before: date | None) -> list[PrintedDay]:
    """`days` with each year: its own, else that of the nearest day with one, turning with the year between December and January."""
    filled = list(days)
    if all(day.year is None for day in filled):
        filled[-1] = replace(filled[-1], year=unsaid_year(filled[-1], text, year, before))
    for index in reversed(range(len(filled) - 1)):
        filled[index] = with_year_of(filled[index], filled[index + 1], turn=-1)
    for index in range(1, len(filled)):
        filled[index] = with_year_of(filled[index], filled[index - 1], turn=1)
    return filled


def with_year_of(day: PrintedDay, neighbour: PrintedDay, turn: int) -> PrintedDay:
    """`day` with the year of `neighbour`, before (`turn` 1) or after it (-1); a year apart where the year turns between them."""
    if day.year is not None or neighbour.year is None or day.month is None or neighbour.month is None:
        return day
    turned = (day.month - neighbour.month) * turn < 0
    return replace(day, year=neighbour.year + (turn if turned else 0))


def unsaid_year(last: PrintedDay, text: str, year: int | None, before: date | None) -> int:
    """The year of the last day of a text that prints no year; ParseError where neither `year` nor `before` tells."""
    if before is not None:
        return before.year - ((last.month or 0, last.day) > (before.month, before.day))
    if year is None:
        raise ParseError(f"{text!r} prints no year")
    return year


def iso_day(day: PrintedDay, text: str) -> str:
    """`day` as ISO text; ParseError for a day that is in no calendar."""
    if day.month is None or day.year is None:
        raise ParseError(f"{text!r} prints no {'month' if day.month is None else 'year'} for the day {day.day}")
    try:
        return date(day.year, day.month, day.day).isoformat()
    except ValueError as error:
        raise ParseError(f"{text!r} prints a day that does not exist: {error}") from None
