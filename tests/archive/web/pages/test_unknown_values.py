"""A value not on the list of its filter is told, with the list, on every page with such filters; a value that a page offers never is."""

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup

from tests.archive.web.conftest import Ask

NOBODY = "There is no authority with the code “X9”, so nothing matches. All codes are in /authorities.csv."


@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ("/outcomes?region=Lndon", "There is no region “Lndon”, so nothing matches. Choose from: "),
        ("/outcomes?ofsted_region=Lndon", "There is no Ofsted region “Lndon”, so nothing matches. Choose from: "),
        ("/outcomes?kind=parish", "There is no type “parish”, so nothing matches. Choose from: "),
        ("/outcomes?neighbours=X9", NOBODY),
        ("/outcomes?date=never", "“never” is not a type of date; we used the date of publication."),
        (
            "/outcomes?as_at=soon",
            "We did not understand the date “soon”, so we used today’s date. Write it like this: 31/03/2024 or 2024-03-31.",
        ),
        ("/neighbours/X0000001?with=friends", "“friends” is not a group of authorities; we show the statistical neighbours."),
        ("/visits?family=ilacs", "There is no type of report “ilacs”, so nothing matches. Choose from: focused_visit, jtai."),
        ("/visits?topic=money", "There is no topic “money”, so nothing matches. Choose from: care_leavers, "),
        ("/visits?grade=fine", "There is no grade “fine”, so nothing matches. Choose from: adequate, "),
        ("/visits?alarms=no", "There is no choice of priority actions “no”, so nothing matches. Choose from: yes."),
        ("/search?region=Lndon", "There is no region “Lndon”, so nothing matches. Choose from: "),
        ("/search?authority=X9", NOBODY),
        ("/search?kind=book", "There is no type “book”, so nothing matches. Choose from: area_send_inspection, "),
        ("/search?grade=fine", "There is no grade “fine”, so nothing matches. Choose from: adequate, "),
        ("/search?section=end", "There is no part of a report “end”, so nothing matches. Choose from: about, "),
        ("/search?q=supervision&source=gazette", "There is no source “gazette”, so nothing matches. Choose from: "),
        ("/recommendations?kind=wish", "There is no type “wish”, so nothing matches. Choose from: improvement, priority_action, "),
        ("/recommendations?family=book", "There is no type of report “book”, so nothing matches. Choose from: area_send, "),
        ("/recommendations?q=supervis*&addressed_to=me", "There is no addressee “me”, so nothing matches. Choose from: authority, "),
        ("/recommendations?authority=X9", NOBODY),
        ("/articles?publisher=ofsted_reports", "There is no publisher “ofsted_reports”, so nothing matches. Choose from: sector_news."),
        ("/articles?matched=yes", "There is no type of match “yes”, so nothing matches. Choose from: authority, no, report."),
        ("/articles?claims=all", "There is no result of comparing facts “all”, so nothing matches. Choose from: none, right, wrong."),
        ("/articles?report=none", "There is no report “none”, so nothing matches."),
        ("/articles?authority=X9", NOBODY),
    ],
)
def test_an_unknown_value_is_told(site: Ask, address: str, notice: str) -> None:
    assert any(told.startswith(notice) for told in notices(site(address).text))
    path, asked = address.split("?")
    assert any(told.startswith(notice) for told in site(f"{path}.json?{asked}").json()["notices"])


def test_the_regions_that_there_are_are_named(site: Ask) -> None:
    [told] = notices(site("/outcomes?region=Lndon").text)
    assert set(offered(site("/outcomes").text, "region")) == set(told.partition("Choose from: ")[2].removesuffix(".").split(", "))


def test_an_unknown_authority_to_compare_is_told(site: Ask) -> None:
    assert NOBODY in notices(site("/compare?a=X0000001&a=X9").text)


@pytest.mark.parametrize("path", ["/outcomes", "/visits", "/articles"])
def test_a_value_that_a_form_offers_is_known(site: Ask, path: str) -> None:
    page = site(path).text
    names = [select["name"] for select in BeautifulSoup(page, "lxml").select("main select")]
    choices = [(str(name), value) for name in names for value in offered(page, str(name))]
    assert len(choices) >= 5
    for name, value in choices:
        assert "notices" not in site(f"{path}.json", params={name: value}).json(), (name, value)


@pytest.mark.parametrize("asked", ["q=inspection", "kind=article"])
def test_a_value_that_a_facet_offers_is_known(site: Ask, asked: str) -> None:
    facets = site(f"/search.json?{asked}").json()["facets"]
    choices = [(name, one["value"]) for name, values in facets.items() for one in values]
    assert len(choices) > 3
    for name, value in choices:
        assert "notices" not in site("/search.json", params={name: value}).json(), (name, value)


def notices(page: str) -> list[str]:
    """The notices of a page."""
    return [unescape(found) for found in re.findall(r'<p class="notice">(.*?)</p>', page)]


def offered(page: str, name: str) -> list[str]:
    """The values of a list of choices, without that for no choice."""
    return [str(option["value"]) for option in BeautifulSoup(page, "lxml").select(f'select[name="{name}"] option') if option["value"]]
