"""What an article says of grades, dates and numbers is told right, wrong or not stated; what is no claim on the report is left alone."""

from dataclasses import replace

import pytest

from archive.matching.claims.check import check_claims
from archive.matching.claims.facts import Claim, EarlierGrade, Facts, Graded
from archive.matching.claims.prose import prose_of
from archive.matching.sentences import read_sentences

OVERALL, L, H, C, V, A, B = (
    "overall_effectiveness",
    "leadership",
    "help_and_protection",
    "children_in_care",
    "care_leavers",
    "adoption",
    "safeguarding_board",
)
BEFORE, JOINT = "earlier_overall_effectiveness", "children_in_care_and_care_leavers"
ASHMERE, BRACKFORD = "X0000001", "X0000002"


def graded(area: str, grade: str | None, body: str = "authority") -> Graded:
    return Graded(area, grade, "given" if grade else "not_given", 2, body)


# A graded inspection of Ashmere, 3 to 14 June 2024; the one before, in 2021, said inadequate.
INSPECTION = Facts(
    key="r-2",
    local_authority=ASHMERE,
    report_type="ilacs_inspection",
    published="2024-07-22",
    inspection_start="2024-06-03",
    inspection_end="2024-06-14",
    overall=graded(OVERALL, "good"),
    judgements=(graded(L, "outstanding"), graded(H, "good"), graded(C, "requires_improvement"), graded(V, "good"), graded(OVERALL, "good")),
    dates_page=1,
    counts={"recommendations": (4, 3), "priority_actions": (0,)},
    counts_page=3,
    pages=12,
    earlier=EarlierGrade("r-1", "inadequate", "2021-05-04", "2021-03-19", 1),
    printed_days=frozenset({"2024-06-20"}),
)
VISIT = replace(
    INSPECTION,
    key="r-3",
    report_type="focused_visit",
    overall=Graded(OVERALL, None, "not_applicable", None),
    judgements=(),
    inspection_start="2024-06-03",
    inspection_end="2024-06-04",
    counts={"recommendations": (2,), "priority_actions": (1,)},
    inspectors=2,
    earlier=None,
)
SEND = replace(VISIT, key="r-4", report_type="area_send_inspection", outcome=2, inspectors=None)
SIF = replace(
    INSPECTION,
    key="r-5",
    report_type="sif_inspection",
    published="2014-07-22",
    inspection_start="2014-06-03",
    inspection_end="2014-06-26",
    judgements=(
        graded(L, "good"), graded(H, "good"), graded(C, "good"), graded(A, "inadequate"), graded(V, "good"), graded(B, "adequate", "board"),
    ),
    earlier=None,
)  # fmt: skip


def named(text: str) -> set[str]:
    return {code for name, code in (("Ashmere", ASHMERE), ("Brackford", BRACKFORD)) if name in text}


def claims(*paragraphs: str, reports: tuple[Facts, ...] = (INSPECTION,), links: frozenset[str] = frozenset()) -> tuple[Claim, ...]:
    return check_claims(read_sentences(paragraphs), prose_of(paragraphs, links), reports, named)


