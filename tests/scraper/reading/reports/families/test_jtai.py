"""Joint targeted area inspections: letters to invented partnerships in the forms of 2016 to 2020 and of 2022 on."""

import pytest

from archive.records import Inspection, Problem, Recommendation, Record, Topic
from scraper.reading.reports.families import visits
from scraper.reading.reports.families.jtai import report as jtai
from scraper.reading.reports.parts.report_text import ReportText
from tests.scraper.reading.reports.by_hand import printed

OLD_TITLE = "# Joint targeted area inspection of the multi-agency response to abuse and neglect in Ambleford"
OLD_OPENING = (
    "Between 25 and 29 September 2017, Ofsted, the Care Quality Commission (CQC) and others undertook a joint inspection of the "
    "multi-agency response to abuse and neglect in Ambleford. This inspection included a ‘deep dive’ focus on the response to "
    "children living with domestic abuse."
)
NEW_TITLE = "# Joint targeted area inspection of Ambleford"
NEW_OPENING = (
    "This letter summarises the findings of the joint targeted area inspection (JTAI) of the multi-agency response to serious youth "
    "violence in Ambleford.\nThis inspection took place from 18 to 22 March 2024. It was carried out by inspectors from Ofsted and others."
)
NEW_LISTS = "# What needs to improve?\n• Night duty.\n• Waits for clinics."


def old(lists: str, opening: str = OLD_OPENING, date: str = "10 November 2017") -> ReportText:
    return printed(
        f"{date}\nJo Marsh, Ambleford Council\nDear local partnership\n{OLD_TITLE}\n{opening}\n## Key Strengths\n• Trust.\n{lists}"
    )


def new(lists: str = NEW_LISTS, opening: str = NEW_OPENING, published: str | None = None) -> ReportText:
    head = f"17 May 2024\nJo Marsh, Ambleford Council\nDear Ambleford Safeguarding Children Partnership\n{NEW_TITLE}\n{opening}"
    end = "# Strengths\n• Trust.\n# Main findings\nText.\n# Next steps\nThe council should send a statement.\nYours sincerely"
    return printed(f"{head}\n# Headline findings\nText.", f"{lists}\n{end}", published=published)


def read(report: ReportText) -> tuple[Inspection, list[Record]]:
    assert jtai.claims(report)
    records = list(jtai.read(report))
    assert isinstance(records[0], Inspection)
    return records[0], records


def asked(records: list[Record]) -> list[tuple[str, str, str]]:
    return [(record.kind, record.text, record.addressed_to) for record in records if isinstance(record, Recommendation)]


def problems(records: list[Record]) -> list[str]:
    return [record.kind for record in records if isinstance(record, Problem)]


def test_a_letter_of_2024() -> None:
    inspection, records = read(new())
    assert (inspection.inspection_start, inspection.inspection_end) == ("2024-03-18", "2024-03-22")
    assert (inspection.letter_date, inspection.theme, inspection.theme_page) == ("2024-05-17", "serious youth violence", 1)
    assert (inspection.lead_inspector, inspection.overall_effectiveness, inspection.grade_status) == (None, None, "not_applicable")
    assert {record.topic for record in records if isinstance(record, Topic)} == {"serious_youth_violence", "vulnerable_adolescents"}
    assert asked(records) == [("improvement", "Night duty.", "partnership"), ("improvement", "Waits for clinics.", "partnership")]
    assert problems(records) == []


def test_a_letter_of_2017_has_the_theme_of_its_deep_dive() -> None:
    inspection, records = read(old("## Areas for improvement\n• Records."))
    assert (inspection.inspection_start, inspection.inspection_end) == ("2017-09-25", "2017-09-29")
    assert inspection.theme == "children living with domestic abuse"
    assert [record.topic for record in records if isinstance(record, Topic)] == ["domestic_abuse"]


def test_groups_by_agency_and_case_studies_do_not_end_a_list() -> None:
    lists = (
        "## Areas for priority action\n# Police\n• Strategy meetings are late.\n"
        "# Case study: area for priority action\nA girl of nine waited.\n"
        "## Areas for improvement\n## Leadership and management\n• Data are poor.\n# Health\n• Records are in three places.\n"
        "# Practice study: area for improvement\nA boy of ten was not seen.\n# The Local Safeguarding Children Board\n• Audits are rare.\n"
        "## Next steps\nThe director should prepare a written statement."
    )
    _, records = read(old(lists))
    assert asked(records) == [
        ("priority_action", "Strategy meetings are late.", "police"),
        ("improvement", "Data are poor.", "partnership"),
        ("improvement", "Records are in three places.", "health"),
        ("improvement", "Audits are rare.", "board"),
    ]


