"""Lists of what must improve: headings in all their spellings, items of every form, and statements that are no item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.reading.reports.parts.lists.headings import list_kind
from scraper.reading.reports.parts.lists.lists import recommendation_lists, recommendations
from tests.scraper.reading.reports.by_hand import printed


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What needs to improve", "improvement"),
        ("What needs to improve?", "improvement"),
        ("What needs to improve:", "improvement"),
        ("What needs to improve1", "improvement"),
        ("What needs to improve?2", "improvement"),
        ("What needs to improve in this area of social work practice", "improvement"),
        ("What needs to improve in this area of practice?", "improvement"),
        ("What does the partnership need to improve?", "improvement"),
        ("What does the school need to do to improve further?", "improvement"),
        ("Areas for improvement", "improvement"),
        ("Area for improvement", "improvement"),
        ("Areas for further improvement:", "improvement"),
        ("Areas for improvement: the Local Safeguarding Children Board", "improvement"),
        ("Area for priority action", "priority_action"),
        ("Areas for priority action", "priority_action"),
        ("AREAS FOR PRIORITY ACTION", "priority_action"),
        ("Priority and immediate action", "priority_action"),
        ("Areas for immediate and priority action", "priority_action"),
        ("Priority actions", "priority_action"),
        ("Areas for urgent action", "priority_action"),
        ("What needs improving?", "improvement"),
        ("What the local authority needs to improve", "improvement"),
        ("Areas to improve", "improvement"),
        ("Recommendations", "recommendation"),
        ("12. Recommendations", "recommendation"),
        ("Recommendations for the local authority", "recommendation"),
        ("Recommendations8", "recommendation"),
        ("What is working well", None),
        ("There are no areas for priority action.", None),
        ("Areas of strength", None),
        ("Recommendations from the last inspection are met, and leaders know what needs to improve.", None),
        ("Leaders know what needs to improve", None),
    ],
)
def test_kind_of_a_heading(heading: str, kind: str | None) -> None:
    assert list_kind(heading) == kind


def test_a_sentence_that_begins_like_a_heading_is_none() -> None:
    report = printed(
        "Recommendations in its earlier report were met\n• Visits are good.\nAreas for improvement in practice remain.\n• Plans are good."
    )
    assert recommendation_lists(report.paragraphs) == ()


def test_bullets_with_sub_bullets_end_at_the_next_heading() -> None:
    report = printed("""
        # What needs to improve in this area of social work practice?
        • The quality of:
        – assessments
        – plans for children
        • how visits are recorded
        # Main findings
        • Leaders know their services well.
    """)
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == ["The quality of: assessments plans for children", "how visits are recorded"]
    assert (found.kind, found.heading) == ("improvement", "What needs to improve in this area of social work practice?")


@pytest.mark.parametrize(
    "heading", ["# The council has these strengths:", "# Inspection findings – the Board", "What inspectors saw", "## Summary"]
)
def test_a_heading_below_items_without_groups_ends_the_list_whatever_it_says(heading: str) -> None:
    report = printed(f"""
        # Areas for improvement
        1. Ensure that plans are clear.
        2. Record visits.
        {heading}
        3. The quality of training.
    """)
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == ["Ensure that plans are clear.", "Record visits."]


def test_a_heading_below_items_without_marks_ends_the_list() -> None:
    for heading in ("# Care leavers: good", "Care leavers"):
        report = printed(
            f"# What needs to improve?\nThe response to neglect.\n{heading}\n1. Help for families is good.\n2. Plans are clear."
        )
        [found] = recommendation_lists(report.paragraphs)
        assert [entry.text for entry in found.items] == ["The response to neglect."]
        assert found.problems == ()


@pytest.mark.parametrize("heading", ["The council’s strengths", "Progress since the last inspection", "Inspection findings – the Board"])
def test_words_of_the_next_section_end_a_list_whose_groups_look_like_it(heading: str) -> None:
    report = printed(f"# Recommendations\nCare leavers\n1. Improve plans.\n{heading}\n2. Placements close to home.")
    assert [entry.text for entry in recommendation_lists(report.paragraphs)[0].items] == ["Improve plans."]


def test_a_heading_bolder_than_those_of_the_groups_ends_the_list() -> None:
    report = printed("""
        ## Recommendations
        Care leavers
        • Improve pathway plans.
        Placements
        • Find more foster carers.
        # The council’s work
        • The quality of help.
    """)
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.group for entry in found.items] == ["Care leavers", "Placements"]


def test_words_that_ask_lead_to_more_items() -> None:
    report = printed("# Areas for improvement\n• Visits\nThe health board should also improve:\n• Reviews of health\n# Findings\nText.")
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == ["Visits", "Reviews of health"]


def test_numbered_headings_of_groups_are_no_items() -> None:
    report = printed("""
        ## Recommendations
        1. Quality of practice
        • Ensure that plans are clear.
        • Improve visits.
        2. Oversight by leaders
        • Review the strategy.
        ## Findings
        3. Plans are clear.
    """)
    [found] = recommendation_lists(report.paragraphs)
    assert [(entry.text, entry.group) for entry in found.items] == [
        ("Ensure that plans are clear.", "Quality of practice"),
        ("Improve visits.", "Quality of practice"),
        ("Review the strategy.", "Oversight by leaders"),
    ]


def test_an_item_that_lists_what_to_do_is_one_of_a_list_of_numbers() -> None:
    report = printed("""
        ## Recommendations
        1. Implement the following recommendations of the last inspection:
        • plans are clear.
        • visits are kept.
        2. Review the strategy.
    """)
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == [
        "Implement the following recommendations of the last inspection: plans are clear. visits are kept.",
        "Review the strategy.",
    ]


@pytest.mark.parametrize("sub", ["a. assessments", "(ii) assessments", "1.1 assessments", "• assessments"])
def test_what_is_listed_below_a_number_belongs_to_its_item(sub: str) -> None:
    report = printed(f"## Recommendations\n1. Improve the quality of\n{sub}\n2. Record visits.")
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == [f"Improve the quality of {sub.removeprefix('• ')}", "Record visits."]


@pytest.mark.parametrize("marks", [("a.", "b."), ("(i)", "(ii)"), ("1.1", "1.2")])
def test_items_marked_by_letters(marks: tuple[str, str]) -> None:
    report = printed(f"## Recommendations\n{marks[0]} Improve plans.\n• soon\n{marks[1]} Record visits.\n## Findings\nText.")
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == ["Improve plans. soon", "Record visits."]


def test_items_without_mark_go_on_where_their_lines_hang() -> None:
    report = printed("# Priorities for further improvement\nThe council should use the\n> Needs Framework.\nPartners should act.")
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == ["The council should use the Needs Framework.", "Partners should act."]


def test_an_item_goes_on_over_the_page() -> None:
    report = printed("# Areas for improvement\n• Oversight of children", "> who go missing.\n• Visits\n# Findings\nText.")
    [found] = recommendation_lists(report.paragraphs)
    assert [(entry.text, entry.page) for entry in found.items] == [("Oversight of children who go missing.", 1), ("Visits", 2)]


def test_an_order_on_top_of_a_page_is_another_item_among_orders() -> None:
    report = printed("# What needs to improve\nEnsure that plans are clear.\nImprove visits", "Review the strategy.\n# Findings\nText.")
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == ["Ensure that plans are clear.", "Improve visits", "Review the strategy."]


def test_a_capital_at_the_margin_ends_a_list_whose_last_item_has_no_full_stop() -> None:
    report = printed("# Areas for improvement\n• Oversight of visits", "Ofsted will take the findings into account.\nYours sincerely")
    assert [entry.text for entry in recommendation_lists(report.paragraphs)[0].items] == ["Oversight of visits"]


def test_numbered_items_lose_their_number_and_groups_are_kept_apart() -> None:
    report = printed("""
        ## Recommendations
        Care leavers
        12. Improve pathway plans, so that they
        • are clear
        • are kept.
        Placements
        13. Find more foster carers.
        ## Inspection findings
        14. The service is well led.
    """)
    [found] = recommendation_lists(report.paragraphs)
    assert [(entry.text, entry.group) for entry in found.items] == [
        ("Improve pathway plans, so that they are clear are kept.", "Care leavers"),
        ("Find more foster carers.", "Placements"),
    ]


def test_words_that_lead_to_the_items_may_go_over_the_page() -> None:
    first = "# Area for priority action\nThe Mereham NHS Trust must be sure of its own work. Action"
    report = printed(first, "should be taken on the following areas:\n• Supervision of staff.\n# What needs to improve\n• Visits.")
    [item] = recommendation_lists(report.paragraphs)[0].items
    whole = "The Mereham NHS Trust must be sure of its own work. Action should be taken on the following areas:"
    assert (item.text, item.page, item.group) == ("Supervision of staff.", 2, whole)


def test_words_that_lead_to_the_items_are_no_item() -> None:
    report = printed("""
        # Area for priority action
        The local authority needs to take swift and decisive action to address the following areas of weakness.
        • Decisions at the front door.
        # What needs to improve
        • Supervision.
    """)
    first, second = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in first.items] == ["Decisions at the front door."]
    assert [(record.kind, record.text) for record in recommendations(second)] == [("improvement", "Supervision.")]


def test_a_numbered_introduction_is_no_item() -> None:
    report = printed("""
        ## Areas for improvement
        28. In order to improve services, the local authority should take the following action.
        # Immediately:
        • Review all plans
        # Within three months:
        • Recruit more staff
    """)
    [found] = recommendation_lists(report.paragraphs)
    assert [(entry.text, entry.group) for entry in found.items] == [
        ("Review all plans", "Immediately:"),
        ("Recruit more staff", "Within three months:"),
    ]


def test_a_list_of_prose_at_the_end_of_a_letter() -> None:
    report = printed(
        "# What needs to improve in this area of social work practice\nPlans are not clear enough.\nMany visits are late, and",
        "records are thin.\nOfsted will take the findings from this focused visit into account.\nYours sincerely\nAnn Lee",
    )
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == ["Plans are not clear enough.", "Many visits are late, and records are thin."]


@pytest.mark.parametrize(
    "statement",
    [
        "There are no areas for priority action.",
        "There are no priority actions following this focused visit.",
        "33. The inspection did not find any areas for priority and immediate action.",
        "No areas were identified for immediate improvement.",
        "Inspectors did not identify any areas for priority action during this visit.",
        "None.",
    ],
)
def test_a_statement_is_no_item(statement: str) -> None:
    report = printed(f"# Areas for priority action\n{statement}\n# What needs to improve\n• Visits")
    first, second = recommendation_lists(report.paragraphs)
    assert (first.items, first.statement) == ((), statement)
    assert [entry.text for entry in second.items] == ["Visits"]


def test_a_table_of_contents_begins_no_list() -> None:
    report = printed("Recommendations\n8\nSummary\n9", "## Recommendations\n1. Improve visits.")
    [found] = recommendation_lists(report.paragraphs)
    assert (found.page, [entry.text for entry in found.items]) == (2, ["Improve visits."])


def test_the_heading_of_a_section_right_above_a_list_is_no_list() -> None:
    report = printed("## What does the local authority need to improve?\n# Areas for improvement\n1. Visits.")
    assert [found.heading for found in recommendation_lists(report.paragraphs)] == ["Areas for improvement"]


def test_a_heading_with_nothing_below_it_is_a_list_without_items() -> None:
    [found] = recommendation_lists(printed("# What needs to improve\n# Findings\nText.").paragraphs)
    assert (found.items, found.statement) == ((), None)


@given(st.lists(st.from_regex(r"\A[A-Z][a-z]{2,9}( [a-z]{2,9}){1,6}\.?\Z"), min_size=1, max_size=8))
def test_every_bullet_is_one_item_in_order(items: list[str]) -> None:
    report = printed("# What needs to improve?\n" + "\n".join(f"• {text}" for text in items) + "\n# Main findings\nText.")
    [found] = recommendation_lists(report.paragraphs)
    assert [entry.text for entry in found.items] == items


def test_prose_ends_where_the_letter_says_what_happens_next() -> None:
    end = "The findings of this visit will be taken into account at the next inspection.\nAnn Lee"
    report = printed(f"# What needs to improve\nPlans are not clear enough.\n{end}")
    assert [entry.text for entry in recommendation_lists(report.paragraphs)[0].items] == ["Plans are not clear enough."]


@pytest.mark.parametrize(
    "text", ["None of the care leavers have a plan.", "There are not enough foster carers.", "No child should wait for immediate help."]
)
def test_an_item_that_begins_like_a_statement(text: str) -> None:
    [found] = recommendation_lists(printed(f"# Areas for improvement\n• {text}\n# Findings\nText.").paragraphs)
    assert [entry.text for entry in found.items] == [text]


@given(
    st.lists(
        st.sampled_from(["# Areas for improvement", "## Findings", "• Visits", "– plans", "> more", "12. Plans", "and so on", "Text.", "8"])
    )
)
def test_any_order_of_paragraphs_is_read_without_error(lines: list[str]) -> None:
    report = printed("\n".join(["Cover", *lines]))
    for found in recommendation_lists(report.paragraphs):
        assert all(entry.text.strip() for entry in found.items)
        assert found.first < found.behind <= len(report.paragraphs)


def test_a_numbered_item_that_speaks_of_visits_does_not_end_the_list() -> None:
    items = ["Ensure that views of children are taken into account at visits.", "The council should publish a statement of purpose."]
    report = printed(
        "## Recommendations\n" + "\n".join(f"{number}. {text}" for number, text in enumerate(items, 1)) + "\n## Findings\nText."
    )
    assert [entry.text for entry in recommendation_lists(report.paragraphs)[0].items] == items


def test_the_end_of_a_sentence_on_top_of_a_page_is_no_heading() -> None:
    assert recommendation_lists(printed("12. Visits are late, which is an", "area for improvement.\n13. Plans are clear.").paragraphs) == ()


def test_a_word_broken_at_the_end_of_a_page_stays_whole() -> None:
    (found,) = recommendation_lists(printed("# Recommendations\n1. Write letters in a child-", "> focused way.\n2. Visit.").paragraphs)
    assert [one.text for one in found.items] == ["Write letters in a child-focused way.", "Visit."]
