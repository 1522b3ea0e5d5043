"""Focused visits: letters of invented councils in all the ways such letters are written."""

from collections.abc import Iterable

import pytest

from archive.records import Inspection, Inspector, Problem, Recommendation, Record, ReportParagraph, Topic
from scraper.reading.reports.families import visits
from scraper.reading.reports.parts.report_text import ReportText
from tests.scraper.reading.reports.by_hand import printed

HEAD = "{date}\nJo Marsh\nDirector of Children’s Services\nDear Jo\n# Focused visit to Ambleford children’s services\n"
OPENING = (
    "This letter summarises the findings of a focused visit to Ambleford children’s services on 19 and 20 February 2020. "
    "The inspectors were Ann Lee, HMI, and Bo Dean, HMI."
)
LOOKED = "Inspectors looked at the local authority’s arrangements for children in care."
REST = """
# Headline findings
Children are safe.
# What needs to improve in this area of social work practice?
• Visits to children.
# Main findings
Text.
"""
END = "Ofsted will take the findings into account.\nYours sincerely\n{signed}\n# Her Majesty’s Inspector"


def letter(
    opening: str = OPENING,
    looked: str = LOOKED,
    rest: str = REST,
    signed: str = "Ann Lee",
    date: str = "13 March 2020",
    published: str | None = None,
) -> ReportText:
    head, end = HEAD.format(date=date), END.format(signed=signed)
    return printed(f"{head}{opening}\n{looked}\n{rest}", end, published=published)


def facts(report: ReportText) -> Inspection:
    """The inspection of a focused visit's letter, which must come first."""
    assert visits.FOCUSED.claims(report)
    first = next(iter(visits.FOCUSED.read(report)))
    assert isinstance(first, Inspection)
    return first


def team(records: Iterable[Record]) -> list[tuple[str, bool]]:
    return [(record.name, record.lead) for record in records if isinstance(record, Inspector)]


def problems(records: Iterable[Record]) -> list[str]:
    return [record.kind for record in records if isinstance(record, Problem)]


def test_the_facts_of_a_letter() -> None:
    records = tuple(visits.FOCUSED.read(letter(published="2020-03-16")))
    assert records[0] == Inspection(
        family="focused_visit",
        report_type="focused_visit",
        pages=2,
        inspection_start="2020-02-19",
        inspection_end="2020-02-20",
        dates_printed="19 and 20 February 2020",
        dates_page=1,
        lead_inspector="Ann Lee",
        lead_inspector_page=2,
        grade_status="not_applicable",
        theme="arrangements for children in care",
        theme_page=1,
        letter_date="2020-03-13",
    )
    assert team(records) == [("Ann Lee", True), ("Bo Dean", False)]
    assert [record for record in records if isinstance(record, Topic)] == [Topic("children_in_care")]
    assert [record for record in records if isinstance(record, Recommendation)] == [
        Recommendation("improvement", "Visits to children.", 1, "What needs to improve in this area of social work practice?")
    ]
    assert any(isinstance(record, ReportParagraph) and record.text == "Children are safe." for record in records)
    assert problems(records) == []


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("on 7 November 2018", "2018-11-07", "2018-11-07"),
        ("on 31 January and 1 February 2018", "2018-01-31", "2018-02-01"),
        ("between 6 and 8 October 2020", "2020-10-06", "2020-10-08"),
        ("on 22–23 October 2019", "2019-10-22", "2019-10-23"),
        ("on the 4th and 5th of June 2019", "2019-06-04", "2019-06-05"),
        ("on 13, 14 and 20 May 2021", "2021-05-13", "2021-05-20"),
        ("on 13 and 14 May 2021 and remotely on 3 June 2021", "2021-05-13", "2021-06-03"),
        ("from Tuesday 4 June to Wednesday 5 June 2019", "2019-06-04", "2019-06-05"),
        ("on 04/06/2019 and 05/06/2019", "2019-06-04", "2019-06-05"),
        ("on 14 and 15 December", "2021-12-14", "2021-12-15"),
    ],
)
def test_days_in_every_form(words: str, start: str, end: str) -> None:
    team_words = "His Majesty’s Inspectors for this visit were Ann Lee and Bo Dean."
    opening = f"This letter summarises the findings of the focused visit to Ambleford {words}. {team_words}"
    found = facts(letter(opening, date="20 January 2022" if "December" in words else ""))
    assert (found.inspection_start, found.inspection_end) == (start, end)


def test_a_sentence_about_inspectors_that_names_none() -> None:
    method = f"{LOOKED} Inspectors were able to meet the Ambleford Youth Council. The visit was carried out by remote means."
    assert problems(visits.FOCUSED.read(letter(looked=method))) == []


