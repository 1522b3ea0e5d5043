"""The entries of a provider page's timeline, each to the report it links and to what is odd about it. One odd entry costs only itself.

Label and date of publication are printed twice and read twice. A doubtful date is left empty, and a problem says so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urljoin, urlsplit, urlunsplit

from bs4 import Comment, Tag

from archive.records import Problem, Report
from scraper.reading.dates import DASHES, read_date
from scraper.reading.errors import ParseError
from scraper.reading.soup import plain, text, unescaped

FILE_LINK = re.compile(r"/v1/file/(\d+)(?:\.pdf)?/?$", re.IGNORECASE)
PUBLICATION = "a.publication-link"
DATE = "p.timeline__date"
PUBLISHED = "time[pubdate], .event__metadata time"
# What is told of a link: "LABEL, PDF - 03 July 2023", "LABEL as PDF - …", "LABEL (PDF) – …"; and, for screen readers, without PDF too.
AS_PDF = re.compile(r"^(?P<label>.*?)\W*\b(?:as\s+)?PDF\b\W*(?P<date>.*)$", re.IGNORECASE)
WITH_DATE = re.compile(rf"^(?P<label>.*?)\s*[,{DASHES}]\s*(?P<date>\d.*)$")
DEEPEST = 12  # elements between a link and the entry that it is in
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


def file_of(url: str, page_url: str) -> tuple[str, str] | None:
    """(address, number) of the file that a link leads to; None when it leads elsewhere. Upper case in the host makes no other address."""
    try:
        parts = urlsplit(urljoin(page_url, url))
    except ValueError:  # an address that cannot be taken apart
        return None
    found = FILE_LINK.search(parts.path)
    return (urlunsplit(parts._replace(netloc=parts.netloc.lower(), fragment="")), found[1]) if found else None


def read_entries(page: Tag, page_url: str, urn: str, key_prefix: str) -> tuple[tuple[Report, ...], tuple[Problem, ...]]:
    """Every report that the page links, once each, in the page's order, and the problems of its entries."""
    entries, problems = _entries(page, page_url)
    reports: dict[str, Report] = {}
    for entry in entries:
        doubts = Doubts(page_url, entry.url)
        label = _label(entry, doubts)
        doubts.name = f"{label!r} ({entry.url})"
        report = Report(
            f"{key_prefix}-{entry.number}", urn, label, _published(entry, doubts), _inspected(entry, doubts), entry.url, page_url
        )
        if report.key in reports:
            report = _merged(reports[report.key], report, doubts)
        reports[report.key] = report
        problems += doubts.found
    return tuple(reports.values()), tuple(problems)


def _entries(page: Tag, page_url: str) -> tuple[list[Entry], list[Problem]]:
    """The page's links to files: those of the known markup, then others that name further files. What names no file is a problem."""
    problems: list[Problem] = []
    linked = [(link, file_of(str(link["href"]).strip(), page_url)) for link in page.select("a[href]")]
    files = {id(link): found for link, found in linked if found}
    known = [link for timeline in page.select("ol.timeline") for link in timeline.select(PUBLICATION)]
    for link in known:
        if id(link) not in files:
            words = f"the publication {text(link)[:80]!r} links {link.get('href')!r}, which is no /v1/file/NUMBER; it was left out"
            problems.append(Problem("parse_error", f"{page_url}: {words}. Open the link, and add the report by hand if it is one."))
    named = {files[id(link)][1] for link in known if id(link) in files}
    strays = {found[1]: link for link, found in reversed(linked) if found and found[1] not in named}
    for link in strays.values():
        words = f"the file {files[id(link)][0]} is linked outside ol.timeline {PUBLICATION}; the markup may have changed"
        problems.append(Problem("markup_changed", f"{page_url}: {words}. The report is named all the same; look at the page."))
    entries = [Entry(link, *files[id(link)], _part(link, files)) for link in (*known, *reversed(strays.values())) if id(link) in files]
    return entries, [*problems, *_unlinked(page, page_url)]


def _part(link: Tag, files: dict[int, tuple[str, str]]) -> Tag:
    """The widest element around `link`, inside its list, that links no other file."""
    part = link
    for parent in islice(link.parents, DEEPEST):
        if parent.name in ("ol", "ul", "main", "body"):
            break
        if len({files[id(other)][1] for other in parent.select("a[href]") if id(other) in files}) > 1:
            break
        part = parent
    return part


def _unlinked(page: Tag, page_url: str) -> Iterable[Problem]:
    """Entries that say they are published and link nothing. Those that say nothing of a file ("Opened") are normal."""
    signs = [sign for timeline in page.select("ol.timeline") for sign in timeline.select(f"{PUBLISHED}, span.filetype")]
    days = {id(day): day for sign in signs if (day := sign.find_parent("li"))}
    for day in days.values():
        if not day.select("a"):
            words = f"the entry {plain(day)[:100]!r} tells of a publication and links none; if there is a report, it is not known from it"
            yield Problem("parse_error", f"{page_url}: {words}. Look at the page.")


def _label(entry: Entry, doubts: Doubts) -> str | None:
    """The visible words of a publication, without the hidden ones and without a grade behind a colon; None where there are no words."""
    label = _tidy(_visible(entry.link)[0])
    hidden = next((_tidy(told) for told, _ in _hidden(entry.link)), "")
    if not label:
        label = hidden or _tidy(" ".join(plain(child) for child in entry.link.find_all(recursive=False)))
        words = f"the label stands where it is not looked for ({plain(entry.link)[:80]!r}); the markup may have changed"
        doubts.add("markup_changed", f"{words}. " + (f"It was read as {label!r}." if label else "It is left empty."))
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


def _published(entry: Entry, doubts: Doubts) -> str | None:
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


def _inspected(entry: Entry, doubts: Doubts) -> str | None:
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
    machine = re.match(r"\d{4}-\d\d-\d\d|.*", str(time.get("datetime") or "").strip())
    return [words for words in (text(time), machine[0] if machine else "") if words]


def _agreed(printed: list[str], what: str, doubts: Doubts) -> str | None:
    """The one ISO date that all of `printed` say; None, with a problem, where one cannot be read or two differ."""
    days = set()
    for words in dict.fromkeys(printed):
        try:
            days.add(read_date(words))
        except ParseError as error:
            doubts.add("impossible_date", f"the {what}: {error}. It {EMPTY}")
            return None
    if len(days) > 1:
        doubts.add("disagreement", f"the {what} is printed as {' and as '.join(sorted(days))}. It {EMPTY}")
        return None
    return days.pop()


def _merged(first: Report, again: Report, doubts: Doubts) -> Report:
    """One report of two entries for the same file: what they agree on, and the first label."""
    if (first.title, first.published, first.inspected) == (again.title, again.published, again.inspected):
        return first
    told = " and as ".join(f"{each.title!r}, published {each.published}, inspected {each.inspected}" for each in (first, again))
    doubts.add("disagreement", f"the file is listed twice, as {told}. The first label is kept, and dates that differ are left empty.")
    published = first.published if first.published == again.published else None
    return replace(first, published=published, inspected=first.inspected if first.inspected == again.inspected else None)
