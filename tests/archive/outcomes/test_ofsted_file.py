"""Ofsted's statistics to facts: the genuine files whole, the odd cells of case 23, and invented files in the genuine layouts."""

import datetime
from collections import Counter
from pathlib import Path

import pytest

from archive.authorities import parse_authorities
from archive.errors import ConfigurationError
from archive.outcomes.ofsted_cells import read_days, read_grade, text_of
from archive.outcomes.ofsted_file import day_of, read_file
from archive.outcomes.ofsted_tables import Official
from archive.outcomes.reconciliation import find_place
from tests.archive import official_files as own
from tests.conftest import ROOT

GOOD = ["Good"] * 5
DAY = datetime.date(2024, 2, 6)


@pytest.mark.parametrize(
    ("name", "as_at", "rows", "kinds"),
    [
        (
            "LA_Inspection_Outcomes_as_at_31_March_2025.ods", "2025-03-31", {"latest": 153, "year": 112, "history": 271},
            {"graded": 153, "ilacs_standard": 171 + 22, "ilacs_short": 100 + 30, "focused_visit": 36, "monitoring_visit": 24},
        ),
        (
            "LA_Inspection_Outcomes_as_at_March_2024.ods", "2024-03-31", {"latest": 153, "year": 107, "history": 156},
            {"graded": 153, "ilacs_standard": 150 + 23, "ilacs_short": 69 + 19, "focused_visit": 37, "monitoring_visit": 28},
        ),
        (
            "Area_SEND_inspection_data_01_May_2016_to_31_August_2022.ods", "2022-08-31", {"area_send": 149},
            {"area_send_2016": 149, "area_send_revisit": 46},
        ),
    ],
)  # fmt: skip
def test_the_genuine_files_are_read_whole(shared: Path, name: str, as_at: str, rows: dict[str, int], kinds: dict[str, int]) -> None:
    file = read_file(shared / "official" / name, None)
    assert (file.as_at, file.rows, Counter(one.kind for one in file.found)) == (as_at, rows, kinds)
    assert [one for one in file.refused if "ILACS inspections of local authorities that existed before" not in one] == []
    assert all(one.link and one.link.startswith("http") for one in file.found)
    places = parse_authorities((ROOT / "archive" / "authorities.csv").read_text("utf-8"))
    assert [one.name for one in file.found if not find_place(one.name, places, one.inspected or as_at, one.code)] == []
    if file.kind == "area_send":
        outcomes = Counter(one.outcome for one in file.found)
        assert (outcomes["written statement of action required"], outcomes["no written statement of action"]) == (82, 67)
    assert all(one.theme for one in file.found if one.kind == "monitoring_visit")


def test_every_odd_file_of_the_case_is_read(shared: Path) -> None:
    found = {path.name.partition("_")[0]: read_file(path, None) for path in (shared / "cases" / "23-yearly-ods").glob("*.ods")}
    assert len(found) == 8
    one = {name: file.found[0] for name, file in found.items()}
    assert {(one[name].inspected, one[name].published) for name in one} == {("2023-06-12", "2023-07-31")}
    assert one["note-symbols"].outcome is None
    assert {one[name].outcome for name in one if name != "note-symbols"} == {"good"}
    assert one["range-date"].last == "2023-06-23"
    assert {name: len(file.refused) for name, file in found.items() if file.refused} == {"short-note": 1}
    places = parse_authorities((ROOT / "archive" / "authorities.csv").read_text("utf-8"))
    unknown = [row.name for row in found["names"].found if not find_place(row.name, places, "2024-03-31")]
    assert unknown == ["King’s Lynn"]  # a town, no authority


def test_both_layouts_of_a_year(tmp_path: Path) -> None:
    visit = ["Page", "Mereham", "London", DAY, "LA Monitoring visit", None, None, None, None, None, "Front door [note 1]"]
    older = file_of(
        tmp_path / "outcomes_as_at_March_2024.ods",
        {
            "Latest": [own.LATEST_2024, ["Page", "Mereham", "London", DAY, *GOOD], ["Page", "Newby", "London", "Not yet inspected"]],
            "Year": [own.YEAR_2024, visit],
            "History": [
                own.HISTORY_2024,
                ["Page", "Mereham", "London", DAY, "ILACS Short Inspection", *GOOD[:4], None, DAY, "ILACS Standard Inspection", *GOOD],
                ["Page", "Newby", "London"],
                ["Of authorities that are no more"],
                own.ENDED_2024,
                ["Page", "Oldham Forest", "London", DAY, "ILACS Standard Inspection", *GOOD],
            ],
        },
    )
    assert [(one.of, one.kind, one.name, one.inspected, one.published, one.theme) for one in older] == [
        ("latest", "graded", "Mereham", "2024-02-06", None, None),
        ("latest", "graded", "Newby", None, None, None),
        ("year", "monitoring_visit", "Mereham", "2024-02-06", None, "Front door"),
        ("history", "ilacs_short", "Mereham", None, "2024-02-06", None),
        ("history", "ilacs_standard", "Mereham", None, "2024-02-06", None),
        ("history", "ilacs_standard", "Oldham Forest", None, "2024-02-06", None),
    ]
    assert {one.link for one in older} == {own.LINK}
    newer = file_of(
        tmp_path / "outcomes_as_at_31_March_2025.ods",
        {
            "Year": [own.YEAR_2025, ["Page", "X1", "Mereham", "London", DAY, DAY, "ILACS Focused Visit", *[None] * 5, "Front door"]],
            "History": [own.HISTORY_2025, ["Page", "X1", "Mereham", "Current", "London", DAY, DAY, "ILACS Short Inspection", *GOOD]],
        },
    )
    assert [(one.of, one.kind, one.code, one.published, one.outcome) for one in newer] == [
        ("year", "focused_visit", "X1", "2024-02-06", None),
        ("history", "ilacs_short", "X1", "2024-02-06", "good"),
    ]


