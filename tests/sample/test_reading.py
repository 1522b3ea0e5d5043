"""The readers of reports find in every invented report the facts that were put there, and nothing else."""

from itertools import groupby

import pytest

from archive.records import Document, Inspection, Inspector, Judgement, ListedReport, Recommendation, Topic
from sample.reports.reports import REPORTS, CompiledReport
from sample.reports.sample_report import SampleReport
from scraper.reading.reports import read_report

FACTS = (
    "family",
    "report_type",
    "inspection_start",
    "inspection_end",
    "lead_inspector",
    "overall_effectiveness",
    "grade_status",
    "theme",
    "outcome",
    "letter_date",
)


def document_of(made: CompiledReport) -> Document:
    """The report's file as the crawl would hand it to the readers."""
    report = made.report
    return Document(
        source="ofsted_reports",
        kind="report",
        url=f"https://files.ofsted.gov.uk/v1/file/{report.id}",
        body=made.body,
        final_url=f"https://files.ofsted.gov.uk/v1/file/{report.id}",
        status=200,
        headers="{}",
        content_type="application/pdf",
        report=ListedReport(report.key, report.council.urn, report.label, report.published, report.inspected),
    )


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: f"{report.expected.report_type}-{report.id}")
def test_expected_facts_are_read(report: SampleReport, compiled: dict[str, CompiledReport]) -> None:
    made, expected = compiled[report.id], report.expected
    records = list(read_report(document_of(made)))
    [inspection] = [record for record in records if isinstance(record, Inspection)]
    assert {fact: getattr(inspection, fact) for fact in FACTS} == {fact: getattr(expected, fact) for fact in FACTS}
    assert inspection.pages == made.pages
    judged = [(r.area, r.name, r.grade, r.body) for r in records if isinstance(r, Judgement)]
    assert sorted(judged) == sorted((row.area, row.name, row.grade, row.body) for row in expected.judgements)
    asked = [(r.kind, r.text, r.page, r.heading, r.addressed_to) for r in records if isinstance(r, Recommendation)]
    pairs = zip(expected.recommendations, made.recommendation_pages, strict=True)
    assert asked == [(row.kind, row.text, page, row.heading, row.addressed_to) for row, page in pairs]
    assert tuple(r.name for r in records if isinstance(r, Inspector)) == expected.inspectors
    assert {r.topic for r in records if isinstance(r, Topic)} == set(expected.topics)


def test_the_sample_tries_every_family() -> None:
    families = sorted((report.expected.family or "unknown", report.id) for report in REPORTS)
    assert [family for family, _ in groupby(families, lambda pair: pair[0])] == [
        "area_send",
        "focused_visit",
        "ilacs",
        "jtai",
        "looked_after",
        "sif",
        "unknown",
    ]
