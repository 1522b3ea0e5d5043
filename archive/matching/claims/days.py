"""The days and months of an inspection, and of its report's publication, that a sentence names. Pure."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from archive.matching.claims.clauses import is_of_earlier_inspection, is_of_others, is_past, is_unreal_day, split_clauses
from archive.matching.claims.facts import Facts, Said
from archive.matching.report_kinds import MAY_BE, kinds_named

_NAMES = (
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec"
)
_MONTHS = {name: number for number, names in enumerate(_NAMES.split(), 1) for name in names.split("|")}
_MONTH = rf"(?:{'|'.join(name.title() for name in _MONTHS)})\b\.?"
_LONG_MONTH = rf"(?:{'|'.join(name.title() for name in _MONTHS if len(name) > 4 or name in ('may', 'june', 'july'))})\b"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TO = (
    r"\s*(?:[-–—]|to|and|until|till|,? (?:and )?(?:ending|ended|ends|finishing|finished|finishes|concluding|concluded|running)"
    r"(?: (?:on|until|to))?)\s*(?:the )?"
)
_YEAR = r"(?:,? (?:\(?(?P<{0}>(?:19|20)\d{{2}})\)?))?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # "31 January and 1 February 2018", "3 to 14 December", "15-16 June"
        rf"\b(?P<d1>{_DAY})(?: of)?(?: (?P<m1>{_MONTH}))?{_YEAR.format('y1')}{_TO}{_WEEKDAY}"
        rf"(?P<d2>{_DAY})(?: of)? (?P<m2>{_MONTH}){_YEAR.format('y2')}",
        # "March 13 – 24", "January 14 and February 1, 2019"
        rf"\b(?P<m1>{_MONTH}) (?P<d1>{_DAY})\b{_YEAR.format('y1')}{_TO}{_WEEKDAY}"
        rf"(?:(?P<m2>{_MONTH}) )?(?P<d2>{_DAY})\b(?! {_MONTH}){_YEAR.format('y2')}",
        rf"\b(?P<d1>{_DAY})(?: of)? (?P<m1>{_MONTH}){_YEAR.format('y1')}",
        rf"\b(?P<m1>{_MONTH}) (?P<d1>{_DAY})\b(?!\d){_YEAR.format('y1')}",
        # a month alone: "in late February", "last November", "June and July 2022"
        rf"\b(?:in|during|of|last|this|late|early|mid|and|throughout|from|between|for)[ -](?P<m1>{_LONG_MONTH})"
        rf"(?:{_TO}(?P<m2>{_LONG_MONTH}))?(?: of)?{_YEAR.format('y1')}",
    )
)
_PUBLISHED = re.compile(
    r"\b(?:reports?|letters?|findings|judge?ments?|verdict|results|Ofsted|watchdog)\b[^.;]{0,60}?"
    r"\b(?P<cue>publish(?:ed|es)|released|made public|came out)\b"
    r"|^\W*published\b(?=[^.;]{0,60}\b(?:report|letter|findings|judge?ment)\b)"
    r"|\bpublished (?:its|their|the) (?P<object>report|letter|findings|judge?ment)\b",
    re.IGNORECASE,
)
_INSPECTED = re.compile(
    r"\b(?:inspect(?:ion|ions|ors|ed|s)|visit(?:ed|s)?|fieldwork|on[- ]site)\b",
    re.IGNORECASE,
)
# Days on which something else was or is: a meeting, a deadline, an appointment, the visit of another kind.
_PRINTED = re.compile(r"\bpublish\w*|\breleased\b|\bpublication\b", re.IGNORECASE)  # of whatever
_OTHER_EVENT = re.compile(
    r"\b(?:meeting|meets?|panel|cabinet|committee|scrutiny|survey|deadline|submit\w*|appointed|appointment|joined|took over|set up|launched"
    r"|transferred|handed over|commissioner|court|election|budget|statement|notified|warned in|told in|monitoring|follow-up|revisit)\b",
    re.IGNORECASE,
)
_JOINTLY = ("jtai", "area_send_inspection", "area_send_revisit")  # other inspectorates, schools and the NHS are part of it
_BEHIND = 30  # so many letters nearer counts a word before the day than one behind it
_REACH = 70  # letters between a day and the word that says of what


def days_said(sentence: str, facts: Facts) -> Iterator[Said]:
    """The days that a sentence gives to this inspection or to its report; a year that it leaves out is that of the report's nearest day."""
    if _OTHER_EVENT.search(sentence) and facts.report_type not in ("monitoring_visit", "area_send_revisit"):
        return
    if is_of_earlier_inspection(sentence) or not _of_this_kind(sentence, facts):
        return
    for start, clause in split_clauses(sentence):
        if is_unreal_day(clause) or is_past(clause) or re.match(r"\W*since\b", clause, re.IGNORECASE):
            continue
        if is_of_others(clause) and facts.report_type not in _JOINTLY:
            continue
        taken: list[tuple[int, int]] = []
        for pattern in _PATTERNS:
            for match in pattern.finditer(clause):
                if any(match.start() < end and begin < match.end() for begin, end in taken):
                    continue
                taken.append(match.span())
                subject = _subject(clause, match)
                value = _value(match, _nearest(facts, subject)) if subject else None
                if subject and value:
                    yield Said("date", subject, value, True, start + match.start())


