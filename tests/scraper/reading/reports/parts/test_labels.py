"""Labels of a first page: values behind them, beside them, below them, and lists of names."""

import pytest

from archive.records import Problem
from scraper.reading.reports.parts.labels import labelled, read_dates, read_leads
from tests.scraper.reading.reports.sheet import Sheet, report

LEAD = r"lead\s+inspectors?\b"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("Lead inspector: Ada Byron, His Majesty’s Inspector",), ("Ada Byron",)),
        (("Lead inspector: Ada Byron", "Her Majesty’s Inspector"), ("Ada Byron",)),
        (("Lead inspector: Ada Byron HMI",), ("Ada Byron",)),
        (("Lead inspector", "Ada Byron HMI"), ("Ada Byron",)),
        (("Lead Inspector – Máire O’Byron-Lee, HMI",), ("Máire O’Byron-Lee",)),
        (("Lead inspectors: Ada Byron HMI and Bo Lee HMI",), ("Ada Byron", "Bo Lee")),
        (("Lead inspector: Ada Byron", "Deputy lead inspector: Bo Lee"), ("Ada Byron",)),
    ],
)
def test_lead_inspectors(lines: tuple[str, ...], names: tuple[str, ...]) -> None:
    problems: list[Problem] = []
    assert read_leads(report(Sheet().heading(*lines, size=12.0)), LEAD, problems) == names
    assert problems == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The lead was taken by many.", []),  # two reports of 2025 print no inspector
        ("Inspectors met many children.", []),
        ("For this inspection Ada Byron was the lead inspector.", ["missing_fact"]),
        ("Ada Byron, His Majesty’s Inspector", ["missing_fact"]),
    ],
)
def test_a_lead_inspector_who_is_not_found_is_a_problem_where_the_report_tells_of_one(text: str, kinds: list[str]) -> None:
    problems: list[Problem] = []
    assert read_leads(report(Sheet().prose(text)), LEAD, problems) == ()
    assert [problem.kind for problem in problems] == kinds


@pytest.mark.parametrize(
    "lines",
    [
        ("Inspection dates: 4 to 15 October 2021",),
        ("Inspection date 4 October 2021 – 15 October 2021",),
        ("Date of inspection: 4 October to", "15 October 2021"),
        ("Inspection dates:", "4–15 October 2021"),
        ("Re-inspection dates: 4–15 October 2021 (on site)",),
    ],
)
def test_dates(lines: tuple[str, ...]) -> None:
    problems: list[Problem] = []
    sheet = Sheet().heading(*lines, size=12.0).heading("Report published: 3 December 2021", size=12.0)
    span = read_dates(report(sheet, published="2021-12-03"), problems)
    assert (span.start, span.end, span.page) == ("2021-10-04", "2021-10-15", 1)
    assert problems == []


def test_a_value_ends_where_a_larger_line_or_another_label_begins() -> None:
    sheet = Sheet().heading("Inspection dates: 4 to 8 October 2021", "Judgement", size=12.0).heading("Much larger", size=20.0)
    assert list(labelled(sheet.lines, "inspection dates")) == ["4 to 8 October 2021"]
