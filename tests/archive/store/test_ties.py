"""Ties, with evidence, are renewed when an article or its report is, and only then; of two alike the earlier is the original."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store.code_version import TYING, code_files, tying_version, version_of
from archive.store.ties import Retied, tie_again, tie_articles, untie_articles_of
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
    assert tie_articles(made.db) == 1
    assert rows(made, "select local_authority, report_id, how, score from mentions") == [(ASHMERE, 1, "link", 1.0)]
    found = rows(made, "select position, verdict, report_id, page from quotations order by position")
    assert found[1:] == [(2, "verbatim", 1, 2), (3, "verbatim", 1, 2), (4, "not_found", None, None)]
    assert rows(made, "select report_id from article_links") == [(1,)]
    assert tie_articles(made.db) == 0, "tied once"


def test_a_tie_takes_the_place_of_the_one_before(made: ArchiveFactory) -> None:
    number = article(made, 1)
    tie_articles(made.db)
    with made.db.conn:
        made.db.conn.execute("update articles set tied = null, text = 'Short.', title = 'No council is named' where id = ?", [number])
        made.db.conn.execute("delete from article_links")
    tie_articles(made.db)
    assert rows(made, "select count(*) from mentions") == rows(made, "select count(*) from quotations") == [(0,)]


def test_a_report_read_anew_unties_the_articles_on_its_authority_and_those_without_a_date(made: ArchiveFactory) -> None:
    on_it, undated = article(made, 1), article(made, 2, published=None, link=None)
    other = made.article(3, "Brackford's children's services", "Brackford was inspected.")
    tie_articles(made.db)
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
    tie_articles(made.db)
    assert rows(made, "select article_id from mentions where report_id = 1") == [(by_tie,)]
    with made.db.conn:
        made.db.conn.execute("update reports set local_authority = null where id = 1")  # as it is read now
        untie_articles_of(made.db, 1)
    assert rows(made, "select id from articles where tied is null order by id") == [(by_tie,), (by_link,), (undated,)]


def test_each_sentence_is_of_the_report_that_holds_it_best(made: ArchiveFactory) -> None:
    text = f"{TEXT}\n\nIn Brackford, something else altogether stands on this page."
    link_to(made, made.article(1, "Ashmere's and Brackford's children's services inspected by Ofsted", text), 1, 2)
    tie_articles(made.db)
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
    tie_articles(made.db)
    assert rows(made, CLAIMS) == [(1, 5, "grade", "overall_effectiveness", "inadequate", "good", 2, "wrong")]
    assert rows(made, "select sentence from quotations where position = 5") == [("Ashmere has been rated inadequate.",)]
    seals = "select count(*) from row_seals where kind = 21"
    assert rows(made, seals) == [(1,)]


def test_claims_are_taken_again_when_the_report_is_read_anew_and_go_with_the_tie(made: ArchiveFactory) -> None:
    grade(made, 1, "good")
    number = article(made, 1, f"{TEXT}\n\nAshmere has been rated inadequate.")
    tie_articles(made.db)
    grade(made, 1, "inadequate")  # as a file that was issued again says
    with made.db.conn:
        untie_articles_of(made.db, 1)
    tie_articles(made.db)
    assert [row[-1] for row in rows(made, CLAIMS)] == ["right"]
    with made.db.conn:
        made.db.conn.execute("update articles set tied = null, text = 'Short.', title = 'No council is named' where id = ?", [number])
        made.db.conn.execute("delete from article_links")
    tie_articles(made.db)
    assert rows(made, CLAIMS) == []


def test_the_grade_before_is_that_of_the_report_before(made: ArchiveFactory) -> None:
    earlier = made.report(3, ASHMERE, "2022-03-01", ["Ashmere. It is inadequate."], urn="80001")
    grade(made, 1, "good")
    grade(made, earlier, "inadequate")
    article(made, 1, f"{TEXT}\n\nAshmere has moved from inadequate to good.")
    tie_articles(made.db)
    subject = "earlier_overall_effectiveness"
    assert [row for row in rows(made, CLAIMS) if row[3] == subject] == [
        (earlier, 5, "grade", subject, "inadequate", "inadequate", 2, "right")
    ]
    made.report(4, ASHMERE, "2023-03-01", [], urn="80001", availability="missing")  # it may be another graded inspection
    with made.db.conn:
        untie_articles_of(made.db, 1)
    tie_articles(made.db)
    assert [row[3] for row in rows(made, CLAIMS)] == ["overall_effectiveness"]


def test_a_home_is_tied_to_no_article(made: ArchiveFactory) -> None:
    document = made.document("provider_page", "https://reports.example/home", b"home")
    home = {
        "source": "ofsted_reports",
        "urn": "SC9",
        "name": "",
        "provider_type": "2",
        "url": "https://reports.example/home",
        "document_id": document,
    }
    made.insert("providers", reader_version="1", **home)
    made.report(9, ASHMERE, "2025-02-01", [PAGE], urn="SC9")
    article(made, 1, link=9)
    tie_articles(made.db)
    assert rows(made, "select count(*) from mentions where report_id = 3") == [(0,)]
    assert rows(made, "select report_key, report_id from article_links") == [(None, None)]


@pytest.mark.parametrize(
    ("path", "tied"),
    [
        ("https://files.example/v1/file/1", "ofsted-1"),
        ("https://norwell.example/v1/file/1", "norwell-1"),
        ("https://norwell.example/v1/file/2", None),
    ],
)
def test_numbers_in_links_to_another_inspectorate_are_not_ofsteds(made: ArchiveFactory, path: str, tied: str | None) -> None:
    """Its addresses may look like Ofsted's, with equal numbers: only the whole address of its own report is a link to it."""
    made.insert(
        "sources", name="norwell", title="Norwell", kind="inspectorate", home="https://norwell.example", licence="N", terms="N",
        key_prefix="norwell", author="N", attribution="N", ofsted_urns=0,
    )  # fmt: skip
    url = "https://norwell.example/v1/file/1"
    made.report(8, ASHMERE, "2025-02-01", ["Hoses."], key="norwell-1", source="norwell", urn="80001", url=url, inspection={"family": None})
    row = made.article(1, "Inspectors have reported", "A report came out.")
    (document,) = made.db.execute("select document_id from articles where id = ?", [row]).fetchone()
    made.insert("article_links", article_id=row, position=1, document_id=document, reader_version="1", url=path, text="the report")
    tie_articles(made.db)
    found = rows(made, "select r.key from mentions m join reports r on r.id = m.report_id where m.how = 'link'")
    assert found == ([(tied,)] if tied else [])
    if "norwell" in path:
        assert rows(made, "select report_key from article_links") == [(tied,)], "the article's page leads to the report"


