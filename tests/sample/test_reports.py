"""The invented reports: their files are tagged PDFs with the same bytes everywhere, and print what is expected of them."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from archive.records import Inspection, Inspector, Judgement, Recommendation, Topic
from sample.reports.families.common import printed
from sample.reports.reports import REPORTS, CompiledReport, ReportPress, draw_all
from sample.reports.sample_report import SampleReport
from sample.reports_site.councils import LISTED, OLD_THORNSHIRE, THORNSHIRE

by_id = pytest.mark.parametrize("report", REPORTS, ids=lambda report: f"{report.expected.report_type}-{report.id}")


@pytest.fixture(scope="module")
def texts(compiled: dict[str, CompiledReport]) -> dict[str, list[str]]:
    """Every page's text, by report id, as pdfium gives it with all its faults."""
    pages = {}
    for report_id, made in compiled.items():
        document = pypdfium2.PdfDocument(made.body)
        pages[report_id] = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        document.close()
    return pages


def mended(page: str) -> str:
    """A page's text with white space and hyphens at line ends made plain."""
    return re.sub(r"\s+", " ", page.replace("\ufffe", "-").replace("\u0002", "-"))


def test_sixty_reports_of_every_family() -> None:
    assert len(REPORTS) == 60
    assert len({report.id for report in REPORTS}) == 60
    assert Counter(report.expected.report_type for report in REPORTS) == {
        "ilacs_inspection": 25,
        "focused_visit": 19,
        "sif_inspection": 5,
        "sif_reinspection": 1,
        "area_send_inspection": 4,
        "jtai": 4,
        "looked_after_children_inspection": 1,
        None: 1,
    }
    assert {len(r.expected.judgements) for r in REPORTS if r.expected.family == "ilacs"} == {4, 5}
    no_overall = [r for r in REPORTS if r.expected.grade_status == "not_given"]
    assert [len(report.expected.judgements) for report in no_overall] == [4, 4, 4]
    assert {report.expected.outcome for report in REPORTS} == {None, 1, 2, 3}


def test_every_council_has_a_history() -> None:
    """Latest inspections and histories need several reports a council; the one that ended has only what came before its end."""
    counts = Counter(report.council.urn for report in REPORTS)
    assert set(counts) == {council.urn for council in LISTED}
    assert min(counts.values()) >= 2
    assert [r.expected.inspection_end for r in REPORTS if r.council is OLD_THORNSHIRE] == ["2019-01-25"]
    assert all((r.expected.inspection_start or "") > "2021-04-01" for r in REPORTS if r.council is THORNSHIRE)


@by_id
def test_expected_facts_stand_in_the_vocabularies(report: SampleReport) -> None:
    expected = report.expected
    Inspection(
        family=expected.family,
        report_type=expected.report_type,
        pages=1,
        overall_effectiveness=expected.overall_effectiveness,
        grade_status=expected.grade_status,
        outcome=expected.outcome,
    )
    for row in expected.judgements:
        Judgement(row.area, row.name, row.grade, printed(row.grade), "given", 1, row.body)
    for asked in expected.recommendations:
        Recommendation(asked.kind, asked.text, 1, asked.heading, asked.addressed_to, asked.addressed_to_printed)
    for topic in expected.topics:
        Topic(topic)
    team = [Inspector(name, name == expected.lead_inspector) for name in expected.inspectors]
    assert [member.lead for member in team[:1]] == ([True] if expected.lead_inspector else [])


@by_id
def test_dates_are_working_days_in_order(report: SampleReport) -> None:
    """Inspectors work from Monday to Friday, and a report is published after they have gone."""
    dates = [report.expected.inspection_start, report.expected.inspection_end, report.expected.letter_date or report.published]
    known = [date.fromisoformat(day) for day in dates if day is not None]
    assert known == sorted(known)
    assert all(day.weekday() < 5 for day in [*known, date.fromisoformat(report.published)])


def test_files_have_the_same_bytes_in_any_folder(compiled: dict[str, CompiledReport], tmp_path: Path) -> None:
    some = [REPORTS[0], REPORTS[-1]]
    again = draw_all(tmp_path, some)
    assert [again[report.id].sha256 for report in some] == [compiled[report.id].sha256 for report in some]
    assert len({one.sha256 for one in compiled.values()}) == len(REPORTS)


def test_a_kept_file_is_not_drawn_again(tmp_path: Path) -> None:
    first = ReportPress(tmp_path).draw(REPORTS[0])
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert ReportPress(tmp_path).draw(REPORTS[0]) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == kept


@by_id
def test_file_is_a_tagged_pdf_that_prints_its_facts(
    report: SampleReport, compiled: dict[str, CompiledReport], texts: dict[str, list[str]]
) -> None:
    made = compiled[report.id]
    assert made.body.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in made.body
    pages = [mended(page) for page in texts[report.id]]
    assert len(pages) == made.pages
    expected = report.expected
    for asked, page in zip(expected.recommendations, made.recommendation_pages, strict=True):
        assert " ".join(asked.text.split()[:3]) in pages[page - 1]
    whole = " ".join(pages)
    for word in filter(None, [*expected.inspectors, expected.theme, *(row.name for row in expected.judgements if row.body == "authority")]):
        assert word in whole or word == "Overall effectiveness"
    if "dates" in report.page_one:
        assert str(report.page_one["dates"]) in pages[0]


def test_traps_of_real_reports_are_there(compiled: dict[str, CompiledReport], texts: dict[str, list[str]]) -> None:
    """Line-end hyphens, bullets of the private use area, clipped text, entries that run over a page break, two leads, many pages."""
    assert sum("\ufffe" in page for pages in texts.values() for page in pages) > 50
    assert sum("\uf0b7" in page for pages in texts.values() for page in pages) > 20
    assert sum("Insert" in pages[0] for pages in texts.values()) >= 10
    assert max(made.pages for made in compiled.values()) >= 25
    assert [r.id for r in REPORTS if len(r.expected.inspectors) == 2 and r.expected.family == "ilacs"] == ["50213308"]
    assert sum(_breaks_inside_an_entry(made, texts[key]) for key, made in compiled.items()) >= 2


def _breaks_inside_an_entry(made: CompiledReport, pages: list[str]) -> bool:
    asked = zip(made.report.expected.recommendations, made.recommendation_pages, strict=True)
    return any(" ".join(entry.text.split()[-3:]) not in mended(pages[page - 1]) for entry, page in asked)
