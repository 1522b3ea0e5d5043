"""Addressees: the body that a heading or a sentence over a list names."""

import pytest

from scraper.reading.reports.parts.addressees import addressee, body_named


@pytest.mark.parametrize(
    ("printed", "body", "word"),
    [
        ("Health services:", "Health services", "health"),
        ("The Local Safeguarding Children Board", "The Local Safeguarding Children Board", "board"),
        ("Leaders across the partnership need to act swiftly to ensure that:", "Leaders across the partnership", "partnership"),
        (
            "Swift action is required by the Weald NHS Trust to make visits safe. Too many wait. The partnership knows this.",
            "the Weald NHS Trust",
            "health",
        ),
        ("The police and the council must work together. They do not.", "The police and the council", "several"),
        ("Children do not have plans. This worries the police.", None, None),
    ],
)
def test_a_sentence_names_its_subject_and_no_more(printed: str, body: str | None, word: str | None) -> None:
    assert body_named(printed) == body
    assert (addressee(body) if body else None) == word
