"""Ofsted's monthly lists of state-funded schools, with the columns that others describe and invented schools."""

from pathlib import Path

import pytest

from archive.errors import ConfigurationError
from archive.outcomes.ofsted_file import OfficialFile, read_file
from tests.archive.official_files import write_csv

OLDER = (
    "Web Link", "URN", "LAESTAB", "School name", "Ofsted phase", "Type of education", "Local authority", "Region",
    "Inspection number of latest full inspection", "Inspection type", "Inspection start date", "Publication date",
    "URN at time of latest full inspection", "Overall effectiveness", "Quality of education",
    "Early years provision (where applicable)", "Previous full inspection number", "Previous inspection start date",
    "Previous publication date", "URN at time of previous full inspection", "Previous full inspection overall effectiveness",
)  # fmt: skip
NEWER = (
    "Web Link (opens in new window)", "URN", "School name", "Ofsted phase", "Type of education", "Local authority", "Region",
    "Inspection number of latest full inspection", "Inspection type", "Inspection start date", "Publication date",
    "Safeguarding standards", "Inclusion", "Leadership and governance", "Inspection number of latest OEIF graded inspection",
    "Inspection start date of latest OEIF graded inspection", "Publication date of latest OEIF graded inspection",
    "URN at time of latest OEIF graded inspection", "Latest OEIF overall effectiveness", "Latest OEIF quality of education",
    "Latest ungraded inspection number", "Date of latest ungraded inspection", "Ungraded inspection publication date",
    "Ungraded inspection overall outcome",
)  # fmt: skip
SCHOOL = ("", "990101", "Elm School", "Primary", "Community School", "Newwick", "London")


def read(path: Path, *rows: tuple[object, ...]) -> OfficialFile:
    return read_file(write_csv(path / "schools_latest_inspections_as_at_31_Aug_2025.csv", [["A title"], *rows], "cp1252"), None)


def test_grades_in_numbers_are_read_and_no_grade_is_none(tmp_path: Path) -> None:
    school = ("", "990101", "9990101", "Elm School – North", "Primary", "Academy Converter", "Newwick", "London")
    latest = ("10099001", "S5 Inspection", "18/03/2024", "01/05/2024", "990101", "2", "1", "9")
    before = ("10088001", "01/02/2018", "NULL", "990055", "4")
    file = read(tmp_path, OLDER, (*school, *latest, *before))
    assert (file.kind, file.as_at, file.rows, file.refused) == (
        "schools",
        "2025-08-31",
        {"providers": 1, "latest": 1, "previous": 1},
        [],
    )
    (provider,) = file.providers
    assert (provider.urn, provider.name, provider.provision_type) == ("990101", "Elm School – North", "Academy Converter")
    assert (provider.local_authority, provider.region) == ("Newwick", "London")
    now, earlier = file.listed
    assert (now.of, now.overall, now.inspected) == ("latest", "good", "2024-03-18")
    assert now.judgements == {"Overall effectiveness": "Good", "Quality of education": "Outstanding"}
    assert (earlier.of, earlier.urn, earlier.overall, earlier.published) == ("previous", "990055", "inadequate", None)


def test_a_report_card_has_no_overall_grade_and_stands_beside_the_graded_and_the_ungraded_inspection(tmp_path: Path) -> None:
    card = ("10099002", "Full inspection", "13/01/2026", "09/02/2026", "Met", "Strong standard", "Needs attention")
    graded = ("10077001", "04/05/2023", "01/06/2023", "990101", "Not judged", "3")
    ungraded = ("10066001", "05/05/2025", "NULL", "Standards maintained")
    one, two, three = read(tmp_path, NEWER, (*SCHOOL, *card, *graded, *ungraded)).listed
    assert (one.of, one.overall) == ("latest", None)
    assert one.judgements == {
        "Safeguarding standards": "Met",
        "Inclusion": "Strong standard",
        "Leadership and governance": "Needs attention",
    }
    assert (two.of, two.overall, two.judgements["Quality of education"]) == ("graded", None, "Requires improvement")
    assert (three.of, three.overall, three.judgements) == ("ungraded", None, {"Overall outcome": "Standards maintained"})


def test_a_row_without_an_inspection_is_a_school_and_one_without_a_urn_is_refused(tmp_path: Path) -> None:
    file = read(tmp_path, NEWER, (*SCHOOL, *["NULL"] * 17), ("", "?", "Odd School"), ())
    assert (len(file.providers), file.listed, file.rows) == (1, [], {"providers": 1, "empty": 1})
    assert file.refused == ["sheet 'schools_latest_inspections_as_at_31_Aug_2025.csv': row 4 has the URN '?', which is none"]


def test_a_list_that_names_childminders_is_refused(tmp_path: Path) -> None:
    columns = ("Web link", "Provider URN", "Provider type", "Provider status", "Provider name", "Local authority")
    rows = [("", "EY990001", "Childcare on non-domestic premises", "Active", "Elm Nursery", "Newwick")]
    with pytest.raises(ConfigurationError, match="private people"):
        read(tmp_path, columns, *rows, ("", "EY990002", "Childminder", "Active", "REDACTED", "Newwick"))
