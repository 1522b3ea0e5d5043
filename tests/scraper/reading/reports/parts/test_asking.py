"""Which words ask for something, which only say how things are, and what of a list is left out for it."""

import pytest

from scraper.reading.reports.parts.asking import asks, praises, states
from scraper.reading.reports.parts.lists.lists import recommendation_lists
from tests.scraper.reading.reports.by_hand import printed


@pytest.mark.parametrize(
    "text",
    [
        "Ensure that visits are recorded well.",
        "improve the timeliness of reviews",
        "Urgently recruit more foster carers.",
        "With partners, agree a strategy against neglect.",
        "The council should record every visit.",
        "Plans for care leavers need to be clear.",
        "The Board to review its thresholds.",
    ],
)
def test_words_that_ask(text: str) -> None:
    assert asks(text)
    assert not states(text)
    assert not praises(text)


@pytest.mark.parametrize(
    "text",
    [
        "The timeliness of strategy discussions.",
        "The quality of plans, so that children are safe and well supported.",
        "Support for young carers.",
        "How well managers use what they know.",
        "The way in which risks are understood, so that meetings are clear.",
        "Management oversight that is regular and effective.",
    ],
)
def test_the_noun_form_of_an_item_neither_states_nor_praises(text: str) -> None:
    assert not states(text)
    assert not praises(text)


@pytest.mark.parametrize(
    "text",
    [
        "Care leavers are well supported by workers who know them.",
        "There is good help for families with young children.",
        "Leaders know their services well.",
        "The virtual school is a strength and has improved attendance.",
    ],
)
def test_praise(text: str) -> None:
    assert praises(text)
    assert not asks(text)


@pytest.mark.parametrize("text", ["Visits are good, but records are thin.", "Children wait too long for help.", "Plans are not clear."])
def test_what_finds_fault_is_no_praise(text: str) -> None:
    assert states(text)
    assert not praises(text)


PRAISE = "• Care leavers are well supported.\n• There is good help for young carers.\n• Foster carers are valued and confident."


def test_praise_behind_the_items_is_left_out_and_said() -> None:
    asked = "• Ensure that visits are recorded.\n• Improve the quality of plans."
    [found] = recommendation_lists(printed(f"# Areas for improvement\n{asked}", PRAISE).paragraphs)
    assert [entry.text for entry in found.items] == ["Ensure that visits are recorded.", "Improve the quality of plans."]
    [problem] = found.problems
    assert problem.kind == "disagreement"
    assert "3 of 5 items below 'Areas for improvement'" in problem.message
    assert "'Care leavers are well supported.' on page 2" in problem.message


def test_findings_behind_items_that_ask_are_left_out_though_they_find_fault() -> None:
    asked = "1. Ensure that visits are recorded.\n2. Improve plans."
    report = printed(f"# Recommendations\n{asked}\n3. The Board is weak.\n4. Its training has not been checked.")
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == ["Ensure that visits are recorded.", "Improve plans."]
    assert len(found.problems) == 1


def test_a_list_of_praise_alone_gives_no_items_and_a_problem() -> None:
    [found] = recommendation_lists(printed(f"# What needs to improve\n{PRAISE}\n# Findings\nText.").paragraphs)
    assert found.items == ()
    assert "3 of 3" in found.problems[0].message


def test_findings_of_fault_are_what_some_letters_ask_for() -> None:
    report = printed(
        "# Areas for improvement\n• Children wait too long for help.\n• Checks by police are not always made.\n# Next steps\nText."
    )
    [found] = recommendation_lists(report.paragraphs)
    assert len(found.items) == 2
    assert found.problems == ()


def test_findings_among_which_one_says_what_should_be_are_left_out_too() -> None:
    asked = "1. Ensure that visits are recorded.\n2. Improve plans."
    told = (
        "3. Leaders are ambitious.\n4. Care leavers are well supported.\n5. Visits are made.\n6. Records are good, but should be shorter."
    )
    [found] = recommendation_lists(printed(f"# Recommendations\n{asked}\n{told}").paragraphs)
    assert len(found.items) == 2
    assert "4 of 6 items" in found.problems[0].message
