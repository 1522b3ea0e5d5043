"""Each rule of health: what it says of a well archive, and the one thing that makes it ask for attention."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.keeping.health import Health, as_json, health
from archive.keeping.health_rules import QUIET_DAYS
from tests.archive.factory import ArchiveFactory
from tests.conftest import Home

MOMENT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """An archive with twelve good nights behind it, the last one this morning, and a report every ten days."""
    archive = ArchiveFactory(tmp_path)
    archive.db.execute("delete from runs")
    for night in range(12, 0, -1):
        run(archive, night - 1)
    for number in range(40):
        published = (MOMENT - timedelta(days=10 * number + 3)).date().isoformat()
        archive.report(number, None, published, ["text"], inspection={"inspection_start": published, "grade_status": "not_applicable"})
    yield archive
    archive.db.close()


def run(archive: ArchiveFactory, nights_ago: int, **row: object) -> None:
    started = MOMENT - timedelta(days=nights_ago, hours=4)
    values: dict[str, object] = {
        "source": "ofsted_reports",
        "started": started.isoformat(),
        "finished": (started + timedelta(hours=1)).isoformat(),
        "outcome": "ok",
        "listing_read": 200,
        "named": 900,
        "held": 890,
        "missing": 4,
        "unreadable": 0,
        "unfetched": 0,
        "excluded": 6,
    }
    archive.insert("runs", **(values | row))


def judged(archive: ArchiveFactory, moment: datetime = MOMENT) -> Health:
    return health(archive.db.conn, moment)


def asking(archive: ArchiveFactory, moment: datetime = MOMENT) -> set[tuple[str, str | None]]:
    return {(verdict.rule, verdict.about) for verdict in judged(archive, moment).verdicts if not verdict.well}


def test_quiet_nights_raise_no_alarm(made: ArchiveFactory) -> None:
    found = judged(made)
    assert found.well, found.verdicts
    assert {verdict.rule for verdict in found.verdicts} >= {"last run", "silence", "drop", "nothing lost", "freshness", "damage"}
    assert as_json(found)["held"] == {"reports": 40, "articles": 0, "documents": 80}


def test_one_night_missed_is_no_silence_but_two_are(made: ArchiveFactory) -> None:
    assert not asking(made, MOMENT + timedelta(days=1, hours=12))
    assert asking(made, MOMENT + timedelta(days=3)) == {("silence", "ofsted_reports")}


def test_a_run_that_died_is_told_from_one_that_goes_on(made: ArchiveFactory) -> None:
    run(made, 0, finished=None, outcome=None, named=None)
    assert not asking(made, MOMENT)
    assert asking(made, MOMENT + timedelta(hours=6)) == {("unfinished run", "ofsted_reports")}
    run(made, 0)
    assert not asking(made, MOMENT + timedelta(hours=6)), "the next run completed the work"


def test_a_bad_end_asks_for_attention_with_its_reason(made: ArchiveFactory) -> None:
    run(made, 0, outcome="degraded", reason="3 pages with changed markup")
    assert asking(made) == {("last run", "ofsted_reports")}
    assert any("3 pages with changed markup" in verdict.note for verdict in judged(made).verdicts)


@pytest.mark.parametrize(("listed", "asks"), [(100, True), (169, True), (170, False), (400, False)])
def test_a_short_listing_is_seen_against_the_last_runs(made: ArchiveFactory, listed: int, asks: bool) -> None:
    run(made, 0, listing_read=listed)
    assert asking(made) == ({("drop", "ofsted_reports")} if asks else set())


def test_runs_told_otherwise_are_not_compared(made: ArchiveFactory) -> None:
    run(made, 0, listing_read=3, arguments='{"limit": "3"}')
    assert not asking(made)


def test_a_document_unaccounted_for_is_seen(made: ArchiveFactory) -> None:
    run(made, 0, held=889)
    assert asking(made) == {("nothing lost", "ofsted_reports")}


def test_what_was_named_is_counted_in_reports_and_not_at_publishers(made: ArchiveFactory) -> None:
    made.insert("sources", name="gazette", title="Gazette", kind="publisher", key_prefix="gazette", home="", licence="", terms="")
    run(made, 0, source="gazette", named=0, held=0, missing=0, excluded=0)
    notes = {verdict.about: verdict.note for verdict in judged(made).verdicts if verdict.rule == "nothing lost"}
    assert notes == {"ofsted_reports": "900 reports listed, 900 accounted for (890 held, 4 missing, 6 excluded)"}


def test_what_a_first_run_finds_missing_is_news_once_and_is_said_in_words(made: ArchiveFactory) -> None:
    run(made, 0, outcome="degraded", reason="2 new not_found")
    (verdict,) = [verdict for verdict in judged(made).verdicts if not verdict.well]
    assert verdict.note.endswith(
        ": 2 new not_found (the source answers that the document does not exist); the next run will treat these as known"
    )
    run(made, 0)
    assert not asking(made)


def test_a_share_of_unreadable_files_is_seen(made: ArchiveFactory) -> None:
    made.db.execute("update reports set availability = 'unreadable' where id = 1")
    assert not asking(made), "of forty files one is a fortieth, which says nothing"
    for number in range(100, 120):
        made.report(number, None, "2020-01-01", ["text"])
    assert not asking(made)
    made.db.execute("update reports set availability = 'unreadable' where id in (1, 2, 3)")
    assert asking(made) == {("unreadable", "ofsted_reports")}


def test_a_field_lost_in_the_newest_reports_of_a_family_is_seen(made: ArchiveFactory) -> None:
    made.db.execute("update inspections set inspection_start = null where report_id <= 2")  # two of the newest ten
    assert not asking(made)
    made.db.execute("update inspections set inspection_start = null where report_id <= 4")
    assert asking(made) == {("fields", "ilacs")}


def test_no_news_for_longer_than_ever_is_seen(made: ArchiveFactory) -> None:
    run(made, -17)
    assert not asking(made, MOMENT + timedelta(days=17))
    run(made, -20)
    assert asking(made, MOMENT + timedelta(days=20)) == {("freshness", "ofsted_reports")}


def test_a_fortnight_without_news_is_never_news(made: ArchiveFactory) -> None:
    for day in range(1, 8):  # one a day, and then none
        made.article(day, "News", "Text.", (MOMENT - timedelta(days=14 + day)).date().isoformat())
    (said,) = [verdict for verdict in judged(made).verdicts if (verdict.rule, verdict.about) == ("freshness", "sector_news")]
    assert (said.well, said.value, said.limit) == (True, 15, QUIET_DAYS)


def test_damage_found_by_verify_stands_until_it_is_mended(made: ArchiveFactory) -> None:
    made.insert("problems", kind="file_missing", message="gone", first_seen="2026", last_seen="2026")
    assert asking(made) == {("damage", None)}
    made.db.execute("update problems set resolved = '2026'")
    assert not asking(made)


FUTURE = "2031-05-05T02:00:00+00:00"
NOT_TEXT = "cast(x'ff32' as text)"  # bytes that are no UTF-8


@pytest.mark.parametrize(
    ("sql", "rules"),
    [
        (f"update runs set started = '{FUTURE}' where id = (select max(id) from runs)", {("dates", "ofsted_reports")}),
        (f"update runs set started = '{FUTURE}'", {("dates", "ofsted_reports"), ("silence", "ofsted_reports")}),
        (f"update runs set finished = '{FUTURE}' where id = (select max(id) from runs)", {("dates", "ofsted_reports")}),
        (f"update runs set started = '{FUTURE}', finished = null where id = (select max(id) from runs)",
         {("dates", "ofsted_reports"), ("unfinished run", "ofsted_reports")}),
        (f"update runs set started = '{(MOMENT + timedelta(minutes=20)).isoformat()}' where id = (select max(id) from runs)",
         {("dates", "ofsted_reports")}),
        (f"update reports set published = '{FUTURE[:10]}'", {("dates", "ofsted_reports"), ("freshness", "ofsted_reports")}),
        ("update reports set published = 'soon ' || id", {("dates", "ofsted_reports"), ("freshness", "ofsted_reports")}),
        (f"update reports set published = '{FUTURE[:10]}' where id > 3", {("dates", "ofsted_reports"), ("freshness", "ofsted_reports")}),
        (f"update runs set started = {NOT_TEXT} where id = (select max(id) from runs)", {("text", None), ("dates", "ofsted_reports")}),
        (f"update runs set started = {NOT_TEXT}, finished = null where id = (select max(id) from runs)",
         {("text", None), ("dates", "ofsted_reports"), ("unfinished run", "ofsted_reports")}),
        (f"update reports set published = {NOT_TEXT} where id = 1", {("text", None), ("dates", "ofsted_reports")}),
        (f"update reports set published = {NOT_TEXT}", {("text", None), ("dates", "ofsted_reports"), ("freshness", "ofsted_reports")}),
        ("update runs set started = 'yesterday', finished = null where id = (select max(id) from runs)",
         {("dates", "ofsted_reports"), ("unfinished run", "ofsted_reports")}),
        (f"update documents set last_seen = '{FUTURE}' where id = 1", {("dates", "ofsted_reports")}),
        (f"update documents set first_fetched = '{FUTURE}' where id = 1", {("dates", "ofsted_reports")}),
        (f"update reports set last_seen = '{FUTURE}' where id = 1", {("dates", "ofsted_reports")}),
        ("update reports set published = '2031-05-05' where id = 1", {("dates", "ofsted_reports")}),
        ("update reports set published = '2026-99-99' where id = 1", {("dates", "ofsted_reports")}),
        ("update inspections set inspection_end = '2031-05-05' where report_id = 1", {("dates", "ilacs")}),
        ("update reports set ask_next = '2031-05-05' where id = 1", {("put off", "ofsted_reports")}),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_a_fault_of_its_own(made: ArchiveFactory, sql: str, rules: set[tuple[str, str]]) -> None:
    with made.db.conn:
        made.db.conn.execute(sql)
    assert asking(made) == rules


def test_a_future_date_silences_no_rule(made: ArchiveFactory) -> None:
    with made.db.conn:
        made.db.conn.execute(f"update runs set started = '{FUTURE}' where id = 1 + (select min(id) from runs)")
        made.db.conn.execute("update reports set published = '2031-05-05' where id = 1")
    later = MOMENT + timedelta(days=90)
    assert asking(made, later) >= {("silence", "ofsted_reports"), ("freshness", "ofsted_reports"), ("dates", "ofsted_reports")}


def test_a_rule_that_cannot_be_judged_says_so(made: ArchiveFactory) -> None:
    with made.db.conn:
        made.db.conn.execute("update runs set started = 'yesterday', finished = null where id = (select max(id) from runs)")
    (verdict,) = [verdict for verdict in judged(made).verdicts if verdict.rule == "unfinished run"]
    assert verdict.note.startswith("could not be checked: ")


@pytest.mark.parametrize("column", ["runs.reason", "runs.source", "runs.outcome", "runs.arguments", "problems.kind", "reports.source"])
def test_bytes_that_are_no_text_end_no_judgement(made: ArchiveFactory, column: str) -> None:
    made.insert("problems", kind="file_missing", message="gone", first_seen="2026-11-01", last_seen="2026-11-01")
    table, _, name = column.partition(".")
    made.db.conn.execute("pragma foreign_keys = off")
    made.db.conn.execute("pragma ignore_check_constraints = on")
    with made.db.conn:
        made.db.conn.execute(f"update {table} set {name} = {NOT_TEXT} where id = (select max(id) from {table})")
    assert {verdict.rule for verdict in judged(made).verdicts} >= {"last run", "silence", "nothing lost", "freshness", "damage"}
    assert ("text", None) in asking(made)
    assert made.db.conn.text_factory is str


def test_a_locked_archive_is_no_judgement(made: ArchiveFactory, tmp_path: Path) -> None:
    made.db.conn.commit()
    made.db.conn.execute("pragma journal_mode = delete")
    with sqlite3.connect(made.path) as other, sqlite3.connect(made.path, timeout=0) as reader:
        other.execute("begin exclusive")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            health(reader, MOMENT)


def test_a_row_that_something_else_changed_asks_for_attention(made: ArchiveFactory) -> None:
    made.insert("problems", kind="row_changed", message="m", first_seen=MOMENT.isoformat(), last_seen=MOMENT.isoformat())
    assert asking(made) == {("damage", None)}


def test_an_empty_archive_is_well(home: Home) -> None:
    with sqlite3.connect(home.database) as connection:
        assert health(connection).well


def test_status_speaks_to_people_machines_and_whoever_is_told(tmp_path: Path, made: ArchiveFactory) -> None:
    run(made, 0, outcome="blocked", reason="a challenge page")
    home, alert = Home(tmp_path), tmp_path / "alert.json"
    ran = home.run("archive", "status", "--json", "--alert", f"cp /dev/stdin {alert}")
    answer = json.loads(ran.output)
    assert ran.status == 1
    assert not answer["well"]
    assert json.loads(alert.read_text()) == answer
    assert home.run("archive", "status", "--alert", "false").status == 9
    words = home.run("archive", "status")
    assert words.status == 1
    assert words.output.startswith("Needs attention: 40 reports")


def test_a_well_archive_alerts_nobody(home: Home) -> None:
    alert = home.folder / "alert.json"
    ran = home.run("archive", "status", "--alert", f"cp /dev/stdin {alert}")
    assert ran.status == 0
    assert ran.output.startswith("Healthy")
    assert not alert.exists()
