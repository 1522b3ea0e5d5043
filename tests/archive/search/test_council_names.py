"""Every usual form of a council's name means that council, and no other place does: over the official list of England's authorities."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.search.council_names import council_called
from archive.store import open_archive
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE


@pytest.fixture(scope="module")
def england(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An archive of nothing but the shipped list of authorities."""
    database = open_archive(Path(tmp_path_factory.mktemp("england")) / "archive.db")
    yield database.conn
    database.close()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Wigan", "Wigan"),
        ("wigan council?", "Wigan"),
        ("Wigan Metropolitan Borough Council", "Wigan"),
        ("Wigan MBC", "Wigan"),
        ("Medway council", "Medway"),
        ("Hull", "Kingston Upon Hull, City of"),
        ("Hull City Council", "Kingston Upon Hull, City of"),
        ("Kingston upon Hull", "Kingston Upon Hull, City of"),
        ("City of York Council", "York"),
        ("York City Council", "York"),
        ("The City of York", "York"),
        ("Herts", "Hertfordshire"),
        ("Herts County Council", "Hertfordshire"),
        ("Hertfordshire CC", "Hertfordshire"),
        ("RBKC", "Kensington and Chelsea"),
        ("Royal Borough of Kensington & Chelsea", "Kensington and Chelsea"),
        ("London Borough of Barnet", "Barnet"),
        ("LB Barnet", "Barnet"),
        ("Barnet London Borough Council", "Barnet"),
        ("Bristol City Council", "Bristol, City of"),
        ("Bristol", "Bristol, City of"),
        ("BCP Council", "Bournemouth, Christchurch and Poole"),
        ("BCP", "Bournemouth, Christchurch and Poole"),
        ("Durham County Council", "Durham"),
        ("County Durham", "Durham"),
        ("Newcastle City Council", "Newcastle upon Tyne"),
        ("St Helens Council", "St. Helens"),
        ("Saint Helens", "St. Helens"),
        ("Telford & Wrekin Council", "Telford and Wrekin"),
        ("Stoke on Trent City Council", "Stoke-on-Trent"),
        ("Southend on Sea", "Southend-on-Sea"),
        ("City of London Corporation", "City of London"),
        ("Council of the Isles of Scilly", "Isles of Scilly"),
        ("City of Bradford Metropolitan District Council", "Bradford"),
        ("Bradford children’s services", "Bradford"),
        ("NE Lincs", "North East Lincolnshire"),
        ("N Yorks", "North Yorkshire"),
        ("North Yorks council", "North Yorkshire"),
        ("West Northants", "West Northamptonshire"),
        ("South Glos Council", "South Gloucestershire"),
        ("Bath & North East Somerset Council", "Bath and North East Somerset"),
        ("BANES", "Bath and North East Somerset"),
        ("Nottingham City", "Nottingham"),
        ("Notts County Council", "Nottinghamshire"),
        ("Derby city council", "Derby"),
        ("Derbyshire", "Derbyshire"),
        ("Bedford Borough Council", "Bedford Borough"),
        ("Westminster City Council", "Westminster"),
        ("Royal Borough of Greenwich", "Greenwich"),
        ("Blackburn with Darwen Borough Council", "Blackburn with Darwen"),
        ("Sandwell local authority", "Sandwell"),
        ("Somerset Council", "Somerset"),
        ("City of Wolverhampton Council", "Wolverhampton"),
        ("Salford City Council", "Salford"),
        ("Isle of Wight council", "Isle of Wight"),
        ("Windsor & Maidenhead", "Windsor and Maidenhead"),
        ("RBWM", "Windsor and Maidenhead"),
        ("East Riding of Yorkshire Council", "East Riding of Yorkshire"),
        ("Hammersmith", "Hammersmith and Fulham"),
        ("Wilts", "Wiltshire"),
    ],
)
def test_the_usual_forms_of_a_name(england: sqlite3.Connection, typed: str, name: str) -> None:
    called = council_called(england, typed)
    assert called is not None
    assert called[1] == name


@pytest.mark.parametrize(
    "typed",
    [
        "London", "Greater London", "Yorkshire", "Newcastle-under-Lyme Borough Council", "Oxford City Council", "Lincoln", "Exeter",
        "Bury St Edmunds", "council", "city council", "borough of", "children's services", "Wigan supervision", "Bolton parent carers",
        "the", "", "???", "county", "Sutton Coldfield", "South", "LB", "Cambridge City Council",
    ],
)  # fmt: skip
def test_no_other_place_is_taken_for_a_council(england: sqlite3.Connection, typed: str) -> None:
    assert council_called(england, typed) is None


def test_every_official_name_means_its_own_authority(england: sqlite3.Connection) -> None:
    rows = england.execute("select code, name from local_authorities where ended is null").fetchall()
    assert len(rows) > 150
    for code, name in rows:
        for typed in (name, f"{name} Council", name.upper(), f"the {name} council"):
            assert council_called(england, typed) == (code, name), typed


def test_other_names_of_an_authority_count(tmp_path: Path) -> None:
    made = ArchiveFactory(tmp_path)
    made.authority(BRACKMERE, "Brackmere", also_known_as="Brackmere on Sea|Old Brackmere")
    made.authority(AMBERFORD, "Brackmere (to 2019)", ended="2019-03-31")
    assert council_called(made.db.conn, " old brackmere? ") == (BRACKMERE, "Brackmere")
    assert council_called(made.db.conn, "Brackmere") == (BRACKMERE, "Brackmere")  # of two, the one that still exists
    made.db.close()
