"""The day as at which a reader asks, from any text."""

from datetime import date

from archive.filters import read_day

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
