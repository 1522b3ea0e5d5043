"""Themes of recommendations: the words of each can be searched for, its example is in it, and the filter and the counts agree."""

import csv
import html
import re

import pytest

from archive.search.themes import THEMES
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The id of the recommendation that has each theme's example as its text, by theme; and those each theme finds, as asserted below."""
    made = ArchiveFactory(tmp_path_factory.mktemp("themes"))
    report = made.report(1, None, "2024-05-06", ["A page."])
    told = {"position": 1, "kind": "improvement", "addressed_to": "authority", "page": 1}
    ids = {one.theme: made.fact("recommendations", report, text=one.example, **told) for one in THEMES.values()}
    sql = "select 1 from recommendations_fts where rowid = ? and recommendations_fts match ?"
    return {theme: len(made.db.execute(sql, [row_id, THEMES[theme].words]).fetchall()) for theme, row_id in ids.items()}


def test_there_are_about_thirty_each_defined() -> None:
    assert 28 <= len(THEMES) <= 35
    assert all(one.name and one.definition and one.example and one.words for one in THEMES.values())


@pytest.mark.parametrize("theme", THEMES)
def test_the_example_of_a_theme_is_in_it(examples: dict[str, int], theme: str) -> None:
    assert examples[theme] == 1


def test_the_filter_finds_what_the_page_counts(site: Ask) -> None:
    rows = site("/themes.json").json()["rows"]
    counted = {(row["theme"], row["family"], row["kind"], row["year"]): row["recommendations"] for row in rows}
    assert counted[("supervision", "focused_visit", "priority_action", "2024")] == 1
    for theme in {row["theme"] for row in rows}:
        total = sum(row["recommendations"] for row in rows if row["theme"] == theme)
        assert site(f"/recommendations.json?theme={theme}").json()["total"] == total
    assert len(list(csv.reader(site("/themes.csv").text.splitlines()))) == len(rows) + 1


def test_a_theme_goes_with_the_other_filters_and_an_unknown_one_finds_nothing(site: Ask) -> None:
    both = site("/recommendations.json?theme=supervision").json()["total"]
    assert 0 < site("/recommendations.json?theme=supervision&kind=priority_action").json()["total"] < both
    shown = site("/recommendations?theme=supervision").text
    assert "Theme: Supervision and management oversight" in shown
    assert "<mark>supervision</mark>" in shown, "the words that put it there are marked"
    unknown = site("/recommendations.json?theme=sandwiches").json()
    assert unknown["total"] == 0
    assert "There is no theme “sandwiches”" in unknown["notices"][0]


def test_the_most_frequent_themes_of_a_type_and_kind_come_first(site: Ask) -> None:
    rows = site("/themes.json?of=focused_visit:priority_action").json()["rows"]
    assert {(row["family"], row["kind"]) for row in rows} == {("focused_visit", "priority_action")}
    numbers: dict[str, int] = {}
    for row in rows:
        numbers[row["name"]] = numbers.get(row["name"], 0) + row["recommendations"]
    shown = site("/themes?of=focused_visit:priority_action").text
    order = re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a></th><td class="number">(\d+)</td>', shown)
    assert {html.unescape(name): int(number) for name, number in order} == numbers
    assert [int(number) for _, number in order] == sorted(numbers.values(), reverse=True)
    link = html.unescape(re.findall(r'<th scope="row"><a href="([^"]*)"', shown)[0])
    assert site(link.replace("/recommendations", "/recommendations.json")).json()["total"] == int(order[0][1])
    assert html.unescape(order[0][0]) in site("/themes.svg?of=focused_visit:priority_action").text
    assert site("/themes.png?of=focused_visit:priority_action").content.startswith(b"\x89PNG")


def test_a_type_that_there_is_not_is_said_and_the_first_one_shown(site: Ask) -> None:
    shown = site("/themes?of=sandwich:improvement").text
    assert "There is no type and kind “sandwich:improvement”" in shown
    assert "Most frequent themes" in shown
