"""The days and months that a sentence prints, in any of the orders that newspapers use. Pure."""

import re
from dataclasses import dataclass
from datetime import date as Date

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(_SHORT)})\b\.?"
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|/|to|and|until|&)\s*"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:{_DAY.format('first')}{_TO})?{_DAY.format('day')}\s+(?:of\s+)?{_MONTH}{_YEAR}",  # 12-16 January 2026
        rf"\b{_MONTH}\s+{_DAY.format('day')}(?!\d)(?:{_TO}{_DAY.format('last')}(?!\d|\s+(?:{'|'.join(MONTHS)})))?{_YEAR}",  # March 13 - 24
        rf"\b{_MONTH}\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)",  # October 2022
    )
)
# A month alone is a word of its own ("may", "march") unless a small word stands before it.
_ALONE = re.compile(
    rf"\b(?:in|during|last|of|early|late|mid|this|and|between|from)[\s-]+(?P<month>(?i:{'|'.join(MONTHS)}))\b(?!\s+\d)"
    rf"|\b(?P<before>(?i:{'|'.join(MONTHS)}))(?=\s+(?:this|last)\s+year\b)"
)
# "since April 2021" is never when inspectors came.
_NO_DAY_OF_VISIT = re.compile(r"\b(?:since|until|till|before|made in|set up in|formed in|founded in)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed: `day` and `year` are None where a sentence does not say them; `month` counts from 1."""

    month: int
    day: int | None = None
    year: int | None = None

    def is_day(self, day: Date) -> bool:
        """Whether this is that day: its number and month are printed, and no other year."""
        return self.day == day.day and self.month == day.month and self.year in (None, day.year)

    def is_month(self, day: Date) -> bool:
        """Whether this is that day's month, with no other year."""
        return self.month == day.month and self.year in (None, day.year)


def printed_dates(sentence: str) -> tuple[Printed, ...]:
    """The dates of a sentence with plain marks, without those that follow "since" or "until".

    In "14 January to 1 February 2019" the year is both days'.
    """
    found: list[Printed] = []
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(sentence):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            if _NO_DAY_OF_VISIT.search(sentence, 0, match.start()):
                continue
            found += _dates_of(match.groupdict())
    for match in _ALONE.finditer(sentence):
        month = match["month"] or match["before"]
        if month[0].isupper() and not any(start < match.end() and match.end() - len(month) < end for start, end in taken):
            found.append(Printed(_number(month)))
    years = {each.year for each in found if each.year and each.day}
    if len(years) == 1:
        year = years.pop()
        found = [Printed(each.month, each.day, each.year or year) if each.day else each for each in found]
    return tuple(found)


def _dates_of(groups: dict[str, str | None]) -> list[Printed]:
    month, year = _number(str(groups["month"])), groups.get("year")
    days = [int(day) for name in ("first", "day", "last") if (day := groups.get(name))]
    return [Printed(month, day, int(year) if year else None) for day in days or (None,)]


def _number(month: str) -> int:
    word = month.lower()
    return MONTHS.index(word) + 1 if word in MONTHS else _SHORT[word]
