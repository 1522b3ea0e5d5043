"""Which of one authority's reports an article tells of: by kind and date, by sentences where those say nothing, and else none."""

from dataclasses import replace

import pytest

from archive.matching.choose_report import SENTENCES_ENOUGH, choose_by_sentences, choose_report
from archive.matching.facts import ArticleFacts, ReportFacts

LEAD = "Inspectors published the report of their inspection of children's services in the town today."
TOLD = ArticleFacts("https://news.example/1", "Children's services praised by Ofsted", "2025-03-31", (LEAD,))
OLDER = ReportFacts("ofsted-1", "80001", "X0000001", "ilacs_inspection", "2025-02-01")
NEARER = replace(OLDER, key="ofsted-2", published="2025-03-24")
VISIT = replace(NEARER, key="ofsted-3", report_type="focused_visit")


@pytest.mark.parametrize("reports", [[OLDER, NEARER], [NEARER, OLDER]])
def test_of_two_reports_that_fit_the_nearest_is_meant(reports: list[ReportFacts]) -> None:
    assert choose_report(TOLD, reports, None) == NEARER


def test_a_grade_is_not_told_of_a_visit() -> None:
    assert choose_report(TOLD, [VISIT], None) == VISIT
    assert choose_report(replace(TOLD, title="Children's services rated good by Ofsted"), [VISIT], None) is None


def test_sentences_are_not_held_against_a_report_that_came_later() -> None:
    early = replace(TOLD, title="A walk in the hills", published="2025-03-20")
    assert choose_report(early, [OLDER], lambda report: 0.9) == OLDER
    assert choose_report(early, [NEARER], lambda report: 0.9) is None


def test_a_report_that_shares_hardly_a_sentence_is_not_meant() -> None:
    assert choose_by_sentences([OLDER], lambda report: SENTENCES_ENOUGH) == OLDER
    assert choose_by_sentences([OLDER], lambda report: SENTENCES_ENOUGH - 0.01) is None
