"""A search that asks what somebody was told to improve is told from one that only holds such words."""

import pytest

from archive.search.question import Question, is_question, read_question


@pytest.mark.parametrize(
    ("typed", "about", "since"),
    [
        ("who was told to improve supervision", "supervision", ""),
        ("Who was told to improve supervision since 2022?", "supervision", "2022"),
        ("what must Amberford improve", "Amberford", ""),
        ("Which councils need to improve the timeliness of visits?", "timeliness visits", ""),
        ('who has been told to improve "return home interviews"', '"return home interviews"', ""),
        ("what was recommended on supervis*", "supervis*", ""),
        ("what needs to improve", "", ""),
    ],
)
def test_a_question_on_what_to_improve(typed: str, about: str, since: str) -> None:
    assert read_question(typed) == Question(about, since)


@pytest.mark.parametrize(
    "typed", ["supervision", "requires improvement", "improve supervision", "who leads Amberford", "what is MASH", "", "???"]
)
def test_no_question(typed: str) -> None:
    assert read_question(typed) is None


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("Do staff keep leaving?", True),
        ("why was Amberford inadequate", True),
        ("caseloads in Amberford too high?", True),
        ("who cares", False),
        ("supervision of social workers", False),
        ("whichever", False),
        ("", False),
    ],
)
def test_a_question_in_plain_words_is_known_as_one(typed: str, asks: bool) -> None:
    assert is_question(typed) == asks
