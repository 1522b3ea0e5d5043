"""Quoted words against a report: verbatim only where every word and number stands there, whatever an editor left out or put in."""

import pytest

from archive.matching.quoted_words import Place, Report, judge

REPORT = Report(
    [
        Place(1, 1, 1, "Leaders have not acted on 12 of the 14 recommendations. Social workers’ visits are effective and timely."),
        Place(2, 1, 2, "They know the children well, and the local authority supports most of them. Managers oversee plans with care."),
        Place(3, 3, 3, "Children who go missing are not always seen within 72 hours of their return home."),
    ]
)


@pytest.mark.parametrize(
    "words",
    [
        "Leaders have not acted on 12 of the 14 recommendations",
        "“leaders have not acted on 12 of the 14 recommendations.”",
        "‘Social workers' visits are effective and timely’",
        "Social workers’ visits … Managers oversee plans with care.",
        "Children ... are not always seen within 72 hours",
        "Children [...] are not always seen within 72 hours",
        "[S]ocial workers’ visits are effective",
        "[They] know the children well",
        "[The teams] know the children well, and the local authority supports most of them",
        "the children well, and [the council] supports most of them",
        "Managers oversee plans [sic] with care",
        "effective and timely. They know the children well",
    ],
)
def test_an_editors_marks_leave_a_quotation_verbatim(words: str) -> None:
    assert judge(words, REPORT).verdict == "verbatim"


FAR = " ".join(["They looked at what each of these schools had written about it, at length,"] * 3)
STAGES = Report(
    [
        Place(1, 1, 1, "Groups are small, which accounts for changes from year to year between stage 1 and stage 2."),
        Place(2, 1, 1, f"{FAR} and found no school better at stage 2 and no school worse at stage 3."),
    ]
)


@pytest.mark.parametrize(
    ("words", "was"),
    [
        ("Groups are small, which accounts for changes from year to year between stage 2 and stage 2.", "1"),
        ("Groups are small, which accounts for changes from year to year between stage 1 and stage 3.", "2"),
        ("Groups are small, which accounts for changes from year to year between stage 1 and no stage 2.", ""),
    ],
)
def test_a_changed_word_that_stands_in_the_next_sentence_is_near(words: str, was: str) -> None:
    judged = judge(words, STAGES)
    assert (judged.verdict, judged.first, judged.last) == ("near", 0, 0)
    assert [change.report for change in judged.changes if change.sense] == [was]


@pytest.mark.parametrize(
    ("words", "sense"),
    [
        ("Leaders have acted on 12 of the 14 recommendations", True),
        ("Leaders have … acted on 12 of the 14 recommendations", True),
        ("Leaders have [always] acted on 12 of the 14 recommendations", True),
        ("Leaders have not acted on 13 of the 14 recommendations", True),
        ("Social workers’ visits are ineffective and timely", True),
        ("Social workers’ visits are [not] effective and timely", True),
        ("Social workers’ visits are effective and late", True),
        ("Social workers’ visits are [friendly] and timely", False),
        ("Managers oversee all plans with care", False),
        ("Children who go missing … of their return home", True),
        ("Children who go missing are always seen within 72 hours of their return home", True),
    ],
)
def test_what_is_changed_is_never_verbatim(words: str, sense: bool) -> None:
    judged = judge(words, REPORT)
    assert judged.verdict == "near"
    assert any(change.sense for change in judged.changes) == sense


@pytest.mark.parametrize(
    "words",
    ["Leaders have", "", "…", "[…]", "Elected members visit every home before breakfast", "recommendations … Children who go fishing"],
)
def test_what_does_not_stand_there_is_not_found(words: str) -> None:
    assert judge(words, REPORT).verdict == "not_found"
