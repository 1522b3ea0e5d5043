"""Every real report beside the project: claimed by the one family that it is of, read alike in other forms, each fact on its page."""

import json
import random
import re
from collections.abc import Sequence

import pytest

from scraper.reading.reports import FAMILIES
from scraper.reading.reports.families.sif.grades import BOARD_NAME, OVERALL_NAME
from scraper.reading.reports.parts.report_text import ReportText
from tests.conftest import SETS, Home
from tests.fuzz.__main__ import real_reports
from tests.fuzz.trial import Whole
from tests.fuzz.variants import VARIANTS, Variant, differences
from tests.scores import FAMILY_OF, answers_of

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("shared"), pytest.mark.xdist_group("real reports")]  # they are read once

NOT_PRINTED = (OVERALL_NAME, BOARD_NAME)
"""Names that single inspections give a judgement without printing them: a sentence says the grade."""


@pytest.fixture(scope="module")
def reports() -> list[Whole]:
    """Every real report with all it says."""
    return list(real_reports())


def test_every_report_is_claimed_by_its_family_alone(reports: Sequence[Whole]) -> None:
    answers = [json.loads(line) for line in answers_of(SETS)]
    right = {answer["sha256"]: [FAMILY_OF[answer["report_type"]]] for answer in answers}
    assert len(reports) == len(answers)
    claimed = {report.listed.key: report for report in reports}
    wrong = []
    for key, report in claimed.items():
        text = ReportText(report.pages, report.name, report.listed, report.body)
        names = [family.name for family in FAMILIES if family.claims(text)]
        if names != right[key]:
            wrong.append(f"{report.name}: {names}, not {right[key]}")
    assert wrong == []


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_the_same_in_another_form_is_read_alike(reports: Sequence[Whole], variant: Variant) -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    varied = [(report, pages) for report in chance.sample(reports, 75) if tuple(pages := variant(report, chance)) != report.pages]
    assert varied
    wrong = [f"{report.name}: {line}" for report, pages in varied for line in differences(report, pages)]
    assert wrong == [], f"seed {seed}"


PRINTED = """
    select report_id, dates_page, dates_printed from inspections where dates_printed is not null
    union all select report_id, lead_inspector_page, lead_inspector from inspections where lead_inspector is not null
    union all select report_id, overall_page, overall_printed from inspections where overall_printed is not null
    union all select report_id, outcome_page, outcome_printed from inspections where outcome_printed is not null
    union all select report_id, theme_page, theme from inspections where theme is not null
    union all select report_id, page, name from judgements
    union all select report_id, page, grade_printed from judgements where grade_printed is not null
"""


def letters(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]", "", text).casefold()


def test_what_a_fact_prints_stands_on_the_page_it_names(added: Home) -> None:
    pages = {(report, page): letters(str(text)) for report, page, text in added.rows("select report_id, page, text from report_pages")}
    facts = added.rows(PRINTED)
    assert len(facts) > 1000
    astray = [
        (report, page, printed)
        for report, page, printed in facts
        if printed not in NOT_PRINTED and letters(str(printed)) not in pages.get((report, page), "")
    ]
    assert astray == []
