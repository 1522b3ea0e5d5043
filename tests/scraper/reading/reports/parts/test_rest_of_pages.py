"""What stands on a page but in no paragraph is told apart, whatever numbers, bullets and page breaks are between."""

import pytest

from archive.records import ReportPage, ReportParagraph
from scraper.reading.reports.parts.rest_of_pages import with_rest

PARAGRAPHS = (
    ReportParagraph("4", 1, "Leaders", "Leaders know their services well.", 2),
    ReportParagraph(None, 2, "Leaders", "Plans are clear.", 2),
)


@pytest.mark.parametrize(
    ("pages", "rests"),
    [
        (["What must improve\n\n4. Leaders know their", "services well.\n\n• Plans are clear."], ["What must improve", ""]),
        (["4 Leaders know\ntheir", "services well.\n\nPlans are clear.\n\nPiccadilly Gate\n\nM1 2WD"], ["", "Piccadilly Gate\n\nM1 2WD"]),
        (["", "Plans are clear. Visits are late."], ["", "Plans are clear. Visits are late."]),
        (["Plans are clear.", "services well"], ["Plans are clear.", ""]),  # the paragraph is on another page
        (["4. Leaders know their", "ices well."], ["", "ices well."]),  # half a word is not held
    ],
)
def test_what_no_paragraph_holds_is_the_rest_of_its_page(pages: list[str], rests: list[str]) -> None:
    found = with_rest([ReportPage(number, text) for number, text in enumerate(pages, start=1)], PARAGRAPHS)
    assert [page.text for page in found] == pages
    assert [page.rest for page in found] == rests
