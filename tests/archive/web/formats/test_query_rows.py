"""The SQL behind each page gives what the page shows; private sites link to it, public ones print it."""

import csv
import html
import io
import re

import pytest

from tests.archive.web.conftest import Ask

PAGES = (
    "/", "/search?q=supervision", "/search?q=supervision&date=inspected&from=2023-12-06",
    "/search?q=supervision&authority=X0000001&region=Midshire&from=2019&to=2020&section=leaders&kind=ilacs_inspection",
    "/recommendations?q=supervis*&from=2019", "/recommendations?family=focused_visit",
    "/report/ofsted-101", "/article/1000000000001", "/authorities", "/authority/X0000001", "/problems",
)  # fmt: skip


def query_url(page: str) -> str:
    """Where the page says its query can be run."""
    (found,) = re.findall(r'href="(/archive\?sql=[^"]*)"', page)
    return html.unescape(found).replace("/archive?", "/archive.json?")


@pytest.mark.parametrize("path", PAGES)
def test_the_query_behind_a_page_runs(site: Ask, path: str) -> None:
    answer = site(query_url(site(path).text))
    assert answer.status_code == 200, answer.text
    assert answer.json()["rows"]


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_prints_the_query_and_has_no_link_to_run_it(public_site: Ask, path: str) -> None:
    page = public_site(path).text
    assert "The SQL behind this page" in page
    assert "/archive?sql=" not in page


@pytest.mark.parametrize(
    "asked", ["q=supervision", "q=supervision&kind=focused_visit", "q=supervision&section=leaders", "q=children OR EHC"]
)
def test_the_query_behind_a_search_finds_the_same_reports_in_the_same_order(site: Ask, asked: str) -> None:
    results = site(f"/search.json?{asked}").json()["results"]
    rows = site(query_url(site(f"/search?{asked}").text)).json()["rows"]
    assert [row[0] for row in rows] == [result["key"] for result in results if result["type"] == "report"]


def test_the_query_behind_recommendations_finds_the_same_ones(site: Ask) -> None:
    shown = site("/recommendations.json?q=supervis*&from=2019").json()
    texts = {one["text"] for authority in shown["authorities"] for one in authority["recommendations"]}
    assert {row[6] for row in site(query_url(site("/recommendations?q=supervis*&from=2019").text)).json()["rows"]} == texts


def test_every_page_has_json_and_csv(site: Ask) -> None:
    assert [row["text"] for row in site("/article/1000000000001.json").json()["links"]] == ["the report"]
    passages = list(csv.DictReader(io.StringIO(site("/article/1000000000001.csv").text.removeprefix("\ufeff"))))
    assert {row["position"]: row["passage"] for row in passages} == {"1": "Supervision of social workers is irregular.", "2": "", "3": ""}
    assert {row["position"] for row in passages if row["claim"]} == {"3"}
    assert "Supervision of social workers is irregular." in site("/report/ofsted-101.csv").text
    assert site("/authority/X0000001.json").json()["reports"][0]["key"] == "ofsted-102"
    assert {row["code"] for row in site("/authorities.json").json()["authorities"]} == {"X0000001", "X0000002", "X0000003"}
    assert site("/feed.json").json()["reports"][0]["key"] == "ofsted-102"
    assert [row["kind"] for row in site("/problems.json").json()["problems"]] == ["not_found"]
