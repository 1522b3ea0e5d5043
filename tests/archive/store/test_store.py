"""The store: each write is one transaction, nothing known is lost, nothing is said twice."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.errors import BusyError, DamageError, DiskFullError, RunningError
from archive.records import Article, Document, Inspection, Judgement, Problem, Recommendation, Record, RefusedPage, Report, ReportPage
from archive.store import open_archive, transaction
from archive.store.articles import find_article, mark_gone, save_article, set_seen
from archive.store.documents import Provenance, facts_hash, save_document, touch_document, upsert
from archive.store.opening import lock
from archive.store.problems import open_problems, resolve_fetching, resolve_problems, save_problem
from archive.store.provider_pages import _update_listed, mark_off_page, save_listed
from archive.store.refused_pages import forget_refused, save_refused
from archive.store.reissues import save_changes
from archive.store.reports import save_reading, set_availability, set_missing
from archive.store.runs import mark_dead_runs, start_run
from archive.store.sqlite_errors import storage_error
from tests.archive.factory import ArchiveFactory

FIRST, LATER = "2026-01-01T00:00:00+00:00", "2026-02-02T00:00:00+00:00"
URL = "https://reports.example/page"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    archive = ArchiveFactory(tmp_path)
    yield archive
    archive.db.close()


@pytest.fixture
def db(made: ArchiveFactory) -> Database:
    return made.db


def rows(db: Database, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.execute(sql).fetchall()]


def test_a_transaction_is_all_or_nothing(db: Database, made: ArchiveFactory) -> None:
    def begin_and_fail() -> None:
        with transaction(db):
            start_run(db, "ofsted_reports", FIRST)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        begin_and_fail()
    assert not db.conn.in_transaction
    assert rows(db, "select count(*) from runs") == [(1,)]
    with transaction(db):
        start_run(db, "ofsted_reports", FIRST)
    with closing(sqlite3.connect(made.path)) as other:
        assert other.execute("select count(*) from runs").fetchone() == (2,)


def test_a_busy_archive_is_noticed_before_anything_is_done(made: ArchiveFactory) -> None:
    with closing(open_archive(made.path, busy_seconds=0)) as second:
        made.db.conn.execute("begin immediate")
        with pytest.raises(BusyError, match="another program"), transaction(second):
            pytest.fail("the transaction began although the archive is locked")


def test_how_sqlite_is_set(tmp_path: Path) -> None:
    with closing(open_archive(tmp_path / "new.db")) as database:
        set_to = {name: database.execute(f"pragma {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert set_to == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}, "2: a commit survives a power cut"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (sqlite3.SQLITE_FULL, DiskFullError),
        (sqlite3.SQLITE_IOERR | 3 << 8, DiskFullError),
        (sqlite3.SQLITE_BUSY | 2 << 8, BusyError),
        (sqlite3.SQLITE_CORRUPT | 1 << 8, DamageError),
        (sqlite3.SQLITE_CONSTRAINT, type(None)),
    ],
)
def test_what_sqlites_errors_mean(code: int, error: type) -> None:
    raised = sqlite3.OperationalError("words")
    raised.sqlite_errorcode = code
    assert type(storage_error(raised, "archive.db")) is error


def test_the_lock_of_a_run(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with path.with_name("archive.db.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(RunningError, match="another run"), lock(path):
            pytest.fail("two runs at once")
        fcntl.flock(other, fcntl.LOCK_UN)
        with lock(path), lock(path), pytest.raises(BlockingIOError):  # the process itself may take it again
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)  # free again
        with pytest.raises(RunningError), lock(path):
            pytest.fail("this process thinks that it still holds the lock")


def document(kind: str, body: bytes = b"one", **facts: str) -> Document:
    return replace(Document("ofsted_reports", kind, URL, body, URL, 200, "{}", "text/html"), **facts)


def test_a_document_is_new_by_its_bytes_and_a_page_by_its_facts(db: Database) -> None:
    first = save_document(db, document("listing", etag='"a"'), "a" * 64, "facts", 1, FIRST)
    same = save_document(db, document("listing"), "a" * 64, "other facts", 1, LATER)
    assert (same.id, same.new) == (first.id, False)
    assert rows(db, "select last_seen, etag from documents") == [(LATER, '"a"')]
    page = save_document(db, document("listing", b"two"), "b" * 64, "facts", 1, LATER)
    assert (page.id, page.new, page.sha256) == (first.id, False, "a" * 64)
    assert save_document(db, document("listing", b"two"), "b" * 64, "changed", 1, LATER).new
    assert save_document(db, document("report"), "c" * 64, "facts", 1, LATER).new
    assert save_document(db, document("report"), "d" * 64, "facts", 1, LATER).new, "a report's bytes count, whatever is read from them"
    touch_document(db, URL, "2026-03-03")
    assert rows(db, "select last_seen = '2026-03-03' from documents order by id") == [(0,), (0,), (0,), (1,)]


def test_what_a_page_does_not_say_anew_is_no_new_document() -> None:
    page = ReportPage(1, "words")
    assert facts_hash([page]) == facts_hash([page, Problem("no_text", "a doubt")])
    assert facts_hash([page]) != facts_hash([ReportPage(1, "other words")])
    assert facts_hash([page, ReportPage(2, "x")]) != facts_hash([ReportPage(2, "x"), page])


def test_null_overwrites_only_where_told_and_an_unchanged_row_is_not_touched(made: ArchiveFactory) -> None:
    row: dict[str, object] = {
        "source": "ofsted_reports",
        "urn": "1",
        "name": "Ashmere",
        "provider_type": "44",
        "status": "Open",
        "url": URL,
        "reader_version": "1",
    }
    row["document_id"] = made.document("provider_page", URL, b"x")
    upsert(made.db, "providers", "source, urn", row)
    upsert(made.db, "providers", "source, urn", row | {"status": None, "reader_version": "2"}, keep_null=True)
    assert rows(made.db, "select status, reader_version from providers") == [("Open", "1")]
    upsert(made.db, "providers", "source, urn", row | {"status": None, "reader_version": "3"})
    assert rows(made.db, "select status, reader_version from providers") == [(None, "3")]


def problem(db: Database, kind: str, message: str, now: str = FIRST, url: str = URL) -> bool:
    return save_problem(db, Problem(kind, message), run_id=None, source="ofsted_reports", url=url, document_id=None, now=now)


def test_a_problem_is_told_once_and_again_after_it_was_over(db: Database) -> None:
    assert problem(db, "blocked", "x")
    assert not problem(db, "blocked", "x", LATER)
    assert rows(db, "select first_seen, last_seen from problems") == [(FIRST, LATER)]
    assert problem(db, "blocked", "x", url="https://reports.example/other")
    problem(db, "no_text", "stays")
    resolve_problems(db, "ofsted_reports", URL, [Problem("no_text", "stays")], LATER)
    assert rows(db, "select kind, url from problems where resolved is not null") == [("blocked", URL)]
    assert problem(db, "blocked", "x", LATER), "news again"
    assert open_problems(db, "ofsted_reports", "blocked") == {URL, "https://reports.example/other"}


def test_an_answer_ends_the_troubles_of_fetching_and_no_other(db: Database) -> None:
    for kind in ("blocked", "not_found", "no_text"):
        problem(db, kind, "x")
    problem(db, "blocked", "x", url="https://reports.example/other")
    resolve_fetching(db, "ofsted_reports", URL, LATER, standing="not_found")
    assert rows(db, "select kind, url from problems where resolved is not null") == [("blocked", URL)]


def test_only_runs_that_never_ended_died(db: Database) -> None:
    start_run(db, "ofsted_reports", FIRST)
    assert mark_dead_runs(db, LATER) == 1
    assert rows(db, "select outcome from runs order by id") == [("ok",), ("failed",)]
    assert mark_dead_runs(db, LATER) == 0


def test_a_good_copy_stays_the_reports_file(made: ArchiveFactory) -> None:
    number = made.report(1, None, "2024-01-01", ["text"])
    columns = "select availability, asked, ask_next, off_page, file_document_id is not null from reports"
    set_missing(made.db, number, "2026-01-03", off_page=FIRST)
    set_missing(made.db, number, "2026-01-05", off_page=LATER)
    assert rows(made.db, columns) == [("missing", 2, "2026-01-05", FIRST, 1)]
    set_availability(made.db, number, "unreadable", None)
    assert rows(made.db, columns) == [("unreadable", 0, None, FIRST, 1)]


def test_a_reading_takes_the_place_of_the_one_before(made: ArchiveFactory) -> None:
    number = made.report(1, None, "2024-01-01", ["old one", "old two"])
    file = made.db.execute("select file_document_id from reports").fetchone()[0]
    read: list[Record] = [Inspection("ilacs", "ilacs_inspection", 1), ReportPage(1, "new"), *(ask(text) for text in ("a", "b"))]
    save_reading(made.db, number, [*read, Problem("no_text", "no row of the report")], Provenance(file, "2", FIRST))
    assert rows(made.db, "select id, text from report_pages") == [(number * 10_000 + 1, "new")]
    assert rows(made.db, "select position, text from recommendations order by 1") == [(1, "a"), (2, "b")]
    assert rows(made.db, "select reader_version from inspections") == [("2",)]


def ask(text: str) -> Recommendation:
    return Recommendation("improvement", text, 1)


def graded(grade: str | None, *, status: str = "given", name: str = "Leadership") -> Judgement:
    return Judgement("leadership", name, grade, grade, status, 1)


def test_only_another_file_of_a_report_changes_it(made: ArchiveFactory) -> None:
    number = made.report(1, None, "2024-01-01", ["text"])
    (file,) = made.db.execute("select file_document_id from reports").fetchone()
    read = [Inspection("ilacs", "ilacs_inspection", 1), graded("good"), ask("Write plans.")]
    save_reading(made.db, number, read, Provenance(file, "1", FIRST))
    save_changes(made.db, number, [graded("inadequate")], file)
    assert rows(made.db, "select count(*) from report_changes") == [(0,)], "the reader changed, not the report"
    second = made.document("report", f"{URL}.pdf", b"second file")
    save_changes(made.db, number, [graded(None, status="not_read"), ask("Write plans.")], second)
    assert rows(made.db, "select count(*) from report_changes") == [(0,)], "a grade that could not be read is no change"
    for _ in range(2):  # said once, however often it is read
        save_changes(made.db, number, [graded("inadequate"), ask("Visit more.")], second)
    assert rows(made.db, "select count(*) from report_changes") == [(3,)]
    with made.db.conn:
        made.db.conn.execute("delete from report_changes")
    save_reading(
        made.db,
        number,
        [Inspection("ilacs", "ilacs_inspection", 1), graded("inadequate"), ask("Visit more.")],
        Provenance(second, "1", FIRST),
    )
    changed = "select subject, old, new from report_changes order by subject, old is null"
    assert rows(made.db, changed) == [
        ("Leadership", "good", "inadequate"),
        ("recommendation", "Write plans.", None),
        ("recommendation", None, "Visit more."),
    ]


def listed(number: int, **facts: str) -> Report:
    key = f"ofsted-{number}"
    report = Report(key, "SC1", f"Visit {number}", "2024-01-01", None, f"https://files.example/v1/file/{number}", URL)
    return replace(report, **facts)


def save(made: ArchiveFactory, *reports: Report) -> None:
    page = made.document("provider_page", URL, str(made.db.table("documents").count).encode())
    for report in reports:
        save_listed(made.db, "ofsted_reports", report, Provenance(page, "1", FIRST), [])


def test_the_page_that_named_a_file_first_owns_its_row(made: ArchiveFactory) -> None:
    save(made, listed(1))
    save(made, listed(1, title="Another title", page_url="https://reports.example/elsewhere", urn="SC2"))
    assert rows(made.db, "select title, page_url from reports") == [("Visit 1", URL)]
    assert rows(made.db, "select urn from report_providers order by 1") == [("SC1",), ("SC2",)]
    save(made, listed(1, title="A better title"))
    assert rows(made.db, "select title from reports") == [("A better title",)]


def test_a_page_without_half_of_its_reports_is_believed_and_one_with_less_is_not(made: ArchiveFactory) -> None:
    save(made, *(listed(number) for number in range(4)))
    problems: list[Problem] = []
    assert mark_off_page(made.db, URL, [listed(0)], LATER, problems) == ("ofsted-1", "ofsted-2", "ofsted-3")
    [problem] = problems
    assert "may be incomplete" in problem.message
    assert rows(made.db, "select count(*) from reports where off_page is not null") == [(0,)]
    mark_off_page(made.db, URL, [listed(0), listed(1)], LATER, [])
    assert rows(made.db, "select key from reports where off_page is not null order by 1") == [("ofsted-2",), ("ofsted-3",)]


def test_a_file_is_replaced_by_a_new_one_of_the_same_title_and_day(made: ArchiveFactory) -> None:
    save(made, listed(1), listed(2, title="Other"))
    new = listed(3, title="Visit 1")
    save(made, new)
    assert mark_off_page(made.db, URL, [listed(2, title="Other"), new], LATER, []) == ()
    assert rows(made.db, "select replaced_by from reports order by id") == [("ofsted-3",), (None,), (None,)]
    other_day = listed(4, title="Other", published="2025-05-05")
    save(made, other_day)
    assert mark_off_page(made.db, URL, [new, other_day], LATER, []) == ("ofsted-2",)


def test_one_new_file_takes_the_place_of_one_old(made: ArchiveFactory) -> None:
    new = listed(4, title="Visit 1")
    save(made, listed(1), listed(2, title="Visit 1"), listed(3), new)
    assert mark_off_page(made.db, URL, [listed(3), new], LATER, []) == ("ofsted-2",)


def story(**facts: str | None) -> Article:
    told = Article(
        "https://news.example/a", "Title", (), "2025-01-01", "feed", None, None, "Text.", "full", "test", ("https://news.example/b",)
    )
    return replace(told, **facts)


def test_an_article_keeps_what_was_known_of_it(made: ArchiveFactory) -> None:
    page = made.document("article", "https://news.example/a", b"one", source="sector_news")
    changed = made.document("article", "https://news.example/a", b"two", source="sector_news")
    number = save_article(made.db, story(), (), "sector_news", Provenance(page, "1", FIRST))
    with made.db.conn:
        made.db.conn.execute("update articles set tied = ?", [FIRST])
    assert find_article(made.db, "https://news.example/b") == number
    again = story(url="https://news.example/b", aliases=(), published=None, published_source=None)
    assert save_article(made.db, again, (), "sector_news", Provenance(page, "1", LATER)) == number
    assert rows(made.db, "select url, published, published_source, first_seen, tied from articles") == [
        ("https://news.example/a", "2025-01-01", "feed", FIRST, None)
    ]
    assert rows(made.db, "select text from article_versions") == [("Text.",)]
    save_article(made.db, story(text="Other text."), (), "sector_news", Provenance(changed, "1", LATER))
    assert rows(made.db, "select text from article_versions order by seen, document_id") == [("Text.",), ("Other text.",)]


def test_an_article_is_gone_since_it_was_first_missed_until_it_is_back(made: ArchiveFactory) -> None:
    made.article(1, "Title", "Text.")
    url = "https://news.example/1"
    assert not mark_gone(made.db, "https://news.example/unknown", FIRST)
    assert mark_gone(made.db, url, FIRST)
    assert mark_gone(made.db, url, LATER)
    assert rows(made.db, "select gone, text from articles") == [(FIRST, "Text.")]
    set_seen(made.db, url, LATER)
    assert rows(made.db, "select gone, last_seen from articles") == [(None, LATER)]


def test_what_a_page_leaves_out_stays(made: ArchiveFactory) -> None:
    save(made, listed(1))
    page = made.document("provider_page", URL, b"later page")
    row: dict[str, object] = {
        "key": "ofsted-1",
        "title": "New",
        "published": None,
        "document_id": page,
        "reader_version": "2",
        "source": "x",
    }
    _update_listed(made.db, row)
    assert rows(made.db, "select title, published from reports") == [("New", "2024-01-01")]


def test_a_refused_page_has_one_row_until_it_is_taken(db: Database) -> None:
    page, other = RefusedPage(URL, "A title", "not_relevant"), RefusedPage(URL + "/2", None, "sign_in")
    save_refused(db, "ofsted_reports", [page, other], FIRST)
    save_refused(db, "ofsted_reports", [RefusedPage(URL, None, "home_page")], LATER)
    sql = "select url, title, why, first_seen, last_seen from refused_pages order by url"
    assert rows(db, sql) == [(URL, "A title", "home_page", FIRST, LATER), (URL + "/2", None, "sign_in", FIRST, FIRST)]
    save_refused(db, "ofsted_reports", [RefusedPage(URL, "Another", "home_page")], LATER)
    forget_refused(db, "sector_news", URL)
    assert rows(db, "select title from refused_pages where url = ?".replace("?", f"'{URL}'")) == [("Another",)]
    forget_refused(db, "ofsted_reports", URL)
    assert rows(db, "select url from refused_pages") == [(URL + "/2",)]


def test_a_reason_for_refusing_is_a_word_of_the_vocabulary() -> None:
    with pytest.raises(ValueError, match="dislike"):
        RefusedPage(URL, None, "dislike")
