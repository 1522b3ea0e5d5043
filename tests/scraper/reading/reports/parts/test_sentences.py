"""Sentences over page breaks and bullets, and the words of days in a sentence."""

import pytest

from scraper.reading.reports.parts.sentences import sentences, words_of_days
from tests.scraper.reading.reports.by_hand import printed


def test_sentences_go_on_over_pages_and_into_bullets() -> None:
    report = printed(
        "Mr J. Lee wrote to Dr. Ames. He asked about plans for\n",
        "Ambleford children.\nInspectors looked at:\n• plans\n• visits\nThey stayed a day.",
    )
    assert [(sentence.text, sentence.page) for sentence in sentences(report.paragraphs)] == [
        ("Mr J. Lee wrote to Dr. Ames.", 1),
        ("He asked about plans for Ambleford children.", 1),
        ("Inspectors looked at: plans visits", 2),
        ("They stayed a day.", 2),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a visit to Ambleford on 19 and 20 February 2020. The", "19 and 20 February 2020"),
        ("the visit of 26 to 27 March 2025, and so on", "26 to 27 March 2025"),
        ("on 12 and 13 May 2021 and remotely on 3 June 2021.", "12 and 13 May 2021 and 3 June 2021"),
        ("homeless 16- and 17-year-olds on 4 May 2020", "4 May 2020"),
        ("on 5 May 2020, since the inspection of 3 March 2018", "5 May 2020"),
        ("of 1,200 children in 12 schools", None),
    ],
)
def test_words_of_days(text: str, words: str | None) -> None:
    assert words_of_days(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Focused visit to Harrowmere children’s services and 20 October 2021.",
        "Focused visit to Harrowmere children’s services to 27 March 2025.",
        "October and 5 to 6 November 2019.",
    ],
)
def test_days_whose_beginning_is_missing_are_not_read(text: str) -> None:
    """A line lost before the days must not make the visit begin later than it did."""
    assert words_of_days(text) is None