@pytest.mark.parametrize(
    ("sentence", "signed", "expected"),
    [
        ("The visit was carried out by Her Majesty’s Inspectors Ann Lee, Bo Dean and Cy Ford.", "Ann Lee", "Ann Lee*, Bo Dean, Cy Ford"),
        ("The visit was conducted by Ann Lee and Bo Dean, two of Her Majesty’s Inspectors.", "Ann Lee", "Ann Lee*, Bo Dean"),
        ("The inspectors were Bo Dean, Her Majesty’s Inspector, and Ann Lee, Her Majesty’s Inspector.", "Ann Lee", "Ann Lee*, Bo Dean"),
        ("His Majesty’s Inspectors for this visit were lead inspector Ann Lee and team inspector Bo Dean.", "Ann Lee", "Ann Lee*, Bo Dean"),
        ("The lead inspector was Ann Lee, HMI. The team inspectors were Bo Dean and Cy Ford.", "Ann Lee", "Ann Lee*, Bo Dean, Cy Ford"),
        ("The visit was led by Ann Lee, HMI, accompanied by Bo Dean, Ofsted Inspector.", "Ann Lee", "Ann Lee*, Bo Dean"),
        ("The inspectors were Ann Lee, HMI, and Bo Dean, HMI.", "Ann Lee\nBo Dean", "Ann Lee*, Bo Dean*"),
        ("The inspectors were Ann Lee (lead inspector) and Bo Dean.", "", "Ann Lee*, Bo Dean"),
        ("The inspectors were Steve Moor, HMI, and Bo Dean, HMI.", "Stephen Moor", "Steve Moor*, Bo Dean"),
        ("The visit was led by Ann Lee, HMI, who was joined by Bo Dean, HMI.", "Ann Lee", "Ann Lee*, Bo Dean"),
        ("Her Majesty’s Inspectors Ann Lee and Bo Dean carried out the visit.", "Ann Lee", "Ann Lee*, Bo Dean"),
        ("Ann Lee HMI and Bo Dean HMI undertook this visit.", "Ann Lee", "Ann Lee*, Bo Dean"),
        ("The inspector was Ann Lee, HMI.", "Ann Lee, Her Majesty’s Inspector", "Ann Lee*"),
    ],
)
def test_teams_and_their_leads(sentence: str, signed: str, expected: str) -> None:
    opening = f"This letter summarises the findings of a focused visit to Ambleford on 19 and 20 February 2020. {sentence}"
    records = tuple(visits.FOCUSED.read(letter(opening, signed=signed)))
    assert ", ".join(name + "*" * lead for name, lead in team(records)) == expected
    assert isinstance(records[0], Inspection)
    assert records[0].lead_inspector == expected.split("*")[0]
    assert problems(records) == []


@pytest.mark.parametrize(
    ("sentence", "signed", "kind"),
    [
        ("The inspectors were Ann Lee, HMI, and Bo Dean, HMI.", "Dee Hart", "disagreement"),
        ("The inspectors were lead inspector Ann Lee and Bo Dean.", "Bo Dean", "disagreement"),
        ("The inspectors were Ann Lee, HMI, and Bo Dean, HMI.", "", "missing_fact"),
    ],
)
def test_a_lead_in_doubt_is_left_empty(sentence: str, signed: str, kind: str) -> None:
    opening = f"This letter summarises the findings of a focused visit to Ambleford on 19 and 20 February 2020. {sentence}"
    records = tuple(visits.FOCUSED.read(letter(opening, signed=signed)))
    assert isinstance(records[0], Inspection)
    assert records[0].lead_inspector is None
    assert team(records) == [("Ann Lee", False), ("Bo Dean", False)]
    assert kind in problems(records)


def test_a_letter_that_names_no_inspectors_has_its_signature() -> None:
    opening = "This letter summarises the findings of a focused visit to Ambleford on 19 and 20 February 2020."
    records = tuple(visits.FOCUSED.read(letter(opening)))
    assert team(records) == [("Ann Lee", True)]
    assert problems(records) == ["missing_fact"]


