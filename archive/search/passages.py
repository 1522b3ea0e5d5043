"""The places shown of a found report or article: paragraphs, or what stands in none, as marked snippets."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from archive.database.readonly import plain_rows
from archive.database.search_index import FIRST_PARAGRAPH, TOKENIZER, owner_of, page_of
from archive.search.marks import END, START, as_text
from archive.search.results import Passage
from archive.urls import article_url, file_url, report_url

PASSAGES_PER_RESULT = 3
SNIPPET_WORDS = 36
EXCERPT_CHARACTERS = 300


class Place(NamedTuple):
    """Where a row of the index stands in its report; a row that is a page has no paragraph: no position, number or section."""

    report_id: int
    page: int
    page_end: int
    position: int | None = None
    number: str | None = None
    section: str | None = None


def open_passages(connection: sqlite3.Connection) -> None:
    """Make the table that `snippets` uses, once a connection and outside any transaction; what was found must be found in it again."""
    connection.execute(f"create virtual table if not exists temp.shown using fts5(title, text, tokenize='{TOKENIZER}')")
    connection.commit()


def snippets(connection: sqlite3.Connection, match: str, rows: Sequence[int]) -> dict[int, str]:
    """The best fragment of each of these rows of the index, marked; the best row first.

    The few texts are indexed anew in a temporary table of this connection: in the archive's own index each look-up would read all
    rows of the search's words again, which for a beginning (child*) takes longer than the search. The transaction of a reader is
    rolled back, which empties the table.
    """
    read = "select id, coalesce(title, ''), coalesce(text, '') from search_content where id = ?"
    texts = [(row, _unmarked(title), _unmarked(text)) for one in rows for row, title, text in plain_rows(connection, read, [one])]
    connection.executemany("insert into temp.shown(rowid, title, text) values (?, ?, ?)", texts)
    sql = f"""select rowid, snippet(shown, 1, '{START}', '{END}', '…', {SNIPPET_WORDS}) from temp.shown
        where shown match ? order by rank"""
    return dict(connection.execute(sql, [match]).fetchall())


def _unmarked(text: str) -> str:
    """Archives of before the store cleaned its texts may hold marks that are not ours."""
    return text.replace(START, "").replace(END, "")


def find_places(connection: sqlite3.Connection, rows: Iterable[int]) -> dict[int, Place]:
    """Where each of these rows of the index stands in its report; articles have no place."""
    sql = """select search_id, report_id, page, coalesce(page_end, page), position, number, section from report_paragraphs
        where search_id in (select value from json_each(?))"""
    wanted = list(rows)
    paragraphs = json.dumps([row for row in wanted if row >= FIRST_PARAGRAPH])
    places = {row: Place._make(place) for row, *place in plain_rows(connection, sql, [paragraphs])}
    return places | {row: Place(owner_of(row), page, page) for row in wanted if row < FIRST_PARAGRAPH and (page := page_of(row))}


def choose(rows: Sequence[int], places: Mapping[int, Place]) -> list[int]:
    """The first rows that are shown, best first: no page beside a paragraph on it, where both may hold the same words."""
    on_pages = {page for row in rows if places[row].position for page in range(places[row].page, places[row].page_end + 1)}
    kept = [row for row in rows if places[row].position or places[row].page not in on_pages]
    return kept[:PASSAGES_PER_RESULT]


def report_passages(
    rows: Sequence[int], places: Mapping[int, Place], texts: Mapping[int, str], key: str, sha256: str | None
) -> list[Passage]:
    """The passages of a report at these rows of the index; `texts` are their snippets."""
    return [
        Passage(
            page=places[row].page,
            page_end=places[row].page_end,
            text=texts[row],
            url=report_url(key, places[row].position),
            pdf=file_url(sha256, places[row].page) if sha256 else None,
            section=places[row].section,
            number=places[row].number,
        )
        for row in rows
    ]


def other_pages(
    rows: Iterable[int], places: Mapping[int, Place], shown: Iterable[Passage], key: str, sha256: str | None
) -> tuple[tuple[int, str], ...]:
    """The pages of a report that these rows of the index stand on and no passage shows, each with an address at its first place."""
    first: dict[int, Place] = {}
    for place in sorted((places[row] for row in rows), key=lambda place: (place.page, place.position or 10**9)):
        first.setdefault(place.page, place)
    seen = {one.page for one in shown}
    return tuple(
        (page, report_url(key, place.position) if place.position or not sha256 else file_url(sha256, page))
        for page, place in first.items()
        if page not in seen
    )


def article_passages(connection: sqlite3.Connection, texts: Mapping[int, str], article_id: int, *, public: bool) -> list[Passage]:
    """The best place of an article; in public its excerpt, unmarked, because its text is not public."""
    if not public:
        return [Passage(None, None, texts[article_id], article_url(article_id))]
    excerpt = connection.execute("select coalesce(excerpt, summary) from articles where id = ?", [article_id]).fetchone()[0]
    return [Passage(None, None, as_text(excerpt)[:EXCERPT_CHARACTERS], article_url(article_id))] if excerpt else []
