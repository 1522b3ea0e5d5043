"""Forty invented school reports as real PDFs: every fact is right, or it is not printed and is empty with its problem."""

import pytest

from archive.records import Inspection, Inspector, Judgement, Problem, Recommendation, Record
from scraper.reading.pdf.document import read_pages
from scraper.reading.reports import FAMILIES, read_facts
from scraper.reading.reports.parts.report_text import ReportText
from tests.scraper.reading.reports.families.school_reports import SchoolReport, school_reports

REPORTS = school_reports()
WORDS = {
    "days": "inspection dates",
    "lead": "lead inspector",
    "outcome": "the overall outcome",
}  # by which the problem of a blank fact is known


def said(records: list[Record], report: SchoolReport) -> dict[str, object]:
    """What was read, in the terms of a SchoolReport."""
    (inspection,) = [one for one in records if isinstance(one, Inspection)]
    judged = [one for one in records if isinstance(one, Judgement)]
    assert len({one.name for one in judged}) == len(judged)
    return {
        "layout": inspection.family,
        "kind": inspection.report_type,
        "days": (inspection.inspection_start, inspection.inspection_end) if inspection.inspection_start else None,
        "status": inspection.grade_status,
        "overall": inspection.overall_effectiveness,
        "judgements": {one.name: one.grade for one in judged},
        "lead": inspection.lead_inspector,
        "team": tuple(one.name for one in records if isinstance(one, Inspector) and not one.lead),
        "asked": tuple(one.text for one in records if isinstance(one, Recommendation)),
        "outcome": inspection.outcome_printed,
    }


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: f"{report.layout}-{report.number}")
def test_every_fact_is_right_or_empty_with_its_problem(report: SchoolReport) -> None:
    body = report.body
    text = ReportText(read_pages(body), report.layout, None, body)
    assert [family.name for family in FAMILIES if family.claims(text)] == [report.layout]
    records = list(read_facts(text))
    read = said(records, report)
    assert read == {name: getattr(report, name) for name in read}
    told = [one.message for one in records if isinstance(one, Problem)]
    assert len(told) == len(report.blank), told
    for name in report.blank:
        assert any(WORDS.get(name, name) in one for one in told), (name, told)


def test_they_are_forty_in_four_layouts_and_seven_lack_a_fact() -> None:
    assert [report.layout for report in REPORTS] == [
        name for name in ("school_2015", "school_2019", "school_report_card", "independent_school_visit") for _ in range(10)
    ]
    assert sorted(name for report in REPORTS for name in report.blank) == [
        *("Achievement", "Outcomes for pupils", "days", "days", "lead", "lead", "outcome")
    ]
