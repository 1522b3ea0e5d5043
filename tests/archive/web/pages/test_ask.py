"""/ask.json, /trend and /recommendations/similar: their shapes, and an answer to anything."""

import csv
import json
import re
from pathlib import Path

import pytest

from archive.search.meaning import NAME, load_model
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD
from tests.archive.web.conftest import Ask
from tests.archive.web.conftest import asked as asking


def test_ask_has_the_public_shape(site: Ask, public_site: Ask) -> None:
    for asked in (site, public_site):
        answer = json.loads(asked("/ask.json?q=which+supervision+is+irregular&limit=3").text)
        model = NAME if load_model() else None
        assert (answer["query"], answer["model"], answer["vectors"][0]) == ("which supervision is irregular", model, 0)
        assert answer["results"][0].keys() == {"key", "page", "page_end", "paragraph", "text", "score", "url"}
        assert answer["results"][0]["key"] == "ofsted-101"
        assert len(answer["results"]) <= 3


def test_ask_is_a_page_that_says_what_closeness_is_not(site: Ask, public_site: Ask) -> None:
    for asked in (site, public_site):
        page = asked("/ask?q=which+supervision+is+irregular&kind=ilacs_inspection").text
        assert "/report/ofsted-101#p2" in page
        assert "That is not a finding" in page
        assert 'name="kind" value="ilacs_inspection"' in page
        assert ("[meaning]" in page) == (load_model() is None)
        assert page.count("/report/ofsted-101#") <= 2 * 3  # two links a paragraph, three paragraphs a report


def test_the_search_page_answers_a_question_first(site: Ask) -> None:
    page = site("/search?q=which+supervision+is+irregular").text
    assert "Close in meaning to your question" in page
    assert "/ask?q=which+supervision+is+irregular" in page
    assert page.index("/report/ofsted-101#p2") < page.index('id="results-title"')
    for other in ("supervision", "which+supervision+is+irregular&sort=newest", "supervision+is+irregular"):
        assert "Close in meaning to your question" not in site(f"/search?q={other}").text


def test_trend_has_the_public_shape(site: Ask) -> None:
    answer = json.loads(site("/trend.json?q=supervision").text)
    assert answer.keys() == {"query", "unit", "years", "kinds", "regions", "first", "undated"}
    assert answer["years"][0] == {"year": "2019", "reports": 1, "of": 1, "share": 1.0}
    assert answer["first"] == {"key": "ofsted-101", "published": "2019-05-13"}
    assert "2019,1,1,1.0" in site("/trend.csv?q=supervision").text
    assert answer["kinds"][0].keys() == {"kind", "reports", "of", "share"}
    assert site("/trend.csv?q=supervision&by=region").text.splitlines()[0].lstrip("\ufeff") == "region,reports,of,share"
    page = site("/trend?q=supervision&kind=focused_visit").text
    assert "First found in" in page
    assert "<svg" in page
    assert 'name="kind" value="focused_visit"' in page


def test_similar_has_the_public_shape(site: Ask) -> None:
    answer = json.loads(site("/recommendations/similar.json?id=1").text)
    assert answer["recommendation"]["key"] == "ofsted-101"
    for one in answer["results"]:
        assert one.keys() == {"id", "key", "local_authority", "published", "kind", "text", "score"}
    page = site("/recommendations/similar?id=1").text
    assert "Other councils" in page
    assert "/recommendations/similar?id=1" in site("/report/ofsted-101").text
    assert "/recommendations/similar?id=1" in site("/recommendations?q=supervision").text


def test_similar_says_what_came_before_and_what_after(tmp_path: Path) -> None:
    made = ArchiveFactory(tmp_path)
    made.authority(AMBERFORD, "Amberford")
    told = {"position": 1, "kind": "improvement", "addressed_to": "authority", "page": 1}
    told["text"] = "The timeliness of initial health assessments."
    for number, published in enumerate(("2019-05-06", "2021-05-06", "2024-05-06"), 1):
        made.fact("recommendations", made.report(number, AMBERFORD, published, ["A page."]), **told)
    for ask in asking(made.path, made.files, public=False):
        shown = ask("/recommendations/similar?id=2").text
        assert re.findall(r"· (earlier|later|on the same day) · score", shown).count("earlier") == 1
        assert re.findall(r"· (earlier|later|on the same day) · score", shown).count("later") == 1
        rows = list(csv.DictReader(ask("/recommendations/similar.csv?id=2").text.removeprefix("\ufeff").splitlines()))
        assert {(row["published"], row["name"]) for row in rows} == {("2019-05-06", "Amberford"), ("2024-05-06", "Amberford")}


def test_without_an_id_a_recommendation_can_be_chosen(site: Ask) -> None:
    assert "/recommendations" in site("/recommendations/similar").text
    assert json.loads(site("/recommendations/similar.json").text) == {"model": None, "recommendation": None, "results": []}


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "²", "9" * 40])
def test_no_other_recommendation_is_found(site: Ask, number: str) -> None:
    assert site(f"/recommendations/similar?id={number}").status_code == 404


@pytest.mark.parametrize(
    "parameters", ["", "q=%00", "q=(", "q=a&limit=²", "q=a&limit=-1", "q=a&limit=99999999999", "year=9999", "q=supervis*&from=x"]
)
def test_anything_is_answered(site: Ask, parameters: str) -> None:
    for path in ("/ask", "/ask.json", "/recurring", "/recurring.csv", "/trend", "/trend.json", "/trend.csv"):
        assert site(f"{path}?{parameters}").status_code == 200
