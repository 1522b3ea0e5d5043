"""Every fault of the catalogue in one crawl: each leaves its problem and nothing wrong; once healed, the archive is whole."""

import json
from collections import Counter
from pathlib import Path

import pytest

from sample.reports_site.timeline import REMOVED
from tests.conftest import Home
from tests.faults import catalogue
from tests.faults.catalogue import KINDS, Kind
from tests.faults.crawls import held, strike_all, update
from tests.faults.oddities import CUT, HARMLESS
from tests.faults.server import FaultSite


def left(home: Home, place: str) -> tuple[list[object], object, bool]:
    """What a crawl left of one report: kinds of its problems, its availability, whether a file of it is kept."""
    problems = [row[0] for row in home.rows("select kind from problems where url like ?", f"%/{place}")]
    ((availability,),) = home.rows("select availability from reports where key = ?", f"ofsted-{place}")
    kept = home.rows("select 1 from documents where kind = 'report' and url like ?", f"%/{place}")
    return problems, availability, bool(kept)


def expected(kind: Kind) -> tuple[list[str], str, bool]:
    """What a fault that strikes for ever must leave."""
    return [kind.problem] if kind.problem else [], kind.availability, kind.availability in ("held", "unreadable")


@pytest.mark.long
def test_every_fault_in_one_crawl(home: Home, drawn: Path, crawled: Home) -> None:
    """Each leaves its problem and nothing wrong, every document named is accounted for, and once all is over the archive is whole."""
    with FaultSite(drawn) as site:
        places = strike_all(site)
        ran = update(home, site)
        assert {kind.name: left(home, places[kind.name]) for kind in KINDS} == {kind.name: expected(kind) for kind in KINDS}
        assert ran.status == 12
        assert "Traceback" not in ran.output
        counts = Counter(kind.availability for kind in KINDS)
        untouched = len(site.reports) - len(KINDS)
        assert home.rows("select named, held, missing, unreadable, unfetched, excluded from runs") == [
            (
                len(site.reports) + len(REMOVED),
                untouched + counts["held"],
                len(REMOVED) + counts["missing"],
                counts["unreadable"],
                counts["unfetched"],
                0,
            )
        ]
        site.heal()
        update(home, site, "--missing")
    assert held(home) == held(crawled)
    assert home.rows("select url from problems where resolved is null and kind in ('blocked', 'fetch_failed', 'off_site_link')") == []
    assert home.run("archive", "verify").status == 0


@pytest.mark.long
def test_what_asking_again_cures_leaves_no_trace(home: Home, drawn: Path, crawled: Home) -> None:
    cured = [kind for kind in KINDS if kind.cured and kind.problem]
    with FaultSite(drawn) as site:
        for kind, place in zip(cured, sorted(site.reports), strict=False):
            site.strike(f"/v1/file/{place}$", kind.fault, times=1)
        site.strike("/provider/44/990002", catalogue.status(503), times=1)
        site.strike("/search", catalogue.short_chunked, times=1)
        ran = update(home, site)
    assert held(home) == held(crawled), ran.output
    assert {row[0] for row in home.rows("select kind from problems where resolved is null")} == {
        row[0] for row in crawled.rows("select kind from problems where resolved is null")
    }


def test_a_site_that_asks_for_a_long_rest_is_left_alone(home: Home, drawn: Path) -> None:
    with FaultSite(drawn) as site:
        site.strike("/v1/file/", catalogue.status(429, retry_after="3600"))
        ran = update(home, site, limits=())
        asked = len(site.seen("/v1/file/"))
    assert ran.status == 18, ran.output
    assert "asks to wait 3600 s; the rest stays pending" in ran.output
    assert asked <= 8  # those that were under way already
    ((named, unfetched, outcome),) = home.rows("select named, unfetched, outcome from runs")
    assert (outcome, unfetched) == ("blocked", named)
    assert home.rows("select count(*) from problems where kind = 'blocked'") == [(0,)]


def test_a_site_that_refuses_everything_is_left_alone(home: Home, drawn: Path) -> None:
    with FaultSite(drawn) as site:
        site.strike("/v1/file/", catalogue.status(403))
        ran = update(home, site, limits=("BLOCKED_LIMIT=5", "RETRY_TIMES=1", "CONCURRENT_REQUESTS_PER_DOMAIN=1"))
        asked = len(site.seen("/v1/file/"))
    assert ran.status == 18, ran.output
    assert "faulty_reports: blocked — we could not fetch 5 addresses in a row" in ran.output
    assert asked <= 30


@pytest.mark.long
def test_answers_that_are_odd_and_whole_are_held_as_if_they_had_come_plainly(home: Home, drawn: Path, crawled: Home) -> None:
    """Each oddity in one crawl, and beside them what looks like them and is cut: that is refused, and had in the next crawl."""
    with FaultSite(drawn) as site:
        places = dict(zip([*HARMLESS, *CUT], sorted(site.reports), strict=False))
        for name, fault in (HARMLESS | CUT).items():
            site.strike(f"/v1/file/{places[name]}$", fault)
        ran = update(home, site)
        assert {name: left(home, places[name]) for name in HARMLESS} == {name: left(crawled, places[name]) for name in HARMLESS}
        assert {name: left(home, places[name]) for name in CUT} == dict.fromkeys(CUT, (["fetch_failed"], "unfetched", False)), ran.output
        place = places["a file name in latin-1"]
        ((headers,),) = home.rows("select headers from documents where url like ?", f"%/{place}")
        assert json.loads(str(headers))["Content-Disposition"] == 'inline; filename="Caf\xe9 report.pdf"'
        site.heal()
        update(home, site, "--missing")
    assert held(home) == held(crawled)