def file_of(path: Path, sheets: dict[str, list[object]]) -> list[Official]:
    """What a file with these sheets holds."""
    return read_file(own.write_sheets(path, sheets), None).found  # type: ignore[arg-type]


def test_what_is_not_understood_costs_only_itself_and_is_told(tmp_path: Path) -> None:
    header = [*own.YEAR_2025, "Mood of the day"]
    row = ["Page", "X1", "Mereham", "London", DAY, DAY, "ILACS Focused Visit", *[None] * 5, "Front door"]
    odd = [
        [*row[:6], "ILACS Picnic", *row[7:]],
        [*row[:4], "soon", *row[5:]],
        [*row[:4], "31/02/2024", *row[5:]],
        [*row[:5], datetime.date(2023, 1, 1), *row[6:]],
        [*row[:7], "Splendid", *row[8:]],
        [*row[:2], None, *row[3:]],
        ["Page", "X1", "Mereham", "London", None, None, *row[6:]],
        ["Page", "X1", "Mereham", "London", datetime.date(2990, 1, 1), *row[5:]],
    ]
    file = read_file(own.write_sheets(tmp_path / "as_at_31_March_2025.ods", {"Year": [header, *odd, row], "Other": [["a"]]}), None)
    assert (file.rows, len(file.found)) == ({"year": 1}, 1)
    said = ["'Mood of the day'", "Picnic", "soon", "31/02", "before it was"]
    said += ["Splendid", "no authority", "no date of inspection", "2990", "'Other'"]
    assert len(file.refused) == len(said)
    assert all(words in sentence for words, sentence in zip(said, file.refused, strict=True))


def test_area_send_with_its_revisit(tmp_path: Path) -> None:
    table = [
        own.AREA_SEND,
        ["Page", "X1", "Mereham", "London", DAY, DAY, "Yes", 4, DAY, DAY, "Some", 3, 1],
        ["Page", "X2", "Newby", "London", DAY, DAY, "Yes", 4, "Not revisited yet"],
        ["Page", "X3", "Oldham Forest", "London", DAY, DAY, "No"],
        ["Page", "X4", "Perhaps", "London", DAY, DAY, "Maybe"],
    ]
    file = read_file(own.write_sheets(tmp_path / "Area_SEND_01_May_2016_to_31_August_2022.ods", {"Data": table}), None)
    assert [(one.name, one.kind, one.outcome) for one in file.found] == [
        ("Mereham", "area_send_2016", "written statement of action required"),
        ("Mereham", "area_send_revisit", "sufficient progress in addressing some significant weaknesses"),
        ("Newby", "area_send_2016", "written statement of action required"),
        ("Oldham Forest", "area_send_2016", "no written statement of action"),
    ]
    assert (file.as_at, len(file.refused)) == ("2022-08-31", 1)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        (45089, ("2023-06-12", None)),
        ("12/06/23", ("2023-06-12", None)),
        ("12th June 2023 [note 4]", ("2023-06-12", None)),
        (datetime.datetime(2023, 6, 12, 0, 0), ("2023-06-12", None)),
        ("12 to 23 June 2023", ("2023-06-12", "2023-06-23")),
        ("29 May – 2 June 2023", ("2023-05-29", "2023-06-02")),
        ("12/06/2023-23/06/2023", None),
        ("23 to 12 June 2023", None),
        ("[x]", (None, None)),
        ("1 June", None),
        (12, None),
        ("12/06/1823", None),
    ],
)
def test_days_of_a_cell(value: object, days: tuple[str | None, str | None] | None) -> None:
    if days is None:
        with pytest.raises(ConfigurationError, match="row 3"):
            read_days(value, "row 3")
    else:
        assert read_days(value, "row 3") == days


@pytest.mark.parametrize("note", ["[z]", "[x]", "[c]", "[low]", "[note 2]", "[note 1][note 2]", "[Note 1, 2]", "[r]"])
def test_a_note_is_no_fault(note: str) -> None:
    assert (read_grade(note, "row 1"), read_grade(f"Good {note}", "row 1"), text_of(f"Front door{note}")) == (None, "good", "Front door")


@pytest.mark.parametrize(
    ("name", "day"),
    [("x_as_at_March_2024.ods", "2024-03-31"), ("x as at 5 Feb 2024.ods", "2024-02-05"), ("as_at_February_2024", "2024-02-29"),
     ("data_01_May_2016_to_31_August_2022.ods", "2022-08-31")],
)  # fmt: skip
def test_the_day_that_a_name_tells(name: str, day: str) -> None:
    assert day_of(name, None) == day
    assert day_of(name, "2020-01-01") == "2020-01-01"


@pytest.mark.parametrize("name", ["file.ods", "as_at_31_Smarch_2024.ods", "as_at_31_February_2024.ods"])
def test_a_name_that_tells_no_day_says_what_to_do(name: str) -> None:
    with pytest.raises(ConfigurationError, match="such as --as-at 2024-03-31"):
        day_of(name, None)
