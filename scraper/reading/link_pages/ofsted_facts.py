"""What an entry of a provider page's timeline prints of a report: its label, its day of publication, its day of inspection.

Label and day of publication are printed twice and read twice. A doubtful date is left empty, and a problem says so.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bs4 import Comment, Tag

from archive.records import Problem
from scraper.reading.dates import DASHES, read_date
from scraper.reading.errors import ParseError
from scraper.reading.soup import plain, text, unescaped

LONDON = ZoneInfo("Europe/London")
DATE = "p.timeline__date"
PUBLISHED = "time[pubdate], .event__metadata time"
# What is told of a link: "LABEL, PDF - 03 July 2023", "LABEL as PDF - …", "LABEL (PDF) – …"; and, for screen readers, without PDF too.
AS_PDF = re.compile(r"^(?P<label>.*?)\W*\b(?:as\s+)?PDF\b\W*(?:[\d.,]+\s*[KM]B\b\W*)?(?P<date>.*)$", re.IGNORECASE)
WITH_DATE = re.compile(rf"^(?P<label>.*?)\s*[,{DASHES}]\s*(?P<date>\d.*)$")
ADDED = re.compile(r"^published:?\s+|\s*\(?opens in [a-z ]*\)?$", re.IGNORECASE)  # words that may stand around a date
EMPTY = "is left empty. Look at the page; the report itself may print it."


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of a page to a file: its address, the file's number, and the widest part of the timeline that holds no other file."""

    link: Tag
    url: str
    number: str
    part: Tag


class Doubts:
    """Collects the problems of one entry; each names the page and the entry."""

    def __init__(self, page_url: str, name: str) -> None:
        self.page_url, self.name = page_url, name
        self.found: list[Problem] = []

    def add(self, kind: str, words: str) -> None:
        """One more problem of this entry."""
        self.found.append(Problem(kind, f"{self.page_url}: {self.name}: {words}"))


def label_of(entry: Entry, doubts: Doubts) -> str | None:
    """The visible words of a publication, without the hidden ones and without a grade behind a colon; None where there are no words."""
    label = _tidy(_visible(entry.link)[0])
    hidden = next((_tidy(told) for told, _ in _hidden(entry.link)), "")
    if not label:
        label = hidden or _tidy(" ".join(plain(child) for child in entry.link.select(":scope > :not(.nonvisual)")))
        words = f"the label stands where it is not looked for ({plain(entry.link)[:80]!r}); the markup may have changed"
        doubts.add("markup_changed", f"{words}. " + (f"It was read as {label!r}." if label else "It is left empty."))
    elif hidden and _same_words(label.rpartition(":")[0]) == _same_words(hidden):
        label = hidden  # a grade behind a colon, without the element that holds it elsewhere
    elif hidden and _same_words(hidden) != _same_words(label):
        doubts.add("disagreement", f"its label is {label!r} for the eye and {hidden!r} for a screen reader; kept as the eye sees it.")
    return label or None


def _tidy(words: str) -> str:
    return re.sub(r"\s+", " ", words).replace("’", "'").strip(" :,")


def _same_words(label: str) -> str:
    return re.sub(r"\W+", " ", label).strip().casefold()


def _visible(link: Tag) -> tuple[str, str]:
    """(label, date) of the words that stand in the link itself; the date is empty, but where the hidden words have become visible."""
    pieces = [str(piece) for piece in link.find_all(string=True, recursive=False) if not isinstance(piece, Comment)]
    words = re.sub(r"\s+", " ", unescaped("".join(pieces))).strip()
    found = AS_PDF.match(words)
    return (found["label"], found["date"]) if found else (words, "")


def _hidden(link: Tag) -> list[tuple[str, str]]:
    """(label, date) of what screen readers are told of a link; the date is empty where none is told."""
    told = [AS_PDF.match(words) or WITH_DATE.match(words) for words in map(plain, link.select("span.nonvisual"))]
    return [(found["label"], found["date"]) for found in told if found]


def published_of(entry: Entry, doubts: Doubts) -> str | None:
    """The day of publication, where everything that prints it agrees; else None."""
    printed = [words for time in entry.part.select(PUBLISHED) for words in _printed(time)]
    printed += [date for _, date in (_visible(entry.link), *_hidden(entry.link)) if date]
    for metadata in entry.part.select(".event__metadata"):
        _, said, words = text(metadata).partition("Published ")
        printed += [words] if said and not metadata.select("time") else []
    if not printed:
        doubts.add("missing_fact", f"no date of publication is printed; it {EMPTY}")
        return None
    return _agreed(printed, "date of publication", doubts)


def inspected_of(entry: Entry, doubts: Doubts) -> str | None:
    """The day of inspection; None where none is printed, which is common, or where what is printed is not one day."""
    day = entry.link.find_parent("li")
    shown = entry.part.select(DATE) or [date for date in (day.select(DATE) if day else ()) if date.find_parent("li") is day]
    published = entry.part.select(PUBLISHED)
    strays = [
        text(time)
        for time in entry.part.select("time")
        if time.find_parent("p", class_="timeline__date") is None and not any(time is known for known in published)
    ]
    for stray in strays:
        doubts.add("markup_changed", f"the date {stray!r} stands outside {DATE}; the markup may have changed. It was not read.")
    printed = [words for date in shown for words in _printed_day(date)]
    if not printed:
        if shown and not strays:
            doubts.add("missing_fact", f"the place of the date of inspection is empty; the date {EMPTY}")
        return None
    return _agreed(printed, "date of inspection", doubts)


def _printed_day(date: Tag) -> list[str]:
    """What a paragraph prints as its date: its only <time>, or all its words where there are more figures than that."""
    times = date.select("time")
    if len(times) == 1 and len(re.findall(r"\d", text(date))) == len(re.findall(r"\d", text(times[0]))):
        return _printed(times[0])
    return [text(date)] if text(date) else []


def _printed(time: Tag) -> list[str]:
    """What a <time> says: its words and, for machines, the day of its `datetime`."""
    return [words for words in (plain(time), _day_in_london(str(time.get("datetime") or "").strip())) if words]


def _day_in_london(machine: str) -> str:
    """The day of a `datetime`: where it has an offset, the day that it then was in London. What is no such time stays as it is."""
    try:
        moment = datetime.fromisoformat(machine)
        return (moment.astimezone(LONDON) if moment.tzinfo else moment).date().isoformat()
    except (ValueError, OverflowError):
        return machine


def _agreed(printed: list[str], what: str, doubts: Doubts) -> str | None:
    """The one ISO date that all of `printed` say; None, with a problem, where one cannot be read or two differ."""
    days = set()
    for words in dict.fromkeys(printed):
        try:
            days.add(read_date(ADDED.sub("", words)))
        except ParseError as error:
            doubts.add("impossible_date", f"the {what}: {error}. It {EMPTY}")
            return None
    if len(days) > 1:
        doubts.add("disagreement", f"the {what} is printed as {' and as '.join(sorted(days))}. It {EMPTY}")
        return None
    return days.pop()