def test_an_article_that_links_another_inspectorates_file_is_tied_once_the_report_comes(made: ArchiveFactory) -> None:
    """The report is on no council of ours, so that nothing but the whole address of its file tells."""
    made.insert(
        "sources", name="norwell", title="Norwell", kind="inspectorate", home="https://norwell.example", licence="N", terms="N",
        key_prefix="norwell", author="N", attribution="N", ofsted_urns=0,
    )  # fmt: skip
    url = "https://norwell.example/hoses.pdf"
    row = made.article(1, "Inspectors have reported", "A report came out.")
    (document,) = made.db.execute("select document_id from articles where id = ?", [row]).fetchone()
    made.insert("article_links", article_id=row, position=1, document_id=document, reader_version="1", url=url, text="the report")
    tie_articles(made.db)
    report = made.report(
        8, None, "2025-02-01", ["Hoses."], key="norwell-1", source="norwell", urn="N1", url=url, inspection={"family": None}
    )
    with made.db.conn:
        untie_articles_of(made.db, report)
    assert tie_articles(made.db) == 1
    assert rows(made, "select report_id, how from mentions") == [(report, "link")]
    assert rows(made, "select report_key, report_id from article_links") == [("norwell-1", report)]


def test_of_two_alike_the_later_is_the_copy(made: ArchiveFactory) -> None:
    first, second = article(made, 1), article(made, 2)
    late = article(made, 3, published="2025-03-06")  # over a month later: told again, not copied
    own = article(made, 4, "Ofsted has been to Ashmere. Its leaders know what children need, and have begun to do it with partners.")
    tie_articles(made.db)
    assert rows(made, "select id, copy_of from articles order by id") == [(first, None), (second, first), (late, None), (own, None)]


