"""What a request asks, read from any text: days, and choices from a list. Nothing is refused; what we did not understand, notices say."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

_LIKE_THIS = "Write it like this: 31/03/2024 or 2024-03-31."
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_BRITISH = re.compile(r"(?:(?:(?P<day>[0-9]{1,2})[/. -])?(?P<month>[0-9]{1,2})[/. -])(?P<year>[0-9]{4})")  # 31/03/2024, 1.4.2024, 3/2024
_NAMED = re.compile(r"(?:(?P<day>[0-9]{1,2}) )?(?P<month>[A-Za-z]{3,9}) (?P<year>[0-9]{4})")  # 31 March 2024, Mar 2024
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

EARLIEST, LATEST = "1990-01-01", "2100-12-31"  # nothing is held from before, and later than that nobody asks

_DATES = {"from": "start date", "to": "end date"}  # what readers call them; any other is "date"
_CODE = "authority with the code"
_NOUNS = {
    "a": _CODE,
    "authority": _CODE,
    "neighbours": _CODE,
    "ofsted_region": "Ofsted region",
    "kind": "type",
    "family": "type of report",
    "section": "part of a report",
    "addressed_to": "addressee",
    "alarms": "choice of priority actions",
    "matched": "type of match",
    "claims": "result of comparing facts",
}


def read_as_at(text: str, today: str, notices: list[str]) -> str:
    """An ISO day from a day, a month or a year (its last day); `today` where it is none, and `notices` says so."""
    day = _day(text, "to") or today
    if text and not _day(text, "to"):
        notices.append(f"We did not understand the date “{text[:40]}”, so we used today’s date. {_LIKE_THIS}")
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
    """An ISO date from a day, a month or a year (the last day of it where `name` is "to"); empty, with a notice, when it is none.

    The last day of a month is written as 31: dates are compared as text, and a later day does not exist.
    """
    day = _day(text, name)
    if text and not day:
        notices.append(f"We did not understand the {_DATES.get(name, 'date')} “{text[:40]}”, so we ignored it. {_LIKE_THIS}")
    return day


def _iso(text: str) -> str:
    """A date as people write it here ("31/03/2024", "31 March 2024") in the order of ISO; any other text as it is."""
    found = _BRITISH.fullmatch(text) or _NAMED.fullmatch(text)
    if found is None:
        return text
    month = found["month"]
    if not month.isdigit():
        month = str(_MONTHS.index(month[:3].lower()) + 1) if month[:3].lower() in _MONTHS else "99"
    parts = (found["year"], month.zfill(2), found["day"] and found["day"].zfill(2))
    return "-".join(part for part in parts if part)


def _day(text: str, name: str) -> str:
    text = _iso(" ".join(text.split()))
    missing = {10: ("", ""), 7: ("-01", "-31"), 4: ("-01-01", "-12-31")}.get(len(text))
    try:
        if missing is not None and _DAY.fullmatch(text):  # fromisoformat takes the days of a week too: 2015-W01-1
            date.fromisoformat(text + missing[0])
            return text + missing[name == "to"]
    except ValueError:
        pass
    return ""


_OTHERWISE = {
    "sort": "“{}” is not a sort order; sorted by relevance.",
    "date": "“{}” is not a type of date; we used the date of publication.",
    "with": "“{}” is not a group of authorities; we show the statistical neighbours.",
}


def read_one_of(text: str, name: str, allowed: Sequence[str], notices: list[str]) -> str:
    """`text` where it is one of `allowed`, otherwise the first of them, with a notice unless `text` is empty."""
    if text and text not in allowed:
        notices.append(_OTHERWISE[name].format(text[:40]))
    return text if text in allowed else allowed[0]


def unknown_values(chosen: Iterable[tuple[str, str]], known: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """A notice for each (name, value) chosen whose value is not `known` for a filter of that name: nothing can match it."""
    return tuple(_no_such(name, value, known[name]) for name, value in chosen if value and name in known and value not in known[name])


def _no_such(name: str, value: str, known: Iterable[str]) -> str:
    noun = _NOUNS.get(name, name)
    choices = "All codes are in /authorities.csv." if noun == _CODE else f"Choose from: {', '.join(sorted(known))}."
    return f"There is no {noun} “{value[:40]}”, so nothing matches. {choices}"
