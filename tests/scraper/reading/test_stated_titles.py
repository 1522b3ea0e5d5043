"""What a source's own pages say with status 200: not there, or not now; by titles and headings that the source states."""

import pytest

from scraper.reading.errors import BlockedError, NotFoundError
from scraper.reading.link_pages.stated_pages import Value
from scraper.reading.refusals import refuse
from scraper.spiders.hmip_youth_justice import HmipYouthJustice

GONE, BUSY = "Nothing (?:here|at this address)", "Back soon"


def page(title: str, heading: str = "Homes") -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1 class='x'> {heading}</h1></body></html>".encode()


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (page("Nothing at this address | Norwell"), NotFoundError),
        (page("Norwell", "nothing here"), NotFoundError),
        (page("Back soon"), BlockedError),
        (page("Norwell", "Back soon, we are sorry"), BlockedError),
    ],
)
def test_a_stated_title_says_what_the_page_is(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        refuse("provider_page", 200, body, "https://norwell.example/1", GONE, BUSY)
    refuse("provider_page", 200, body, "https://norwell.example/1")


def test_the_words_elsewhere_on_a_page_say_nothing() -> None:
    body = page("Norwell", "The Lodge: nothing here was missing").replace(b"</body>", b"<p>Back soon</p></body>")
    refuse("provider_page", 200, body, "https://norwell.example/1", GONE, BUSY)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("norfolkyjs2026/", "norfolkyjs"),
        ("norfolkyjs2021", "norfolkyjs"),
        ("norfolk-yjs-2026/?x=1", "norfolk-yjs"),
        ("norfolk-yjs/", "norfolk-yjs"),
        ("norfolkyjs2026-2/", "norfolkyjs2026-2"),
        ("2026/", "2026"),
    ],
)
def test_a_youth_justice_service_is_known_by_its_name_without_the_year(path: str, number: str) -> None:
    (value,) = HmipYouthJustice.pages.number
    assert isinstance(value, Value)
    assert value.in_address(f"https://www.justiceinspectorates.gov.uk/hmiprobation/inspections/{path}") == number
