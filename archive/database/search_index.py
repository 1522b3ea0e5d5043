"""The full-text index that searches use: pages and articles in the order of their publication; and smaller ones over the newest pages.

FTS5 gives rows by rowid, and a search ranks only the newest that match. Ids say when a report came into the archive, which after a first
crawl is the order of the providers; so rows here have a *place*, which begins with the day of publication: 20240331 00001230004 is page 4
of report 123, published on 31 March 2024. What has no date, or text that is none, comes first, as the oldest.

Over the newest pages there are smaller indexes, PARTS of this one; archive.search.choose_index says which a search goes through.
Indexes and triggers are made by the migrations (landed/), in which `place` and `content_view` stand as text.
"""

from dataclasses import dataclass

from archive.database.ids import FIRST_ARTICLE

INDEX = "search_fts_dated"
SAMPLE = f"{INDEX}_sample"
# index -> pages it is made with; one is in use when the archive has twice as many
PARTS = {SAMPLE: 5_000, f"{INDEX}_small": 50_000, f"{INDEX}_medium": 150_000, f"{INDEX}_large": 450_000}
TOKENIZER = "porter unicode61 remove_diacritics 2"

KEYS = 10**11  # a place is the day times this, plus a key
LAST_PLACE = 2**63 - 1
LAST_DAY = 9200_00_00  # later days count as this one, so that every place is a whole number that SQLite can hold
FIRST_ARTICLE_KEY = 9 * 10**10  # keys from here up are articles, below it pages (report id * 10000 + page): room for 9,000,000 reports


def place(published: str, row_id: str, *, article: bool = False) -> str:
    """SQL for the place of a row; `published` and `row_id` are SQL for its date of publication (ISO text or null) and its id.

    A year or a month alone stands before its first day.
    """
    digits = f"substr(replace(substr(coalesce({published}, ''), 1, 10), '-', '') || '00000000', 1, 8)"
    return (
        f"(min(cast({digits} as integer), {LAST_DAY}) * {KEYS} + {row_id}{f' - {FIRST_ARTICLE} + {FIRST_ARTICLE_KEY}' if article else ''})"
    )


def first_place(day: str) -> int:
    """The lowest place that anything published on this day (ISO) can have."""
    return min(int(day.replace("-", "")), LAST_DAY) * KEYS


def last_place(day: str) -> int:
    """The highest place that anything published on this day (ISO) can have."""
    return first_place(day) + KEYS - 1


def day_of(at: int) -> str:
    """The day at the start of this place (ISO; shorter where only a month or a year is known)."""
    digits = f"{at // KEYS:08}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}".removesuffix("-00").removesuffix("-00")


def row_id(key: int) -> int:
    """The id of the page or article with this key."""
    return key if key < FIRST_ARTICLE_KEY else key - FIRST_ARTICLE_KEY + FIRST_ARTICLE


def content_view(index: str, article_text: str) -> str:
    """SQL for the view that says what the index holds; `article_text` is SQL for the words of an article."""
    return f"""
        create view {index}_content as select * from (
            select {place("r.published", "p.id")} as place, '' as title, p.text from reports r join report_pages p on p.report_id = r.id
            union all select {place("published", "id", article=True)}, title, {article_text} from articles
        ) where place >= {first_of(index)}
    """


def first_of(index: str) -> str:
    """SQL for the lowest place in the index; null while it is not in use."""
    return "0" if index == INDEX else f"(select first from {INDEX}_parts where name = '{index}')"


@dataclass(frozen=True, slots=True)
class Index:
    """A full-text index, how many pages and articles it holds, and the lowest place it holds, with which a day begins."""

    name: str
    pages: int
    first: int
