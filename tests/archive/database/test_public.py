"""What the public may see is stated for every table, so that a new one cannot be forgotten."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.database.public import EMPTIED_COLUMNS, PRIVATE_COLUMNS, PRIVATE_TABLES, SHOWN, close_off, hide_private, public_columns
from archive.database.readonly import connect_read_only
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import sample_archive

# Tables with rows of no single report or article.
OF_NONE = {
    "sources",
    "runs",
    "local_authorities",
    "providers",
    "reconciliations",
    "official_inspections",
    "official_providers",
    "official_provider_inspections",
    "search_engine",
}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    archive = sample_archive(tmp_path)
    yield archive
    archive.db.close()


def tables(made: ArchiveFactory) -> set[str]:
    return {name for name in made.db.table_names() if "_fts" not in name and not name.startswith(("_", "sqlite_"))}


def test_every_table_is_spoken_of(made: ArchiveFactory) -> None:
    assert tables(made) == {*SHOWN, *PRIVATE_TABLES, *OF_NONE}, "say in archive.database.public which of its rows are shown"
    assert not OF_NONE & {*SHOWN, *PRIVATE_TABLES}
    assert set(PRIVATE_COLUMNS) | set(EMPTIED_COLUMNS) <= set(SHOWN)


def test_a_public_connection_finds_no_private_value(made: ArchiveFactory) -> None:
    with made.db.conn:
        made.db.conn.execute("update articles set summary = 'the publisher''s own'")
        made.db.conn.execute("insert into refused_pages select name, 'u', 'a title', 'sign_in', '2026', '2026' from sources limit 1")
    with closing(connect_read_only(made.path)) as connection:
        assert connection.execute("select count(*) from refused_pages").fetchone()[0] == 1
        assert connection.execute("select count(*) from articles where text is not null").fetchone()[0] == 3
        hide_private(connection)
        for table, columns in (*PRIVATE_COLUMNS.items(), *EMPTIED_COLUMNS.items()):
            for column in columns:
                assert connection.execute(f"select count({column}) from {table}").fetchone()[0] == 0, (table, column)
                assert connection.execute(f"select count(*) from {table}").fetchone()[0] > 0, table
        for table in PRIVATE_TABLES:
            assert connection.execute(f"select count(*) from {table}").fetchone()[0] == 0


def withheld(made: ArchiveFactory) -> tuple[int, int]:
    """Withholds the sample's first report and its first article, with a row of each in every table that can have one; their ids."""
    report, article = 1, 10**12 + 1
    file = made.db.execute("select file_document_id from reports where id = ?", [report]).fetchone()[0]
    older = made.document("report", "https://files.example/v1/file/101", b"%PDF older")
    with made.db.conn:
        made.db.conn.execute("update reports set withheld = '2026-01-01' where id = ?", [report])
        made.db.conn.execute("update articles set withheld = '2026-01-01' where id = ?", [article])
    facts = {"kind": "no_text", "message": "secret", "first_seen": "2026", "last_seen": "2026"}
    (url,) = made.db.execute("select url from articles where id = ?", [article]).fetchone()
    made.insert("problems", document_id=older, **facts)
    made.insert("problems", url=url, **facts)
    made.insert("problems", document_id=file, **(facts | {"message": "secret too"}))
    made.document("article", url, b"an older page of it", source="sector_news")
    figures = {"file_name": "x.csv", "sha256": "", "as_at": "2026-01-01", "made": "2026", "authorities": 1, "agreed": 0}
    difference = {"local_authority_printed": "Amberford", "subject": "overall", "cause": "other", "report_key": "ofsted-101"}
    made.insert("reconciliation_differences", reconciliation_id=made.insert("reconciliations", **figures), **difference)
    return report, article


def test_what_is_withheld_is_in_no_table_of_the_public(made: ArchiveFactory) -> None:
    report, article = withheld(made)
    with closing(connect_read_only(made.path)) as connection:
        held = {table for table in SHOWN if _of(connection, table, report, article)}
        assert held >= {"reports", "articles", "inspections", "report_pages", "recommendations", "mentions", "documents", "problems"}
        assert "reconciliation_differences" in held
        hide_private(connection)
        assert {table for table in SHOWN if _of(connection, table, report, article)} == set()
        assert connection.execute("select count(*) from reports").fetchone()[0] > 0
        assert connection.execute("select count(*) from documents").fetchone()[0] > 0


