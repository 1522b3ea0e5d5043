"""The suite's share of the fuzzing: 300 damaged sample reports and one variant of each kind; `make fuzz` runs 20,000, real ones too."""

import random
from pathlib import Path

import pytest

from tests.fuzz.__main__ import fuzz_bytes, fuzz_pages, sample_reports
from tests.fuzz.trial import Whole
from tests.fuzz.variants import VARIANTS, Variant, differences

pytestmark = pytest.mark.xdist_group("fuzz")  # its reports are read once


@pytest.fixture(scope="module")
def reports(drawn: Path) -> list[Whole]:
    """Every sample report with all it says."""
    return list(sample_reports(drawn))


@pytest.mark.long
def test_damage_never_makes_a_fact_and_never_fails_the_reader(reports: list[Whole]) -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    _, wrong = fuzz_pages(reports, 150, chance)
    ends, failed = fuzz_bytes(reports, 150, chance)
    assert (wrong, failed) == ([], []), f"seed {seed}"
    assert sum(ends.values()) == 150
    assert ends["read"] > 10
    assert ends["parse_error"] > 10


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_the_same_in_another_form_is_read_alike(reports: list[Whole], variant: Variant) -> None:
    seed = random.randrange(2**32)
    varied = [(report, pages) for report in reports if tuple(pages := variant(report, random.Random(seed))) != report.pages]
    assert varied
    assert [line for report, pages in varied for line in differences(report, pages)] == [], f"seed {seed}"
