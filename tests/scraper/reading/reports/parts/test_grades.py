"""Printed grades: every spelling of a whole cell, and the ends of broken cells that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.vocabulary import GRADES
from scraper.reading.errors import UnknownValueError
from scraper.reading.reports.parts.grades import is_grade, is_grade_part, read_grade


@pytest.mark.parametrize(
    ("printed", "grade"),
    [
        ("Outstanding", "outstanding"),
        ("Good", "good"),
        ("good.", "good"),
        ("Requires improvement to be good", "requires_improvement"),
        ("Requires Improvement to be Good", "requires_improvement"),
        ("Requires improvement", "requires_improvement"),
        ("Require improvement", "requires_improvement"),
        ("requires\u00a0improvement  to be good.", "requires_improvement"),
        ("inadequate. 2", "inadequate"),
        ("Inadequate1", "inadequate"),
        ("Adequate", "adequate"),
        ("Satisfactory", "satisfactory"),
        ("Exceptional", "exceptional"),
        ("Strong standard", "strong_standard"),
        ("Expected standard", "expected_standard"),
        ("Needs attention", "needs_attention"),
        ("Urgent improvement", "urgent_improvement"),
    ],
)
def test_a_cell_is_its_grade(printed: str, grade: str) -> None:
    assert (read_grade(printed).grade, read_grade(printed).status) == (grade, "given")


@pytest.mark.parametrize(("printed", "status"), [("Not judged", "not_judged"), ("Not inspected", "not_judged"), ("N/A", "not_applicable")])
def test_words_that_there_is_no_grade(printed: str, status: str) -> None:
    assert (read_grade(printed).grade, read_grade(printed).status) == (None, status)


@pytest.mark.parametrize(
    "printed", ["to be good", "be good", "improvement", "Requires", "Good Good", "not good", "very good", "goodness", "", "7"]
)
def test_anything_else_is_unknown(printed: str) -> None:
    assert not is_grade(printed)
    with pytest.raises(UnknownValueError):
        read_grade(printed)


@pytest.mark.parametrize("part", ["Requires", "improvement to be", "improvement", "to be good", "be good", "Requires improvement to"])
def test_lines_of_a_broken_grade_are_parts(part: str) -> None:
    assert is_grade_part(part)


def test_words_that_only_hold_a_grade_are_no_part() -> None:
    assert not is_grade_part("good help and protection")


@given(st.text(max_size=60))
def test_whatever_is_read_is_in_the_vocabulary(printed: str) -> None:
    if is_grade(printed):
        found = read_grade(printed)
        assert found.grade is None or found.grade in GRADES.words
        assert (found.grade is not None) == (found.status == "given")
