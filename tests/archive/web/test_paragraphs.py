"""A report's paragraphs: as HTML, and in its JSON with every column of the table."""

import sqlite3
from contextlib import closing

import pytest

from archive.web.paragraphs import paragraph
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask


def row_of(number: str | None, text: str, page: int | None) -> sqlite3.Row:
    """A row of report_paragraphs, as far as it is shown."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        row: sqlite3.Row = connection.execute("select 7 as position, ? as number, ? as text, ? as page", [number, text, page]).fetchone()
        return row


def test_a_paragraph_has_its_words_its_link_and_its_page() -> None:
    assert paragraph(row_of("3.1", "Leaders know.", 2), "ab", cut=False, beside=False) == (
        '<div class="paragraph" id="p7"><span class="number"><a href="#p7" aria-label="Link to paragraph 3.1">3.1</a></span>'
        '<p><bdi>Leaders know.</bdi></p> <a class="place" href="/files/ab.pdf#page=2">page 2</a></div>'
    )
    beside = paragraph(row_of(None, "Leaders know.", 2), "ab", cut=True, beside=True)
    assert 'aria-label="Link to paragraph 7">¶</a>' in beside
    assert "<p>This paragraph is too long for this page. Read it in the original.</p>" in beside
    assert '.pdf#page=2" target="original">page 2</a>' in beside


@pytest.mark.parametrize(("original", "page"), [(None, 2), ("ab", None)])
def test_a_paragraph_without_original_or_page_leads_to_none(original: str | None, page: int | None) -> None:
    assert "place" not in paragraph(row_of("1", "Words.", page), original, cut=False, beside=False)


def test_nothing_that_a_report_says_becomes_html() -> None:
    html = paragraph(row_of('"><script>', "<b>&", 1), "ab", cut=False, beside=False)
    assert "<script" not in html
    assert 'paragraph &#34;&gt;&lt;script&gt;">&#34;&gt;&lt;script&gt;</a>' in html
    assert "<bdi>&lt;b&gt;&amp;</bdi>" in html


def test_the_json_of_a_report_has_each_paragraph_with_every_column(made: ArchiveFactory, site: Ask, public_site: Ask) -> None:
    reports = made.db.execute("select distinct r.id, r.key from reports r join report_paragraphs p on p.report_id = r.id").fetchall()
    assert reports
    for number, key in reports:
        table = list(made.db.query("select * from report_paragraphs where report_id = ? order by position", [number]))
        assert table == site(f"/report/{key}.json").json()["paragraphs"] == public_site(f"/report/{key}.json").json()["paragraphs"]
        assert any(row["sections"] for row in table)