def test_an_original_is_never_the_copy_of_what_came_later(made: ArchiveFactory) -> None:
    first, second = article(made, 1, TEXT.partition("\n\n")[0]), article(made, 2)
    tie_articles(made.db)
    with made.db.conn:
        made.db.conn.execute("update articles set tied = null, text = ? where id = ?", [TEXT, first])  # it came in full later
    tie_articles(made.db)
    assert rows(made, "select id, copy_of from articles order by id") == [(first, None), (second, None)]


def test_evidence_stands_beside_the_tie(made: ArchiveFactory) -> None:
    article(made, 1, link=None)
    made.article(2, "Brackford's children's services", "Brackford was to be inspected.")
    tie_articles(made.db)
    (tied,), (untied,) = rows(made, "select evidence from mentions order by article_id")
    told = json.loads(str(tied))
    assert {"kind": "published", "detail": "published 2 days after the report", "weight": 4.0} in told
    assert [abs(each["weight"]) for each in told] == sorted((abs(each["weight"]) for each in told), reverse=True)
    assert untied is None
    assert rows(made, "select score from mentions where report_id = 1") == [
        (min(1.0, round(sum(each["weight"] for each in told) / 10, 2)),)
    ]


def test_evidence_does_not_give_away_the_text_of_an_article(made: ArchiveFactory) -> None:
    article(made, 1, link=None)
    tie_articles(made.db)
    ((told,),) = rows(made, "select evidence from mentions")
    words = [sentence.lower() for sentence in TEXT.replace(".", "").split("\n\n")]
    runs = {" ".join(each.split()[at : at + 4]) for each in words for at in range(len(each.split()) - 3)}
    assert not [run for run in runs if run in str(told).lower()]


def test_grades_of_the_report_are_evidence(made: ArchiveFactory) -> None:
    with made.db.conn:
        made.db.conn.execute("update inspections set overall_effectiveness = 'inadequate', grade_status = 'given' where report_id = 1")
    facts = {
        "position": 1,
        "body": "authority",
        "area": "adoption",
        "name": "Adoption",
        "grade": "good",
        "grade_status": "given",
        "page": 1,
    }
    made.insert("judgements", report_id=1, document_id=1, reader_version="1", **facts)
    article(made, 1, f"{TEXT}\n\nOfsted rated the service 'inadequate'.\n\nAdoption was rated 'good'.", link=None)
    tie_articles(made.db)
    ((told,),) = rows(made, "select evidence from mentions")
    assert {"overall", "areas"} <= {each["kind"] for each in json.loads(str(told))}


def test_after_a_change_of_rules_all_articles_are_tied_again(made: ArchiveFactory) -> None:
    number = article(made, 1)
    made.article(2, "No council is named", "Nothing.")
    tie_articles(made.db)
    assert tie_again(made.db, write=False) == []
    with made.db.conn:  # as other rules had tied it
        made.db.conn.execute("update mentions set report_id = 2, local_authority = ?, reader_version = 'older'", [BRACKFORD])
    changed = [Retied("https://news.example/1", ((ASHMERE, "ofsted-1"),), ((BRACKFORD, "ofsted-2"),))]
    assert tie_again(made.db, write=False) == tie_again(made.db, write=False) == changed, "shown, and not written"
    assert rows(made, "select reader_version from mentions") == [("older",)]
    assert tie_again(made.db, write=True) == changed
    assert rows(made, "select article_id, report_id, reader_version from mentions") == [(number, 1, tying_version())]
    assert rows(made, "select distinct reader_version from quotations") == [(tying_version(),)]
    assert tie_again(made.db, write=True) == []


def test_the_version_of_ties_covers_every_rule() -> None:
    code = code_files(TYING)
    assert version_of(code) == tying_version()
    assert {"archive/matching/tie_article.py", "archive/matching/phrases.csv", "archive/authorities.csv"} <= set(code)
    changed = {version_of(code | {path: text + b"\n"}) for path, text in code.items()}
    assert len(changed - {tying_version()}) == len(code)
