"""Paragraphs of the running text: numbers as printed, sections, and paragraphs that run over the page."""

from archive.records import ReportParagraph
from scraper.reading.pdf.lines import Line, Page
from scraper.reading.pdf.paragraphs import made_page
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import ReportText
from tests.scraper.reading.reports.by_hand import printed


def rows(report: ReportText) -> list[tuple[str | None, int, str | None, str]]:
    return [(row.number, row.page, row.section, row.text) for row in paragraphs_of(report)]


def hanging(number: int, *lines: tuple[str, float]) -> Page:
    """A page of lines with their left edges, 14 points apart."""
    made = tuple(Line(text, x, 80 + 14 * row, 520, 92 + 14 * row, 12.0, False) for row, (text, x) in enumerate(lines))
    return made_page(number, 595, 842, made)


def test_numbers_and_sections() -> None:
    found = rows(printed("# Leaders\n1. They plan well.\n12.They listen.\n# Care\nPlans are good."))
    assert found == [
        ("1", 1, "Leaders", "They plan well."),
        ("12", 1, "Leaders", "They listen."),
        (None, 1, "Care", "Plans are good."),
    ]


def test_a_year_or_a_count_at_the_start_is_no_number() -> None:
    assert [row.number for row in paragraphs_of(printed("2018 was a good year.\n31 children live here.\n1.5 million live there."))] == [
        None
    ] * 3


def test_a_numbered_paragraph_goes_on_at_its_text_edge() -> None:
    first = hanging(1, ("4. The front door works", 72), ("well. No child waits.", 100))
    second = hanging(2, ("Partners understand thresholds.", 100), ("5. Plans are clear.", 72))
    assert rows(ReportText([first, second], "r.pdf", None)) == [
        ("4", 1, None, "The front door works well. No child waits. Partners understand thresholds."),
        ("5", 2, None, "Plans are clear."),
    ]


def test_a_broken_sentence_goes_on_over_the_page() -> None:
    assert rows(printed("Leaders know their", "services well.\nCare is good.")) == [
        (None, 1, None, "Leaders know their services well."),
        (None, 2, None, "Care is good."),
    ]
    assert [(row.page, row.page_end) for row in paragraphs_of(printed("Leaders know their", "services well.\nCare is good."))] == [
        (1, 2),
        (2, 2),
    ]


def test_a_number_in_the_middle_of_a_sentence_is_part_of_it() -> None:
    first = hanging(1, ("4. They may stay beyond", 72), ("the age of", 100))
    second = hanging(2, ("18. Few do.", 100))
    assert [row.text for row in paragraphs_of(ReportText([first, second], "r.pdf", None))] == [
        "They may stay beyond the age of 18. Few do."
    ]


def test_ended_paragraphs_and_bullets_do_not_go_on() -> None:
    assert len(rows(printed("• Improve plans", "• Improve care"))) == 2
    assert len(rows(printed("Plans are good.", "Care is good."))) == 2


def test_the_imprint_stands_under_no_heading() -> None:
    text = "# Care\nPlans are good.\nThe Office for Standards in Education, Children’s Services and Skills (Ofsted) regulates."
    assert [row.section for row in paragraphs_of(printed(text))] == ["Care", None]


def test_no_paragraph_is_lost_or_told_twice() -> None:
    report = printed("# One\nAlpha.\n• Beta\n– Gamma\n## Two\n1. Delta.", "Epsilon.\n# Three\nZeta.")
    assert [row.text for row in paragraphs_of(report)] == ["Alpha.", "Beta", "Gamma", "Delta.", "Epsilon.", "Zeta."]
    assert all(isinstance(row, ReportParagraph) for row in paragraphs_of(report))
