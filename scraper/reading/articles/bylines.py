"""Title, day and authors of an article: which of the places that state them is believed."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from archive.records import Document, Problem
from scraper.reading.articles.inline import letters
from scraper.reading.articles.layouts import Pages
from scraper.reading.articles.structured import Structured
from scraper.reading.dates import read_date
from scraper.reading.errors import ParseError
from scraper.reading.soup import text
from scraper.reading.timestamps import read_timestamp

BYLINE = re.compile(r"^(?:written |posted |words )?by:?\s+", re.IGNORECASE)
DATE_LABEL = re.compile(r"^(?:first )?(?:published|posted|date|released)(?: on)?:?\s+", re.IGNORECASE)
TIME_OF_DAY = re.compile(r",?\s+(?:at\s+|\|\s*|-\s*)?\d{1,2}[:.]\d\d\s*(?:am|pm)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """What the page prints by a layout's selectors; `body` is None where no layout fits."""

    title: str | None
    published: str | None
    authors: tuple[str, ...]
    body: Tag | None


def split_names(byline: str | None) -> tuple[str, ...]:
    """The names of a byline: "By A Writer and B Author" gives two."""
    if not byline:
        return ()
    return tuple(name.strip() for name in re.split(r",|&|\band\b", BYLINE.sub("", byline)) if name.strip())


def read_title(page: BeautifulSoup, facts: Structured, printed: Printed, document: Document) -> str:
    """The title: JSON-LD, the selector, the one h1, Open Graph or <title> without the site's name, discovery; ParseError for none."""
    headings = [text(heading) for heading in page.select("h1") if text(heading)]
    site_named = facts.og_title or (text(page.title) if page.title else None)
    title = (
        facts.title
        or printed.title
        or (headings[0] if len(headings) == 1 else None)
        or without_site_name(site_named, facts.site_name, headings)
        or (document.article.title if document.article else None)
    )
    if not title:
        raise ParseError("no title: neither JSON-LD, nor the layout's selector, nor a single h1, nor Open Graph gives one")
    return title


def without_site_name(title: str | None, site_name: str | None, headings: list[str]) -> str | None:
    """`title` without the site's name behind it: what stands before is one of the page's headings, or `site_name` stands behind."""
    if title is None:
        return None
    for heading in headings:
        if letters(title).startswith(letters(heading)):
            return heading
    if site_name:
        return re.sub(rf"\s*[-|–—•·:]\s*{re.escape(site_name)}\s*$", "", title, flags=re.IGNORECASE)
    return title


def read_published(
    document: Document, facts: Structured, printed: Printed, pages: Pages, problems: list[Problem]
) -> tuple[str | None, str | None]:
    """The day of publication and where it stands: discovery, JSON-LD, meta, selector, address; (None, None) where the page states none.

    Never from elsewhere on the page: a date on a related card is worse than none.
    """
    if document.article and document.article.published:
        return document.article.published, document.article.published_source
    dated = re.search(pages.url_date, document.final_url) if pages.url_date else None
    stated = {
        "json_ld": facts.json_ld_published,
        "meta": facts.meta_published,
        "selector": printed.published,
        "url": f"{dated['year']}-{dated['month']}-{dated['day']}" if dated else None,
    }
    for source, words in stated.items():
        day = stamp(words, problems)
        if day:
            return day, source
    return None, None


def stamp(words: str | None, problems: list[Problem]) -> str | None:
    """The day that a time stamp or a printed date gives; None where there is none, and one of no known form is a problem."""
    if not words:
        return None
    for read in (read_timestamp, read_date):
        try:
            return read(words)
        except ParseError as error:
            problem = Problem("parse_error", f"date of the article: {error}")
    problems.append(problem)
    return None


def selected(page: BeautifulSoup, selector: str | None) -> str | None:
    """The text of the one element `selector` selects, or None; several are a ParseError: one of them is another article's."""
    found = page.select(selector) if selector else []
    if len(found) > 1:
        raise ParseError(f"selected {len(found)} of at most one {selector!r}; the markup may have changed")
    return (str(found[0].get("datetime") or "") or text(found[0]) or None) if found else None
