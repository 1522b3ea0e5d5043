"""Ofsted's yearly lists of social care providers, in the genuine layouts of four years, with invented providers."""

from datetime import datetime
from pathlib import Path

import pytest

from archive.errors import ConfigurationError
from archive.outcomes.ofsted_file import OfficialFile, read_file
from tests.archive import official_files as files

FAMILY = "Overall_experiences"


def row(**values: files.Value) -> list[files.Value]:
    """A row of 2024: a fostering agency with its latest inspection, where `values` say nothing else."""
    agency = {
        "URN": "SC990001", "Provision_type": "Independent Fostering Agency", "Registration_date": "30/03/1995",
        "Registration_status": "Active", "Name": "Larkfield Fostering", "Town": "Newwick", "Postcode": "NW0 0ZZ",
        "Government_Office_Region": "London", "Local_authority": "Newwick", "Sector": "Private", "Places": "",
        "Organisation": "Larkfield Limited", "Latest_full_inspection_event_type": "Full inspection",
        "Latest_full_inspection_date": "15/08/2022", "Latest_full_inspection_publication": "23/09/2022",
        "Latest_full_inspection_event_number": "10999001", FAMILY: "Requires improvement to be good", "The_effectiveness": "Good",
    }  # fmt: skip
    return files.row_of(files.PROVIDERS_2024, **(agency | values))


def read(path: Path, *rows: list[files.Value]) -> OfficialFile:
    return read_file(files.write_csv(path / "social_care_provider_at_march_2024.csv", [["A title"], files.PROVIDERS_2024, *rows]), None)


def test_a_row_is_a_provider_with_its_latest_and_previous_inspection(tmp_path: Path) -> None:
    previous = {"Previous_full_inspection_event_date": "10/07/2017", "Previous_overall": "Outstanding", "Previous_effectiveness": "NULL"}
    file = read(tmp_path, row(**previous), [""] * 5)
    assert (file.kind, file.as_at, file.refused) == ("social_care", "2024-03-31", [])
    assert file.rows == {"providers": 1, "empty": 1, "latest": 1, "previous": 1}
    (provider,) = file.providers
    assert (provider.row, provider.urn, provider.name, provider.local_authority) == (3, "SC990001", "Larkfield Fostering", "Newwick")
    assert (provider.registered, provider.places, provider.owner) == ("1995-03-30", None, "Larkfield Limited")
    latest, before = file.listed
    assert (latest.of, latest.inspected, latest.published, latest.event_number) == ("latest", "2022-08-15", "2022-09-23", "10999001")
    assert latest.overall == "requires_improvement"
    assert latest.judgements["The effectiveness of leaders and managers"] == "Good"
    assert (before.of, before.inspected, before.overall) == ("previous", "2017-07-10", "outstanding")
    assert list(before.judgements) == ["Overall experiences and progress of children and young people"]


def test_the_layout_of_2016_has_a_row_of_groups_and_no_date_of_publication(tmp_path: Path) -> None:
    groups = ["Provider information", *[None] * 15, "Latest Full Inspection information"]
    home = files.row_of(
        files.PROVIDERS_2016, URN="1990002", Provision_type="Boarding School", Registration_status="Active", Name="Thistle School",
        Places="16", Event_type="Full Inspection", Inspection_date="19/08/2015", Event_number="1",
        Overall_effectiveness="Requires Improvement", Leadership="Not judged",
    )  # fmt: skip
    path = files.write_csv(tmp_path / "social_care_provider_at_march_2016.csv", [groups, files.PROVIDERS_2016, home, [""]], "cp1252")
    file = read_file(path, None)
    (inspection,) = file.listed
    assert (file.rows["providers"], inspection.inspected, inspection.published) == (1, "2015-08-19", None)
    assert (inspection.overall, inspection.judgements["Leadership and management"]) == ("requires_improvement", "Not judged")


def test_a_second_group_of_columns_with_the_same_titles_is_the_inspection_before(tmp_path: Path) -> None:
    twice = (*files.PROVIDERS_2016, *files.PROVIDERS_2016[16:])
    groups = [None, *[None] * 15, "Latest Full Inspection", *[None] * 7, "Previous Full Inspection"]
    values = files.row_of(
        files.PROVIDERS_2016, URN="1990002", Provision_type="Boarding School", Registration_status="Active", Name="Thistle"
    )
    values[17], values[19] = "19/08/2015", "Good"
    path = files.write_csv(tmp_path / "x_at_march_2017.csv", [groups, twice, [*values, "", "01/02/2012", "", "Inadequate", "", "", "", ""]])
    assert [(one.of, one.inspected, one.overall) for one in read_file(path, None).listed] == [
        ("latest", "2015-08-19", "good"),
        ("previous", "2012-02-01", "inadequate"),
    ]


@pytest.mark.parametrize(
    "provision_type",
    ["Children's home", "Children’s Home", "Secure children's home", "Residential special school (registered as a children's home)"],
)
def test_of_a_childrens_home_nothing_is_read_that_names_or_places_it(tmp_path: Path, provision_type: str) -> None:
    (home,) = read(tmp_path, row(Provision_type=provision_type, Linked_Education_URN="990077", Places="4")).providers
    assert (home.name, home.local_authority, home.region, home.owner, home.education_urn) == (None,) * 5
    assert (home.urn, home.places, home.sector) == ("SC990001", 4, "Private")


