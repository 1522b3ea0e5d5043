"""What may be compared between two inspections, told by the pages and by the view alike; and what counts as similar wording."""

from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from random import Random

import pytest

from archive.matching.similar_wording import ENOUGH, likeness, similar, similar_over_time, telling_words
from archive.outcomes.grade_scale import change, change_of_framework
from archive.outcomes.graded_inspections import read_graded
from archive.outcomes.regions import OFSTED_REGIONS, REGIONS, ofsted_region
from tests.archive.factory import ArchiveFactory

GRADES = ("outstanding", "good", "requires_improvement", "inadequate", None)


@dataclass(frozen=True, slots=True)
class Passage:
    text: str


@pytest.mark.parametrize("before", GRADES)
@pytest.mark.parametrize("after", GRADES)
def test_the_pages_and_the_view_state_the_same_change(tmp_path: Path, before: str | None, after: str | None) -> None:
    archive = ArchiveFactory(tmp_path)
    archive.authority("X9000001", "Fairholm")
    for number, (grade, family, day) in enumerate([(before, "sif", "2016-05-10"), (after, "ilacs", "2026-06-12")], start=1):
        facts = {"family": family, "inspection_end": day, "overall_effectiveness": grade, "grade_status": "given" if grade else "not_given"}
        archive.report(number, "X9000001", day, ["A page."], inspection=facts)
    first, second = read_graded(archive.db.conn)
    stated = archive.db.execute("select change, change_of_framework from authority_history where family = 'ilacs'").fetchone()
    assert change(first, second) == stated[0]
    assert (change_of_framework(first, second), stated[1]) == ("SIF to ILACS", "sif to ilacs")
    assert change(None, first) is None


def test_the_same_words_in_any_order_are_wholly_alike_and_other_words_are_not() -> None:
    first, second = "The quality and frequency of supervision.", "Frequency and quality of supervision"
    assert likeness(telling_words(first), telling_words(second)) == 1.0
    assert likeness(telling_words(first), telling_words("Pathway plans of care leavers")) == 0.0
    assert likeness(telling_words("and the"), telling_words("of the")) == 0.0  # nothing telling is like nothing


def test_passages_of_one_report_are_not_paired_and_the_older_comes_first() -> None:
    older = [Passage("The timeliness of assessments of risk."), Passage("Timeliness of risk assessment.")]
    newer = [Passage("Timely assessments of risk.")]
    pairs = similar_over_time([older, newer])
    assert [(pair.first, pair.second) for pair in pairs] == [(older[0], newer[0]), (older[1], newer[0])]
    assert similar(older, [Passage("Supervision of staff.")]) == []


def test_pairs_are_those_of_comparing_each_with_each_in_order() -> None:
    words = ("timeliness", "assessments", "risk", "pathway", "plans", "visits", "supervision", "front", "door", "and")
    random = Random(3)
    groups = [[Passage(" ".join(random.choices(words, k=random.randint(1, 5)))) for _ in range(4)] for _ in range(6)]
    each = [
        (one, other, likeness(telling_words(one.text), telling_words(other.text)))
        for older, newer in combinations(groups, 2)
        for one, other in product(older, newer)
    ]
    expected = sorted((found for found in each if found[2] >= ENOUGH), key=lambda found: -found[2])
    assert len(expected) > 50
    assert [(pair.first, pair.second, pair.score) for pair in similar_over_time(groups)] == expected
    assert similar_over_time(groups, most=7) == similar_over_time(groups)[:7]


def test_ofsteds_eight_regions_are_the_nine_with_two_joined() -> None:
    assert len(REGIONS) == 9
    assert len(OFSTED_REGIONS) == 8
    assert ofsted_region("North East") == ofsted_region("Yorkshire and the Humber") == "North East, Yorkshire and the Humber"
    assert ofsted_region("London") == "London"
    assert ofsted_region(None) is None
