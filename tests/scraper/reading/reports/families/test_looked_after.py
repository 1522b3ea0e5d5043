"""Looked after children inspections written by hand: cover, graded sections, record of main findings."""

import pytest

from archive.records import Inspection, Judgement, Problem, Recommendation
from scraper.reading.reports.families import looked_after
from tests.scraper.reading.reports.sheet import Sheet, report

INTRODUCTION = "28. In order to improve services in Mereham, the local authority should take the following action."


def cover(title: str = "Inspection of looked after children services") -> Sheet:
    sheet = Sheet().heading(title, size=26.0).heading("Mereham Council", size=18.0)
    sheet.heading("Inspection dates: 3 – 7 June 2013", "Reporting inspector Ada Byron HMI", size=10.0)
    return sheet.heading("Age group: All", size=10.0)


def findings(grade: str = "Grade 3 (Adequate)") -> Sheet:
    sheet = Sheet().heading("Capacity to improve", size=18.0).heading(grade)
    sheet.heading("Areas for improvement").prose(INTRODUCTION)
    sheet.heading("Immediately:", size=12.0).bullet("Review all plans")
    return sheet.heading("Within three months:", size=12.0).bullet("Train all staff")


def record() -> Sheet:
    sheet = Sheet().heading("Record of main findings", size=18.0).heading("Services for looked after children")
    sheet.row("Overall effectiveness", "Inadequate").row("Capacity to improve", "Adequate")
    sheet.row("Outcomes for looked after children and|young people", "Good")
    return sheet.row("Quality of provision", "Inadequate").row("Leadership and management", "Inadequate")


def test_a_whole_report() -> None:
    records = list(looked_after.read(report(cover(), findings(), record())))
    inspection = records[0]
    assert isinstance(inspection, Inspection)
    assert (inspection.overall_effectiveness, inspection.overall_page, inspection.lead_inspector) == ("inadequate", 3, "Ada Byron")
    assert (inspection.inspection_start, inspection.inspection_end) == ("2013-06-03", "2013-06-07")
    grades = {each.area: each.grade for each in records if isinstance(each, Judgement)}
    assert grades == {
        "overall_effectiveness": "inadequate",
        "capacity_to_improve": "adequate",
        "outcomes": "good",
        "quality_of_provision": "inadequate",
        "leadership": "inadequate",
    }
    asked = [(each.text, each.heading) for each in records if isinstance(each, Recommendation)]
    assert asked == [
        ("Review all plans", "Areas for improvement: Immediately"),
        ("Train all staff", "Areas for improvement: Within three months"),
    ]
    assert not [each for each in records if isinstance(each, Problem)]


def test_a_section_that_disagrees_with_the_record_empties_the_grade() -> None:
    records = list(looked_after.read(report(cover(), findings("Grade 4 (Inadequate)"), record())))
    grades = {each.area: each.grade for each in records if isinstance(each, Judgement)}
    assert grades["capacity_to_improve"] is None
    assert [each.kind for each in records if isinstance(each, Problem)] == ["disagreement"]


def test_a_report_without_its_record_has_the_grades_of_its_sections_and_says_so() -> None:
    records = list(looked_after.read(report(cover(), findings())))
    assert [(each.area, each.grade, each.page) for each in records if isinstance(each, Judgement)] == [
        ("capacity_to_improve", "adequate", 2)
    ]
    assert {each.kind for each in records if isinstance(each, Problem)} == {"missing_fact"}


@pytest.mark.parametrize(
    ("cell", "grade", "kinds"),
    [
        ("Inadequate Grade 4", "inadequate", []),
        ("Good (Grade 2)", "good", []),
        ("Grade 1: Outstanding", "outstanding", []),
        ("Adequate Grade 2", None, ["unknown_value", "missing_fact", "missing_fact"]),
    ],
)
def test_cells_that_say_a_grade_in_word_and_number(cell: str, grade: str | None, kinds: list[str]) -> None:
    whole = Sheet().heading("Record of main findings", size=18.0)
    whole.row("Overall effectiveness", cell).row("Quality of provision", "Inadequate Grade 4")
    records = list(looked_after.read(report(cover(), Sheet().prose("1. Work is steady."), whole)))
    grades = {each.area: each.grade for each in records if isinstance(each, Judgement)}
    assert grades == {"overall_effectiveness": grade, "quality_of_provision": "inadequate"}
    assert bool([each for each in records if isinstance(each, Problem)]) == bool(kinds)


def test_inspections_of_safeguarding_are_another_family() -> None:
    assert looked_after.claims(report(cover()))
    assert not looked_after.claims(report(cover("Inspection of safeguarding and looked after children services")))
