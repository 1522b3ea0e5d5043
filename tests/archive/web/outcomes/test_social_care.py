"""Ofsted's lists of social care providers: loaded by the command, counted on a page, and never a children's home with a name or place."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli import main
from tests.archive import official_files as files
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import asked
from tests.archive.web.outcomes.reading import words

AGENCY, SCHOOL, HOME = "SC990001", "SC990002", "SC990003"


@pytest.fixture
def archive(own: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> ArchiveFactory:
    """An archive that commands find."""
    monkeypatch.setenv("ARCHIVE_DB", str(own.path))
    monkeypatch.setenv("ARCHIVE_FILES", str(own.files))
    return own


def row(urn: str, kind: str, name: str, grade: str, **values: files.Value) -> list[files.Value]:
    return files.row_of(
        files.PROVIDERS_2024, URN=urn, Provision_type=kind, Registration_status="Active", Name=name, Local_authority="Fairholm",
        Government_Office_Region="London", Organisation="Thornbury Trust", Latest_full_inspection_event_type="Full inspection",
        Latest_full_inspection_date="15/08/2022", Latest_full_inspection_event_number=f"1{urn[2:]}", Overall_experiences=grade, **values,
    )  # fmt: skip


def load(path: Path, name: str, *rows: list[files.Value]) -> str:
    """The output of loading a list."""
    done = CliRunner().invoke(main, ["official", str(files.write_csv(path / name, [files.PROVIDERS_2024, *rows]))])
    assert done.exit_code == 0, done.output
    return done.output


def text(archive: ArchiveFactory, path: str) -> str:
    """What the public site answers."""
    site = asked(archive.path, archive.files, public=True)
    answer = next(site)(path)
    site.close()
    assert answer.status_code == 200
    return answer.text


def page(archive: ArchiveFactory, path: str) -> str:
    """The words of a public page."""
    return words(text(archive, path))


def load_two_years(path: Path) -> None:
    agency = row(AGENCY, "Independent Fostering Agency", "Larkfield Fostering", "Good")
    load(path, "x_at_march_2023.csv", agency, row(SCHOOL, "Residential Special School", "Thistle School", "Outstanding"))
    school = row(SCHOOL, "Residential special school (registered as a children's home)", "REDACTED", "Inadequate")
    load(path, "x_at_march_2024.csv", agency, school, row(HOME, "Children's home", "Ash House", "Good", Previous_overall="Good"))


def test_a_list_is_loaded_and_loading_it_again_adds_nothing(archive: ArchiveFactory, tmp_path: Path) -> None:
    rows = [row(AGENCY, "Independent Fostering Agency", "Larkfield Fostering", "Good"), row("x", "Boarding School", "Elm", "Good")]
    said = load(tmp_path, "x_at_march_2024.csv", *rows)
    assert "1 rows of providers, 1 latest inspections; 1 new, 1 left out" in said
    assert "left out: sheet 'x_at_march_2024.csv': row 3 has the URN 'X', which is none" in said
    (problem,) = archive.db.execute("select message from problems where kind = 'statistics_row' and resolved is null").fetchall()
    assert "row 3 has the URN" in problem[0]
    assert "0 new" in load(tmp_path, "x_at_march_2024.csv", rows[0])
    assert archive.db.execute("select count(*) from official_provider_inspections").fetchone()[0] == 1
    assert archive.db.execute("select count(*) from problems where kind = 'statistics_row' and resolved is null").fetchone()[0] == 0


def test_a_file_of_the_year_and_the_list_of_that_day_stand_side_by_side(archive: ArchiveFactory, tmp_path: Path) -> None:
    agency = row(AGENCY, "Independent Fostering Agency", "Larkfield Fostering", "Good")
    new = files.row_of(files.PROVIDERS_2024, URN=SCHOOL, Provision_type="Boarding School", Registration_status="Active")
    visits = [row(HOME, "Children's home", "REDACTED", grade) for grade in ("Inadequate", "Good")]
    for names in (("all_at_march_2024.csv", "inspections_in_year_to_march_2024.csv"), ("inspections_in_year_to_march_2024.csv",) * 2):
        for name in names:
            load(tmp_path, name, *(visits if "year" in name else [agency, new]))
        counted = archive.db.execute("select list, count(*) from official_provider_inspections group by 1").fetchall()
        assert [tuple(one) for one in counted] == [("latest", 1), ("year", 2)]
        assert archive.db.execute("select group_concat(urn, ' ') from (select urn from official_providers order by urn)").fetchone()[0] == (
            f"{AGENCY} {SCHOOL} {HOME}"
        )


def test_a_school_that_became_a_childrens_home_loses_its_name_and_place_in_older_lists(archive: ArchiveFactory, tmp_path: Path) -> None:
    load_two_years(tmp_path)
    named = archive.db.execute("select distinct urn from official_providers where coalesce(name, local_authority, region, owner) not null")
    assert [urn for (urn,) in named.fetchall()] == [AGENCY]
    everything = "".join(str(tuple(one)) for one in archive.db.execute("select * from official_providers").fetchall())
    assert "Ash House" not in everything
    assert "Thistle" not in everything


def test_a_provider_is_found_by_its_number_with_each_inspection_once(archive: ArchiveFactory, tmp_path: Path) -> None:
    load_two_years(tmp_path)
    agency = page(archive, f"/social-care-providers?urn={AGENCY.lower()}")
    assert "Larkfield Fostering Number SC990001 Type Independent Fostering Agency Local authority Fairholm" in agency
    assert "In the lists for 31 March 2024, 31 March 2023" in agency
    assert agency.count("15 August 2022 Full inspection Overall experiences and progress of children and young people: Good") == 1
    home = page(archive, f"/social-care-providers?urn={SCHOOL}")
    assert "Provider SC990002" in home
    assert not [name for name in ("Thistle", "Fairholm Sector", "Thornbury") if name in home]
    assert "No list has a provider with the number “SC1”" in page(archive, "/social-care-providers?urn=SC1")


def test_the_page_counts_grades_by_type_and_day(archive: ArchiveFactory, tmp_path: Path) -> None:
    assert "has not loaded a list yet" in page(archive, "/social-care-providers")
    load_two_years(tmp_path)
    newest = page(archive, "/social-care-providers")
    assert "On 31 March 2024" in newest
    assert "Children's home 1 1 0 1 0 0 0 100 %" in newest
    assert "registered as a children's home) 1 1 0 0 0 0 1 0 %" in newest
    assert "On 31 March 2023" in page(archive, "/social-care-providers?as_at=2023-03-31")
    assert "We have no list for “2020-03-31”" in page(archive, "/social-care-providers?as_at=2020-03-31")
    rows = json.loads(text(archive, "/social-care-providers.json"))["rows"]
    assert [(one["as_at"], one["providers"], one["good_or_outstanding_share"]) for one in rows] == [
        ("2024-03-31", 1, 1.0),
        ("2024-03-31", 1, 1.0),
        ("2024-03-31", 1, 0.0),
        ("2023-03-31", 1, 1.0),
        ("2023-03-31", 1, 1.0),
    ]
