"""The national table as at any date: what may be said of each authority, and with which denominator."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from archive.web.pages.outcomes import SECTOR_COLUMNS
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask, asked
from tests.archive.web.outcomes.reading import records, row_of, words
from tests.archive.web.outcomes.sector import INSPECTOR

TODAY = "/outcomes?as_at=2026-10-31"
# the only sentences in which a page may use the word "overdue"
DENIALS = ("this does not mean that an inspection is overdue", "these figures do not show whether an inspection is overdue")


def test_an_inadequate_board_counts_neither_for_nor_against_a_fair_authority(ask: Ask) -> None:
    fair = row_of(ask(TODAY).text, "Fairholm")
    assert "Good" in fair
    assert "Inadequate" not in fair
    assert records(ask("/outcomes.csv?as_at=2026-10-31").text)["Fairholm"]["overall_effectiveness"] == "good"


def test_an_older_grade_stands_apart_with_its_date_and_no_change_is_stated_across_an_empty_one(ask: Ask) -> None:
    row = row_of(ask(TODAY).text, "Gradeby")
    assert "No overall grade given last given: Good, 10 May 2024 Not comparable: was good in 2024" in row
    exported = records(ask("/outcomes.csv?as_at=2026-10-31").text)["Gradeby"]
    assert (exported["overall_effectiveness"], exported["grade_status"]) == ("", "not_given")
    assert (exported["last_overall_given"], exported["last_overall_date"], exported["change"]) == ("good", "2024-05-10", "not comparable")


def test_as_at_an_earlier_day_the_inspection_of_then_is_shown(ask: Ask) -> None:
    row = row_of(ask("/outcomes?as_at=2025-01-01").text, "Gradeby")
    assert "Good No earlier inspection in the archive" in row
    assert "236" in row  # days from 10 May 2024 to 1 January 2025


def test_published_and_inspected_are_told_apart(ask: Ask) -> None:
    assert "Haltonby" in records(ask("/outcomes.csv?as_at=2022-04-01&date=inspected").text)
    assert "Haltonby" not in records(ask("/outcomes.csv?as_at=2022-04-01&date=published").text)
    assert "started on or before this date" in ask("/outcomes?as_at=2022-04-01&date=inspected").text


def test_a_joined_judgement_is_shown_once_as_joined(ask: Ask) -> None:
    page = ask(TODAY).text
    assert row_of(page, "=Jointon").count("Outstanding") == 2  # the joined judgement and the overall grade
    assert 'colspan="2" class="joined"' in page
    exported = records(ask("/outcomes.csv?as_at=2026-10-31").text)["'=Jointon"]
    assert (exported["children_in_care"], exported["children_in_care_status"]) == ("", "joined")
    assert exported["children_in_care_and_care_leavers"] == "outstanding"


def test_not_judged_and_not_read_are_said_in_words(ask: Ask) -> None:
    page = ask(TODAY).text
    assert "Not judged" in row_of(page, "Newwick")
    assert "Grade not read" in row_of(page, "Haltonby")
    assert "last given: None in the archive" in row_of(page, "Haltonby")
    assert records(ask("/outcomes.csv?as_at=2026-10-31").text)["Haltonby"]["leadership_status"] == "not_read"


def test_no_cell_is_blank_or_a_dash(ask: Ask) -> None:
    page = ask(TODAY).text
    assert "<td></td>" not in page
    assert "<td>-" not in page
    assert "<td>–" not in page


def test_adequate_is_of_another_scale_and_a_change_of_framework_is_drawn(ask: Ask) -> None:
    assert "Worse: was requires improvement in 2014 (SIF to ILACS)" in row_of(ask(TODAY).text, "Lateford")
    # adequate in 2011 is no step down
    assert "No earlier inspection in the archive" in row_of(ask("/outcomes?as_at=2015-01-01").text, "Lateford")


def test_an_ended_authority_is_shown_as_at_its_time_and_its_successor_does_not_inherit(ask: Ask) -> None:
    today, then = records(ask("/outcomes.csv?as_at=2026-10-31").text), records(ask("/outcomes.csv?as_at=2019-01-01").text)
    assert "Oldwick" not in today
    assert then["Oldwick"]["overall_effectiveness"] == "inadequate"
    assert today["Newwick"]["overall_before"] == ""
    assert "Newwick" not in then


def test_area_send_and_visits_are_no_graded_inspections(ask: Ask) -> None:
    page = words(ask(TODAY).text)
    assert "No graded inspection in the archive: 1 authority These are not counted above: Quietham" in page


def test_a_priority_action_since_is_a_column(ask: Ask) -> None:
    assert "12 February 2020" in row_of(ask(TODAY).text, "Lateford")
    assert records(ask("/outcomes.csv?as_at=2026-10-31").text)["Lateford"]["visits_with_priority_action_since"] == "1"
    assert "None in the archive" in row_of(ask("/outcomes?as_at=2020-01-01").text, "Lateford")


def test_percentages_state_denominator_and_date(ask: Ask) -> None:
    page = words(ask(TODAY).text)
    assert "6 of 7 authorities have a graded inspection" in page
    assert "3 of 4 (75%) authorities with an overall grade in that inspection were judged good or outstanding" in page
    assert "2 have a graded inspection without an overall grade" in page
    assert "The percentage above is of the 4 authorities with an overall grade on 31 October 2026, not of all 7" in page


def test_the_eight_regions_of_ofsted_join_two(ask: Ask) -> None:
    chosen = records(ask("/outcomes.csv?as_at=2026-10-31&ofsted_region=North+East,+Yorkshire+and+the+Humber").text)
    assert set(chosen) == {"Fairholm", "Gradeby", "Lateford"}
    assert set(records(ask("/outcomes.csv?as_at=2026-10-31&region=North+East").text)) == {"Fairholm"}
    assert set(records(ask("/outcomes.csv?as_at=2026-10-31&kind=County").text)) == {"Lateford"}
    assert set(records(ask("/outcomes.csv?as_at=2026-10-31&neighbours=X9000001").text)) == {
        "Fairholm",
        "Gradeby",
        "'=Jointon",
        "Newwick",
        "Lateford",
    }


def test_sif_judgements_are_not_counted_with_those_of_ilacs(ask: Ask) -> None:
    page = ask(TODAY).text
    section = page[page.index('id="by-judgement"') :]
    # Gradeby and Newwick are good, Jointon is good, Lateford inadequate; Haltonby was not read; SIF (Fairholm) is not there
    assert row_of(section, "Leaders") == "Leaders 0 3 0 1 0 1 5 3 of 4 (75 %)"


def test_excel_has_typed_cells_and_runs_nothing(ask: Ask) -> None:
    book = load_workbook(io.BytesIO(ask("/outcomes.xlsx?as_at=2026-10-31").content))
    rows = list(book["List"].iter_rows(values_only=True))
    columns = {name: place for place, name in enumerate(rows[0])}
    fair = next(row for row in rows if row[columns["Local authority"]] == "Fairholm")
    assert fair[columns["On"]].date() == date(2026, 10, 31)  # type: ignore[union-attr]
    assert fair[columns["Days since"]] == (date(2026, 10, 31) - date(2015, 3, 20)).days
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("'=Jointon") for cell in cells)


def test_the_sector_columns_are_those_of_the_view_and_hold_the_inspector(ask: Ask, sector: ArchiveFactory) -> None:
    view = [row[1] for row in sector.db.execute("pragma table_info(sector_outcomes)")]
    assert list(SECTOR_COLUMNS) == view
    answer = ask("/outcomes/sector.csv?as_at=2026-10-31").text
    assert answer.removeprefix("\ufeff").splitlines()[0] == ",".join(view)
    assert INSPECTOR in answer
    assert INSPECTOR not in ask(TODAY).text
    assert INSPECTOR not in ask("/outcomes.csv?as_at=2026-10-31").text


def test_after_a_short_listing_days_are_withheld(own: ArchiveFactory) -> None:
    own.insert(
        "runs",
        source="ofsted_reports",
        started="2026-11-02",
        finished="2026-11-02",
        outcome="degraded",
        listing_total=153,
        listing_read=100,
    )
    site = asked(own.path, own.files, public=False)
    ask = next(site)
    page = ask(TODAY).text
    assert "Our latest check read only part of Ofsted’s list" in page
    assert "Withheld" in row_of(page, "Fairholm")
    assert records(ask("/outcomes.csv").text)["Fairholm"]["days_since"].startswith("withheld")
    assert "Withheld days since the last graded inspection" in words(ask("/authority/X9000001").text)
    site.close()


def test_complete_to_is_the_last_full_pass(ask: Ask) -> None:
    assert "Complete up to 1 November 2026." in words(ask(TODAY).text)


@pytest.mark.parametrize("as_at", ["nonsense", "2024-02-31", "2024-13", "99999", "%00", "2024-02"])
def test_any_date_is_answered(ask: Ask, as_at: str) -> None:
    answer = ask(f"/outcomes?as_at={as_at}")
    assert answer.status_code == 200
    assert ("We did not understand the date" in answer.text) == (as_at not in ("2024-02", "%00"))


@pytest.mark.parametrize(
    "path",
    [
        "/outcomes",
        "/authority/X9000006",
        "/neighbours/X9000001",
        "/visits",
        "/send",
        "/after-inadequate",
        "/week",
        "/compare?a=X9000001&a=X9000002",
    ],
)
def test_nothing_is_called_overdue_and_nobody_is_named(ask: Ask, ask_public: Ask, path: str) -> None:
    for site in (ask, ask_public):
        answer = site(path)
        assert answer.status_code == 200
        text = answer.text.lower()
        assert text.count("overdue") == sum(text.count(denial) for denial in DENIALS)
        assert INSPECTOR not in answer.text


def test_the_form_of_another_day_leaves_the_date_used_to_that_day(ask: Ask) -> None:
    """Ofsted counts 31 March by inspection: a form that always sent "published" would never do so."""
    for path in ("/outcomes", "/neighbours/X9000001"):
        page = ask(f"{path}?as_at=2020-05-01").text
        select = page[page.index('<select id="date"') :].partition("</select>")[0]
        assert "selected" not in select
        assert '<option value="">Publication, or inspection for 31 March</option>' in select
    for day in ("31/03/2024", "31 March 2024", "2024-03-31"):
        counted = ask(f"/outcomes?as_at={day}&date=").text
        assert "Outcomes on 31 March 2024" in counted
        assert "started on or before this date" in counted
        assert "published on or before this date" in ask(f"/outcomes?as_at={day}&date=published").text
    assert '<option value="published" selected>' in ask("/outcomes?date=published").text
    assert '<option value="inspected" selected>' in ask("/outcomes?date=inspected").text
    assert 'value="soon" aria-invalid="true"' in ask("/outcomes?as_at=soon").text
