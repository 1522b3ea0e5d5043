"""The views for researchers: each rule of what may be compared has a case that fails when the rule is broken."""

from pathlib import Path

import pytest

from tests.archive.factory import ArchiveFactory


@pytest.fixture
def archive(tmp_path: Path) -> ArchiveFactory:
    made = ArchiveFactory(tmp_path)
    made.authority("X9000001", "Fairholm")
    return made


def inspection(archive: ArchiveFactory, number: int, end: str, overall: str | None, family: str = "ilacs", code: str = "X9000001") -> int:
    """A graded inspection that ended on `end`; None: the report gives no overall grade."""
    facts = {
        "family": family,
        "report_type": f"{family}_inspection",
        "inspection_start": end,
        "inspection_end": end,
        "overall_effectiveness": overall,
        "grade_status": "given" if overall else "not_given",
    }
    return archive.report(number, code, end, ["A page."], inspection=facts)


def judge(archive: ArchiveFactory, report_id: int, area: str, grade: str | None, body: str = "authority") -> None:
    status = "given" if grade else "not_judged"
    row = {
        "position": 1,
        "body": body,
        "area": area,
        "name": area,
        "grade": grade,
        "grade_printed": grade,
        "grade_status": status,
        "page": 1,
    }
    archive.fact("judgements", report_id, **row)


def changes(archive: ArchiveFactory) -> list[tuple[str | None, str | None]]:
    return [tuple(row) for row in archive.db.execute("select overall_effectiveness, change from authority_history order by date")]


def latest(archive: ArchiveFactory, columns: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in archive.db.execute(f"select {columns} from latest_outcomes order by local_authority_code")]


def test_an_inadequate_board_counts_neither_for_nor_against_a_fair_authority(archive: ArchiveFactory) -> None:
    report = inspection(archive, 1, "2015-03-20", "good", "sif")
    judge(archive, report, "safeguarding_board", "inadequate", "board")
    assert latest(archive, "overall_effectiveness, last_overall_given") == [("good", "good")]
    row = archive.db.execute("select overall_effectiveness, safeguarding_board from inspection_outcomes").fetchone()
    assert tuple(row) == ("good", "inadequate")


def test_an_older_overall_grade_is_not_carried_forward_unlabelled(archive: ArchiveFactory) -> None:
    inspection(archive, 1, "2024-05-10", "good")
    inspection(archive, 2, "2026-06-12", None)
    assert latest(archive, "overall_effectiveness, grade_status, last_overall_given, last_overall_date") == [
        (None, "not_given", "good", "2024-05-10")
    ]
    assert changes(archive) == [("good", None), (None, "not comparable")]


def test_no_change_is_stated_across_an_empty_grade(archive: ArchiveFactory) -> None:
    for number, (end, grade) in enumerate([("2024-05-10", "good"), ("2026-06-12", None), ("2028-06-12", "inadequate")], start=1):
        inspection(archive, number, end, grade)
    assert changes(archive) == [("good", None), (None, "not comparable"), ("inadequate", "not comparable")]


def test_a_joined_judgement_is_not_copied_into_two_columns(archive: ArchiveFactory) -> None:
    report = inspection(archive, 1, "2021-05-10", "good")
    judge(archive, report, "children_in_care_and_care_leavers", "outstanding")
    assert latest(archive, "children_in_care, care_leavers, children_in_care_and_care_leavers") == [(None, None, "outstanding")]


def test_not_judged_is_said_and_no_blank(archive: ArchiveFactory) -> None:
    judge(archive, inspection(archive, 1, "2021-05-10", "good"), "care_leavers", None)
    assert latest(archive, "care_leavers") == [("not_judged",)]


def test_adequate_is_not_compared_with_requires_improvement(archive: ArchiveFactory) -> None:
    inspection(archive, 1, "2011-05-10", "adequate", "older")
    inspection(archive, 2, "2014-06-12", "requires_improvement", "sif")
    assert changes(archive) == [("adequate", None), ("requires_improvement", None)]


def test_sif_and_ilacs_are_compared_on_overall_with_the_change_of_framework_said(archive: ArchiveFactory) -> None:
    inspection(archive, 1, "2016-05-10", "inadequate", "sif")
    inspection(archive, 2, "2019-06-12", "requires_improvement")
    row = archive.db.execute("select change, change_of_framework from authority_history where family = 'ilacs'").fetchone()
    assert tuple(row) == ("better", "sif to ilacs")


def test_visits_between_carry_no_change_and_a_priority_action_is_counted(archive: ArchiveFactory) -> None:
    inspection(archive, 1, "2021-05-10", "good")
    visit = archive.report(
        2,
        "X9000001",
        "2022-02-02",
        ["A letter."],
        inspection={
            "family": "focused_visit",
            "report_type": "focused_visit",
            "inspection_end": "2022-01-12",
            "grade_status": "not_applicable",
        },
    )
    archive.fact(
        "recommendations", visit, position=1, kind="priority_action", addressed_to="authority", text="See children at once.", page=2
    )
    inspection(archive, 3, "2023-05-10", "requires_improvement")
    assert changes(archive) == [("good", None), (None, None), ("requires_improvement", "worse")]
    assert latest(archive, "visits_with_priority_action_since") == [(0,)]
    archive.db.execute("delete from inspections where report_id = 3")
    assert latest(archive, "visits_with_priority_action_since") == [(1,)]


def test_area_send_is_no_graded_inspection(archive: ArchiveFactory) -> None:
    archive.report(
        1, "X9000001", "2024-02-02", ["A page."], inspection={"family": "area_send", "grade_status": "not_applicable", "outcome": 3}
    )
    assert latest(archive, "key") == []


def test_a_successor_does_not_inherit_and_an_ended_authority_is_not_listed(archive: ArchiveFactory) -> None:
    archive.authority("X9000002", "Old Fairholm", ended="2021-03-31", replaced_by="X9000003")
    archive.authority("X9000003", "New Fairholm", started="2021-04-01")
    inspection(archive, 1, "2019-05-10", "inadequate", code="X9000002")
    inspection(archive, 2, "2023-05-10", "good", code="X9000003")
    assert latest(archive, "local_authority") == [("New Fairholm",)]
    assert changes(archive) == [("inadequate", None), ("good", None)]


def test_the_sector_columns_say_where_short_comes_from(archive: ArchiveFactory) -> None:
    inspection(archive, 1, "2023-05-10", "good")
    archive.db.execute("update inspections set length = 'short', lead_inspector = 'A. Name'")
    row = archive.db.execute("select framework, inspector, inspection_start, inspection_end, published from sector_outcomes").fetchone()
    assert tuple(row) == ("ILACS short (from its length)", "A. Name", "2023-05-10", "2023-05-10", "2023-05-10")
