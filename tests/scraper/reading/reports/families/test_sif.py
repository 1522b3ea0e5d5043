"""Single inspections written by hand: the overall sentence, five rows, the Board's part, re-inspections, and earlier grades as a trap."""

import pytest

from archive.records import Inspection, Inspector, Judgement, Problem, Recommendation, Record
from scraper.reading.reports.families.sif import report as sif
from tests.scraper.reading.reports.sheet import Sheet, report

RI = "Requires|improvement to be|good"
ROWS = (
    ("1. Children who need help and protection", RI),
    ("2. Children looked after and achieving|permanence", "Requires improvement"),
    ("2.1 Adoption performance", "Good"),
    ("2.2 Experiences and progress of care leavers", "Inadequate"),
    ("3. Leadership, management and governance", RI),
)
AREAS = ("help_and_protection", "children_in_care", "adoption", "care_leavers", "leadership")
OVERALL = "Children’s services in Mereham require improvement to be good"
TITLE = "nspection of services for children in need of help and protection, children looked after and care leavers"
REVIEW = "Review of the effectiveness of the Local Safeguarding Children Board"


def first_page(overall: str = OVERALL, *, title: str = f"I{TITLE}", review: bool = True, rows: tuple[tuple[str, str], ...] = ROWS) -> Sheet:
    sheet = Sheet().heading("Mereham Council", size=26.0).heading(title)
    if review:
        sheet.heading(REVIEW)
    sheet.heading("Inspection date: 4 – 27 October 2016").heading("Report published: 9 December 2016").heading(overall)
    for name, grade in rows:
        sheet.row(name, grade, bold=True)
    return sheet


def team() -> Sheet:
    sheet = Sheet().heading("Information about this inspection", size=16.0)
    lines = ("Lead inspector: Ada Byron, HMI", "Deputy lead inspector: Bo Lee", "Team inspectors: Cy Young (HMI) Di Fox (OI), Ed Hill")
    return sheet.heading(*lines, "Senior data analyst: Flo Gray", size=12.0)


def board(grade: str = "is good") -> Sheet:
    sheet = (
        Sheet().heading("The Local Safeguarding Children Board (LSCB)", size=16.0).heading(f"The Local Safeguarding Children Board {grade}")
    )
    return sheet.heading("Recommendations").prose("21. Review the training of all partners.").heading("Inspection findings")


def asks() -> Sheet:
    sheet = Sheet().heading("The local authority", size=16.0).heading("Recommendations")
    return sheet.prose("1. Improve the plans of all children.").prose("2. Visit all children in time.").heading("Summary")


def read(*sheets: Sheet) -> tuple[Inspection, dict[str, Judgement], list[str], list[Record]]:
    made = report(*sheets, published="2016-12-09")
    assert sif.claims(made)
    records = list(sif.read(made))
    inspection = records[0]
    assert isinstance(inspection, Inspection)
    judgements = {record.area: record for record in records if isinstance(record, Judgement)}
    return inspection, judgements, [record.kind for record in records if isinstance(record, Problem)], records


def test_a_whole_report() -> None:
    inspection, judgements, problems, records = read(first_page(), asks(), board(), team())
    assert (inspection.report_type, inspection.inspection_start, inspection.inspection_end) == (
        "sif_inspection",
        "2016-10-04",
        "2016-10-27",
    )
    assert (inspection.overall_effectiveness, inspection.grade_status) == ("requires_improvement", "given")
    assert [judgements[area].grade for area in AREAS] == [
        "requires_improvement",
        "requires_improvement",
        "good",
        "inadequate",
        "requires_improvement",
    ]
    assert judgements["children_in_care"].name == "Children looked after and achieving permanence"
    assert (judgements["safeguarding_board"].grade, judgements["safeguarding_board"].body) == ("good", "board")
    assert judgements["safeguarding_board"].name == "Effectiveness of the Local Safeguarding Children Board (LSCB)"
    asked = [(record.text, record.addressed_to) for record in records if isinstance(record, Recommendation)]
    assert [to for _, to in asked] == ["authority", "authority", "board"]
    people = [(record.name, record.lead) for record in records if isinstance(record, Inspector)]
    assert people == [("Ada Byron", True), ("Bo Lee", False), ("Cy Young", False), ("Di Fox", False), ("Ed Hill", False)]
    assert problems == []


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The overall judgement is requires improvement.", "requires_improvement"),
        ("The overall judgement is that children’s services require improvement", "requires_improvement"),
        ("The overall judgement is that children’s services are inadequate", "inadequate"),
        ("The overall judgement is good. Children thrive.", "good"),
        ("Children’s services in the London Borough of Mereham are good", "good"),
        ("Children’s services in Mereham are inadequate. 2", "inadequate"),
        ("Children’s services in Mereham are good with outstanding adoption performance", "good"),
        ("Mereham children’s services are good", "good"),
    ],
)
def test_overall_sentences(sentence: str, grade: str) -> None:
    inspection, _, problems, _ = read(first_page(sentence, review=False), team())
    assert inspection.overall_effectiveness == grade
    assert problems == []


