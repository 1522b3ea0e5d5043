"""Cells of Ofsted's spreadsheets as values: text without notes, grades, dates and ranges of dates. Pure."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from archive.errors import ConfigurationError

_GRADES = {
    "outstanding": "outstanding",
    "good": "good",
    "adequate": "adequate",
    "requires improvement": "requires_improvement",
    "requires improvement to be good": "requires_improvement",
    "inadequate": "inadequate",
}
_NOTHING = (
    "",
    "-",
    "–",
    "not judged",
    "not applicable",
    "n/a",
    "none",
    "null",
    "no overall grade",
    "not revisited yet",
    "not yet inspected",
    "not inspected yet",
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# "[note 2]" and the shorthand of government statistics: [z] not applicable, [x] not available, [c] confidential, [low] …
_NOTE = re.compile(r"\s*\[(?:notes? [\d, and]+|[a-z]{1,4})\](?!\()", re.IGNORECASE)
_DAY_ZERO = date(1899, 12, 30)  # of a spreadsheet's serial numbers
_FIRST = date(2000, 1, 1)
_RANGE = re.compile(r"\s*(?:\s[-–—]\s|–|—|\bto\b)\s*")


def text_of(value: object) -> str:
    """The text of a cell on one line, without notes; empty where a shorthand says that there is no value."""
    return "" if value is None else " ".join(_NOTE.sub("", str(value)).split())


def read_grade(value: object, where: str) -> str | None:
    """A grade, or None where the file says there is none. Raises ConfigurationError for any other text."""
    plain = text_of(value).lower()
    if plain in _GRADES:
        return _GRADES[plain]
    if plain in _NOTHING:
        return None
    raise ConfigurationError(f"{where} has the grade {text_of(value)!r}, which we do not know. Is this the right file?")


def read_days(value: object, where: str, earliest: date = _FIRST) -> tuple[str | None, str | None]:
    """First and last day of a cell (ISO): a date, a serial number, or a range, whose last day is None when one day is given.

    Raises ConfigurationError for text that is no date, and for days before `earliest` or in a far future.
    """
    if isinstance(value, datetime):
        return _plausible(value.date(), value, where, earliest), None
    if isinstance(value, date):
        return _plausible(value, value, where, earliest), None
    text = text_of(value)
    if text.lower() in _NOTHING:
        return None, None
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return _plausible(_DAY_ZERO + timedelta(days=int(float(text))), value, where, earliest), None
    try:
        whole = _date(text)
        if whole:
            return _plausible(whole, value, where, earliest), None
        first, last = _RANGE.split(text)
        end = _date(last)
        start = end and (_date(first) or _date(f"{first} {end.year}") or _date(f"{first}/{end.month}/{end.year}"))
        if start and end and start <= end:
            return _plausible(start, value, where, earliest), _plausible(end, value, where, earliest)
    except ValueError:
        pass
    raise ConfigurationError(f"{where} has the date {text!r}, which we do not understand. Is this the right file?")


def read_date(value: object, where: str, earliest: date = _FIRST) -> str | None:
    """The first day of a cell, as read_days gives it."""
    return read_days(value, where, earliest)[0]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def month_of(word: str) -> int:
    """The number of a month by its name. Raises ValueError for no month."""
    return _MONTHS.index(word[:3].lower()) + 1


def _date(text: str) -> date | None:
    """A date as a person writes it; None where the text has another form. Raises ValueError for a day that is in no calendar."""
    iso = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", text)
    if iso:
        return date.fromisoformat(iso[1])
    parts = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[/ .-](\d{1,2}|[A-Za-z]{3,9})[/ .-](\d{4}|\d\d)", text)
    if not parts:
        return None
    month = int(parts[2]) if parts[2].isdigit() else month_of(parts[2])
    return date(int(parts[3]) + (2000 if len(parts[3]) == 2 else 0), month, int(parts[1]))


def _plausible(day: date, value: object, where: str, earliest: date) -> str:
    if not earliest <= day <= date.max or day.year > 2098:
        raise ConfigurationError(f"{where} has the date {text_of(value)!r}, which cannot be right. Check the file")
    return day.isoformat()