@pytest.mark.parametrize(
    ("looked", "theme", "topics"),
    [
        (
            "Inspectors looked at the local authority’s arrangements for the ‘front door’. They also considered early help.",
            "arrangements for the ‘front door’",
            ["front_door", "early_help"],
        ),
        (
            "Inspectors evaluated the local authority’s arrangements for its care leavers.",
            "arrangements for its care leavers",
            ["care_leavers"],
        ),
        (
            "The visit focused on vulnerable adolescents at risk of criminal exploitation.",
            "vulnerable adolescents at risk of criminal exploitation",
            ["vulnerable_adolescents", "criminal_exploitation"],
        ),
        ("The focus of this visit was planning and achieving permanence.", "planning and achieving permanence", ["permanence"]),
        (
            "Inspectors considered a range of evidence.\nInspectors reviewed Ambleford’s arrangements for children in need.",
            "arrangements for children in need",
            ["children_in_need_and_protection"],
        ),
        (
            "In line with the framework, inspectors considered the council’s arrangements for children in need or with a plan.",
            "arrangements for children in need or with a plan",
            ["children_in_need_and_protection"],
        ),
        (
            "Inspectors looked at:\n• contacts and referrals\n• children on the edge of care.\nThe visit was carried out on site.",
            "contacts and referrals children on the edge of care",
            ["front_door", "children_in_need_and_protection"],
        ),
        (
            "Inspectors looked at the local authority’s practice for children in need. They also looked at the impact of leaders.",
            "the local authority’s practice for children in need",
            ["children_in_need_and_protection", "leadership_and_planning"],
        ),
    ],
)
def test_themes_and_topics(looked: str, theme: str, topics: list[str]) -> None:
    records = tuple(visits.FOCUSED.read(letter(looked=looked)))
    assert isinstance(records[0], Inspection)
    assert records[0].theme == theme
    assert [record.topic for record in records if isinstance(record, Topic)] == topics


def test_a_visit_during_the_pandemic_without_a_theme() -> None:
    context = "The Chief Inspector looks into care within the context of the restrictions placed on society during the pandemic."
    method = "The visit was carried out fully by remote means. Inspectors used video calls for discussions with staff."
    records = tuple(visits.FOCUSED.read(letter(f"{context}\n{OPENING}", method)))
    assert isinstance(records[0], Inspection)
    assert (records[0].theme, records[0].inspection_end) == (None, "2020-02-20")
    assert [record.topic for record in records if isinstance(record, Topic)] == ["covid_19"]
    assert problems(records) == ["missing_fact"]


def test_priority_action_and_improvement_are_two_lists() -> None:
    rest = (
        "# Headline findings\nText.\n# Area for priority action\nLeaders should ensure that:\n• children are seen\n"
        "# What needs to improve in this area of social work practice\n• Plans.\n# Findings\nText.\n"
        "The local authority should send its action plan to Ofsted by 1 May."
    )
    records = tuple(visits.FOCUSED.read(letter(rest=rest)))
    found = [(record.kind, record.heading, record.text) for record in records if isinstance(record, Recommendation)]
    assert found == [
        ("priority_action", "Area for priority action", "children are seen"),
        ("improvement", "What needs to improve in this area of social work practice", "Plans."),
    ]


def test_an_unknown_heading_that_may_head_a_list_is_a_problem() -> None:
    records = tuple(visits.FOCUSED.read(letter(rest="# Findings\nText.\n# How leaders can improve matters\n• Visits.")))
    assert [record for record in records if isinstance(record, Recommendation)] == []
    assert problems(records) == ["unknown_value"]


def test_a_letter_older_than_its_visit() -> None:
    found = facts(letter(date="13 March 2019", published="2020-03-16"))
    assert (found.inspection_end, found.letter_date) == ("2020-02-20", None)
    found = facts(letter(date="13 March 2019"))
    assert (found.inspection_end, found.letter_date) == (None, "2019-03-13")
    found = facts(letter(date="13 March 2021"))
    assert (found.inspection_end, found.dates_printed) == (None, "19 and 20 February 2020")


def test_a_visit_published_before_it_took_place() -> None:
    records = tuple(visits.FOCUSED.read(letter(published="2020-02-01")))
    assert isinstance(records[0], Inspection)
    assert records[0].inspection_start is None
    assert "impossible_date" in problems(records)


@pytest.mark.parametrize(
    "text",
    [
        "## Inspection of Ambleford local authority children’s services\nSince a focused visit in 2019, leaders have made progress.",
        "2 March 2020\nDear all\n# Joint targeted area inspection of Ambleford\nThis letter outlines the findings of a joint inspection.",
        "Focused visits to children’s services are short.",
    ],
)
def test_other_documents_are_not_claimed(text: str) -> None:
    report = printed(text)
    assert not any(family.claims(report) for family in (visits.FOCUSED, visits.MONITORING, visits.ASSURANCE))


def test_an_addressee_and_an_address_are_no_signature() -> None:
    opening = "This letter summarises the findings of a focused visit to Ambleford on 19 and 20 February 2020."
    lines = f"20 March 2020\nJo Marsh\nDirector of Children’s Services\nDear Jo\n# Focused visit to Ambleford\n{opening}"
    unsigned = printed(lines, "Weir House\nMill Street\nNorwell NX1 1AA\nE: post@ofsted.example")
    assert team(tuple(visits.FOCUSED.read(unsigned))) == []