@pytest.mark.parametrize("sentence", ["Children’s services in Mereham are not yet good", "Children in Mereham are well served"])
def test_an_overall_sentence_that_gives_no_grade_is_a_problem(sentence: str) -> None:
    inspection, _, problems, _ = read(first_page(sentence, review=False), team())
    assert (inspection.overall_effectiveness, inspection.grade_status) == (None, "not_read")
    assert problems == ["missing_fact"]


def test_two_overall_sentences_that_disagree_leave_nothing() -> None:
    later = Sheet().heading("Children’s services in Mereham are inadequate because:").bullet("plans are late.")
    inspection, _, problems, _ = read(first_page(review=False), later, team())
    assert inspection.overall_effectiveness is None
    assert problems == ["disagreement"]


@pytest.mark.parametrize("heading", ["Previous Ofsted inspections", "Information about this local authority"])
def test_a_list_of_earlier_grades_is_no_second_reading(heading: str) -> None:
    """Set without bullets, in the words that head the findings of this inspection."""
    earlier = Sheet().heading(heading, size=12.0).bullet("The last inspection was in June 2015. The judgements were:")
    earlier.prose("Children who need help and protection: Inadequate.")
    earlier.prose("Children looked after and achieving permanence: Good.").prose("Leadership, management and governance: Inadequate.")
    findings = (
        Sheet().heading("Children looked after and achieving permanence", "Requires improvement", size=14.0).prose("30. Work is steady.")
    )
    _, judgements, problems, _ = read(first_page(), earlier, findings, asks(), board(), team())
    assert [judgements[area].grade for area in AREAS] == ["requires_improvement"] * 2 + ["good", "inadequate", "requires_improvement"]
    assert problems == []


def test_rows_with_a_blank_between_name_and_grade() -> None:
    rows = tuple((f"{name} {grade.replace('|', ' ')}", "") if "|" not in name else (name, grade) for name, grade in ROWS)
    inspection, judgements, problems, _ = read(first_page(rows=rows), asks(), board(), team())
    assert [judgements[area].grade for area in AREAS] == ["requires_improvement"] * 2 + ["good", "inadequate", "requires_improvement"]
    assert {judgement.page for judgement in judgements.values() if judgement.body == "authority"} == {1}
    assert (inspection.overall_effectiveness, problems) == ("requires_improvement", [])


def test_the_lead_on_site_may_be_another_than_the_author() -> None:
    made = Sheet().heading(
        "Lead inspector on site: Ada Byron", "Report author: Bo Lee", "Team inspectors: Paul d’Arcy, Cy Young", size=12.0
    )
    inspection, _, problems, records = read(first_page(), asks(), board(), made)
    assert (inspection.lead_inspector, problems) == ("Ada Byron", [])
    assert [(each.name, each.lead) for each in records if isinstance(each, Inspector)] == [
        ("Ada Byron", True),
        ("Paul d’Arcy", False),
        ("Cy Young", False),
    ]


def test_grades_of_the_last_inspection_are_not_this_ones() -> None:
    earlier = Sheet().heading("Previous Ofsted inspections", size=12.0)
    for line in (
        "overall effectiveness: inadequate",
        "children who need help and protection: inadequate",
        "children looked after and achieving permanence: inadequate",
        "the overall judgement is inadequate",
    ):
        earlier.bullet(line, "–")
    inspection, judgements, problems, _ = read(first_page(), earlier, board(), team())
    assert inspection.overall_effectiveness == "requires_improvement"
    assert judgements["help_and_protection"].grade == "requires_improvement"
    assert inspection.report_type == "sif_inspection"
    assert problems == []


