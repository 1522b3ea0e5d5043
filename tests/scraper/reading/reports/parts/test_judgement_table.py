"""Tables of judgements by geometry: broken cells, rows out of order, and rows without exactly one grade."""

import random

import pytest

from scraper.reading.reports.parts.grades import is_grade, read_grade
from scraper.reading.reports.parts.judgement_table import Row, table_rows
from tests.scraper.reading.reports.sheet import RIGHT, Sheet

NAMES = {"Care of children", "Care of children and of care leavers", "Leaders and their work with families", "Overall"}


def rows(sheet: Sheet) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    return table_rows([(1, line) for line in sheet.lines], RIGHT - 12, lambda text: text in NAMES, is_grade)


def read(sheet: Sheet) -> list[tuple[str, str | None]]:
    return [(row.name.text, row.grade) for row in rows(sheet)[0]]


def table() -> Sheet:
    sheet = Sheet().row("Leaders and their|work with families", "Requires|improvement to be|good")
    return sheet.row("Care of children|and of care leavers", "Good").row("Overall", "Requires improvement|to be good")


EXPECTED = [
    ("Leaders and their work with families", "Requires improvement to be good"),
    ("Care of children and of care leavers", "Good"),
    ("Overall", "Requires improvement to be good"),
]


def test_cells_of_several_lines() -> None:
    assert read(table()) == EXPECTED


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_the_lines_makes_no_difference(seed: int) -> None:
    sheet = table()
    random.Random(seed).shuffle(sheet.lines)
    assert read(sheet) == EXPECTED


def test_the_longest_name_wins() -> None:
    assert read(Sheet().row("Care of children", "Good").row("Overall", "Good"))[0] == ("Care of children", "Good")
    assert read(Sheet().row("Care of children|and of care leavers", "Good"))[0] == ("Care of children and of care leavers", "Good")


def test_a_row_whose_name_is_lost_gives_its_grade_to_no_other() -> None:
    sheet = table()
    sheet.lines = [line for line in sheet.lines if line.text != "Overall"]
    found, left_over = rows(sheet)
    assert [row.grade for row in found] == ["Requires improvement to be good", "Good"]
    assert left_over == ("Requires improvement to be good",)


@pytest.mark.parametrize("lost", range(10))
def test_a_lost_line_never_gives_another_grade(lost: int) -> None:
    sheet = table()
    right = dict(EXPECTED)
    del sheet.lines[lost % len(sheet.lines)]
    for name, grade in read(sheet):
        if name in right and grade is not None and is_grade(grade) and grade[0].isupper():
            assert read_grade(grade).grade == read_grade(right[name]).grade
