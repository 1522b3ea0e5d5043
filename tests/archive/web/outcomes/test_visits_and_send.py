"""Pages of what gives no grade: visits, joint and area SEND inspections, and what followed an inadequate grade."""

import csv
import io

import pytest

from archive.keeping.export.spreadsheets import guarded
from archive.outcomes.area_send import AreaSend, by_outcome
from tests.archive.web.conftest import Ask
from tests.archive.web.outcomes.reading import row_of, words
from tests.archive.web.outcomes.sector import NEXT, SENTENCE


def visits(ask: Ask, query: str = "") -> list[tuple[str, str, str]]:
    rows = csv.DictReader(io.StringIO(ask(f"/visits.csv{query}").text.removeprefix("\ufeff")))
    return [(row["local_authority"], row["overall_grade_at_the_time"], row["priority_actions"]) for row in rows]


def test_who_had_a_priority_action_in_a_focused_visit(ask: Ask) -> None:
    assert visits(ask, "?family=focused_visit&alarms=yes") == [("Lateford", "inadequate", "1")]


def test_the_grade_at_the_time_is_the_one_known_then(ask: Ask) -> None:
    assert visits(ask) == [
        ("Gradeby", "good", "0"),  # not the inspection of 2026, which gives none
        ("Quietham", "no_earlier_inspection", "0"),
        ("Lateford", "inadequate", "1"),
        ("Fairholm", "good", "0"),
    ]


def test_a_polices_priority_action_is_not_the_authoritys(ask: Ask) -> None:
    row = row_of(ask("/visits").text, "Gradeby")
    assert "None for the council" in row
    assert "1 for partners and others" in row


def test_topics_are_counted_by_year_and_by_grade_with_the_number_of_visits(ask: Ask) -> None:
    page = ask("/visits").text
    assert row_of(page, "Permanence") == "Permanence 1 0 0 1"
    assert row_of(page, "Visits (a visit may have several topics)").endswith("1 1 1 3")
    assert row_of(page, "Topic unknown").endswith("1")
    assert row_of(page[page.index('id="grades"') :], "Front door") == "Front door 0 1 0 1"


def test_area_send_prints_its_sentence_the_body_and_the_next_inspection_and_no_number(ask: Ask) -> None:
    page = words(ask("/send").text)
    assert f"“{SENTENCE}”" in page
    assert f"Next inspection, as printed: “{NEXT}”" in page
    assert "to Invented Care Board" in page
    assert "1 of 1 Inconsistent experiences “The invented" in page
    row = ask("/send.csv").text.splitlines()[1]
    assert SENTENCE in row
    assert f",2,Inconsistent experiences,{SENTENCE}" in row


def test_wordings_of_one_outcome_are_counted_as_one() -> None:
    def found(outcome: int | None, sentence: str | None) -> AreaSend:
        return AreaSend("k", "E1", "A", "area_send_inspection", None, None, None, outcome, sentence, None, None, "", [])

    inspections = [
        found(3, "Failings."),
        found(2, "Inconsistent and/or."),
        found(2, "Inconsistent and."),
        found(2, "Inconsistent and."),
        found(None, None),
    ]
    assert [(one.outcome, one.number) for one in by_outcome(inspections)] == [(2, 3), (3, 1), (None, 1)]
    assert by_outcome(inspections)[0].wordings == (("Inconsistent and.", 2), ("Inconsistent and/or.", 1))


def test_after_inadequate_is_one_line_and_says_what_is_not_held(ask: Ask) -> None:
    page = ask("/after-inadequate").text
    late, old = row_of(page, "Lateford"), row_of(page, "Oldwick")
    assert "ILACS 13 September 2019 Focused visit, 12 February 2020 1 priority action" in late
    assert "Monitoring visits: none in the archive; 1 more on Ofsted’s list. None in the archive" in late
    assert "its successor is a different authority" in old
    assert "Good" not in old


def test_after_inadequate_as_rows_says_what_is_not_held_and_why_there_is_no_grade(ask: Ask) -> None:
    rows = {row["local_authority"]: row for row in ask("/after-inadequate.json").json()["rows"]}
    late = rows["Lateford"]
    assert late["visits"].startswith("focused_visit 2020-02-12 (ofsted-")
    assert late["visits"].endswith(", 1 priority action")
    assert (late["monitoring_visits_held"], late["monitoring_visits_seen_in_listing"]) == (0, 1)
    assert (late["next_overall"], late["next_grade_status"], late["days_to_next"]) == (None, "none_held", None)
    assert rows["Oldwick"]["ended"]


@pytest.mark.parametrize("path", ["/outcomes", "/neighbours/X9000001", "/visits", "/send", "/after-inadequate", "/reconciliation"])
def test_json_has_the_rows_of_the_csv_unguarded(ask: Ask, path: str) -> None:
    rows = ask(f"{path}.json").json()["rows"]
    table = list(csv.DictReader(io.StringIO(ask(f"{path}.csv").text.removeprefix("\ufeff"))))
    assert [list(row) for row in rows] == [list(row) for row in table]
    plain = [{name: "" if value is None else str(guarded(value)) for name, value in row.items()} for row in rows]
    assert plain == table
    assert table or path == "/reconciliation"  # nothing was reconciled in this archive
