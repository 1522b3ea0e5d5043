"""The index that searches use holds every paragraph, every rest of a page and every article, and follows every change of them."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from archive.database.ids import FIRST_ARTICLE
from archive.database.search_index import FIRST_PARAGRAPH, owner_of, owner_sql, page_of, sections_sql
from archive.database.sections import BITS
from archive.keeping.verify import verify
from archive.search.filters import read_filters
from archive.search.search import search
from tests.archive.factory import READER, ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE

HEADINGS = (None, "Leaders", "Care leavers", "What needs to improve")
WORDS = ("supervision", "caseloads", "housing", "police", "plans", "visits", "panels", "records")


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


@pytest.mark.parametrize("seed", range(8))
def test_searches_find_what_going_through_the_tables_finds(tmp_path: Path, seed: int) -> None:
    """Random archives, read anew, moved, taken down and erased in part: private and public, the same reports and articles."""
    random = Random(seed)
    made = _random_archive(tmp_path, random)
    made.db.conn.row_factory = sqlite3.Row
    for public in (False, True):
        for _ in range(30):
            words = random.sample(WORDS, random.choice((1, 1, 2)))
            chosen = random.choice(({}, {"authority": AMBERFORD}, {"year": "2021"}, {"section": "leaders"}, {"from": "2021-06-01"}))
            found = search(made.db.conn, " ".join(words), read_filters(chosen | {"sort": "newest"}), public=False, everything=True)
            keys = {result.key for result in found.results}
            assert keys == _by_hand(made, words, chosen), (words, chosen, public)
            assert found.total == len(found.results)
    made.db.close()


def _random_archive(folder: Path, random: Random) -> ArchiveFactory:
    made = ArchiveFactory(folder)
    for code, name in ((AMBERFORD, "Amberford"), (BRACKMERE, "Brackmere")):
        made.authority(code, name)
    for number in range(random.randint(1, 12)):
        pages = [" ".join(random.choices(WORDS, k=3)) for _ in range(random.randint(1, 3))]
        day = f"202{random.randint(0, 2)}-0{random.randint(1, 9)}-11"
        report = made.report(number, random.choice((AMBERFORD, BRACKMERE, None)), day, pages)
        made.db.execute("update report_pages set rest = ? where report_id = ? and page = 1", [random.choice(("", pages[0], None)), report])
        for position in range(1, random.randint(1, 5)):
            text = " ".join(random.choices(WORDS, k=4))
            made.fact("report_paragraphs", report, position=position, page=1, section=random.choice(HEADINGS), text=text)
        made.article(number, random.choice(WORDS), " ".join(random.choices(WORDS, k=5)), day)
    for _ in range(random.randint(0, 8)):
        number = random.randint(1, 12)
        made.db.execute(
            random.choice(
                (
                    "update reports set published = '2021-07-07' where id = ?",
                    "delete from report_paragraphs where report_id = ?",
                    "update report_paragraphs set text = 'police records', section = 'Leaders' where report_id = ?",
                    "update report_pages set rest = 'housing' where report_id = ?",
                    f"delete from articles where id = {FIRST_ARTICLE} + ?",
                )
            ),
            [number],
        )
    made.db.conn.commit()
    return made


def _by_hand(made: ArchiveFactory, words: list[str], chosen: dict[str, str]) -> set[str]:
    """Keys of the reports and ids of the articles of which one paragraph, rest or text has all words, gone through one by one."""
    found = set()
    reports = "select key, local_authority as authority, published, text, section, 1 as paragraph from report_paragraphs p"
    pages = "select key, local_authority, published, coalesce(rest, text), null, 0 from report_pages p"
    both = f"{reports} join reports r on r.id = p.report_id union all {pages} join reports r on r.id = p.report_id"
    articles = "select cast(id as text), null, published, title || ' ' || text, null, 0 from articles"
    for key, authority, published, text, section, paragraph in made.db.execute(f"{both} union all {articles}").fetchall():
        passes = (
            chosen.get("authority") in (None, authority)
            and chosen.get("year") in (None, published[:4])
            and ("section" not in chosen or (paragraph and section == "Leaders"))
            and published >= chosen.get("from", "")
        )
        if passes and set(words) <= set(text.split()):
            found.add(key)
    return found
