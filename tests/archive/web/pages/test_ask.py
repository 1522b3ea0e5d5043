"""/ask.json, /trend and /recommendations/similar: their shapes, and an answer to anything."""

import json

import pytest

from archive.search.meaning import NAME, load_model
from tests.archive.web.conftest import Ask


def test_ask_has_the_public_shape(site: Ask, public_site: Ask) -> None:
    for asked in (site, public_site):
        answer = json.loads(asked("/ask.json?q=which+supervision+is+irregular&limit=3").text)
        model = NAME if load_model() else None
        assert (answer["query"], answer["model"], answer["vectors"][0]) == ("which supervision is irregular", model, 0)
        assert answer["results"][0].keys() == {"key", "page", "page_end", "paragraph", "text", "score", "url"}
        assert answer["results"][0]["key"] == "ofsted-101"
        assert len(answer["results"]) <= 3


def test_trend_has_the_public_shape(site: Ask) -> None:
    answer = json.loads(site("/trend.json?q=supervision").text)
    assert answer.keys() == {"query", "unit", "years", "first"}
    assert answer["years"][0] == {"year": "2019", "reports": 1, "of": 1, "share": 1.0}
    assert answer["first"] == {"key": "ofsted-101", "published": "2019-05-13"}
    assert "2019,1,1,1.0" in site("/trend.csv?q=supervision").text
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


def test_without_an_id_a_recommendation_can_be_chosen(site: Ask) -> None:
    assert "/recommendations" in site("/recommendations/similar").text
    assert json.loads(site("/recommendations/similar.json").text) == {"recommendation": None, "results": []}


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "²", "9" * 40])
def test_no_other_recommendation_is_found(site: Ask, number: str) -> None:
    assert site(f"/recommendations/similar?id={number}").status_code == 404


@pytest.mark.parametrize(
    "parameters", ["", "q=%00", "q=(", "q=a&limit=²", "q=a&limit=-1", "q=a&limit=99999999999", "year=9999", "q=supervis*&from=x"]
)
def test_anything_is_answered(site: Ask, parameters: str) -> None:
    for path in ("/ask.json", "/trend", "/trend.json", "/trend.csv"):
        assert site(f"{path}?{parameters}").status_code == 200
