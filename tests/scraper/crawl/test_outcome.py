"""What a run is judged to be, from its own figures and those of the runs before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.records import Provider
from scraper.crawl.outcome import Outcome, RunFigures, judge
from scraper.crawl.session import Session
from scraper.ingest.ingest import Ingest
from scraper.spiders.ofsted_reports import OfstedReports
from scraper.spiders.willispalmer import WillisPalmer
from tests.archive.factory import NOW, ArchiveFactory

GOOD = {"listing/total": 100, "listing/read": 100, "archive/documents_seen": 5}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    archive = ArchiveFactory(tmp_path)
    yield archive
    archive.db.close()


@pytest.fixture
def session(made: ArchiveFactory) -> Session:
    return Session(made.db, made.files, 1, Ingest(made.db, made.files, 1))


def outcome(session: Session, stats: dict[str, object], closed: str = "finished", words: str | None = None) -> Outcome:
    return judge(session, OfstedReports(), RunFigures.of(GOOD | stats), closed, words)


def test_a_good_run_is_ok_and_says_nothing(session: Session) -> None:
    found = outcome(session, {})
    assert (found.word, found.reason, found.problems) == ("ok", None, ())


@pytest.mark.parametrize(
    ("stats", "kind"),
    [
        ({"listing/read": 0}, "listing_empty"),
        ({"listing/read": 99}, "listing_short"),
        ({"listing/read": 101}, "listing_short"),
    ],
)
def test_a_listing_that_is_not_what_it_says(session: Session, stats: dict[str, object], kind: str) -> None:
    found = outcome(session, stats)
    assert (found.word, [problem.kind for problem in found.problems]) == ("degraded", [kind])
    assert found.reason == found.problems[0].message


def test_a_publishers_list_may_hold_more_than_it_says(session: Session) -> None:
    assert judge(session, WillisPalmer(), RunFigures.of(GOOD | {"listing/read": 101}), "finished").word == "ok"


def test_a_fact_that_pages_give_no_more_is_news_once(session: Session, made: ArchiveFactory) -> None:
    page = made.document("provider_page", "https://reports.example/1", b"page")
    for number in range(5):
        facts = {
            "source": "ofsted_reports",
            "name": "x",
            "provider_type": "44",
            "status": "Open",
            "url": "x",
            "document_id": page,
            "reader_version": "1",
        }
        made.insert("providers", urn=str(number), **facts)
        session.ingest.coverage.count([Provider(str(number), "x", "44", None, None, "x")])
    found = outcome(session, {})
    (problem,) = found.problems
    assert (found.word, problem.kind) == ("degraded", "markup_changed")
    told = {"source": "ofsted_reports", "kind": problem.kind, "message": problem.message, "first_seen": NOW, "last_seen": NOW}
    made.insert("problems", **told)
    again = outcome(session, {})
    assert (again.word, again.problems) == ("ok", (problem,)), "told all the same"
    with made.db.conn:
        made.db.conn.execute("update problems set resolved = ?", [NOW])
    assert problem.message in str(outcome(session, {}).reason), "news once more"


@pytest.mark.parametrize(
    ("stats", "reason"),
    [
        ({"run/markup_changed": 2}, "2 pages with changed markup"),
        ({"run/callback_error": 1}, "1 pages with an error in our program"),
        ({"archive/new/no_text": 3}, "3 new no_text"),
        ({"archive/new/blocked": 3}, "3 new blocked"),
    ],
)
def test_each_cause_is_named(session: Session, stats: dict[str, object], reason: str) -> None:
    found = outcome(session, stats)
    assert (found.word, found.reason) == ("degraded", reason)


@pytest.mark.parametrize("kind", ["blocked", "robots"])
def test_a_run_that_had_nothing_but_refusals_is_blocked(session: Session, kind: str) -> None:
    nothing: dict[str, object] = {f"archive/new/{kind}": 1, "archive/documents_seen": 0}
    assert outcome(session, nothing).word == "blocked"
    assert outcome(session, nothing | {"archive/documents_new": 1}).word == "degraded"
    assert outcome(session, {"archive/new/no_text": 1, "archive/documents_seen": 0}).word == "degraded"


@pytest.mark.parametrize(
    ("closed", "word"), [("shutdown", "interrupted"), ("disk_full", "disk_full"), ("budget", "budget"), ("x", "failed")]
)
def test_a_run_cut_short_says_so_and_nothing_of_the_listing(session: Session, closed: str, word: str) -> None:
    found = outcome(session, {"listing/read": 3}, closed, words="said why")
    assert (found.word, found.problems) == (word, ())
    assert found.reason == (None if word == "interrupted" else "said why")


def before(made: ArchiveFactory, *read: int, **more: object) -> None:
    """Runs of the nights before; the run of the factory itself counts none."""
    for number in read:
        run = {"source": "ofsted_reports", "started": NOW, "finished": NOW, "outcome": "ok", "arguments": OfstedReports().told}
        made.insert("runs", **(run | {"listing_read": number, "named": number} | more))


def test_a_list_well_below_those_of_the_runs_before(session: Session, made: ArchiveFactory) -> None:
    session.ingest.named.update(str(number) for number in range(100))
    before(made, 120, 100, 116, 117, 118)  # 85 % of the median, 117, is 99.45
    assert outcome(session, {}).word == "ok"
    before(made, 118, 118)
    found = outcome(session, {})
    assert [problem.message.partition(";")[0] for problem in found.problems] == [
        "ofsted_reports listed 100 entries",
        "ofsted_reports listed 100 documents",
    ]
    assert found.word == "degraded"
    assert outcome(session, {"listing/partial": 1}).word == "ok"
    known = outcome(session, {"listing/known": 3})  # pages that were not asked for name no documents
    assert [problem.message.partition(";")[0] for problem in known.problems] == ["ofsted_reports listed 100 entries"]
    before(made, *[100] * 5)
    assert outcome(session, {}).word == "ok", "only the last five runs count"


@pytest.mark.parametrize(
    "other", [{"outcome": "failed"}, {"finished": None}, {"arguments": '{"limit": "3"}'}, {"source": "sector_news"}, {"discovery": "x"}]
)
def test_only_whole_runs_of_the_same_kind_are_compared(session: Session, made: ArchiveFactory, other: dict[str, object]) -> None:
    before(made, *[1000] * 5, **other)
    assert outcome(session, {}).word == "ok"


def test_the_sum_of_what_became_of_the_reports(session: Session, made: ArchiveFactory) -> None:
    for number, availability in enumerate(["missing", "unfetched", "unfetched", "unreadable", "missing"]):
        made.report(number, None, None, [], availability=availability)
    session.ingest.named.update(f"ofsted-{number}" for number in range(4))  # the last was named by no page
    session.excluded.add("ofsted-1")
    counts = outcome(session, {}).counts
    assert {name: counts[name] for name in ("named", "held", "missing", "unreadable", "unfetched", "excluded")} == {
        "named": 4, "held": 0, "missing": 1, "unreadable": 1, "unfetched": 1, "excluded": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("hours", "said"), [(23.0, None), (-23.0, None), (48.0, "2 days ahead of the site's"), (-9600.0, "400 days behind the site's")]
)
def test_a_clock_that_is_wrong_is_said(session: Session, hours: float, said: str | None) -> None:
    found = outcome(session, {"archive/clock_ahead": hours})
    assert found.word == ("degraded" if said else "ok")
    if said:
        assert said in str(found.reason)
        assert "timedatectl" in str(found.reason)
        assert ("archive restore" in str(found.reason)) is (hours > 0)
