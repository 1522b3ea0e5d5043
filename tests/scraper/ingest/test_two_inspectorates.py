"""A second inspectorate whose numbers are Ofsted's too: nothing of Ofsted's changes, and what is its own says so."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

import pytest
from sqlite_utils import Database

from archive.holdings.report import read_report
from archive.keeping.completeness import read_completeness
from archive.outcomes.graded_inspections import read_graded
from archive.records import Document, Inspection, Judgement, ListedReport, Provider, Record, Report, ReportPage
from archive.store.documents import save_source
from archive.store.ties import REPORTS
from scraper.ingest.ingest import Ingest
from scraper.sources.source_spider import SourceSpider
from scraper.spiders.ofsted_reports import OfstedReports
from tests.archive.factory import tiny_pdf
from tests.conftest import Home

URN = "2532287"  # Bournemouth, Christchurch and Poole's at Ofsted
BOURNEMOUTH, NORFOLK = "E06000058", "E10000020"


class Norwell(SourceSpider):
    """An inspectorate of other things in an invented county."""

    name = "norwell"
    title = "Norwell Inspectorate"
    kind = "inspectorate"
    home = "https://norwell.example"
    licence = "Norwell Open Licence"
    terms = "Free to use with this sentence: © Norwell."
    key_prefix = "norwell"
    author = "The Norwell Inspectors"
    attribution = "© Norwell."
    hosts = ("norwell.example",)


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    """An archive with both sources, and Ofsted's page and report of a council."""
    with closing(home.open()) as opened:
        for source in (OfstedReports, Norwell):
            save_source(opened, source.facts())
        _take(opened, home, OfstedReports, "Bournemouth, Christchurch & Poole", None)
        yield opened


def _take(database: Database, home: Home, source: type[SourceSpider], name: str, stated: str | None) -> None:
    """A provider page and a graded report of it, as the source's crawl would bring them."""
    page, file = f"{source.home}/provider/44/{URN}", f"{source.home}/v1/file/50999001"
    key = f"{source.key_prefix}-50999001"
    listed = [
        Provider(URN, name, "44", "Open", None, page, stated_authority=stated),
        Report(key, URN, "Inspection", "2024-03-01", None, file, page),
    ]
    read = [
        Inspection("ilacs", "ilacs_inspection", 1, overall_effectiveness="good", overall_page=1, grade_status="given"),
        Judgement("overall_effectiveness", "Overall effectiveness", "good", "Good", "given", 1),
        ReportPage(1, "The inspectors say that all is well."),
    ]
    ingest = Ingest(database, home.files, None)
    _save(ingest, Document(source.name, "provider_page", page, name.encode(), page, 200, "{}", "text/html"), listed)
    what = ListedReport(key, URN, "Inspection", "2024-03-01", page_url=page)
    _save(ingest, Document(source.name, "report", file, tiny_pdf(name), file, 200, "{}", "application/pdf", report=what), read)


def _save(ingest: Ingest, document: Document, records: Iterable[Record]) -> None:
    ingest.save(document, ingest.keep(document), tuple(records))


def _of_ofsted(database: Database) -> list[object]:
    """Everything that the archive says of Ofsted's provider and report."""
    return [
        database.execute("select * from providers where source = 'ofsted_reports'").fetchall(),
        database.execute("select * from reports where source = 'ofsted_reports'").fetchall(),
        database.execute("select * from inspections where report_id = (select id from reports where source = 'ofsted_reports')").fetchall(),
        read_graded(database.conn),
    ]


@pytest.mark.parametrize("stated", [None, "Norfolk", BOURNEMOUTH])
def test_nothing_of_ofsteds_changes(database: Database, home: Home, stated: str | None) -> None:
    before = _of_ofsted(database)
    assert database.execute("select local_authority from reports").fetchall() == [(BOURNEMOUTH,)]
    _take(database, home, Norwell, "Norwell Fire Brigade", stated)
    assert _of_ofsted(database) == before
    assert database.execute("select source, name from providers order by source").fetchall() == [
        ("norwell", "Norwell Fire Brigade"),
        ("ofsted_reports", "Bournemouth, Christchurch & Poole"),
    ]


@pytest.mark.parametrize(("stated", "code"), [(None, None), ("Norfolk", NORFOLK), (NORFOLK, NORFOLK), ("Norwell-on-Sea", None)])
def test_the_authority_is_the_one_that_the_source_states(database: Database, home: Home, stated: str | None, code: str | None) -> None:
    _take(database, home, Norwell, "Norwell Fire Brigade", stated)
    for table in ("providers", "reports"):
        sql = f"select local_authority, stated_authority from {table} where source = 'norwell'"
        assert database.execute(sql).fetchall() == [(code, stated)]
    problems = database.execute("select message from problems where kind = 'unknown_authority'").fetchall()
    assert bool(problems) == (stated is not None and code is None)
    assert all("Norwell-on-Sea" in message for (message,) in problems)


def test_its_number_ties_no_article_to_a_council_of_ofsteds(database: Database, home: Home) -> None:
    _take(database, home, Norwell, "Norwell Fire Brigade", "Norfolk")
    assert {row["key"]: row["urn"] for row in database.query(REPORTS)} == {"ofsted-50999001": URN, "norwell-50999001": None}