def told(*paragraphs: str, reports: tuple[Facts, ...] = (INSPECTION,), links: frozenset[str] = frozenset()) -> set[tuple[str, str, str]]:
    return {(claim.subject, claim.said, claim.verdict) for claim in claims(*paragraphs, reports=reports, links=links)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # a verb gives the grade
        ("Ashmere's children's services have been rated good by Ofsted.", {(OVERALL, "good", "right")}),
        ("OFSTED has judged the council's services to be inadequate.", {(OVERALL, "inadequate", "wrong")}),
        ("The council remains inadequate, the watchdog found.", {(OVERALL, "inadequate", "wrong")}),
        ("Inspectors gave the service a good rating.", {(OVERALL, "good", "right")}),
        ("The borough was handed an ‘outstanding’ grade.", {(OVERALL, "outstanding", "wrong")}),
        ("Children's services in Ashmere still require improvement.", {(OVERALL, "requires_improvement", "wrong")}),
        ("The services now “require improvement to be good”.", {(OVERALL, "requires_improvement", "wrong")}),
        # to an area, to several, before or behind the grade
        ("Leadership was rated outstanding.", {(L, "outstanding", "right")}),
        ("Leadership is inadequate.", {(L, "inadequate", "wrong")}),
        ("- The impact of leaders on social work practice with children and families – good", {(L, "good", "wrong")}),
        ("Help and protection and support for care leavers were both judged ‘good’.", {(H, "good", "right"), (V, "good", "right")}),
        ("Leadership was rated outstanding, as was the work with looked-after children.",
         {(L, "outstanding", "right"), (C, "outstanding", "wrong")}),
        ("Ofsted rated the council outstanding for leadership, but children in care require improvement.",
         {(L, "outstanding", "right"), (C, "requires_improvement", "right")}),
        ("The experience of care leavers stood out: it was judged outstanding.", {(V, "outstanding", "wrong")}),
        # the two judgements that were one are compared only where they agree
        ("Services for children in care and care leavers were rated good.", set()),
        ("Adoption performance was rated good.", {(A, "good", "not_stated")}),
        # all, or so many
        ("Ashmere was rated good in every area.", {("areas", "all good", "wrong")}),
        ("Two of the four judgement areas were rated good.", {("areas", "2 good", "right")}),
        ("Four of the four areas were graded good.", {("areas", "4 good", "wrong")}),
        ("The areas rated good were announced on Monday.", set()),
        # the grade before
        ("Ashmere has moved from ‘inadequate’ to ‘good’.", {(BEFORE, "inadequate", "right"), (OVERALL, "good", "right")}),
        ("It was rated good, up from requires improvement.", {(BEFORE, "requires_improvement", "wrong"), (OVERALL, "good", "right")}),
        ("A first inspection then lifted it from outstanding to adequate.", set()),
        ("Adoption was judged at the last inspection to be ‘good’.", set()),
        ("Years of trouble lifted it from ‘outstanding’ to ‘requires improvement’.", set()),
    ],
)  # fmt: skip
def test_a_grade_is_compared_with_the_judgement_it_is_of(sentence: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Inadequate management oversight leaves children at risk.",
        "Social workers do good and outstanding work.",
        "The quality of plans requires improvement and supervision is inadequate.",
        "Retention rates are very good.",
        "Its plans were judged inadequate by nobody.",
        "The service had been rated inadequate since 2016.",
        "At that time the council was judged inadequate.",
        "The council has been inadequate since 2016.",
        "Ofsted rated it inadequate in 2016.",
        "Ofsted rated it good in 2016.",
        "After two ‘inadequate’ ratings the mood has changed.",
        "The council wants to be rated outstanding.",
        "Had it been rated inadequate, ministers would have stepped in.",
        "The council is no longer inadequate.",
        "It was not rated outstanding.",
        "Brackford's children's services were rated inadequate.",
        "Brackford and Ashmere were rated inadequate.",
        "The CQC rated the hospital outstanding.",
        "A council school was rated inadequate.",
        "One of its children's homes was judged outstanding.",
        "Most of the placements are rated inadequate.",
        "A third of councils are rated inadequate.",
        "In an authority that requires improvement, there are no serious failures.",
        "Most were judged good or outstanding.",
        "Children are placed where care was judged at least outstanding.",
        "Ratings range from outstanding to inadequate.",
        "Nearly all are in provision rated requires improvement or better.",
        "The grades run from 1 (outstanding) to 4 (inadequate).",
        "Read more: Ashmere rated inadequate by Ofsted.",
        "Ashmere rated inadequate",
    ],
)
def test_what_is_no_claim_on_this_report_is_left_alone(sentence: str) -> None:
    assert told(sentence) == set()