@pytest.mark.parametrize("word", ["Re-i", "Rei", "RE-I"])
def test_the_title_says_that_it_is_a_re_inspection(word: str) -> None:
    assert read(first_page(title=f"{word}{TITLE}", review=False), team())[0].report_type == "sif_reinspection"


def test_without_a_review_of_the_board_earlier_grades_show_a_re_inspection() -> None:
    earlier = Sheet().bullet("Children looked after and achieving permanence: requires improvement", "–")
    assert read(first_page(review=False), earlier, team())[0].report_type == "sif_reinspection"


@pytest.mark.parametrize(
    "heading",
    [
        "The graded judgement for adoption performance is that it is outstanding",
        "Adoption performance is outstanding.",
    ],
)
def test_a_sentence_of_the_findings_that_disagrees_empties_the_grade(heading: str) -> None:
    _, judgements, problems, _ = read(first_page(), Sheet().heading(heading, size=12.0), board(), team())
    assert (judgements["adoption"].grade, judgements["adoption"].grade_status) == (None, "not_read")
    assert problems == ["disagreement"]


def test_a_name_and_grade_set_in_a_box_are_read_too() -> None:
    box = Sheet().row("The experiences and progress of|children who need help and|protection", "Inadequate", bold=True)
    _, judgements, problems, _ = read(first_page(), box, board(), team())
    assert judgements["help_and_protection"].grade is None
    assert problems == ["disagreement"]


@pytest.mark.parametrize(
    ("grade", "read_as"),
    [
        ("requires improvement", "requires_improvement"),
        ("(LSCB) is outstanding", "outstanding"),
        ("is inadequate.", "inadequate"),
    ],
)
def test_the_judgement_of_the_board(grade: str, read_as: str) -> None:
    assert read(first_page(), board(grade), team())[1]["safeguarding_board"].grade == read_as


def test_a_review_of_the_board_without_its_judgement_is_a_problem() -> None:
    _, judgements, problems, _ = read(first_page(), team())
    assert (judgements["safeguarding_board"].grade_status, judgements["safeguarding_board"].body) == ("not_read", "board")
    assert problems == ["missing_fact"]


def test_lost_rows_cost_only_themselves() -> None:
    """The grade of care leavers is the text's alone; leadership is nowhere."""
    text = Sheet().heading("The graded judgement about the experience and progress of care leavers is that it is inadequate", size=12.0)
    _, judgements, problems, _ = read(first_page(review=False, rows=ROWS[:3]), text, team())
    assert judgements["care_leavers"].grade == "inadequate"
    assert judgements["help_and_protection"].grade == "requires_improvement"
    assert "leadership" not in judgements
    assert set(problems) == {"missing_fact"}


@pytest.mark.parametrize(
    ("index", "printed"),
    [
        (0, "1. Children who need protection and help"),
        (1, "2. Children looked after and achieving|permanance"),
        (2, "2.1 Adoption performence"),
        (3, "2.2 Experiences and progress of of care leavers"),
        (4, "3. Leadership, management, governance"),
    ],
)
def test_a_misprinted_row_is_the_only_one_it_can_be(index: int, printed: str) -> None:
    rows = (*ROWS[:index], (printed, ROWS[index][1]), *ROWS[index + 1 :])
    _, judgements, problems, _ = read(first_page(rows=rows), asks(), board(), team())
    assert [judgements[area].grade for area in AREAS] == ["requires_improvement"] * 2 + ["good", "inadequate", "requires_improvement"]
    assert problems == []


def test_a_row_of_no_known_name_is_kept_as_printed() -> None:
    rows = (*ROWS, ("4. Fostering services", "Good"))
    inspection, judgements, problems, _ = read(first_page(rows=rows), asks(), board(), team())
    assert (judgements["other"].name, judgements["other"].grade) == ("4. Fostering services", "good")
    assert inspection.overall_effectiveness == "requires_improvement"
    assert problems == ["unknown_value"]


def test_a_row_that_stands_there_twice_with_two_grades_has_none() -> None:
    rows = (*ROWS[:3], ("2.1 Adoption performance", "Inadequate"), *ROWS[3:])
    _, judgements, problems, _ = read(first_page(rows=rows), asks(), board(), team())
    assert (judgements["adoption"].grade, judgements["adoption"].grade_status) == (None, "not_read")
    assert judgements["care_leavers"].grade == "inadequate"
    assert problems == ["disagreement", "unknown_value"]