def test_strengths_behind_the_lists_are_not_asked_for() -> None:
    _, records = read(
        old("## Areas for improvement\n• Records.\n## Key strengths\n• Trust.\n# Case study: highly effective practice\nText.")
    )
    assert asked(records) == [("improvement", "Records.", "partnership")]


def test_priority_actions_may_be_prose_or_have_bullets_of_their_own() -> None:
    prose = "# Area for priority action\nPartners must urgently make out-of-hours cover safe.\n# What needs to improve?\n• Night duty."
    _, records = read(new(prose))
    assert asked(records) == [
        ("priority_action", "Partners must urgently make out-of-hours cover safe.", "partnership"),
        ("improvement", "Night duty.", "partnership"),
    ]
    nested = "# Area for priority action\nUrgent action is needed in two areas:\n• Leaders should act:\n– on data.\n• Share records."
    _, records = read(new(nested))
    assert [text for _, text, _ in asked(records)] == ["Leaders should act: on data.", "Share records."]


def test_a_list_that_is_said_to_be_empty_asks_for_nothing() -> None:
    _, records = read(new("# Areas for priority action\nThere are no areas for priority action.\n# What needs to improve?\n• Night duty."))
    assert asked(records) == [("improvement", "Night duty.", "partnership")]
    assert problems(records) == []


@pytest.mark.parametrize("heading", ["Area(s) for priority action", "Areas for priority action", "Priority action"])
def test_headings_of_priority_actions(heading: str) -> None:
    _, records = read(new(f"# {heading}\n• Act now.\n# What needs to improve?\n• Night duty."))
    assert [kind for kind, _, _ in asked(records)] == ["priority_action", "improvement"]


def test_a_name_with_a_full_stop_may_stand_in_the_title() -> None:
    report = printed("10 November 2017\nDear local partnership\n# Joint targeted area inspection of the response to neglect in St. Helens")
    assert jtai.claims(report)


def test_no_list_at_all_is_a_problem() -> None:
    _, records = read(new("# Practice\nText."))
    assert problems(records) == ["missing_fact"]


@pytest.mark.parametrize(
    ("opening", "start", "end"),
    [
        ("Between Monday 4 and Friday 8 December 2017, Ofsted undertook a joint inspection of neglect.", "2017-12-04", "2017-12-08"),
        ("Between 20 and 24 June, Ofsted undertook a joint inspection.", "2017-06-20", "2017-06-24"),
        ("This inspection took place from 29 January to 2 February 2018.", "2018-01-29", "2018-02-02"),
        ("An inspection report of 12 July 2014 found gaps. This inspection took place from 9 to 13 May 2016.", "2016-05-09", "2016-05-13"),
        ("Between 19 November 2018 and 23 November 2018, Ofsted undertook a joint inspection.", "2018-11-19", "2018-11-23"),
    ],
)
def test_days_of_inspecting(opening: str, start: str, end: str) -> None:
    inspection, _ = read(old("## Areas for improvement\n• Records.", opening))
    assert (inspection.inspection_start, inspection.inspection_end) == (start, end)


def test_the_first_day_of_a_week_is_not_taken_for_the_whole_inspection() -> None:
    inspection, records = read(old("## Areas for improvement\n• Records.", "This inspection took place in the week beginning 9 May 2016."))
    assert inspection.inspection_start is None
    assert "missing_fact" in problems(records)


def test_days_after_the_publication_are_doubted() -> None:
    inspection, records = read(new(published="2024-03-20"))
    assert inspection.inspection_start is None
    assert problems(records) == ["impossible_date"]


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("# Joint targeted area inspection of the multi-agency response to children’s mental health in Ambleford.", "Dear partners"),
        (
            "Our visit to Ambleford",
            "Ofsted and others carried out a joint inspection of the multi-agency response to neglect in Ambleford.",
        ),
    ],
)
def test_a_title_with_a_full_stop_or_an_opening_alone_tells_the_kind(title: str, opening: str) -> None:
    assert jtai.claims(printed(f"18 December 2019\nDear local partnership\n{title}\n{opening}"))


def test_other_letters_that_name_a_joint_inspection_are_not_claimed() -> None:
    visit = printed(
        "2 May 2023\nDear Jo\n# Focused visit to Ambleford children’s services\nThis letter summarises the findings of the focused "
        "visit to Ambleford on 4 and 5 April 2023.\nJoint targeted area inspection in 2022 found weaknesses."
    )
    assert not jtai.claims(visit)
    assert visits.FOCUSED.claims(visit)
    assert not visits.FOCUSED.claims(new())
