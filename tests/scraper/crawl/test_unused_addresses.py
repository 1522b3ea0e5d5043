"""Problems of addresses that a source uses no longer: a whole run closes them and says why; what is still in use stays open."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.records import Problem
from archive.store.problems import OFF_PAGE, UNUSED, close_unused
from archive.store.runs import start_run
from scraper.ingest.ingest import Ingest
from tests.archive.factory import NOW, ArchiveFactory
from tests.conftest import Home
from tests.faults import catalogue
from tests.faults.crawls import update
from tests.faults.server import FaultSite

SOURCE, LATER = "ofsted_reports", "2026-11-02T06:00:00+00:00"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    archive = ArchiveFactory(tmp_path)
    archive.db.execute('update runs set arguments = \'{"remit": "schools"}\'')
    yield archive
    archive.db.close()


def problem(made: ArchiveFactory, url: str, kind: str = "fetch_failed", run: int = 1) -> None:
    made.insert("problems", source=SOURCE, url=url, kind=kind, message=f"{kind} at {url}", run_id=run, first_seen=NOW, last_seen=NOW)


def closed(made: ArchiveFactory, *used: str, arguments: str = '{"remit": "schools"}') -> dict[str, str]:
    """Address -> why its problem was closed, by a run of today that came to the addresses `used`."""
    run = start_run(made.db, SOURCE, LATER, arguments)
    number = close_unused(made.db, SOURCE, arguments, run, used, LATER)
    rows = made.db.execute("select url, closed_because from problems where resolved = ?", [LATER]).fetchall()
    assert len(rows) == number
    return dict(rows)


def test_what_the_list_leads_to_no_longer_is_closed_and_says_why(made: ArchiveFactory) -> None:
    problem(made, "https://reports.example/list?page=9", "parse_error")
    problem(made, "https://reports.example/gone")
    problem(made, "https://reports.example/here")
    assert closed(made, "https://reports.example/here") == {
        "https://reports.example/list?page=9": UNUSED,
        "https://reports.example/gone": UNUSED,
    }
    assert close_unused(made.db, SOURCE, '{"remit": "schools"}', 99, ["https://reports.example/here"], LATER) == 0


def test_a_run_told_something_else_or_one_of_its_own_closes_nothing(made: ArchiveFactory) -> None:
    problem(made, "https://reports.example/gone")
    assert closed(made, arguments='{"remit": "nurseries"}') == {}
    made.db.execute('update runs set arguments = \'{"limit": "5", "remit": "schools"}\' where id = 1')
    run = start_run(made.db, SOURCE, LATER, '{"remit": "schools"}')
    problem(made, "https://reports.example/new", run=run)
    assert close_unused(made.db, SOURCE, '{"remit": "schools"}', run, (), LATER) == 1, "a run that only looked at a part found it"


def test_a_report_that_is_listed_is_in_use_until_its_page_drops_it(made: ArchiveFactory) -> None:
    for number, available in ((1, "missing"), (2, "held"), (3, "unfetched")):
        made.report(number, None, "2026-01-02", ["Words."], availability=available)
        problem(made, f"https://files.example/v1/file/{number}", "not_found")
    assert closed(made) == {}
    made.db.execute("update reports set off_page = ? where id = 1", [NOW])
    assert closed(made) == {"https://files.example/v1/file/1": OFF_PAGE}


def test_doubts_about_a_file_that_we_hold_stay(made: ArchiveFactory) -> None:
    made.report(1, None, "2026-01-02", ["Words."], off_page=NOW)
    problem(made, "https://files.example/v1/file/1", "implausible_fact")
    assert closed(made) == {}


def test_a_page_is_in_use_while_its_provider_is_listed_and_that_one_is_gone_stays_open(made: ArchiveFactory) -> None:
    url = "https://reports.example/80001"
    document = made.document("provider_page", url, b"page")
    facts = {"name": "Ashmere", "provider_type": "44", "url": url, "document_id": document, "reader_version": "1"}
    made.insert("providers", source=SOURCE, urn="80001", **facts)
    problem(made, url, "page_shrunk")
    assert closed(made) == {}
    problem(made, url, "provider_gone")
    assert closed(made) == {url: UNUSED}
    assert made.db.execute("select kind from problems where resolved is null").fetchall() == [("provider_gone",)]


def test_a_file_that_its_page_dropped_is_no_new_problem_each_time_it_is_asked_for(made: ArchiveFactory) -> None:
    made.report(1, None, "2026-01-02", ["Words."], availability="missing", off_page=NOW)
    made.report(2, None, "2026-01-02", ["Words."], availability="missing")
    ingest = Ingest(made.db, made.files, 1)
    assert not ingest.missing("ofsted-1", "https://files.example/v1/file/1", SOURCE, "not there")
    assert ingest.missing("ofsted-2", "https://files.example/v1/file/2", SOURCE, "not there")
    assert made.db.execute("select asked from reports order by id").fetchall() == [(1,), (1,)]
    ingest.off_page.add("ofsted-1")
    assert ingest.missing("ofsted-1", "https://files.example/v1/file/1", SOURCE, "gone"), "news in the run that finds it"


@pytest.mark.long
def test_a_whole_crawl_closes_them_and_a_part_of_one_does_not(home: Home, drawn: Path) -> None:
    """A page that never comes is in use as long as the list leads to it."""
    found = "select url like '%/nowhere', closed_because from problems where url like '%/nowhere' or url like '%/990002' order by 1"
    with FaultSite(drawn) as site:
        site.strike("/provider/44/990002", catalogue.status(503))
        update(home, site)
        with closing(home.open()) as database, database.conn:
            failed = Problem("fetch_failed", "no answer")
            Ingest(database, home.files, 1).problem(failed, "faulty_reports", f"{site.url}/nowhere", None, NOW)
        update(home, site, "-a", "limit=1")
        assert home.rows(found) == [(0, None), (1, None)]
        site.strike("/search", catalogue.status(404))
        update(home, site)
        assert home.rows(found) == [(0, None), (1, None)], "a run that cannot read the list knows nothing of it"
        site.heal()
        site.strike("/provider/44/990002", catalogue.status(503))
        update(home, site)
    assert home.rows(found) == [(0, None), (1, UNUSED)]
