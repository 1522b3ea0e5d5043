"""The entries of a provider page's timeline: which reports they link. An odd entry affects only itself."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from urllib.parse import urljoin, urlsplit, urlunsplit

from bs4 import Tag

from archive.records import Problem, Report
from scraper.reading.link_pages.ofsted_facts import PUBLISHED, Doubts, Entry, inspected_of, label_of, published_of
from scraper.reading.soup import plain, text

FILE_LINK = re.compile(r"/v1/file/(\d+)(?:\.pdf)?/?$", re.IGNORECASE)
PUBLICATION = "a.publication-link"
DEEPEST = 12  # elements between a link and the entry that it is in


def file_of(url: str, page_url: str) -> tuple[str, str] | None:
    """(address, number) of the file that a link leads to; None when it leads elsewhere. Upper case in the host does not matter."""
    try:
        parts = urlsplit(urljoin(page_url, url))
    except ValueError:  # an address that cannot be taken apart
        return None
    found = FILE_LINK.search(parts.path)
    return (urlunsplit(parts._replace(netloc=parts.netloc.lower(), fragment="")), found[1]) if found else None


def read_entries(page: Tag, page_url: str, urn: str, key_prefix: str, problems: list[Problem]) -> tuple[Report, ...]:
    """Every report that the page links, once each, in the page's order."""
    entries = _entries(page, page_url, problems)
    reports: dict[str, Report] = {}
    for entry in entries:
        doubts = Doubts(page_url, entry.url)
        label = label_of(entry, doubts)
        doubts.name = f"{label!r} ({entry.url})"
        report = Report(
            f"{key_prefix}-{entry.number}", urn, label, published_of(entry, doubts), inspected_of(entry, doubts), entry.url, page_url
        )
        if report.key in reports:
            report = _merged(reports[report.key], report, doubts)
        reports[report.key] = report
        problems += doubts.found
    return tuple(reports.values())


def _entries(page: Tag, page_url: str, problems: list[Problem]) -> list[Entry]:
    """The page's links to files: those of the known markup, then others that name further files. What names no file is a problem."""
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
        problems.append(Problem("markup_changed", f"{page_url}: {words}. We list the report all the same; look at the page."))
    entries = [Entry(link, *files[id(link)], _part(link, files)) for link in (*known, *reversed(strays.values())) if id(link) in files]
    problems += _unlinked(page, page_url)
    return entries


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
    """Problems of entries that say they are published but link nothing. Entries without a file ("Opened") are normal."""
    signs = [sign for timeline in page.select("ol.timeline") for sign in timeline.select(f"{PUBLISHED}, span.filetype")]
    days = {id(day): day for sign in signs if (day := sign.find_parent("li") or sign.find_parent(class_="event"))}
    for day in days.values():
        if not day.select("a"):
            words = f"the entry {plain(day)[:100]!r} tells of a publication and links none; if there is a report, it is not known from it"
            yield Problem("parse_error", f"{page_url}: {words}. Look at the page.")


def _merged(first: Report, again: Report, doubts: Doubts) -> Report:
    """One report of two entries for the same file: what they agree on, and the first label."""
    if (first.title, first.published, first.inspected) == (again.title, again.published, again.inspected):
        return first
    told = " and as ".join(f"{each.title!r}, published {each.published}, inspected {each.inspected}" for each in (first, again))
    doubts.add("disagreement", f"the file is listed twice, as {told}. The first label is kept, and dates that differ are left empty.")
    published = first.published if first.published == again.published else None
    return replace(first, published=published, inspected=first.inspected if first.inspected == again.inspected else None)