def test_a_home_of_ofsteds_hides_no_report_of_another_inspectorate(database: Database, home: Home) -> None:
    _take(database, home, Norwell, "Norwell Fire Brigade", None)
    database.execute("update providers set provider_type = '2' where source = 'ofsted_reports'")
    assert [row["key"] for row in database.query(REPORTS)] == ["norwell-50999001"]
    database.execute("update providers set provider_type = iif(source = 'norwell', '2', '44')")
    assert {row["key"] for row in database.query(REPORTS)} == {"norwell-50999001", "ofsted-50999001"}


def test_its_author_and_terms_are_its_own_and_no_grade_of_it_is_ofsteds(database: Database, home: Home) -> None:
    _take(database, home, Norwell, "Norwell Fire Brigade", "Norfolk")
    sql = "select family, overall_effectiveness from inspections i join reports r on r.id = i.report_id where source = 'norwell'"
    assert database.execute(sql).fetchall() == [(None, None)]
    assert database.execute("select text from report_pages where report_id = (select max(id) from reports)").fetchone() is not None
    database.conn.row_factory = sqlite3.Row
    views = [read_report(database.conn, key) for key in ("norwell-50999001", "ofsted-50999001")]
    told = [(view.report["author"], view.report["attribution"]) for view in views if view]
    assert told == [("The Norwell Inspectors", "© Norwell."), ("Ofsted", OfstedReports.attribution)]


def test_a_full_list_of_another_inspectorate_says_nothing_of_ofsteds(database: Database) -> None:
    sql = """insert into runs (source, started, finished, outcome, listing_total, listing_read)
        values (?, '2026-01-01', '2026-01-01', 'ok', 3, 3)"""
    database.conn.row_factory = sqlite3.Row
    with database.conn:
        database.conn.execute(sql, ["norwell"])
    assert read_completeness(database.conn).complete_to is None
    with database.conn:
        database.conn.execute(sql, ["ofsted_reports"])
    assert read_completeness(database.conn).complete_to == "2026-01-01"


@pytest.mark.parametrize(
    ("scale", "printed", "kept"),
    [
        (("Good", "Poor"), "good ", ("Good", "other_scale")),
        (("Sound", "Poor"), "Good", ("Good", "not_read")),
        ((), "Good", ("Good", "not_read")),
        (("Good",), None, (None, "no_grades")),
    ],
)
def test_a_grade_is_a_word_of_the_stated_scale(
    database: Database, home: Home, scale: tuple[str, ...], printed: str | None, kept: tuple[str | None, str]
) -> None:
    with database.conn:
        database.execute("update sources set grades = ? where name = 'norwell'", [json.dumps(scale)])
    url = f"{Norwell.home}/v1/file/1"
    read = [Inspection(None, None, 1, overall_printed=printed, grade_status="not_read" if printed else "not_given")]
    document = Document(
        Norwell.name, "report", url, tiny_pdf("1"), url, 200, "{}", "application/pdf", report=ListedReport("norwell-1", URN, "", None)
    )
    _save(Ingest(database, home.files, None), document, read)
    row = "select overall_printed, grade_status from inspections order by report_id desc limit 1"
    assert database.execute(row).fetchall() == [kept]
    told = database.execute("select count(*) from problems where kind = 'unknown_value' and message like '%scale%'").fetchone()
    assert told == (int(kept[1] == "not_read"),)


def test_a_good_of_another_inspectorate_is_kept_as_printed(database: Database, home: Home) -> None:
    """Its own reader may say grades in our words: they are its own scale's all the same."""
    url = f"{Norwell.home}/v1/file/1"
    read = [
        Inspection(None, None, 1, overall_effectiveness="good", overall_printed="Good", overall_page=1, grade_status="given"),
        Judgement("overall_effectiveness", "Overall", "good", None, "given", 1),
        Judgement("leadership", "Command", None, None, "not_applicable", 1),
    ]
    what = ListedReport("norwell-1", URN, "Fire", "2024-03-01")
    document = Document(Norwell.name, "report", url, tiny_pdf("1"), url, 200, "{}", "application/pdf", report=what)
    _save(Ingest(database, home.files, None), document, read)
    row = "select overall_effectiveness, overall_printed, grade_status from inspections order by report_id desc limit 1"
    assert database.execute(row).fetchall() == [(None, "Good", "other_scale")]
    judged = "select grade, grade_printed, grade_status from judgements where report_id = (select max(id) from reports) order by position"
    assert database.execute(judged).fetchall() == [(None, "Good", "other_scale"), (None, None, "no_grades")]


def test_a_word_of_another_scale_in_the_place_of_ofsteds_says_where_it_belongs() -> None:
    with pytest.raises(
        ValueError, match=r"'sound' is not a grade; .*`grade_printed`.*'other_scale' \(CONTRIBUTING.md, Add an inspectorate\)"
    ):
        Judgement("overall_effectiveness", "Overall", "sound", "Sound", "given", 1)
    with pytest.raises(ValueError, match="`overall_printed`"):
        Inspection(None, None, 1, overall_effectiveness="sound", grade_status="given")
    Judgement("overall_effectiveness", "Overall", None, "Sound", "other_scale", 1)
