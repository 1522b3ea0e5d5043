"""Golden cases of the graded inspections: every fact of the sample source's own PDFs, read as printed."""

from pathlib import Path

import pytest

from archive.records import Document, Inspection, Inspector, Judgement, ListedReport, Problem, Recommendation, Record, ReportParagraph
from sample.reports.reports import REPORTS, ReportPress
from sample.reports.sample_report import SampleReport
from scraper.reading.reports import read_report

FAMILIES = ("ilacs", "sif", "looked_after")
CASES = [pytest.param(report, id=f"{report.expected.family}-{report.id}") for report in REPORTS if report.expected.family in FAMILIES]


def read(report: SampleReport, drawn: Path) -> list[Record]:
    body = ReportPress(drawn).draw(report).body
    listed = ListedReport(report.key, report.council.urn, report.label, report.published)
    return list(read_report(Document("local", "report", "sample.pdf", body, "", 200, "{}", "application/pdf", report=listed)))


@pytest.mark.parametrize("report", CASES)
def test_every_fact_of_a_sample_report(report: SampleReport, drawn: Path) -> None:
    expected = report.expected
    records = read(report, drawn)
    (inspection,) = (record for record in records if isinstance(record, Inspection))
    assert (inspection.family, inspection.report_type) == (expected.family, expected.report_type)
    assert (inspection.inspection_start, inspection.inspection_end) == (expected.inspection_start, expected.inspection_end)
    assert inspection.lead_inspector == expected.lead_inspector
    assert (inspection.overall_effectiveness, inspection.grade_status) == (expected.overall_effectiveness, expected.grade_status)
    judged = sorted((each.area, each.name, each.grade, each.body) for each in records if isinstance(each, Judgement))
    assert judged == sorted((each.area, each.name, each.grade, each.body) for each in expected.judgements)
    asked = [(each.kind, each.text, each.heading, each.addressed_to) for each in records if isinstance(each, Recommendation)]
    assert asked == [(each.kind, each.text, each.heading, each.addressed_to) for each in expected.recommendations]
    assert tuple(each.name for each in records if isinstance(each, Inspector)) == expected.inspectors
    assert not [record for record in records if isinstance(record, Problem)]


@pytest.mark.parametrize("report", CASES)
def test_paragraphs_are_numbered_as_printed(report: SampleReport, drawn: Path) -> None:
    printed = [block["number"] for block in report.blocks if block["kind"] == "numbered"]
    numbers = [int(each.number) for each in read(report, drawn) if isinstance(each, ReportParagraph) and each.number]
    assert set(printed) <= set(numbers)
    assert numbers == sorted(numbers)
