"""What a report asks for, as HTML: the words, where they stand, and to whom they are addressed."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from sqlite3 import Row
from typing import TypeVar

from markupsafe import Markup, escape

from archive.matching.similar_wording import Pair
from archive.outcomes.history import Told
from archive.urls import file_url, report_url
from archive.web.words import day, label

AROUND = 500  # bytes of links and tags around the words of one entry
Entry = TypeVar("Entry", Told, Row, Pair[Told])


def told(one: Told) -> Markup:
    """One entry of a list. A function, because a council's page has a hundred: as a macro of its template they took half its time."""
    page = f' · <a href="{file_url(one.sha256, one.page)}">page {one.page}</a>' if one.sha256 else ""
    to = f" · to {escape(one.addressed_to_printed or label(one.addressed_to, 'addressee'))}" if one.addressed_to != "authority" else ""
    return Markup(
        f'<bdi>{escape(one.text)}</bdi><br><span class="soft"><span class="tag">{escape(label(one.kind, "recommendation"))}</span>'
        f' <a href="{escape(report_url(one.key))}#recommendation-{one.position}">{escape(label(one.report_kind, "kind"))}</a>,'
        f" {escape(day(one.day))}{page}{to}"
        f' · <a href="/recommendations/similar?id={one.id}">Who else was told this?</a></span>'
    )


def that_fit(entries: Sequence[Entry], most: int) -> Sequence[Entry]:
    """The first of the entries (or pairs of them) that take at most `most` bytes together: a page has at most 300 KB."""
    return entries[: sum(taken <= most for taken in accumulate(map(_size, entries)))]


def each_that_fits(lists: Iterable[Sequence[Entry]], most: int) -> list[tuple[Sequence[Entry], Sequence[Entry]]]:
    """Each list of entries, and its first entries that fit where all lists together take at most `most` bytes."""
    found = []
    for entries in lists:
        shown = that_fit(entries, most)
        most -= sum(map(_size, shown))
        found.append((entries, shown))
    return found


def _size(entry: Told | Row | Pair[Told]) -> int:
    texts = (entry.first.text, entry.second.text) if isinstance(entry, Pair) else (entry["text"] if isinstance(entry, Row) else entry.text,)
    return sum(len(text.encode()) + AROUND for text in texts)


FUNCTIONS = {"told": told, "that_fit": that_fit, "each_that_fits": each_that_fits}
