"""The evidence for one report, piece by piece: each is there in the case that calls for it, and not in the one beside it."""

from dataclasses import replace

import pytest

from archive.matching.choose_report import candidates, choose, is_same_inspection
from archive.matching.evidence import ENOUGH, LEAD_OVER_NEXT, WEIGHTS, may_be, weigh
from archive.matching.facts import ArticleFacts, ReportFacts
from archive.matching.reading import read
from archive.matching.report_text import report_text

REPORT = ReportFacts(
    "ofsted-1", "80001", "X0000001", "ilacs_inspection", "2025-03-24", "2025-02-10", "2025-02-21",
    overall="good", judgements=(("leadership", "outstanding"), ("children_in_care_and_care_leavers", "good")),
)  # fmt: skip
VISIT = ReportFacts("ofsted-2", "80001", "X0000001", "focused_visit", "2024-03-24", "2024-02-27", "2024-02-28")
OLDER = replace(
    REPORT, key="ofsted-3", published="2021-05-04", inspection_start="2021-03-08", inspection_end="2021-03-19", overall="inadequate"
)
SENTENCE = "Social workers visit children in good time and write careful plans with their families."
ALIKE = "Ofsted has published its report on Ashmere."


def kinds(
    body: str, report: ReportFacts = REPORT, *, title: str = "Ashmere's children's services", published: str | None = None
) -> set[str]:
    """The kinds of evidence that an article with this text gives for a report."""
    article = ArticleFacts("https://news.example/1", title, published, (ALIKE, body))
    return {each.kind for each in weigh(read(article), report, [OLDER], lambda report: report_text([f"It says: {SENTENCE}"]))}


@pytest.mark.parametrize(
    ("kind", "there", "absent"),
    [
        ("days", "Inspectors visited between 10 and 21 February.", "Inspectors visited between 11 and 20 March."),
        ("days", "Inspectors came on February 10, 2025.", "Inspectors came on February 10, 2024."),
        ("month_and_year", "The inspection took place in February 2025.", "The inspection took place in February 2024."),
        ("month", "The inspection took place in February.", "The inspection took place in May."),
        ("other_days", "Inspectors came on 3 and 4 June.", "Inspectors came on 10 February."),
        ("publication_day", "Ofsted's letter came out on Monday (24 March).", "Ofsted's letter came out on Monday (25 March)."),
        ("kind", "It was a full inspection.", "It was an inspection."),
        ("other_kind", "It was a focused visit.", "It was a full inspection."),
        ("monitoring", "It was the third monitoring visit.", "It was like the monitoring visits of the years before."),
        ("send", "Inspectors looked at SEND services.", "Inspectors looked at all services."),
        ("past", "The service was rated good in 2025, before the new inspection.", "The service was rated inadequate in 2021."),
        ("after_past", "The service was rated inadequate in 2021.", "The service was rated inadequate in 2017."),
        ("overall", "The service is rated 'good' overall.", "The service is rated 'inadequate' overall."),
        ("other_overall", "The service is now rated 'inadequate'.", "The service is no longer rated 'inadequate'."),
        ("areas", "Leadership is rated 'outstanding'.", "Leadership is rated 'good'."),
        ("other_areas", "Care leavers: inadequate.", "Care leavers: good."),
        ("sentences", SENTENCE, "Social workers visit some children late, and their plans are thin and often out of date."),
        ("quotes", "Plans are 'written with care', or rather 'careful plans with their families'.", "Plans are 'written with care'."),
        ("undated_findings", "Ofsted found good plans.", ""),
    ],
)  # fmt: skip
def test_evidence_is_there_and_not_elsewhere(kind: str, there: str, absent: str) -> None:
    assert kind in kinds(there)
    if absent:
        assert kind not in kinds(absent)


def test_what_is_evidence_for_a_visit() -> None:
    assert "no_grades" in kinds("The service is rated 'good' overall.", VISIT)
    assert "no_grades" not in kinds("The service was rated good in 2021.", VISIT)
    assert "follow_up" in kinds("It was a follow-up visit.", VISIT)
    assert "follow_up" not in kinds("It was a follow-up visit.")
    assert "other_kind" not in kinds("It was a monitoring visit.", VISIT), "articles take one for the other"


def test_the_title_says_the_kind_for_certain() -> None:
    assert "kind_in_title" in kinds("They came.", VISIT, title="Focused visit to Ashmere")
    assert "kind_in_title" not in kinds("It was a focused visit.", VISIT)


def test_what_is_said_of_an_older_inspection_is_no_evidence() -> None:
    assert not {"days", "month", "kind"} & kinds("At the last inspection, a full inspection on 10 February, it was poor.")
    assert "overall" not in kinds("At that inspection it was rated 'good' overall.")