def test_what_a_withheld_article_says_of_a_report_that_is_shown_goes_with_it(made: ArchiveFactory) -> None:
    tables = ("mentions", "article_links", "quotations", "claims")
    (article,) = made.db.execute("select article_id from mentions where report_id is not null limit 1").fetchone()
    with made.db.conn:
        made.db.conn.execute("update articles set withheld = '2026-01-01' where id = ?", [article])
    with closing(connect_read_only(made.path)) as connection:
        counted = "select count(*) from {} where article_id = ?".format
        assert all(connection.execute(counted(table), [article]).fetchone()[0] > 0 for table in tables)
        hide_private(connection)
        assert {table: connection.execute(counted(table), [article]).fetchone()[0] for table in tables} == dict.fromkeys(tables, 0)


def test_the_file_of_a_withheld_report_is_not_named_after_its_address_changed(made: ArchiveFactory) -> None:
    with made.db.conn:
        made.db.conn.execute("update reports set withheld = '2026-01-01', url = 'https://files.example/v1/file/moved' where id = 1")
    with closing(connect_read_only(made.path)) as connection:
        named = "select count(*) from documents where url = 'https://files.example/v1/file/101'"
        assert connection.execute(named).fetchone()[0] > 0
        hide_private(connection)
        assert connection.execute(named).fetchone()[0] == 0


def _of(connection: sqlite3.Connection, table: str, report: int, article: int) -> int:
    """How many rows of a table are of the report or the article."""
    names = {row[1] for row in connection.execute(f"pragma table_info({table})")}
    conditions = [f"{name} = {number}" for name, number in (("report_id", report), ("article_id", article)) if name in names]
    conditions += {
        "reports": [f"id = {report}"],
        "articles": [f"id = {article}"],
        "page_sections": [f"id / 10000 = {report}"],
        "reconciliation_differences": ["report_key = 'ofsted-101'"],
        "documents": ["url = 'https://files.example/v1/file/101'", "url = 'https://news.example/1'"],
        "problems": ["message like 'secret%'"],
    }.get(table, [])
    return int(connection.execute(f"select count(*) from {table} where {' or '.join(conditions) or '0'}").fetchone()[0])


@pytest.mark.parametrize(
    "sql",
    [
        "select text from main.articles",
        "select summary from main.articles",
        "select sentence from main.quotations",
        "select headers from main.documents",
        "select count(*) from main.articles where text like '%a%'",
        "select block from main.search_fts_data",
        "select * from main.search_fts where search_fts match 'irregular'",
        "attach ':memory:' as other",
    ],
)
def test_a_closed_connection_refuses_what_stands_behind_the_views(made: ArchiveFactory, sql: str) -> None:
    with closing(connect_read_only(made.path)) as connection:
        hide_private(connection)
        close_off(connection)
        with pytest.raises(sqlite3.DatabaseError, match=r"prohibited|not authorized|constructor failed"):
            connection.execute(sql).fetchall()
        assert connection.execute("select count(*) from search_fts").fetchone()[0] == 0
        assert connection.execute("select count(*) from reports").fetchone()[0] > 0


def test_pages_of_the_public() -> None:
    columns = {
        "articles": ("id", "text"),
        "quotations": ("id", "sentence"),
        "inspectors": ("name",),
        "documents": ("url", "headers", "listed"),
    }
    found = public_columns({name: frozenset(names) for name, names in columns.items()} | {"search_fts": frozenset({"text"})})
    assert found == {"documents": frozenset({"url"})}
    snapshot = public_columns({"articles": frozenset({"id", "summary"})})
    assert snapshot == {"articles": frozenset({"id"})}


def test_hiding_costs_no_scan(made: ArchiveFactory) -> None:
    """Each look-up by key stays one: only the few that are withheld are gone through, by their own index."""
    with closing(connect_read_only(made.path)) as connection:
        hide_private(connection)
        for sql in (
            "select * from documents where url = 'x'",
            "select * from reports where key = 'x'",
            "select * from report_pages where report_id = 1",
            "select * from problems where url = 'x'",
            "select * from reports left join inspections on report_id = reports.id where reports.id = 1",
        ):
            plan = [row[3] for row in connection.execute(f"explain query plan {sql}")]
            scans = [step for step in plan if re.match(r"SCAN (?!.*_withheld)", step)]
            assert not scans, (sql, plan)


def test_the_private_connection_is_left_alone(made: ArchiveFactory) -> None:
    with closing(sqlite3.connect(made.path)) as connection:
        assert connection.execute("select count(*) from inspectors").fetchone() == (1,)
