"""Monitoring visits after "inadequate" and assurance visits during the pandemic: invented letters, recognised by what they say."""

from archive.records import Inspection, Inspector, Problem, Recommendation, Topic
from scraper.reading.reports.families import visits
from scraper.reading.reports.parts.report_text import ReportText
from tests.scraper.reading.reports.by_hand import printed

VISITS = (visits.FOCUSED, visits.MONITORING, visits.ASSURANCE)

MONITORING = printed(
    """
    4 December 2019
    Dear Jo
    # Monitoring visit of Ambleford local authority children’s services
    This letter summarises the findings of the monitoring visit to Ambleford children’s services on 5 and 6 November 2019.
    It was the second monitoring visit since the inspection of June 2018. The inspectors were Ann Lee HMI and Bo Dean HMI.
    # Areas covered by the visit
    During the course of this visit, inspectors reviewed the progress made in the area of help and protection, including:
    • child protection enquiries
    • the quality of assessments.
    The visit considered a range of evidence, including electronic case records.
    # Overview
    Progress is slow.
    """,
    """
    # Findings and evaluation of progress
    Text.
    I am copying this letter to the Department for Education.
    Yours sincerely
    Ann Lee
    # Her Majesty’s Inspector
    """,
)

ASSURANCE = printed(
    """
    2 November 2020
    Dear Jo
    # COVID-19 assurance visit to Ambleford children’s services
    This letter summarises the findings of the assurance visit to Ambleford children’s services on 6 and 7 October 2020.
    Her Majesty’s Inspectors for this visit were Ann Lee and Bo Dean.
    Inspectors looked at help and protection during the COVID-19 pandemic.
    # What needs to improve
    • Visits.
    # Findings
    Text.
    Yours sincerely
    Ann Lee
    Her Majesty’s Inspector
    """
)


def claiming(report: ReportText) -> list[str]:
    return [family.name for family in VISITS if family.claims(report)]


def test_a_monitoring_visit() -> None:
    assert claiming(MONITORING) == ["monitoring_visit"]
    records = tuple(visits.MONITORING.read(MONITORING))
    first = records[0]
    assert isinstance(first, Inspection)
    assert (first.family, first.report_type, first.grade_status) == ("monitoring_visit", "monitoring_visit", "not_applicable")
    assert (first.inspection_start, first.inspection_end, first.letter_date) == ("2019-11-05", "2019-11-06", "2019-12-04")
    assert (
        first.theme
        == "the progress made in the area of help and protection, including: child protection enquiries the quality of assessments"
    )
    assert first.lead_inspector == "Ann Lee"
    assert [record for record in records if isinstance(record, Inspector)] == [Inspector("Ann Lee", True), Inspector("Bo Dean", False)]
    assert not any(isinstance(record, Problem) for record in records)


def test_an_assurance_visit() -> None:
    assert claiming(ASSURANCE) == ["assurance_visit"]
    records = tuple(visits.ASSURANCE.read(ASSURANCE))
    assert [record.topic for record in records if isinstance(record, Topic)] == ["children_in_need_and_protection", "covid_19"]
    assert [record.text for record in records if isinstance(record, Recommendation)] == ["Visits."]
    assert not any(isinstance(record, Problem) for record in records)


def test_a_title_is_enough_in_a_letter_that_opens_otherwise() -> None:
    letter = "4 May 2021\nDear Jo\n# Monitoring visit to Ambleford children’s services\nOn 5 April 2021 inspectors came to Ambleford."
    assert claiming(printed(letter)) == ["monitoring_visit"]
    assert claiming(printed(letter.replace("Dear Jo\n", ""))) == []


def test_a_focused_visit_that_mentions_a_monitoring_visit_is_a_focused_visit() -> None:
    opening = "This letter summarises the findings of the focused visit to Ambleford. The last monitoring visit was in May."
    assert claiming(printed(f"4 May 2021\nDear Jo\n{opening}")) == ["focused_visit"]
