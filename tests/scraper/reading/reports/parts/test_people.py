"""Names of inspectors in sentences, and the comparison of two spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.reading.errors import ParseError
from scraper.reading.reports.parts.people import find_person, read_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee, HMI, and Bo Dean, HMI", ["Ann Lee", "Bo Dean"]),
        ("Ann Lee HMI and Bo Dean HMI", ["Ann Lee", "Bo Dean"]),
        ("Ann Lee, Her Majesty’s Inspector, and Bo Dean, His Majesty's Inspector", ["Ann Lee", "Bo Dean"]),
        ("Her Majesty’s Inspectors Ann Lee, Bo Dean and Cy Ford-Hill", ["Ann Lee", "Bo Dean", "Cy Ford-Hill"]),
        (
            "Ann Lee and Bo Dean, all of whom are Her Majesty’s Inspectors (HMI), and Cy Ford (HMI designate)",
            ["Ann Lee", "Bo Dean", "Cy Ford"],
        ),
        ("Ann Lee and Bo Dean, two of Her Majesty’s Inspectors", ["Ann Lee", "Bo Dean"]),
        ("lead inspector Ann Lee and team inspectors Bo Dean and Cy Ford", ["Ann Lee", "Bo Dean", "Cy Ford"]),
        (
            "Ann Lee, Senior HMI; Bo Dean, Ofsted Social Care Regulatory Inspector; and Cy Ford, Schools HMI",
            ["Ann Lee", "Bo Dean", "Cy Ford"],
        ),
        ("Dr J. van der Berg and Mrs Máire O’Dea Smith", ["J. van der Berg", "Máire O’Dea Smith"]),
        ("Allan Thewlis and Isla Whoriskey, who were on site on both days", ["Allan Thewlis", "Isla Whoriskey"]),
        ("Ann Lee, HMI (Schools), and Bo Dean SCRI from Ofsted", ["Ann Lee", "Bo Dean"]),
        ("Ann Lee, Social Care Regulatory Inspector (SCRI), and BO DEAN", ["Ann Lee", "BO DEAN"]),
        ("Ann Lee HMI and Bo Dean HMI on 4 and 5 May 2018", ["Ann Lee", "Bo Dean"]),
        ("ANN HERON, HIS MAJESTY’S INSPECTOR, BO LEE AI", ["ANN HERON", "BO LEE"]),
        ("Ann Lee, HMI2, and Bo Dean AI.", ["Ann Lee", "Bo Dean"]),
        ("on site for the whole of the visit", []),
        ("remote means", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert list(read_names(text)) == names


@pytest.mark.parametrize("text", ["the Department for Education", "Ann", "Ann Lee B2 Dean, HMI", "Ann Lee from Leeds Council in London"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(ParseError):
        read_names(text)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Stephen Moor", "Steve Moor"),
        ("Maire Ash", "Máire Ash"),
        ("Jo Warborton", "Jo Warburton"),
        ("Ann Lee", None),
    ],
)
def test_a_person_spelled_in_two_ways(name: str, found: str | None) -> None:
    assert find_person(name, ["Steve Moor", "Máire Ash", "Jo Warburton"]) == found


def test_two_persons_who_may_be_meant_are_none() -> None:
    assert find_person("J Moor", ["Jane Moor", "John Moor"]) is None


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        names = read_names(text)
    except ParseError:
        return
    assert all(len(name.split()) > 1 and name[0].isupper() for name in names)