def test_what_somebody_says_of_us_is_no_evidence() -> None:
    assert "send" in kinds("The inspection looked at services for children with SEND.")
    assert "send" not in kinds("We shall improve our inspection of services for children with SEND.")


@pytest.mark.parametrize(
    ("published", "weight", "detail"),
    [
        ("2025-03-22", 4.0, "published 2 days before the report"),
        ("2025-03-24", 4.0, "published on the same day as the report"),
        ("2025-03-25", 4.0, "published one day after the report"),
        ("2025-04-23", 3.0, "published 30 days after the report"),
        ("2025-05-30", 2.0, "published 67 days after the report"),
        ("2025-08-01", 0.0, "published 130 days after the report"),
        ("2026-03-01", -1.0, "published 342 days after the report"),
    ],
)
def test_days_between_report_and_article(published: str, weight: float, detail: str) -> None:
    found = weigh(read(ArticleFacts("u", "Ashmere", published, (ALIKE,))), REPORT, [], None)
    assert [(each.weight, each.detail) for each in found if each.kind == "published"] == [(weight, detail)]


def test_the_day_of_an_article_allows_few_reports() -> None:
    days = {day: may_be(ArticleFacts("u", "Ashmere", day, ()), REPORT) for day in ("2025-03-20", "2025-03-21", "2026-04-28", "2026-04-29")}
    assert days == {"2025-03-20": False, "2025-03-21": True, "2026-04-28": True, "2026-04-29": False}
    assert may_be(ArticleFacts("u", "Ashmere", None, ()), REPORT)


def test_findings_count_while_they_are_news() -> None:
    assert "findings" in kinds("Ofsted found good plans.", published="2025-05-01")
    assert "findings" not in kinds("Ofsted found good plans.", published="2025-06-01")
    unopened = ArticleFacts("u", "A walk in the hills", "2025-03-25", ("It was fine.", "Ducks swam."))
    assert "no_findings" in {each.kind for each in weigh(read(unopened), REPORT, [], None)}


def test_of_several_councils_a_grade_may_be_the_others() -> None:
    article = read(
        ArticleFacts(
            "u", "Ashmere and Brackford", None, ("Ashmere's service is rated 'good'.", "Brackford's service is rated 'inadequate'.")
        )
    )
    both = {each.kind for each in weigh(article, replace(REPORT, overall="outstanding"), [], None, alone=False)}
    assert "other_overall" not in both
    assert "other_overall" in {each.kind for each in weigh(article, replace(REPORT, overall="outstanding"), [], None)}


def chosen(published: str | None, *reports: ReportFacts, body: str = "Ofsted found good plans.") -> str | None:
    best = choose(candidates(read(ArticleFacts("u", "Ashmere's children's services", published, (ALIKE, body))), reports, None))
    return best.report.key if best else None


def test_the_report_with_most_evidence_is_chosen() -> None:
    assert chosen("2025-03-25", OLDER, VISIT, REPORT) == chosen("2025-03-25", REPORT, VISIT, OLDER) == REPORT.key
    assert chosen("2024-03-25", OLDER, VISIT, REPORT) == VISIT.key


def test_too_little_evidence_chooses_nothing() -> None:
    assert WEIGHTS["findings"] + 3.0 < ENOUGH
    assert chosen("2025-04-20", REPORT) is None, "a date and findings, weeks later"
    assert chosen("2025-04-20", REPORT, body="Ofsted rated the service 'good'.") == REPORT.key
    assert chosen(None, REPORT) is None


def test_two_reports_with_as_much_evidence_choose_nothing() -> None:
    twice = replace(REPORT, key="ofsted-9", inspection_start="2025-02-11", published="2025-03-25")
    assert LEAD_OVER_NEXT > 0
    assert chosen("2025-03-25", REPORT, twice) is None
    again = replace(REPORT, key="ofsted-9")
    assert is_same_inspection(again, REPORT)
    assert chosen("2025-03-25", REPORT, again) == REPORT.key, "the same inspection, issued twice"


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Ofsted inspectors to visit Ashmere", "about an inspection to come"),
        ("Ashmere names new director of children's services", "about an appointment"),
        ("Ashmere nursery praised", "about a school, a home or another service"),
    ],
)
def test_stories_that_are_about_no_report(title: str, reason: str) -> None:
    article = read(ArticleFacts("u", title, "2025-03-25", (ALIKE, SENTENCE)))
    assert article.story.no_report == reason
    assert candidates(article, [REPORT], lambda report: report_text([SENTENCE])) == []