def test_the_words_of_a_link_are_no_claim() -> None:
    assert told("Ashmere's services were rated inadequate.", links=frozenset({"Ashmere's services were rated inadequate."})) == set()


def test_a_list_has_the_grade_of_the_line_above_it() -> None:
    found = told("These areas have been rated as good:", "- Help and protection", "- Leadership", "Something else.", "Care leavers")
    assert found == {(H, "good", "right"), (L, "good", "wrong")}


def test_a_sentence_after_one_on_the_past_is_not_called_wrong() -> None:
    assert told("The last inspection was in 2021.", "The council was judged inadequate.") == set()
    assert told("The last inspection was in 2021.", "The council is now judged inadequate.") == {(OVERALL, "inadequate", "wrong")}
    assert told("The last inspection was in 2021.", "The council was judged good.") == {(OVERALL, "good", "right")}


def test_grades_of_reports_that_give_none_are_not_stated() -> None:
    assert told("After the visit Ashmere was rated good.", reports=(VISIT,)) == {(OVERALL, "good", "not_stated")}
    unread = replace(INSPECTION, overall=Graded(OVERALL, None, "not_read", None))
    assert told("Ashmere was rated good.", reports=(unread,)) == set()


def test_older_frameworks_have_judgements_of_their_own() -> None:
    assert told("Adoption performance was rated good.", reports=(SIF,)) == {(A, "good", "wrong")}
    assert told("The Local Safeguarding Children Board was judged adequate.", reports=(SIF,)) == {(B, "adequate", "right")}
    assert told("All areas were judged good.", reports=(SIF,)) == {("areas", "all good", "right")}, "adoption is part of another"
    whole = replace(SIF, report_type="looked_after_children_inspection", judgements=(graded("capacity_to_improve", "adequate"),))
    assert told("Services for looked-after children were judged good.", reports=(whole,)) == {(OVERALL, "good", "right")}
    assert told("The capacity to improve services for looked-after children was judged good.", reports=(whole,)) == {
        ("capacity_to_improve", "good", "wrong")
    }
    assert told("Ashmere was rated adequate.") == set(), "no grade of its time"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Inspectors found widespread and/or systemic failings.", {("outcome", "3", "wrong")}),
        ("Arrangements lead to inconsistent experiences and outcomes.", {("outcome", "2", "right")}),
        ("They typically lead to positive experiences.", {("outcome", "1", "wrong")}),
    ],
)
def test_the_outcome_of_a_partnership_is_one_of_three(sentence: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(sentence, reports=(SEND,)) == expected
    assert told(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The inspection ran from 3 to 14 June 2024.", {("inspected", "2024-06-03/2024-06-14", "right")}),
        ("It was inspected between June 3 and 14.", {("inspected", "2024-06-03/2024-06-14", "right")}),
        ("Inspectors came on 10 June.", {("inspected", "2024-06-10", "right")}),
        ("The inspection in June was short.", {("inspected", "2024-06", "right")}),
        ("The inspection ran from 1 to 12 July 2024.", {("inspected", "2024-07-01/2024-07-12", "wrong")}),
        ("The inspection ran from 3 to 14 June 2023.", {("inspected", "2023-06-03/2023-06-14", "wrong")}),
        ("Inspectors visited in March 2024.", {("inspected", "2024-03", "wrong")}),
        ("The report was published on 22 July 2024.", {("published", "2024-07-22", "right")}),
        ("Ofsted published its report on July 2.", {("published", "2024-07-02", "wrong")}),
        # the week before is read from afar, and the days around belong to it
        ("The inspection ran from 27 May to 14 June 2024.", set()),
        ("Inspectors were told of the visit on 31 May.", set()),
        ("The report was published on 20 June 2024.", set()),
        ("The report was published on 23 July 2024.", set()),
        ("An inspection in October 2021 found more.", set()),
        ("At its last inspection on 3 May 2024 little was found.", set()),
        ("A monitoring visit on 3 April 2024 found progress.", set()),
        ("A focused visit on 3 and 4 April 2024 found progress.", set()),
        ("The police inspection of April 2024 found progress.", set()),
        ("The report goes to cabinet on 3 August.", set()),
        ("Inspectors will be back on 3 August.", set()),
        ("The inspection on 31 June never was.", set()),
    ],
)  # fmt: skip
def test_days_are_compared_with_the_inspection_and_its_publication(sentence: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(sentence) == expected


def test_a_year_that_is_left_out_is_the_nearest() -> None:
    winter = replace(INSPECTION, inspection_start="2024-12-16", inspection_end="2025-01-10", published="2025-02-20")
    long = {("inspected", "2024-12-16/2025-01-10", "right")}
    assert told("The inspection, between 16 December and 10 January, was long.", reports=(winter,)) == long
    assert told("The inspection, between 16 December 2024 and 10 January, was long.", reports=(winter,)) == long
    assert told("The inspection, between December 16 and January 10, 2025, was long.", reports=(winter,)) == long
    assert told("The inspection, between 29 February and 3 January 2024, was long.") == set(), "2023 had no such day"
    assert told("The inspection, from 14 June 2024 to 3 June 2024, was odd.") == set()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The report makes two recommendations.", {("recommendations", "2", "right")}),
        ("Inspectors named seven areas for improvement.", {("recommendations", "7", "wrong")}),
        ("There was one priority action.", {("priority_actions", "1", "right")}),
        ("There are no priority actions.", {("priority_actions", "0", "wrong")}),
        ("A team of two inspectors came.", {("inspectors", "2", "right")}),
        ("The two-day visit is over.", {("days", "2", "right")}),
        ("The three-day visit is over.", {("days", "3", "wrong")}),
        ("The 12-page letter is out.", {("pages", "12", "right")}),
        ("The 20-page letter is out.", {("pages", "20", "wrong")}),
        # part of a number, or of another report's
        ("More than seven areas for improvement were named.", set()),
        ("The council has addressed the seven recommendations.", set()),
        ("In 2016 the report made seven recommendations.", set()),
        ("Nine inspectors came.", set()),
    ],
)
def test_numbers_are_compared_with_what_the_report_counts(sentence: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(sentence, reports=(VISIT,)) == expected


def test_of_several_reports_the_one_of_the_council_named_is_meant() -> None:
    other = replace(INSPECTION, key="r-9", local_authority=BRACKFORD, overall=graded(OVERALL, "inadequate"))
    both = (INSPECTION, other)
    [claim] = claims("Brackford was rated inadequate.", reports=both)
    assert (claim.report_key, claim.verdict, claim.stated, claim.page) == ("r-9", "right", "inadequate", 2)
    assert told("The council was rated inadequate.", reports=both) == set()
    split = {
        (one.report_key, one.said, one.verdict) for one in claims("Ashmere was rated good, while Brackford was judged good.", reports=both)
    }
    assert split == {("r-2", "good", "right"), ("r-9", "good", "wrong")}
    assert told("Ashmere was rated good and Brackford was judged inadequate.", reports=both) == set(), "one clause, two grades"
    assert told("Ashmere was rated good, while Norwell was judged good.", reports=both) == {(OVERALL, "good", "right")}


def test_of_two_reports_on_one_council_the_one_that_bears_it_out_is_meant() -> None:
    [claim] = claims("Ashmere was rated good.", reports=(VISIT, INSPECTION))
    assert (claim.report_key, claim.verdict) == ("r-2", "right")


def test_a_claim_names_the_report_its_sentence_and_what_is_stated() -> None:
    first, second = claims("Nothing here.", "Ashmere was rated outstanding, up from inadequate.")
    assert {first, second} == {
        Claim(1, "r-2", "grade", OVERALL, "outstanding", "good", 2, "wrong"),
        Claim(1, "r-1", "grade", BEFORE, "inadequate", "inadequate", 1, "right"),
    }
