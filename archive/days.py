"""What a request asks, read from any text: days."""

import re
from datetime import date

_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

EARLIEST, LATEST = "1990-01-01", "2100-12-31"  # nothing is held from before, and later than that nobody asks


def read_as_at(text: str, today: str, notices: list[str]) -> str:
    """An ISO day from a day, a month or a year (its last day); `today` where it is none, and `notices` says so."""
    day = read_day(text, "to", notices) or today
    while not _is_day(day):
        day = f"{day[:8]}{int(day[8:]) - 1:02}"  # `read_day` writes 31 for the last day of every month
    return min(max(day, EARLIEST), LATEST)


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def read_day(text: str, name: str, notices: list[str]) -> str:
    """An ISO date from a day, a month or a year (its first or last day); empty when it is none.

    The last day of a month is written as 31: dates are compared as text, and a later day does not exist.
    """
    if not text:
        return ""
    missing = {10: ("", ""), 7: ("-01", "-31"), 4: ("-01-01", "-12-31")}.get(len(text))
    try:
        if missing is not None and _DAY.fullmatch(text):  # fromisoformat takes the days of a week too: 2015-W01-1
            date.fromisoformat(text + missing[0])
            return text + missing[name == "to"]
    except ValueError:
        pass
    notices.append(f"We did not understand the date “{text[:40]}” ({name}), so we ignored it. Write it like this: 2024-03-31.")
    return ""
