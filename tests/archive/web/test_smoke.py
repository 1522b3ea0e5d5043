"""Every address answers, on the Datasette of today and, in a job of its own, on the newest alpha of the next."""

import pytest

from tests.archive.web.addresses import DATA, PAGES
from tests.archive.web.conftest import Ask

PRIVATE = {"inspectors", "takedowns", "row_seals"}


@pytest.mark.parametrize("kind", ["site", "public_site"])
def test_every_address_answers(kind: str, request: pytest.FixtureRequest) -> None:
    ask: Ask = request.getfixturevalue(kind)
    answers = {address: ask(address).status_code for address in (*PAGES, *DATA)}
    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_a_public_site_lists_and_shows_no_private_table(public_site: Ask, site: Ask) -> None:
    """Refused by Datasette's own permissions, apart from the gate before them."""
    every, shown = ({table["name"] for table in ask("/archive.json").json()["tables"]} for ask in (site, public_site))
    assert PRIVATE | {"reports"} <= every
    assert "reports" in shown
    assert not PRIVATE & shown
