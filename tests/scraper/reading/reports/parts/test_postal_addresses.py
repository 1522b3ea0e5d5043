"""Addresses below signatures and teams: where they begin, and what is an office."""

import pytest

from scraper.reading.reports.parts.postal_addresses import OFFICE, before_address


@pytest.mark.parametrize(
    ("lines", "before"),
    [
        (["Ann Lee", "His Majesty’s Inspector"], 2),
        (["Ann Lee", "His Majesty’s Inspector", "Weir House", "Mill Street", "Norwell", "NX1 1AA"], 2),
        (["Ann Lee", "Inspector", "Weir House", "T: 0300 000 0000"], 2),
        (["Weir House", "Mill Street", "Norwell NX1 1AA"], 0),
        (["Ann Lee HMI, Ofsted", "Bo Hill, CQC", "Weir House", "post@reports.example"], 2),
        ([], 0),
    ],
)
def test_where_an_address_begins(lines: list[str], before: int) -> None:
    assert before_address(lines) == before


@pytest.mark.parametrize(
    ("text", "is_one"), [("Ofsted", True), ("HMI", True), ("enquiries@ofsted.example", False), ("www.ofsted.example", False)]
)
def test_a_site_or_an_e_mail_is_no_office(text: str, is_one: bool) -> None:
    assert (OFFICE.search(text) is not None) is is_one
