"""Older reports, reviews of a Board alone and area SEND letters before 2023: invented covers and letters."""

from types import ModuleType

from archive.records import Inspection, Inspector, Judgement, Problem, Recommendation, Record
from scraper.reading.reports.families import area_send_2016, board_review, older
from scraper.reading.reports.families.area_send import report as area_send
from scraper.reading.reports.families.sif import report as sif
from scraper.reading.reports.parts.report_text import ReportText
from tests.scraper.reading.reports.by_hand import printed

COVER = "## {title}\nAmbleford Council\nInspection dates: 8 – 19 June 2009\nReporting inspector: Ann Lee HMI\nPublished: 3 July 2009"
LIST = (
    "## Areas for improvement\n28. In order to improve safeguarding, the council should take the following action.\n"
    "# Immediately:\n• Close old cases.\n# Within three months:\n• Train managers."
)
SEND_OPENING = (
    "Between 4 December 2017 and 8 December 2017, Ofsted and the Care Quality Commission (CQC) conducted a joint inspection of the local "
    "area of Ambleford to judge the effectiveness of the area in implementing the reforms."
)


def read(family: ModuleType, report: ReportText) -> tuple[Inspection, list[Record]]:
    assert family.claims(report)
    records = list(family.read(report))
    assert isinstance(records[0], Inspection)
    return records[0], records


def asked(records: list[Record]) -> list[tuple[str, str, str]]:
    return [(record.kind, record.text, record.addressed_to) for record in records if isinstance(record, Recommendation)]


def problems(records: list[Record]) -> list[str]:
    return [record.kind for record in records if isinstance(record, Problem)]


def test_covers_of_2009_to_2013() -> None:
    for title, kind in {
        "Joint area review progress inspection": "joint_area_review",
        "Inspection of progress made in the provision of safeguarding services in Ambleford": "joint_area_review",
        "Inspection of safeguarding and looked after children services": "safeguarding_inspection",
        "Inspection of local authority arrangements for the protection of children": "child_protection_inspection",
    }.items():
        inspection, records = read(older, printed(COVER.format(title=title), LIST))
        assert (inspection.report_type, inspection.inspection_start, inspection.inspection_end) == (kind, "2009-06-08", "2009-06-19")
        assert (inspection.lead_inspector, inspection.lead_inspector_page) == ("Ann Lee", 1)
        assert (inspection.overall_effectiveness, inspection.grade_status) == (None, "not_read")
        assert asked(records) == [("improvement", "Close old cases.", "authority"), ("improvement", "Train managers.", "authority")]
        assert problems(records) == ["missing_fact"]  # the grades


def test_dates_in_a_sentence_stand_for_those_of_the_cover() -> None:
    cover = "## Joint area review progress inspection\nAmbleford Council"
    inspection, _ = read(older, printed(cover, "The progress inspection took place between 8 and 19 June 2009."))
    assert (inspection.inspection_start, inspection.inspection_end) == ("2009-06-08", "2009-06-19")


def test_a_review_of_a_board_alone_judges_the_board() -> None:
    cover = (
        "## Ambleford Council\n## Review of the effectiveness of the Local Safeguarding Children Board\nInspection dates: 8 to 19 June 2015"
    )
    text = "# The Local Safeguarding Children Board requires improvement\n# Recommendations\n• Challenge partners.\nText."
    inspection, records = read(board_review, printed(cover, text, "Lead inspector: Ann Lee"))
    assert (inspection.report_type, inspection.inspection_start, inspection.lead_inspector) == ("other", "2015-06-08", "Ann Lee")
    assert (inspection.overall_effectiveness, inspection.grade_status) == (None, "not_applicable")
    assert [(r.body, r.grade, r.page) for r in records if isinstance(r, Judgement)] == [("board", "requires_improvement", 2)]
    assert asked(records) == [("recommendation", "Challenge partners.", "board")]
    assert [record for record in records if isinstance(record, Inspector)] == [Inspector("Ann Lee", True)]


def test_two_grades_of_a_board_are_none() -> None:
    cover = "## Review of the effectiveness of the Local Safeguarding Children Board\nInspection dates: 8 to 19 June 2015"
    text = "# The Local Safeguarding Children Board is good\n# The Local Safeguarding Children Board is inadequate\nLead inspector: Ann Lee"
    _, records = read(board_review, printed(cover, text))
    assert [(r.grade, r.grade_status) for r in records if isinstance(r, Judgement)] == [(None, "not_read")]
    assert problems(records) == ["disagreement"]


def test_a_board_reviewed_beside_its_authority_is_no_review_alone() -> None:
    title = "Inspection of services for children in need of help and protection, children looked after and care leavers"
    report = printed(
        f"## {title}\n## Review of the effectiveness of the Local Safeguarding Children Board\nInspection date: 8 to 19 June 2015"
    )
    assert not board_review.claims(report)
    assert sif.claims(report)


def test_an_authority_inspected_beside_its_board_is_no_review_alone_though_its_title_is_lost() -> None:
    cover = "## Review of the effectiveness of the Local Safeguarding Children Board\nInspection date: 8 to 19 June 2015"
    rows = "2. Children looked after and achieving permanence\nGood\n2.1 Adoption performance\nGood"
    assert not board_review.claims(printed(f"{cover}\n{rows}"))


def test_a_send_letter_of_2018_with_a_written_statement() -> None:
    letter = printed(
        f"12 February 2018\nDear Mr Marsh\n# Joint local area SEND inspection in Ambleford\n{SEND_OPENING}\n"
        "A Written Statement of Action is required.\n"
        "# Main findings\n• Plans are late.\n# Areas for development\n• Waits.\n# The inspection raises significant concerns\n"
        "The local area is required to produce and submit a written statement of action that explains how it will tackle the following "
        "areas of significant weakness:\n• the quality of plans\n• waits for clinics\nYours sincerely\nAnn Lee\nHMI Lead Inspector"
    )
    inspection, records = read(area_send_2016, letter)
    assert (inspection.report_type, inspection.outcome, inspection.grade_status) == ("area_send_inspection", None, "not_applicable")
    assert (inspection.inspection_start, inspection.inspection_end, inspection.letter_date) == ("2017-12-04", "2017-12-08", "2018-02-12")
    assert inspection.lead_inspector == "Ann Lee"
    assert sorted(asked(records)) == [
        ("improvement", "Waits.", "partnership"),
        ("priority_action", "the quality of plans", "partnership"),
        ("priority_action", "waits for clinics", "partnership"),
    ]
    assert problems(records) == []
    assert not area_send.claims(letter)


def test_a_revisit() -> None:
    opening = "Between 10 June 2019 and 13 June 2019, Ofsted and CQC revisited the area of Ambleford to decide whether enough was done."
    letter = printed(
        f"12 July 2019\nDear Mr Marsh\n# Joint area SEND revisit in Ambleford\n{opening}\nYours sincerely\nAnn Lee\nHMI Lead Inspector"
    )
    inspection, _ = read(area_send_2016, letter)
    assert (inspection.report_type, inspection.inspection_start, inspection.lead_inspector) == (
        "area_send_revisit",
        "2019-06-10",
        "Ann Lee",
    )
