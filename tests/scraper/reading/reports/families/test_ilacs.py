"""ILACS reports written by hand: three generations of the table, readings that disagree, and pages that have lost lines."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import Inspection, Judgement, Problem, Recommendation
from scraper.reading.pdf.paragraphs import made_page
from scraper.reading.reports.families.ilacs import report as ilacs
from scraper.reading.reports.parts.report_text import ReportText
from tests.scraper.reading.reports.sheet import Sheet, report

LEADERS = "The impact of leaders on social work|practice with children and families"
HELP = "The experiences and progress of|children who need help and protection"
JOINED = "The experiences and progress of|children in care and care leavers"
CARE = "The experiences and progress of|children in care"
LEAVERS = "The experiences and progress of care|leavers"
OVERALL = "Overall effectiveness"
GOOD, RI = "Good", "Requires improvement|to be good"


def first_page(*rows: tuple[str, str], dates: str = "4 to 15 October 2021", bold: bool = False) -> Sheet:
    sheet = Sheet().heading("Inspection of Mereham local authority children’s services", size=26.0)
    sheet.heading(f"Inspection dates: {dates}", size=12.0).heading("Lead inspector: Ada Byron, His Majesty’s Inspector", size=12.0)
    sheet.row("Judgement", "Grade", bold=True)
    for name, grade in rows:
        sheet.row(name, grade, bold=bold)
    return sheet.prose("Children in Mereham are safe, and their lives are better than at the last inspection.", "Leaders know this.")


def findings(*headings: str) -> Sheet:
    sheet = Sheet().heading("What needs to improve?").bullet("The timeliness of visits.").bullet("The quality of plans.")
    for heading in headings:
        sheet.heading(heading).prose("1. Work is steady.")
    return sheet


def read(made: ReportText) -> tuple[Inspection, dict[str, Judgement], list[str]]:
    assert ilacs.claims(made)
    records = list(ilacs.read(made))
    inspections = [record for record in records if isinstance(record, Inspection)]
    assert len(inspections) == 1
    judgements = {record.area: record for record in records if isinstance(record, Judgement)}
    return inspections[0], judgements, [record.kind for record in records if isinstance(record, Problem)]


def grades(judgements: dict[str, Judgement]) -> dict[str, str | None]:
    return {area: judgement.grade for area, judgement in judgements.items()}


THREE = ((LEADERS, GOOD), (HELP, RI), (JOINED, "Outstanding"), (OVERALL, GOOD))
FOUR = ((LEADERS, RI), (HELP, GOOD), (CARE, GOOD), (LEAVERS, "Inadequate"), (OVERALL, RI))


@pytest.mark.parametrize("bold", [False, True])
def test_three_rows_and_overall(bold: bool) -> None:
    inspection, judgements, problems = read(report(first_page(*THREE, bold=bold), findings()))
    assert grades(judgements) == {
        "leadership": "good",
        "help_and_protection": "requires_improvement",
        "children_in_care_and_care_leavers": "outstanding",
        "overall_effectiveness": "good",
    }
    assert (inspection.overall_effectiveness, inspection.grade_status, inspection.length) == ("good", "given", "standard")
    assert judgements["leadership"].name == "The impact of leaders on social work practice with children and families"
    assert judgements["help_and_protection"].grade_printed == "Requires improvement to be good"
    assert problems == []


def test_four_rows_and_overall() -> None:
    _, judgements, problems = read(report(first_page(*FOUR, dates="8 to 12 May 2023"), findings()))
    assert list(grades(judgements).values()) == ["requires_improvement", "good", "good", "inadequate", "requires_improvement"]
    assert problems == []


@pytest.mark.parametrize("title", ["Inspection of Mereham Children and Families Trust", "Inspection of Mereham First"])
def test_what_is_inspected_has_many_names(title: str) -> None:
    sheet = first_page(*FOUR, dates="12 to 23 January 2026")
    sheet.lines[0] = replace(sheet.lines[0], text=title)
    assert read(report(sheet, findings()))[0].overall_effectiveness == "requires_improvement"


def test_no_overall_grade_from_april_2026() -> None:
    inspection, judgements, problems = read(report(first_page(*FOUR[:4], dates="13 to 24 April 2026"), findings()))
    assert (inspection.overall_effectiveness, inspection.grade_status) == (None, "not_given")
    assert "overall_effectiveness" not in judgements
    assert problems == []


def test_a_table_of_2026_that_is_not_whole_may_have_lost_its_overall_row() -> None:
    inspection, _, problems = read(report(first_page(*FOUR[:2], dates="11 to 22 May 2026"), findings()))
    assert (inspection.overall_effectiveness, inspection.grade_status) == (None, "not_read")
    assert set(problems) == {"missing_fact"}


def test_no_overall_row_before_april_2026_is_a_problem() -> None:
    inspection, _, problems = read(report(first_page(*FOUR[:4], dates="16 to 27 March 2026"), findings()))
    assert (inspection.overall_effectiveness, inspection.grade_status) == (None, "not_read")
    assert problems == ["missing_fact"]


@pytest.mark.parametrize("between", [": ", " is ", " are: ", " – ", " is judged to be ", " "])
def test_headings_that_agree(between: str) -> None:
    heading = f"{HELP.replace('|', ' ')}{between}requires improvement to be good"
    _, judgements, problems = read(report(first_page(*THREE), findings(heading)))
    assert judgements["help_and_protection"].grade == "requires_improvement"
    assert problems == []


def test_a_heading_that_disagrees_empties_the_grade() -> None:
    _, judgements, problems = read(report(first_page(*THREE), findings(f"{HELP.replace('|', ' ')}: inadequate")))
    assert (judgements["help_and_protection"].grade, judgements["help_and_protection"].grade_status) == (None, "not_read")
    assert judgements["leadership"].grade == "good"
    assert problems == ["disagreement"]


def test_two_headings_that_disagree_empty_the_grade() -> None:
    _, judgements, problems = read(
        report(first_page(*THREE), findings(f"{HELP.replace('|', ' ')}: inadequate", f"{HELP.replace('|', ' ')}: good"))
    )
    assert judgements["help_and_protection"].grade is None
    assert "disagreement" in problems


def test_an_overall_grade_worse_than_every_part_is_left_empty() -> None:
    inspection, _, problems = read(report(first_page(*THREE[:3], (OVERALL, "Inadequate")), findings()))
    assert (inspection.overall_effectiveness, inspection.grade_status) == (None, "not_read")
    assert problems == ["disagreement"]


def test_a_lost_row_costs_only_itself() -> None:
    inspection, judgements, problems = read(report(first_page(*THREE[1:]), findings()))
    assert grades(judgements) == {
        "help_and_protection": "requires_improvement",
        "children_in_care_and_care_leavers": "outstanding",
        "overall_effectiveness": "good",
    }
    assert inspection.grade_status == "given"
    assert problems == ["missing_fact"]


def test_what_may_be_the_beginning_of_the_joined_judgement_counts_only_when_the_findings_say_so_too() -> None:
    rows = (THREE[0], THREE[1], (CARE, "Outstanding"), THREE[3])
    _, judgements, problems = read(report(first_page(*rows), findings()))
    assert (judgements["children_in_care"].grade, judgements["children_in_care"].grade_status) == (None, "not_read")
    assert "missing_fact" in problems
    heading = f"{CARE.replace('|', ' ')}: outstanding"
    assert read(report(first_page(*rows), findings(heading)))[1]["children_in_care"].grade == "outstanding"


# What was printed for a row of the table, and what is meant.
MISPRINTED = {
    "The experiences and progress of|children care leavers": "care_leavers",
    "The experiences and progress of care care|leavers": "care_leavers",
    "The experience and progress|of leavers from care": "care_leavers",
    "Experiences and progress of|care leaver": "care_leavers",
    "The impact of leaders on|practice with children and families": "leadership",
    "The impact of leaders on social work|practise with children and familes": "leadership",
    "The impact of the leaders on social|practice with children and families": "leadership",
    "The experiences and progress of|children who need protection and help": "help_and_protection",
    "The experiences and progress of|children who need help": "help_and_protection",
    "The experiences and progress of|children who need help and and protecton": "help_and_protection",
    "Overall effectivness": "overall_effectiveness",
    "Overall judgement": "overall_effectiveness",
}


@pytest.mark.parametrize("printed", MISPRINTED)
def test_a_misprinted_row_is_the_only_one_it_can_be(printed: str) -> None:
    area = MISPRINTED[printed]
    usual = {"leadership": LEADERS, "help_and_protection": HELP, "care_leavers": LEAVERS, "overall_effectiveness": OVERALL}[area]
    rows = [(printed if name == usual else name, grade) for name, grade in FOUR]
    whole = read(report(first_page(*FOUR), findings()))[1]
    inspection, judgements, problems = read(report(first_page(*rows), findings()))
    assert grades(judgements) == grades(whole)
    assert inspection.overall_effectiveness == "requires_improvement"
    assert judgements[area].name == printed.replace("|", " ")
    assert problems == []


@pytest.mark.parametrize(
    "printed",
    [
        "Children",
        "The experiences and progress of",
        "The experiences and progress of|children care leavers",
        "The quality of|caring for animals",
    ],
)
def test_a_row_that_may_be_two_costs_only_itself(printed: str) -> None:
    """Before 2023 and after, "children care leavers" may be either judgement: without the row on children in care nobody knows."""
    rows = (FOUR[0], FOUR[1], (printed, "Inadequate"), FOUR[4])
    inspection, judgements, problems = read(report(first_page(*rows), findings()))
    assert inspection.overall_effectiveness == "requires_improvement"
    assert grades(judgements) | {"other": None} == {
        "leadership": "requires_improvement",
        "help_and_protection": "good",
        "overall_effectiveness": "requires_improvement",
        "other": None,
    }
    assert "unknown_value" in problems


def test_not_judged_is_kept_apart() -> None:
    _, judgements, problems = read(report(first_page((LEADERS, GOOD), (HELP, "Not judged"), (JOINED, GOOD), (OVERALL, GOOD)), findings()))
    assert (judgements["help_and_protection"].grade, judgements["help_and_protection"].grade_status) == (None, "not_judged")
    assert problems == []


def test_a_grade_of_no_vocabulary_is_a_problem() -> None:
    _, judgements, problems = read(report(first_page((LEADERS, "Splendid"), *THREE[1:]), findings()))
    assert (judgements["leadership"].grade, judgements["leadership"].grade_printed) == (None, "Splendid")
    assert problems == ["unknown_value"]


def test_a_row_of_no_known_name_is_a_problem() -> None:
    _, judgements, problems = read(report(first_page(*THREE[:3], ("The joy of|working here", GOOD), THREE[3]), findings()))
    assert len(judgements) == 5
    assert (judgements["other"].name, judgements["other"].grade) == ("The joy of working here", "good")
    assert problems == ["unknown_value"]


def test_the_end_of_a_broken_grade_is_no_grade() -> None:
    _, judgements, problems = read(report(first_page((LEADERS, "good"), *THREE[1:]), findings()))
    assert judgements["leadership"].grade is None
    assert "missing_fact" in problems


def test_a_table_that_goes_on_over_the_page() -> None:
    first = first_page(*THREE[:2])
    first.lines = first.lines[:-2]  # the prose stands below the rest of the table, on page 2
    second = Sheet().row(*THREE[2]).row(*THREE[3]).prose("Children in Mereham are safe, and leaders know them well.")
    inspection, judgements, problems = read(report(first, second, findings()))
    assert inspection.overall_effectiveness == "good"
    assert judgements["children_in_care_and_care_leavers"].page == 2
    assert problems == []


def test_a_table_without_its_head() -> None:
    sheet = first_page(*THREE)
    sheet.lines = [line for line in sheet.lines if line.text not in ("Judgement", "Grade")]
    assert len(read(report(sheet, findings()))[1]) == 4


def test_headings_stand_in_for_a_lost_table() -> None:
    sheet = first_page(*THREE)
    sheet.lines = [line for line in sheet.lines if line.x0 < 390 and "children in care" not in line.text]
    inspection, judgements, problems = read(report(sheet, findings(f"{HELP.replace('|', ' ')}: inadequate")))
    assert grades(judgements) == {"help_and_protection": "inadequate"}
    assert inspection.grade_status == "not_read"
    assert "missing_fact" in problems


def test_recommendations_are_areas_for_improvement() -> None:
    records = list(ilacs.read(report(first_page(*THREE), findings())))
    asked = [(r.kind, r.text, r.page, r.addressed_to) for r in records if isinstance(r, Recommendation)]
    assert asked == [
        ("improvement", "The timeliness of visits.", 2, "authority"),
        ("improvement", "The quality of plans.", 2, "authority"),
    ]


RIGHT = {"leadership": "good", "help_and_protection": "requires_improvement", "children_in_care_and_care_leavers": "outstanding"}


@pytest.mark.parametrize("lost", range(24))
@pytest.mark.parametrize("many", [1, 2])
def test_lost_lines_of_page_one_never_give_another_fact(lost: int, many: int) -> None:
    whole = report(first_page(*THREE), findings())
    page = whole.pages[0]
    lines = page.lines[:lost] + page.lines[lost + many :]
    damaged = ReportText([made_page(page.number, page.width, page.height, lines, page.marks), *whole.pages[1:]], "r.pdf", None)
    if not ilacs.claims(damaged):
        return
    inspection, judgements, problems = read(damaged)
    assert inspection.overall_effectiveness in ("good", None)
    assert inspection.inspection_start in ("2021-10-04", None)
    assert inspection.lead_inspector in ("Ada Byron", None)
    for area, judgement in judgements.items():
        assert judgement.grade in (RIGHT.get(area, "good"), None)
    complete = inspection.overall_effectiveness and inspection.inspection_start  # some reports name no lead
    assert (complete and all(judgement.grade for judgement in judgements.values()) and len(judgements) == 4) or problems


def test_lines_of_a_grade_far_apart_are_not_one() -> None:
    """Of a table of which hardly anything was read: the grade above the name and the end of another at the foot are not its grade."""
    page = report(first_page(*FOUR), findings()).pages[0]
    top, *_, foot = (line for line in page.lines if line.text in ("Requires improvement", "to be good"))
    kept = [line for line in page.lines if line.text.startswith(("Inspection of", "Judgement", "Grade", "children who need help"))]
    damaged = made_page(page.number, page.width, page.height, (*kept, top, foot), page.marks)
    records = list(ilacs.read(ReportText([damaged], "r.pdf", None)))
    assert [record.grade for record in records if isinstance(record, Judgement) and record.area == "help_and_protection"] in ([], [None])
    assert "missing_fact" in [record.kind for record in records if isinstance(record, Problem)]


@given(st.data())
def test_lines_lost_and_out_of_order_never_give_another_fact(data: st.DataObject) -> None:
    whole = report(first_page(*FOUR), findings(f"{LEAVERS.replace('|', ' ')}: inadequate"))
    page = whole.pages[0]
    lines = tuple(data.draw(st.permutations(page.lines)))[: data.draw(st.integers(0, len(page.lines)))]
    damaged = ReportText([made_page(page.number, page.width, page.height, lines, page.marks), *whole.pages[1:]], "r.pdf", None)
    right = {"leadership": "requires_improvement", "care_leavers": "inadequate", "overall_effectiveness": "requires_improvement"}
    for record in ilacs.read(damaged):
        if isinstance(record, Judgement):
            assert record.grade in (right.get(record.area, "good"), None)
        if isinstance(record, Inspection):
            assert record.inspection_end in ("2021-10-15", None)
            assert record.lead_inspector in ("Ada Byron", None)


@pytest.mark.parametrize(
    "page_one",
    [
        "Focused visit to Mereham children’s services",
        "Inspection of Mereham local authority children’s services",
        "Monitoring visit to Mereham children’s services. Inspection dates: 4 May 2021",
        "",
    ],
)
def test_other_first_pages_are_not_claimed(page_one: str) -> None:
    assert not ilacs.claims(report(Sheet().prose(page_one)))
