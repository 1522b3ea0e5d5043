"""The best places of a found report or article, as marked snippets with their page, section and paragraph."""

import sqlite3
from collections.abc import Mapping, Sequence

from archive.database.ids import PAGES_PER_REPORT
from archive.database.search_index import TOKENIZER
from archive.search.marks import END, START, as_text, found_words
from archive.search.results import Passage, passage_url
from archive.urls import article_url

PASSAGES_PER_RESULT = 3
SNIPPET_WORDS = 36
EXCERPT_CHARACTERS = 300
_CONTEXT_CHARACTERS = 30  # of the snippet's own words that must stand in a paragraph for the paragraph to be the one


def open_passages(connection: sqlite3.Connection) -> None:
    """Make the table that `snippets` uses, once a connection and outside any transaction; what was found must be found in it again."""
    connection.execute(f"create virtual table if not exists temp.shown using fts5(title, text, tokenize='{TOKENIZER}')")
    connection.commit()


def snippets(connection: sqlite3.Connection, match: str, row_ids: Sequence[int]) -> dict[int, str]:
    """The best fragment of each of these pages and articles, marked.

    The few texts are indexed anew in a temporary table of this connection: in the archive's own index each look-up would read all
    rows of the search's words again, which for a beginning (child*) takes longer than the search. The transaction of a reader is
    rolled back, which empties the table.
    """
    # Archives of before the store cleaned its texts may hold marks that are not ours.
    unmarked = "replace(replace({0}, char(57344), ''), char(57345), '')"
    texts = f"select id, {unmarked.format('title')}, {unmarked.format('text')} from search_content where id = ?"
    for row_id in row_ids:
        connection.execute(f"insert into temp.shown(rowid, title, text) {texts}", [row_id])
    sql = f"select rowid, snippet(shown, 1, '{START}', '{END}', '…', {SNIPPET_WORDS}) from temp.shown where shown match ?"
    return dict(connection.execute(sql, [match]).fetchall())


def report_passages(
    connection: sqlite3.Connection, texts: Mapping[int, str], hits: Sequence[int], key: str, sha256: str | None
) -> tuple[Passage, ...]:
    """The passages on these pages of a report; `hits` are row ids of pages, best first, `texts` their snippets."""
    passages = []
    for row_id in hits:
        report_id, page = divmod(row_id, PAGES_PER_REPORT)
        section, number = _place(connection, report_id, page, texts[row_id])
        passages.append(Passage(page, texts[row_id], passage_url(sha256, key, page), section, number))
    return tuple(passages)


def article_passages(connection: sqlite3.Connection, texts: Mapping[int, str], article_id: int, *, public: bool) -> tuple[Passage, ...]:
    """The best place of an article; in public its excerpt, unmarked, because its text is not public."""
    if not public:
        return (Passage(None, texts[article_id], article_url(article_id)),)
    excerpt = connection.execute("select coalesce(excerpt, summary) from articles where id = ?", [article_id]).fetchone()[0]
    return (Passage(None, as_text(excerpt)[:EXCERPT_CHARACTERS], article_url(article_id)),) if excerpt else ()


def _place(connection: sqlite3.Connection, report_id: int, page: int, snippet: str) -> tuple[str | None, str | None]:
    """Section and printed number of the paragraph that a snippet's first mark stands in; None for either where that is not certain."""
    words = found_words(snippet)
    if not words:
        return None, None
    start = snippet.index(START)
    end = snippet.index(END, start)
    # the words with what follows them and, for words at the end of a paragraph, with what comes before
    contexts = (as_text(snippet[start : end + _CONTEXT_CHARACTERS]), as_text(snippet[max(0, start - _CONTEXT_CHARACTERS) : end]))
    # also the last paragraph of an earlier page, which may go on here
    sql = """select section, number, text from report_paragraphs where report_id = :report and (page = :page or position = (
        select max(position) from report_paragraphs where report_id = :report and page < :page)) order by position"""
    rows = connection.execute(sql, {"report": report_id, "page": page})
    paragraphs = [(section, number, as_text(text)) for section, number, text in rows]
    found = [{(section, number) for section, number, text in paragraphs if context.strip("…") in text} for context in contexts]
    for places in found:
        if len(places) == 1:
            return places.pop()
    for places in found:  # a sentence that several paragraphs of one section share
        if len(sections := {section for section, _ in places}) == 1:
            return sections.pop(), None
    return None, None
