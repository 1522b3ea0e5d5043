"""The reference behind an item: read where it is one of the national framework, and left out of the wording that readers see."""

import pytest

from archive.web.words import wording
from scraper.reading.reports.parts.lists.lists import recommendation_lists, recommendations
from scraper.reading.reports.parts.references import reference_of
from tests.scraper.reading.reports.by_hand import printed


@pytest.mark.parametrize(
    ("text", "reference", "words"),
    [
        ("Visits to children. (outcome 3, national framework)", "outcome 3, national framework", "Visits to children."),
        ("Visits to children (Enabler Two, National Framework).", "Enabler Two, National Framework", "Visits to children."),
        ("Visits (outcomes 1 and 3: national framework)", "outcomes 1 and 3: national framework", "Visits"),
        ("Visits. (Outcome 4 National Social Care Framework)", "Outcome 4 National Social Care Framework", "Visits."),
        ("Visits. (enabler 3)", "enabler 3", "Visits."),
        ("Visits. (outcome 1, national framework) (enabler 3)", "outcome 1, national framework; enabler 3", "Visits."),
        ("Visits. (outcome 1, national framework", "outcome 1, national framework", "Visits."),
        ("Plans for education, health and care (EHC).", None, "Plans for education, health and care (EHC)."),
        ("Visits (paragraph 12).", None, "Visits (paragraph 12)."),
        ("Work on outcome 3 (see above).", None, "Work on outcome 3 (see above)."),
        ("Visits (outcome 1 of the plan) to children.", None, "Visits (outcome 1 of the plan) to children."),
    ],
)
def test_reference_and_wording(text: str, reference: str | None, words: str) -> None:
    assert reference_of(text) == reference
    assert wording(text, reference) == words


def test_a_wording_without_its_reference_at_the_end_stays() -> None:
    assert wording("Visits (outcome 1) to children.", "outcome 1") == "Visits (outcome 1) to children."
    assert wording("Visits.", "outcome 1") == "Visits."


def test_the_text_stays_as_printed_beside_the_reference() -> None:
    report = printed("# What needs to improve?\n• Visits. (outcome 3, national framework)\n• Plans.\n# Findings\nText.")
    [found] = recommendation_lists(report.paragraphs)
    assert [(each.text, each.reference) for each in recommendations(found)] == [
        ("Visits. (outcome 3, national framework)", "outcome 3, national framework"),
        ("Plans.", None),
    ]