def test_an_overall_grade_better_than_every_part_is_left_empty() -> None:
    inspection, _, problems, _ = read(first_page("Children’s services in Mereham are outstanding", review=False), team())
    assert (inspection.overall_effectiveness, inspection.grade_status) == (None, "not_read")
    assert problems == ["disagreement"]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("Much has improved since the last inspection in 2015.", "sif_reinspection"),
        ("The previous inspection was in July 2014.", "sif_reinspection"),
        ("The last inspection of the fostering service, in 2012, found it good.", "sif_inspection"),
    ],
)
def test_an_earlier_inspection_of_the_framework_makes_this_one_again(told: str, kind: str) -> None:
    assert read(first_page(review=False), Sheet().prose(told), team())[0].report_type == kind


def test_no_lead_inspector_is_a_problem() -> None:
    assert read(first_page(review=False))[2] == ["missing_fact"]


def test_rows_for_the_whole_and_for_the_board() -> None:
    rows = (("Overall effectiveness", "Good"), *ROWS, ("The effectiveness of the Local Safeguarding|Children Board (LSCB)", "Outstanding"))
    inspection, judgements, problems, _ = read(first_page("Mereham", rows=rows), team())
    assert inspection.overall_effectiveness == "good"
    assert judgements["safeguarding_board"].grade == "outstanding"
    assert problems == []


@pytest.mark.parametrize("lost", range(28))
def test_lost_lines_of_page_one_never_give_another_fact(lost: int) -> None:
    sheet = first_page(review=False)
    del sheet.lines[lost % len(sheet.lines)]
    made = report(sheet, asks(), team())
    if not sif.claims(made):
        return
    records = list(sif.read(made))
    right = dict(zip(AREAS, ("requires_improvement", "requires_improvement", "good", "inadequate", "requires_improvement"), strict=True))
    for record in records:
        if isinstance(record, Judgement):
            assert record.grade in (right.get(record.area, "requires_improvement"), None)
            assert record.grade or any(isinstance(other, Problem) for other in records)


def test_a_team_goes_on_over_the_page() -> None:
    first = (
        Sheet()
        .heading("The inspection team", size=12.0)
        .heading("Lead inspector: Ada Byron", "Team inspectors: Bo Lee, Cy Young,", size=12.0)
    )
    second = Sheet().heading("Di Fox", "Shadow inspector: Ed Hill", size=12.0).prose("Any complaints should be sent to us.")
    inspection, _, problems, records = read(first_page(review=False), first, second)
    assert [record.name for record in records if isinstance(record, Inspector)] == ["Ada Byron", "Bo Lee", "Cy Young", "Di Fox", "Ed Hill"]
    assert (inspection.lead_inspector, problems) == ("Ada Byron", [])


@pytest.mark.parametrize(
    ("end", "overleaf"),
    [("Di Fox HMI, Dr", "Ed Hill HMI, Jo Kay HMI"), ("Di Fox HMI, Ed", "Hill HMI, Jo Kay HMI"), ("Di Fox HMI,", "Ed Hill HMI and Jo Kay")],
)
def test_a_team_cut_inside_a_name_goes_on_over_the_page(end: str, overleaf: str) -> None:
    page = Sheet().heading("Lead inspector: Ada Byron, HMI", f"Team inspectors: Cy Young HMI, {end}", size=12.0)
    records = read(first_page(review=False), page, Sheet().heading(overleaf, "Senior data analyst: Flo Gray", size=12.0))[3]
    named = [record.name for record in records if isinstance(record, Inspector)]
    assert named == ["Ada Byron", "Cy Young", "Di Fox", "Ed Hill", "Jo Kay"]


@pytest.mark.parametrize("office", ["HMI", "OI", "Inspector"])
def test_a_team_that_ends_with_an_office_is_at_its_end(office: str) -> None:
    page = Sheet().heading("Lead inspector: Ada Byron, HMI", f"Team inspectors: Cy Young HMI, Di Fox, {office}", size=12.0)
    records = read(first_page(review=False), page, Sheet().heading("Paul Armitage", "Senior data analyst: Flo Gray", size=12.0))[3]
    assert [record.name for record in records if isinstance(record, Inspector)] == ["Ada Byron", "Cy Young", "Di Fox"]