def test_a_provider_whose_name_the_list_holds_back_has_no_place_either(tmp_path: Path) -> None:
    (provider,) = read(tmp_path, row(Name="REDACTED")).providers
    assert (provider.name, provider.local_authority, provider.region, provider.owner) == (None,) * 4


def test_a_sheet_of_the_year_has_several_inspections_of_one_provider(tmp_path: Path) -> None:
    def visit(day: datetime, **values: files.Value) -> list[files.Value]:
        return files.row_of(
            files.IN_YEAR_2025, URN=990003, Provision_type="Supported Accommodation", Registration_status="Active", Name="Fenbrook",
            Inspection_event_type="Full inspection", Inspection_date=day, **values,
        )  # fmt: skip

    sheets = {
        "Provider_level_in_year_2024-25": [
            files.IN_YEAR_2025,
            visit(datetime(2024, 5, 1), Supported_Accommodation_outcome="Serious or widespread weaknesses"),
            visit(datetime(2024, 9, 1), Supported_Accommodation_outcome="Consistently strong service delivery"),
        ],
        "SA_Premises": [files.PROVIDERS_2024[:18], *[files.row_of(files.PROVIDERS_2024[:18], URN=990003, Provision_type="x")] * 2],
    }
    file = read_file(files.write_sheets(tmp_path / "providers_at_31_March_2025.ods", sheets), None)
    assert [(one.of, one.inspected, one.overall) for one in file.listed] == [("year", "2024-05-01", None), ("year", "2024-09-01", None)]
    assert file.listed[0].judgements == {"Supported accommodation outcome": "Serious or widespread weaknesses"}
    assert [one.urn for one in file.providers] == ["990003"]
    assert file.refused == ["sheet 'SA_Premises': we left out its 2 rows: it has several rows of one provider, and no inspections"]


@pytest.mark.parametrize(
    ("values", "reason", "kept"),
    [
        ({"URN": "none"}, "row 3 has the URN 'NONE'", 0),
        ({"Provision_type": None}, "row 3 (URN SC990001) has no provision type", 0),
        ({FAMILY: "Splendid"}, "row 3: we left out 'Splendid'", 1),
        ({"Latest_full_inspection_date": "soon"}, "row 3: the inspection has the date 'soon'", 1),
        ({"Places": "several"}, "row 3: we left out the number of places 'several'", 1),
    ],
)
def test_what_is_not_understood_is_left_out_and_said(tmp_path: Path, values: dict[str, files.Value], reason: str, kept: int) -> None:
    file = read(tmp_path, row(**values), row(URN="SC990009"))
    assert [reason in sentence for sentence in file.refused] == [True]
    assert len(file.providers) == kept + 1
    if kept:
        assert None in (file.listed[0].overall, file.listed[0].inspected, file.providers[0].places)


def test_a_provider_that_stands_twice_in_a_list_is_an_inspection_each(tmp_path: Path) -> None:
    file = read(tmp_path, row(), row())
    assert (len(file.providers), [one.of for one in file.listed]) == (1, ["year", "year"])


def test_an_unknown_column_is_named_and_a_new_judgement_is_read(tmp_path: Path) -> None:
    columns = (*files.PROVIDERS_2024, "Quality of play", "Colour of the door")
    path = files.write_csv(tmp_path / "x_at_march_2024.csv", [columns, [*row(), "Good", "Red"]])
    file = read_file(path, None)
    assert file.listed[0].judgements["Quality of play"] == "Good"
    assert file.refused == ["sheet 'x_at_march_2024.csv': we left out column 'Colour of the door', as we do not know it"]


def test_a_csv_without_such_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="URN, provision type and registration status"):
        read_file(files.write_csv(tmp_path / "x_at_march_2024.csv", [["URN", "Name"], ["1", "2"]]), None)


@pytest.mark.parametrize(
    ("name", "providers", "latest", "graded"),
    [
        ("social_care_provider_at_march_2016.csv", 2647, 2647, 2646),
        ("social_care_provider_at_march_2020.csv", 2971, 2971, 2971),
        ("social_care_provider_at_march_2024.csv", 3876, 3876, 3876),
        pytest.param("social_care_provider_at_march_2025.ods", 5660, 4343, 4293, marks=pytest.mark.long),
    ],
)
def test_every_row_of_the_genuine_lists_is_read(shared: Path, name: str, providers: int, latest: int, graded: int) -> None:
    file = read_file(shared / "official" / name, None)
    newest = [one for one in file.listed if one.of == "latest"]
    assert (len(file.providers), len(newest), sum(one.overall is not None for one in newest)) == (providers, latest, graded)
    assert not [sentence for sentence in file.refused if "row " in sentence]
    assert not [one for one in file.providers if "home" in one.provision_type.lower() and (one.name or one.local_authority or one.owner)]
