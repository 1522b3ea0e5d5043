"""The full-text index that searches use: one table over paragraphs, over what stands in none of them, and over articles.

From a row's id follows whose it is, without a look-up; the index and the triggers that keep it right are made by the migrations
(landed/22_full_text_search_of_paragraphs.sql).

| row of search_fts | its id |
| --- | --- |
| a page (what stands in no paragraph) | report * 10,000 + page, the id in report_pages |
| an article | its own id, from 10^12 on |
| a paragraph | 2^52 + report * 2^29 + position * 2^12 + the bits of its parts of the report: report_paragraphs.search_id |
"""

from archive.database.ids import FIRST_ARTICLE, PAGES_PER_REPORT

INDEX = "search_fts"
TOKENIZER = "porter unicode61 remove_diacritics 2"
FIRST_PARAGRAPH = 2**52
SECTION_BITS = 12

_REPORT_SHIFT = 29
_SECTIONS = 2**SECTION_BITS - 1


def owner_sql(row: str) -> str:
    """SQL for the report or article that this row (SQL) of the index is of: ids of articles are from FIRST_ARTICLE on."""
    paragraph = f"({row} & {FIRST_PARAGRAPH - 1}) >> {_REPORT_SHIFT}"
    return f"iif({row} >= {FIRST_PARAGRAPH}, {paragraph}, iif({row} >= {FIRST_ARTICLE}, {row}, {row} / {PAGES_PER_REPORT}))"


def sections_sql(row: str) -> str:
    """SQL for the bits of the parts of a report that this row (SQL) of the index stands in; 0 for pages and articles."""
    return f"iif({row} >= {FIRST_PARAGRAPH}, {row} & {_SECTIONS}, 0)"


def owner_of(row: int) -> int:
    """The report or article that this row of the index is of."""
    if row >= FIRST_PARAGRAPH:
        return (row - FIRST_PARAGRAPH) >> _REPORT_SHIFT
    return row if row >= FIRST_ARTICLE else row // PAGES_PER_REPORT


def sections_of(row: int) -> int:
    """The bits of the parts of a report that this row of the index stands in; 0 for pages and articles."""
    return row & _SECTIONS if row >= FIRST_PARAGRAPH else 0


def paragraphs_of(report: int) -> tuple[int, int]:
    """The first and the last row that the paragraphs of this report may have, in the order of the text."""
    first = FIRST_PARAGRAPH + (report << _REPORT_SHIFT)
    return first, first + (1 << _REPORT_SHIFT) - 1


def page_of(row: int) -> int | None:
    """The page whose rest this row of the index is; None of paragraphs and articles."""
    return row % PAGES_PER_REPORT if row < FIRST_ARTICLE else None


def content_view(article_text: str) -> str:
    """SQL for the view that says what the index holds; `article_text` is SQL for the words of an article."""
    return f"""
        create view search_content as
            select search_id as id, '' as title, text from report_paragraphs
            union all select id, '', coalesce(rest, text) from report_pages where coalesce(rest, text) <> ''
            union all select id, title, {article_text} from articles
    """
