"""Tables of contents in all their layouts: no line of one begins a list."""

import pytest

from scraper.reading.reports.parts.contents import contents_of
from scraper.reading.reports.parts.lists.lists import recommendation_lists
from tests.scraper.reading.reports.by_hand import printed

BODY = (
    "## Executive summary\nA summary.",
    "## Recommendations\n1. Improve visits.",
    "## Findings\nText.",
    "## Leadership\nText.",
    "## Team\nText.",
)
LAYOUTS = {
    "numbers beside": "Contents\nExecutive summary\n2\nRecommendations\n3\nFindings\n4\nLeadership\n5",
    "numbers missing": "Contents\nExecutive summary\n2\nRecommendations\nFindings of this inspection\nLeadership\n5",
    "numbers behind a blank": "Executive summary 2\nRecommendations 3\nFindings 4",
    "leaders": "Executive summary ........ 2\nRecommendations ........ 3\nFindings ........ 4",
    "leaders without blanks": "Executive summary........2\nRecommendations........3\nFindings........4",
    "all numbers below": "Contents\nExecutive summary\nRecommendations\nFindings\n2\n3\n4",
    "links": "Report of an inspection\nExecutive summary\nRecommendations\nFindings\nLeadership\nTeam",
    "bullets": "Contents\n• Executive summary\n• Recommendations\n• Findings",
    "bold, page by page": "# Contents\n# Executive summary page 2\n# Recommendations page 3\n# Findings page 4",
    "a footnote's digit": "Contents\nExecutive summary 2\nRecommendations3\nFindings\n4",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_line_of_contents_begins_no_list(layout: str) -> None:
    report = printed("Cover", LAYOUTS[layout], *BODY)
    [found] = recommendation_lists(report.paragraphs)
    assert (found.page, [entry.text for entry in found.items], found.problems) == (4, ["Improve visits."], ())


def test_text_below_the_contents_is_text() -> None:
    text = "## Recommendations\n1. Improve visits to children who live far away.\n2. Improve plans."
    report = printed(f"Contents\nRecommendations\n1\nFindings\n2\n{text}", "## Findings\nText.")
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == ["Improve visits to children who live far away.", "Improve plans."]


def test_a_report_without_contents() -> None:
    report = printed(*BODY, "• aged 16\n• In school there are 28 of them.\n• 12 to 14")
    assert contents_of(report.paragraphs) == frozenset()
    assert contents_of(()) == frozenset()
