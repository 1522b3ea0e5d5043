"""School reports of four layouts, written by hand: invented schools, genuine structure."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from archive.records import Inspection, Inspector, Judgement, Problem, Recommendation, Record
from scraper.reading.pdf.document import read_pages
from scraper.reading.reports import FAMILIES, read_facts
from scraper.reading.reports.parts.report_text import ReportText
from tests.scraper.reading.reports.sheet import Sheet, report

FURTHER = "What does the school need to do to improve further?"
CIF = {
    "Overall effectiveness": "Good",
    "Effectiveness of leadership and management": "Outstanding",
    "Quality of teaching, learning and|assessment": "Good",
    "Personal development, behaviour and welfare": "Good",
    "Outcomes for pupils": "Requires improvement",
}
EIF = {
    "The quality of education": "Good",
    "Behaviour and attitudes": "Outstanding",
    "Personal development": "Good",
    "Leadership and management": "Requires improvement",
    "Early years provision": "Good",
}
BANDS = ("Exceptional", "Strong standard", "Expected standard", "Needs attention", "Urgent improvement")


def inspection_of(records: Iterable[Record]) -> Inspection:
    return next(one for one in records if isinstance(one, Inspection))


def grades(records: Iterable[Record]) -> dict[str, str | None]:
    assert all(one.body == "school" for one in records if isinstance(one, Judgement))
    return {one.name: one.grade for one in records if isinstance(one, Judgement)}


def problems(records: Iterable[Record]) -> list[str]:
    return [one.message for one in records if isinstance(one, Problem)]


def team(records: Iterable[Record]) -> list[tuple[str, bool]]:
    return [(one.name, one.lead) for one in records if isinstance(one, Inspector)]


def one_family(text: ReportText) -> str:
    (name,) = [family.name for family in FAMILIES if family.claims(text)]
    return name


def members() -> Sheet:
    sheet = Sheet().heading("Inspection team")
    return sheet.row("Ada Byron, lead inspector", "Ofsted Inspector").row("Mary Somer", "Her Majesty’s Inspector")


def first_page(rows: dict[str, str], stated: str = "This is a good school", previous: str = "Inadequate") -> Sheet:
    sheet = Sheet().heading("School report", size=11.0).heading("Elmfield Primary School", size=22.0)
    sheet.row("Inspection dates", "9–10 November 2016")
    for name, grade in rows.items():
        sheet.row(name, grade)
    sheet.row("Overall effectiveness at previous inspection", previous)
    return sheet.heading("Summary of key findings for parents and pupils").heading(stated, size=12.0).bullet("Pupils do well.")


def asked() -> Sheet:
    sheet = Sheet().heading("Full report").heading(FURTHER)
    return sheet.bullet("Improve teaching by:").bullet("checking what pupils know", "–").bullet("planning lessons.", "–")


class TestInspections2015:
    def test_a_whole_report(self) -> None:
        text = report(first_page(CIF), asked(), members())
        assert one_family(text) == "school_2015"
        records = list(read_facts(text))
        inspection = inspection_of(records)
        assert (inspection.report_type, inspection.inspection_start, inspection.inspection_end) == (
            "school_inspection",
            "2016-11-09",
            "2016-11-10",
        )
        assert (inspection.overall_effectiveness, inspection.grade_status, inspection.overall_page) == ("good", "given", 1)
        assert (inspection.lead_inspector, inspection.lead_inspector_page) == ("Ada Byron", 3)
        assert grades(records) == {
            "Overall effectiveness": "good",
            "Effectiveness of leadership and management": "outstanding",
            "Quality of teaching, learning and assessment": "good",
            "Personal development, behaviour and welfare": "good",
            "Outcomes for pupils": "requires_improvement",
        }
        assert [(one.text, one.addressed_to, one.heading) for one in records if isinstance(one, Recommendation)] == [
            ("Improve teaching by: checking what pupils know planning lessons.", "schools", FURTHER)
        ]
        assert team(records) == [("Ada Byron", True), ("Mary Somer", False)]
        assert problems(records) == []

    @pytest.mark.parametrize(
        ("rows", "stated", "problem"),
        [
            (CIF, "This is an inadequate school", "two readings"),
            (CIF | {"Overall effectiveness": ""}, "Pupils like it", "the grade of Overall effectiveness not found"),
            (CIF | {"Overall effectiveness": "2"}, "Pupils like it", "Overall effectiveness on page 1: '2' is a grade we do not know"),
        ],
    )
    def test_a_grade_that_is_doubtful_is_empty_and_never_that_of_the_inspection_before(
        self, rows: dict[str, str], stated: str, problem: str
    ) -> None:
        records = list(read_facts(report(first_page(rows, stated), asked(), members())))
        assert inspection_of(records).overall_effectiveness is None
        assert grades(records)["Overall effectiveness"] is None
        assert any(problem in one for one in problems(records))

    def test_without_its_row_the_overall_grade_is_missed(self) -> None:
        rows = {name: grade for name, grade in CIF.items() if name != "Overall effectiveness"}
        records = list(read_facts(report(first_page(rows), asked(), members())))
        assert (inspection_of(records).overall_effectiveness, inspection_of(records).grade_status) == (None, "not_read")
        assert "overall effectiveness not found in the table of page 1" in problems(records)

    def test_names_with_their_grade_on_the_same_line_or_the_line_below(self) -> None:
        one_line = Sheet().heading("School report", size=11.0).heading("Inspection dates: 9 November 2016", size=12.0)
        below = Sheet().heading("School report", size=11.0).heading("Inspection dates: 9 November 2016", size=12.0)
        for name, grade in CIF.items():
            one_line.heading(f"{name.replace('|', ' ')} {grade}", size=12.0)
            below.heading(name.replace("|", " "), size=12.0).heading(grade, size=12.0)
        for sheet in (one_line, below):
            sheet.heading("Overall effectiveness at previous inspection Inadequate", size=12.0)
            sheet.heading("Summary of key findings for pupils")
            records = list(read_facts(report(sheet, members())))
            assert list(grades(records).values()) == ["good", "outstanding", "good", "good", "requires_improvement"]
            assert inspection_of(records).inspection_end == "2016-11-09"


def eif(rows: dict[str, str], title: str = "Inspection of Elmfield Primary School", dates: str = "18 and 19 March 2025") -> Sheet:
    sheet = Sheet().heading("School report", size=11.0).heading(title, size=22.0).heading(f"Inspection dates: {dates}", size=12.0)
    for name, grade in rows.items():
        sheet.row(name, grade)
    return sheet.heading("What is it like to attend this school?").prose("Pupils are happy here.")


def to_improve() -> Sheet:
    heading = "What does the school need to do to improve?"
    sheet = Sheet().heading(heading).heading("(Information for the school and appropriate authority)", size=12.0)
    return sheet.bullet("The curriculum is new. Leaders should check it.")


class TestInspections2019:
    def test_from_september_2024_there_is_no_overall_grade_and_none_is_worked_out(self) -> None:
        text = report(eif(EIF | {"Previous inspection grade": "Inadequate"}), to_improve(), members())
        assert one_family(text) == "school_2019"
        records = list(read_facts(text))
        inspection = inspection_of(records)
        assert (inspection.inspection_start, inspection.inspection_end) == ("2025-03-18", "2025-03-19")
        assert (inspection.overall_effectiveness, inspection.grade_status) == (None, "not_given")
        assert list(grades(records).values()) == ["good", "outstanding", "good", "requires_improvement", "good"]
        assert list(grades(records)) == list(EIF)
        assert [one.text for one in records if isinstance(one, Recommendation)] == ["The curriculum is new. Leaders should check it."]
        assert inspection.lead_inspector == "Ada Byron"
        assert problems(records) == []

    def test_before_there_is_one_and_it_is_missed_where_it_is_not_found(self) -> None:
        text = report(eif({"Overall effectiveness": "Good", **EIF}, dates="18 and 19 March 2023"), members())
        assert inspection_of(read_facts(text)).overall_effectiveness == "good"
        records = list(read_facts(report(eif(EIF, dates="18 and 19 March 2023"), members())))
        assert (inspection_of(records).overall_effectiveness, inspection_of(records).grade_status) == (None, "not_read")
        assert "overall effectiveness not found in the table of page 1" in problems(records)

    @pytest.mark.parametrize("title", ["Inspection of a good school: Elmfield Primary School", "Inspection of Elmfield Primary School"])
    def test_an_ungraded_inspection_has_no_grade(self, title: str) -> None:
        sheet = Sheet().heading("School report", size=11.0).heading(title, size=22.0).heading("Inspection dates: 3 May 2023", size=12.0)
        sheet.heading("Outcome").prose("Elmfield Primary School continues to be a good school.")
        text = report(sheet, members())
        assert one_family(text) == "school_2019"
        records = list(read_facts(text))
        assert (inspection_of(records).overall_effectiveness, inspection_of(records).grade_status) == (None, "not_applicable")
        assert grades(records) == {}
        assert problems(records) == []


def card(rows: dict[str, str]) -> list[Sheet]:
    first = Sheet().heading("Elmfield Primary School", size=22.0).heading("Address: 1 Elm Way, Newwick NW0 0ZZ", size=12.0)
    first.heading("Unique reference number (URN): 990001", size=12.0).heading("Inspection report: 23 June 2026", size=12.0)
    for band in BANDS:
        first.heading(band, size=12.0)
    for name, band in rows.items():
        first.heading(band).row(name, band)
    first.heading("Safeguarding standards met", size=12.0)
    last = Sheet().heading("Next steps").bullet("Leaders should make sure that all pupils attend.")
    last.heading("About this inspection").heading("Lead inspector:", size=12.0).heading("Ada Byron, His Majesty’s Inspector", size=12.0)
    last.heading("Team inspectors:", size=12.0).heading("Mary Somer, Ofsted Inspector", size=12.0)
    explained = Sheet().heading("Our grades explained")
    for band in BANDS:
        explained.heading(band).prose("What this means.").heading(f"Achievement {band}", size=12.0)
    return [first, last, explained]


AREAS = {"Inclusion": "Strong standard", "Achievement": "Needs attention", "Leadership and governance": "Expected standard"}


class TestReportCards:
    def test_a_whole_report(self) -> None:
        text = report(*card(AREAS))
        assert one_family(text) == "school_report_card"
        records = list(read_facts(text))
        inspection = inspection_of(records)
        assert (inspection.inspection_start, inspection.inspection_end) == ("2026-06-23", "2026-06-23")
        assert (inspection.overall_effectiveness, inspection.grade_status, inspection.lead_inspector) == (None, "not_given", "Ada Byron")
        assert grades(records) == {
            "Inclusion": "strong_standard",
            "Achievement": "needs_attention",
            "Leadership and governance": "expected_standard",
        }
        assert [(one.text, one.heading) for one in records if isinstance(one, Recommendation)] == [
            ("Leaders should make sure that all pupils attend.", "Next steps")
        ]
        assert team(records) == [("Ada Byron", True), ("Mary Somer", False)]
        assert problems(records) == []

    def test_the_legend_of_the_bands_is_no_grade(self) -> None:
        records = list(read_facts(report(*card({}))))
        assert grades(records) == {}
        assert "the bands of the areas not found on any page" in problems(records)

    def test_an_area_with_two_bands_has_none(self) -> None:
        sheets = card(AREAS)
        sheets[1].heading("Inclusion Urgent improvement", size=12.0)
        records = list(read_facts(report(*sheets)))
        assert grades(records)["Inclusion"] is None
        assert any("Inclusion: two readings" in one for one in problems(records))


class TestIndependentSchools:
    @pytest.mark.parametrize(
        ("title", "kind"),
        [
            ("Material change inspection report:", "material_change_inspection"),
            ("Pre-registration inspection report:", "pre_registration_inspection"),
        ],
    )
    def test_a_whole_report(self, title: str, kind: str) -> None:
        sheet = Sheet().heading("Elmfield School", size=22.0).heading("Unique reference number (URN): 990001", size=12.0)
        sheet.row(title, "14 May 2026").heading("Overall outcome")
        sheet.prose("The school is likely to meet the relevant independent school", "standards if the material change is implemented.")
        text = report(sheet, members())
        assert one_family(text) == "independent_school_visit"
        records = list(read_facts(text))
        inspection = inspection_of(records)
        assert (inspection.report_type, inspection.inspection_start, inspection.grade_status) == (kind, "2026-05-14", "not_applicable")
        assert inspection.outcome_printed == (
            "The school is likely to meet the relevant independent school standards if the material change is implemented."
        )
        assert (inspection.lead_inspector, grades(records), problems(records)) == ("Ada Byron", {}, [])

    def test_an_outcome_that_is_not_found_is_a_problem(self) -> None:
        sheet = Sheet().heading("Elmfield School").row("Material change inspection report:", "14 May 2026").heading("Overall outcome")
        records = list(read_facts(report(sheet, members())))
        assert inspection_of(records).outcome_printed is None
        assert "the overall outcome not found below its heading" in problems(records)


def test_three_genuine_reports_of_2016(shared: Path) -> None:
    answers = [json.loads(line) for line in (shared / "schools" / "answers.jsonl").read_text("utf-8").splitlines()]
    assert answers
    for answer in answers:
        body = (shared / "schools" / answer["file"]).read_bytes()
        records = list(read_facts(ReportText(read_pages(body), answer["file"], None, body)))
        inspection = inspection_of(records)
        for fact in ("report_type", "inspection_start", "inspection_end", "lead_inspector", "overall_effectiveness", "pages"):
            assert getattr(inspection, fact) == answer[fact], (answer["file"], fact)
        read = {name: grade for name, grade in grades(records).items() if name != "Overall effectiveness"}
        assert read == {one["name"]: one["grade"] for one in answer["judgements"]}, answer["file"]
        assert problems(records) == []