def days_printed(pages: Iterable[str]) -> frozenset[str]:
    """The days (ISO) that pages print with day, month and year."""
    found = (
        _dated(match["y1"], _MONTHS[match["m1"].rstrip(".").lower()], int(re.sub(r"\D", "", match["d1"])), None)
        for text in pages
        for match in _PATTERNS[2].finditer(text)
        if match["y1"]
    )
    return frozenset(day for day in found if day)


def _of_this_kind(sentence: str, facts: Facts) -> bool:
    """Whether the kinds of inspection that a sentence names, if any, may be this report's."""
    named = kinds_named(sentence)
    return not named or any(facts.report_type in MAY_BE.get(kind, (kind,)) for kind in named) or facts.report_type is None


def _subject(clause: str, match: re.Match[str]) -> str | None:
    """Whether a day is that of the inspection or of publication, by the nearest word before it, or else behind it."""
    near: list[tuple[int, str]] = []
    for subject, pattern in (("published", _PUBLISHED), ("inspected", _INSPECTED), ("", _PRINTED)):
        for cue in pattern.finditer(clause):
            if cue.end() <= match.start():
                near.append((match.start() - cue.end() + (not subject), subject))
            elif cue.start() >= match.end():
                near.append((cue.start() - match.end() + _BEHIND, subject))  # a word before the day says more
    distance, nearest = min(near, default=(_REACH + 1, ""))
    if nearest == "published" and "d1" not in match.re.groupindex:
        return None  # "a report published in May" is too loose to be held to a day
    return nearest or None if distance <= _REACH else None


def _nearest(facts: Facts, subject: str) -> str | None:
    return facts.published if subject == "published" else facts.inspection_start or facts.published


def _value(match: re.Match[str], near: str | None) -> str | None:
    """An ISO day or month, or "first/last"; None where it is no day."""
    found = match.groupdict()
    year = found.get("y2") or found.get("y1")
    months = [_MONTHS[found[name].rstrip(".").lower()] for name in ("m1", "m2") if found.get(name)]
    days = [int(re.sub(r"\D", "", found[name])) for name in ("d1", "d2") if found.get(name)]
    first_day, last_day = (days[0], days[-1]) if days else (None, None)
    last = _dated(year, months[-1], last_day, near)
    if last is None:
        return None
    over_new_year = (months[0], first_day or 0) > (months[-1], last_day or 0)
    if found.get("y1") is None:
        first = _dated(str(int(last[:4]) - over_new_year), months[0], first_day, None)
    else:
        first = _dated(found["y1"], months[0], first_day, None)
        if over_new_year and found.get("y2") is None:
            last = _dated(str(int(last[:4]) + 1), months[-1], last_day, None)
    if first is None or last is None or first > last:
        return None
    return first if first == last else f"{first}/{last}"


def _dated(year: str | None, month: int, day: int | None, near: str | None) -> str | None:
    """The ISO day (month, where `day` is None) of a year, or of the year that brings it nearest to the day `near`."""
    try:
        if year is None:
            middle = date.fromisoformat(near or "")
            tried = [date(middle.year + more, month, min(day or 15, 28)) for more in (-1, 0, 1)]
            year = str(min(tried, key=lambda each: abs((each - middle).days)).year)
        made = date(int(year), month, day or 1).isoformat()
    except ValueError:
        return None
    return made if day else made[:7]
