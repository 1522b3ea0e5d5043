"""The index that searches use holds every paragraph, every rest of a page and every article, and follows every change of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.database.ids import FIRST_ARTICLE
from archive.database.search_index import FIRST_PARAGRAPH, owner_of, owner_sql, page_of, sections_sql
from archive.database.sections import BITS
from archive.keeping.verify import verify
from tests.archive.factory import READER, ArchiveFactory
from tests.archive.sample import AMBERFORD


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """One report of a paragraph on each of two pages, and one article."""
    factory = ArchiveFactory(tmp_path)
    factory.authority(AMBERFORD, "Amberford")
    report = factory.report(7, AMBERFORD, "2020-01-01", ["Contents\n\nSupervision is regular.", "Plans are late."])
    factory.db.execute("update report_pages set rest = iif(page = 1, 'Contents', '')")
    for page, section, text in ((1, "Leaders and care leavers", "Supervision is regular."), (2, None, "Plans are late.")):
        factory.fact("report_paragraphs", report, position=page, page=page, page_end=page, section=section, text=text)
    factory.article(1, "Amberford praised", "Supervision is well liked.", "2020-05-05")
    factory.db.conn.commit()
    yield factory
    factory.db.close()


def rows(made: ArchiveFactory, word: str) -> list[int]:
    return [row for (row,) in made.db.execute("select rowid from search_fts where search_fts match ? order by rowid", [word])]


def damaged(made: ArchiveFactory) -> list[str]:
    return [damage.problem.message for damage in verify(made.db, made.files) if damage.problem.kind == "index_damaged"]


def test_a_rows_id_says_whose_it_is(made: ArchiveFactory) -> None:
    article, paragraph = rows(made, "supervision")
    (page,) = rows(made, "contents")
    assert article == FIRST_ARTICLE + 1
    assert page == 10_001
    assert (page_of(page), page_of(article), page_of(paragraph)) == (1, None, None)
    assert paragraph >= FIRST_PARAGRAPH
    for row, owner, sections in ((article, article, 0), (page, 1, 0), (paragraph, 1, BITS["leaders"] | BITS["care_leavers"])):
        assert owner_of(row) == owner
        sql = f"select {owner_sql('r')}, {sections_sql('r')} from (select {row} as r)"
        assert tuple(made.db.execute(sql).fetchone()) == (owner, sections)


def test_a_paragraph_far_down_a_report_of_a_high_number_keeps_its_place(made: ArchiveFactory) -> None:
    original = made.db.execute("select file_document_id from reports").fetchone()[0]
    made.db.execute("update reports set id = 8000000 where id = (select id from reports) and 0")
    made.db.execute("pragma foreign_keys = off")
    made.insert(
        "report_paragraphs", report_id=8_000_000, position=99_999, page=9_999, text="Kites", document_id=original, reader_version=READER
    )
    (row,) = rows(made, "kites")
    assert owner_of(row) == 8_000_000
    assert row < 2**53  # programs that read JSON keep it whole


def test_the_index_follows_every_change(made: ArchiveFactory) -> None:
    made.db.execute("update report_paragraphs set text = 'Oversight is regular.' where position = 1")
    assert len(rows(made, "oversight")) == 1
    made.db.execute("update report_paragraphs set section = 'Adoption' where position = 1")
    made.db.execute("update report_pages set rest = 'A letterhead' where page = 2")
    made.db.execute("update report_pages set rest = null where page = 1")
    assert (len(rows(made, "letterhead")), len(rows(made, "supervision"))) == (1, 2)  # all of a page of which no rest is known
    made.db.execute("update articles set text = 'Nothing.'")
    made.db.execute("delete from report_pages where page = 1")
    made.db.conn.commit()
    assert rows(made, "supervision") == []
    assert damaged(made) == []
    made.db.execute("delete from report_paragraphs")
    made.db.execute("delete from articles")
    made.db.execute("delete from report_pages")
    made.db.conn.commit()
    assert made.db.execute("select count(*) from search_fts").fetchone() == (0,)
    assert damaged(made) == []


def test_an_index_that_lost_its_rows_is_rebuilt(made: ArchiveFactory) -> None:
    before = rows(made, "supervision")
    made.db.execute("insert into search_fts(search_fts) values ('delete-all')")
    made.db.conn.commit()
    assert ["search_fts" in message for message in damaged(made)] == [True]
    assert rows(made, "supervision") == before
    assert damaged(made) == []


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("What needs to improve in this area of practice?1", {"improve"}),
        ("AREAS FOR IMPROVEMENT:", {"improve"}),
        ("Case study: area(s) for improvement", {"improve"}),
        ("Areas for development", {"improve"}),
        ("Priority actions", {"improve"}),
        ("Priority and immediate action", {"improve"}),
        ("Priorities for further improvement", {"improve"}),
        ("Summary of recommendations", {"improve", "summary"}),
        ("What does the partnership need to do better?", {"improve"}),
        ("Immediately:", {"improve"}),
        ("Within three months:", {"improve"}),
        ("Within 1 month of publication", {"improve"}),
        ("Key weaknesses", {"improve"}),
        ("Key strengths and weaknesses", {"improve", "strengths"}),
        ("What is not working well", {"improve"}),
        ("Practice study: ineffective practice", {"improve"}),
        ("Strengths", {"strengths"}),
        ("The council’s strengths", {"strengths"}),
        ("Practice study: highly effective practice", {"strengths"}),
        ("What is the partnership doing that is effective?", {"strengths"}),
        ("What is working well?", {"strengths"}),
        ("Examples of good practice", {"strengths"}),
        ("Next steps", set()),
        ("Capacity to improve", set()),
        ("Strengthening families", set()),
        ("The overall judgement is that services require improvement", set()),
        ("Requires improvement.", set()),
        ("The effectiveness of services for children: requires improvement to be good", set()),
        ("Within the partnership", set()),
        ("Practice framework", set()),
    ],
)
def test_headings_say_what_is_good_and_what_needs_to_improve(made: ArchiveFactory, heading: str, parts: set[str]) -> None:
    made.db.execute("update report_paragraphs set section = ? where position = 1", [heading])
    bits = sum(BITS[part] for part in parts)
    assert made.db.execute("select sections from report_paragraphs where position = 1").fetchone()[0] == bits
    *_, paragraph = rows(made, "supervision")
    assert made.db.execute(f"select {sections_sql('r')} from (select {paragraph} as r)").fetchone()[0] == bits
    assert damaged(made) == []
