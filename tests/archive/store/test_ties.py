"""Ties are renewed when an article or its report is, and only then; a home is tied to nothing; the earlier of two alike is the original."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store.ties import tie_articles, untie_articles_of
from tests.archive.factory import ArchiveFactory

ASHMERE, BRACKFORD = "X0000001", "X0000002"
TEXT = (
    "Ofsted has published its inspection of children's services in Ashmere.\n\n"
    "Social workers visit children in good time and write careful plans with their families.\n\n"
    "Managers do not record supervision often enough for anybody to learn from it.\n\n"
    "A sentence about the weather over the hills that stands in no report at all."
)
PAGE = (
    "Ashmere. Social workers visit children in good time and write careful plans with their families. "
    "Managers do not record supervision often enough for anybody to learn from it."
)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    archive = ArchiveFactory(tmp_path)
    archive.authority(ASHMERE, "Ashmere", ofsted_urn="80001")
    archive.authority(BRACKFORD, "Brackford", ofsted_urn="80002")
    archive.report(1, ASHMERE, "2025-02-01", ["Nothing of it.", PAGE], urn="80001")
    archive.report(2, BRACKFORD, "2025-02-01", ["Brackford. Something else altogether stands on this page."], urn="80002")
    yield archive
    archive.db.close()


def article(made: ArchiveFactory, number: int, text: str = TEXT, link: int | None = 1, published: str | None = "2025-02-03") -> int:
    row = made.article(number, "Ashmere's children's services inspected by Ofsted", text, published)
    return link_to(made, row, link) if link else row


def link_to(made: ArchiveFactory, row: int, *reports: int) -> int:
    (document,) = made.db.execute("select document_id from articles where id = ?", [row]).fetchone()
    for position, number in enumerate(reports, 1):
        facts = {"url": f"https://files.example/v1/file/{number}", "text": "report", "report_key": f"ofsted-{number}"}
        made.insert("article_links", article_id=row, position=position, document_id=document, reader_version="1", **facts)
    return row


def rows(made: ArchiveFactory, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in made.db.execute(sql).fetchall()]


def test_an_article_is_tied_with_each_sentence_where_it_stands(made: ArchiveFactory) -> None:
    article(made, 1)
    assert tie_articles(made.db, "1") == 1
    assert rows(made, "select local_authority, report_id, how, score from mentions") == [(ASHMERE, 1, "link", 1.0)]
    found = rows(made, "select position, verdict, report_id, page from quotations order by position")
    assert found[1:] == [(2, "verbatim", 1, 2), (3, "verbatim", 1, 2), (4, "not_found", None, None)]
    assert rows(made, "select report_id from article_links") == [(1,)]
    assert tie_articles(made.db, "1") == 0, "tied once"


def test_a_tie_takes_the_place_of_the_one_before(made: ArchiveFactory) -> None:
    number = article(made, 1)
    tie_articles(made.db, "1")
    with made.db.conn:
        made.db.conn.execute("update articles set tied = null, text = 'Short.', title = 'No council is named' where id = ?", [number])
        made.db.conn.execute("delete from article_links")
    tie_articles(made.db, "1")
    assert rows(made, "select count(*) from mentions") == rows(made, "select count(*) from quotations") == [(0,)]


def test_a_report_read_anew_unties_the_articles_on_its_authority_and_those_without_a_date(made: ArchiveFactory) -> None:
    on_it, undated = article(made, 1), article(made, 2, published=None, link=None)
    other = made.article(3, "Brackford's children's services", "Brackford was inspected.")
    tie_articles(made.db, "1")
    assert rows(made, "select count(*) from articles where tied is null") == [(0,)]
    with made.db.conn:
        untie_articles_of(made.db, 1)
    assert {row[0] for row in rows(made, "select id from articles where tied is null")} == {on_it, undated}
    assert other not in {on_it, undated}


def test_what_a_report_read_anew_may_change_is_tied_again(made: ArchiveFactory) -> None:
    by_tie = article(made, 1, link=None)
    by_link = link_to(made, made.article(2, "Brackford's children's services", "Brackford was inspected."), 1)
    undated = made.article(3, "No council is named", "Nothing.", None)
    made.article(4, "No council is named", "Nothing.")
    tie_articles(made.db, "1")
    assert rows(made, "select article_id from mentions where report_id = 1") == [(by_tie,)]
    with made.db.conn:
        made.db.conn.execute("update reports set local_authority = null where id = 1")  # as it is read now
        untie_articles_of(made.db, 1)
    assert rows(made, "select id from articles where tied is null order by id") == [(by_tie,), (by_link,), (undated,)]


def test_each_sentence_is_of_the_report_that_holds_it_best(made: ArchiveFactory) -> None:
    text = f"{TEXT}\n\nIn Brackford, something else altogether stands on this page."
    link_to(made, made.article(1, "Ashmere's and Brackford's children's services inspected by Ofsted", text), 1, 2)
    tie_articles(made.db, "1")
    assert rows(made, "select count(distinct report_id) from mentions") == [(2,)]
    found = rows(made, "select position, report_id, page from quotations where page is not null order by position")
    assert found[-3:] == [(2, 1, 2), (3, 1, 2), (5, 2, 1)]


def grade(made: ArchiveFactory, report: int, grade: str, kind: str = "ilacs_inspection") -> None:
    """Give the report of this number an overall grade."""
    with made.db.conn:
        made.db.conn.execute(
            "update inspections set report_type = ?, overall_effectiveness = ?, grade_status = 'given', overall_page = 2"
            " where report_id = ?",
            [kind, grade, report],
        )


CLAIMS = "select report_id, position, kind, subject, said, stated, page, verdict from claims order by position, id"


def test_what_an_article_claims_is_kept_beside_its_sentences(made: ArchiveFactory) -> None:
    grade(made, 1, "good")
    article(made, 1, f"{TEXT}\n\nAshmere has been rated inadequate.")
    tie_articles(made.db, "1")
    assert rows(made, CLAIMS) == [(1, 5, "grade", "overall_effectiveness", "inadequate", "good", 2, "wrong")]
    assert rows(made, "select sentence from quotations where position = 5") == [("Ashmere has been rated inadequate.",)]
    seals = "select count(*) from row_seals where kind = 21"
    assert rows(made, seals) == [(1,)]


def test_claims_are_taken_again_when_the_report_is_read_anew_and_go_with_the_tie(made: ArchiveFactory) -> None:
    grade(made, 1, "good")
    number = article(made, 1, f"{TEXT}\n\nAshmere has been rated inadequate.")
    tie_articles(made.db, "1")
    grade(made, 1, "inadequate")  # as a file that was issued again says
    with made.db.conn:
        untie_articles_of(made.db, 1)
    tie_articles(made.db, "1")
    assert [row[-1] for row in rows(made, CLAIMS)] == ["right"]
    with made.db.conn:
        made.db.conn.execute("update articles set tied = null, text = 'Short.', title = 'No council is named' where id = ?", [number])
        made.db.conn.execute("delete from article_links")
    tie_articles(made.db, "1")
    assert rows(made, CLAIMS) == []


def test_the_grade_before_is_that_of_the_report_before(made: ArchiveFactory) -> None:
    earlier = made.report(3, ASHMERE, "2022-03-01", ["Ashmere. It is inadequate."], urn="80001")
    grade(made, 1, "good")
    grade(made, earlier, "inadequate")
    article(made, 1, f"{TEXT}\n\nAshmere has moved from inadequate to good.")
    tie_articles(made.db, "1")
    subject = "earlier_overall_effectiveness"
    assert [row for row in rows(made, CLAIMS) if row[3] == subject] == [
        (earlier, 5, "grade", subject, "inadequate", "inadequate", 2, "right")
    ]
    made.report(4, ASHMERE, "2023-03-01", [], urn="80001", availability="missing")  # it may be another graded inspection
    with made.db.conn:
        untie_articles_of(made.db, 1)
    tie_articles(made.db, "1")
    assert [row[3] for row in rows(made, CLAIMS)] == ["overall_effectiveness"]


def test_a_home_is_tied_to_no_article(made: ArchiveFactory) -> None:
    document = made.document("provider_page", "https://reports.example/home", b"home")
    home = {"urn": "SC9", "name": "", "provider_type": "2", "url": "https://reports.example/home", "document_id": document}
    made.insert("providers", reader_version="1", **home)
    made.report(9, ASHMERE, "2025-02-01", [PAGE], urn="SC9")
    article(made, 1, link=9)
    tie_articles(made.db, "1")
    assert rows(made, "select count(*) from mentions where report_id = 3") == [(0,)]
    assert rows(made, "select report_key, report_id from article_links") == [(None, None)]


def test_of_two_alike_the_later_is_the_copy(made: ArchiveFactory) -> None:
    first, second = article(made, 1), article(made, 2)
    late = article(made, 3, published="2025-03-06")  # over a month later: told again, not copied
    own = article(made, 4, "Ofsted has been to Ashmere. Its leaders know what children need, and have begun to do it with partners.")
    tie_articles(made.db, "1")
    assert rows(made, "select id, copy_of from articles order by id") == [(first, None), (second, first), (late, None), (own, None)]


def test_an_original_is_never_the_copy_of_what_came_later(made: ArchiveFactory) -> None:
    first, second = article(made, 1, TEXT.partition("\n\n")[0]), article(made, 2)
    tie_articles(made.db, "1")
    with made.db.conn:
        made.db.conn.execute("update articles set tied = null, text = ? where id = ?", [TEXT, first])  # it came in full later
    tie_articles(made.db, "1")
    assert rows(made, "select id, copy_of from articles order by id") == [(first, None), (second, None)]
