"""The week: what is new, what changed, and re-issues with old and new side by side."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from archive.records import Inspection, Judgement, Recommendation, Record
from archive.store.documents import Provenance
from archive.store.reissues import save_changes
from archive.store.reports import save_reading
from tests.archive.factory import ArchiveFactory, tiny_pdf
from tests.archive.web.conftest import Ask, asked
from tests.archive.web.outcomes.reading import row_of, words
from tests.archive.web.outcomes.sector import FAIRHOLM, GRADEBY, NEWWICK


def report_of(archive: ArchiveFactory, code: str, published: str) -> tuple[int, str, str]:
    """Id, key and address of the report on an authority published that day."""
    row = archive.db.execute("select id, key, url from reports where local_authority = ? and published = ?", [code, published]).fetchone()
    return int(row[0]), str(row[1]), str(row[2])


def reissue(archive: ArchiveFactory, code: str, published: str, records: list[Record]) -> None:
    """Read a newer file of the same report, as a crawl does."""
    number, _, url = report_of(archive, code, published)
    document = archive.document("report", url, tiny_pdf(f"newer {number}"))
    with archive.db.conn:
        save_changes(archive.db, number, records, document)
        save_reading(archive.db, number, records, Provenance(document, "test-2", ""))


@contextmanager
def ask_at(archive: ArchiveFactory) -> Iterator[Ask]:
    """The private site of an archive as it is now."""
    yield from asked(archive.path, archive.files, public=False)


@pytest.fixture
def reissued(own: ArchiveFactory) -> Iterator[Ask]:
    """A site whose archive holds a re-issue under the same id, one under a new id, and a report that was taken off."""
    worse = "requires_improvement"
    inspection = Inspection("ilacs", "ilacs_inspection", 1, overall_effectiveness=worse, grade_status="given", overall_page=1)
    judgement = Judgement("leadership", "Leadership", "requires_improvement", "Requires improvement", "given", 1)
    asks = Recommendation("improvement", "Visits to children in need.", 1)
    reissue(own, NEWWICK, "2023-05-12", [inspection, judgement, asks])
    old = report_of(own, GRADEBY, "2024-05-10")
    new = own.report(
        900,
        GRADEBY,
        "2024-05-10",
        ["A page."],
        inspection={"overall_effectiveness": "outstanding", "grade_status": "given", "inspection_end": "2024-05-10"},
    )
    own.db.execute("update reports set replaced_by = 'ofsted-900', off_page = '2026-11-01' where id = ?", [old[0]])
    own.db.execute("update reports set off_page = '2026-11-01' where id = ?", [report_of(own, FAIRHOLM, "2018-01-17")[0]])
    own.db.conn.commit()
    assert new
    yield from asked(own.path, own.files, public=False)


def test_a_week_tells_new_reports_changes_and_priority_actions_by_family(ask: Ask) -> None:
    page = ask("/week?to=2019-09-15").text
    assert "9 September 2019 to 15 September 2019, by date of publication" in words(page)
    assert row_of(page, "Overall effectiveness") == "Overall effectiveness Inadequate Requires improvement, 2014 Worse"
    assert row_of(page, "Leadership") == "Leadership Inadequate Not compared Not compared"  # SIF judged something else
    assert "Focused visit letters: 1 Lateford: See every child" in words(ask("/week?to=2020-02-14").text)
    assert "Joint targeted area inspections: 1 Gradeby: The force" in words(ask("/week?to=2025-02-08").text)


def test_a_quiet_week_says_so(ask: Ask) -> None:
    page = words(ask("/week?to=2016-01-31").text)
    for section in (
        "New reports: 0 None published",
        "Changes in grades No graded inspection",
        "Corrected reports None this week",
        "removed None this week",
    ):
        assert section in page


def test_a_reissue_under_the_same_id_shows_old_and_new_side_by_side(reissued: Ask) -> None:
    page = words(reissued("/week?to=2026-11-02").text)
    assert "Overall effectiveness Older file, page 1 Good Newer file, page 1 Requires improvement" in page
    assert "Leadership Older file, page 1 Good Newer file, page 1 Requires improvement" in page
    assert "Older file Not in this version Newer file, page 1 Area for improvement Visits to children in need." in page


def test_long_corrections_do_not_make_a_long_page(own: ArchiveFactory) -> None:
    long = [Recommendation("improvement", f"{number}. " + "Visit children in need sooner. " * 40, 1) for number in range(1, 250)]
    reissue(own, NEWWICK, "2023-05-12", [Inspection("ilacs", "ilacs_inspection", 1), *long])
    with ask_at(own) as ask:
        page = ask("/week?to=2026-11-02").text
    assert len(page.encode()) < 300_000
    assert "These corrections are too long for this page" in page
    assert '<a href="/changes.json?since=2026-10-27">' in page
    assert "Visit children in need sooner" not in page.split('id="reissues"')[1]


def test_a_reissue_under_a_new_id_is_an_event_too_and_the_old_one_counts_no_more(reissued: Ask) -> None:
    page = words(reissued("/week?to=2026-11-02").text)
    assert "Gradeby: ILACS inspection Replaced Good Replacement Outstanding" in page
    assert "Good, 10 May 2024" not in row_of(reissued("/outcomes?as_at=2026-10-31").text, "Gradeby")
    assert "Outstanding, 10 May 2024" in row_of(reissued("/outcomes?as_at=2026-10-31").text, "Gradeby")


def test_what_was_taken_off_is_named_and_the_older_reports_that_came_are_counted(reissued: Ask) -> None:
    page = words(reissued("/week?to=2026-11-02").text)
    assert "No longer listed by the source We keep them in the archive. Fairholm: Focused visit" in page
    assert "older reports added to the archive this week" in page


def test_of_older_reports_only_those_held_were_added(own: ArchiveFactory) -> None:
    added = re.compile(r"(\d+) older reports added to the archive this week")
    with ask_at(own) as ask:
        before = added.search(words(ask("/week?to=2026-11-02").text))
    own.report(901, GRADEBY, "2020-05-10", ["A page."])
    own.report(902, GRADEBY, "2020-05-11", ["A page."], availability="missing")
    with ask_at(own) as ask:
        after = added.search(words(ask("/week?to=2026-11-02").text))
    assert before is not None
    assert after is not None
    assert int(after[1]) == int(before[1]) + 1


def test_the_week_can_be_pasted_and_followed(reissued: Ask) -> None:
    text = reissued("/week.txt?to=2026-11-02").text
    assert "Gradeby: ILACS inspection: overall Good became Outstanding" in text
    assert "http://localhost/report/ofsted-900" in text
    feed = reissued("/week.atom?to=2026-11-02").text
    assert feed.count("Corrected: ") == 2
    assert "overall_effectiveness: good became requires_improvement" in feed
    assert "No longer listed by the source: Fairholm" in feed


def test_reading_the_same_file_anew_is_no_reissue(own: ArchiveFactory) -> None:
    number, _, _ = report_of(own, NEWWICK, "2023-05-12")
    document = own.db.execute("select document_id from inspections where report_id = ?", [number]).fetchone()[0]
    records: list[Record] = [Inspection("ilacs", "ilacs_inspection", 1, overall_effectiveness="inadequate", grade_status="given")]
    save_changes(own.db, number, records, document)
    assert own.db.table("report_changes").count == 0


def test_a_grade_that_could_not_be_read_is_no_change_and_a_reworded_passage_is_one_row(own: ArchiveFactory) -> None:
    passage = "The depth and the frequency of reflective supervision of social workers in teams."
    reissue(own, FAIRHOLM, "2018-01-17", [Inspection("focused_visit", "focused_visit", 1), Recommendation("improvement", passage, 2)])
    rows = [tuple(row) for row in own.db.execute("select subject, old, new, old_page, new_page from report_changes")]
    assert rows == [("recommendation", "The depth and frequency of reflective supervision of social workers.", passage, 1, 2)]


@pytest.mark.parametrize("to", ["nonsense", "2024-02", "0001-01-03", "9999-12-31", "%00"])
def test_any_week_is_answered(ask: Ask, to: str) -> None:
    for form in ("", ".txt", ".atom"):
        assert ask(f"/week{form}?to={to}").status_code == 200
