"""The trend of a search: the share of each year's reports that have it, with the same filters above and below the line."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.database.readonly import connect_read_only
from archive.search.filters import Filters, read_filters
from archive.search.search import search
from archive.search.trend import Share, Trend, find_trend, shares_of
from archive.web.drawings import shares_by_year
from archive.web.pages.trend import draw
from tests.archive.sample import AMBERFORD, sample_archive


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The sample archive, and two more reports of 2024, one on supervision."""
    made = sample_archive(tmp_path_factory.mktemp("trend"))
    made.report(201, AMBERFORD, "2024-02-01", ["Supervision is regular."])
    made.report(202, AMBERFORD, "2024-03-01", ["Plans are late. Supervisors left."], inspection={"report_type": "focused_visit"})
    opened = connect_read_only(made.path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "parameters", "expected"),
    [
        ("supervision", {}, [("2019", 1, 1), ("2022", 0, 1), ("2024", 2, 4), ("2026", 0, 1)]),  # neither missing nor undated reports count
        ("supervision", {"kind": "focused_visit"}, [("2024", 1, 2)]),
        ("supervision", {"authority": AMBERFORD, "from": "2024"}, [("2024", 1, 2), ("2026", 0, 1)]),
        ("supervis*", {"year": "2024"}, [("2024", 3, 4)]),
        ("supervision late", {"year": "2024"}, [("2024", 0, 4)]),  # all words, never any
        ("", {}, []),
    ],
)
def test_years_with_their_denominators(
    connection: sqlite3.Connection, typed: str, parameters: dict[str, str], expected: list[tuple[str, int, int]]
) -> None:
    trend = find_trend(connection, typed, read_filters(parameters))
    assert [(one.value, one.reports, one.of) for one in trend.years] == expected
    assert all(one.share == round(one.reports / one.of, 4) for one in trend.years)


def test_reports_without_a_date_are_said(connection: sqlite3.Connection) -> None:
    undated = connection.execute("select id from reports where published is null and availability = 'held'").fetchall()
    assert undated
    (text,) = connection.execute("select text from report_pages where report_id = ?", [undated[0][0]]).fetchone()
    word = max(re.findall(r"[a-z]+", text), key=len)
    found = find_trend(connection, word, read_filters({}))
    hits = connection.execute("select count(distinct report_id) from report_pages where text like ?", [f"%{word}%"]).fetchone()[0]
    assert found.undated >= 1
    assert sum(one.reports for one in found.years) + found.undated == hits
    assert find_trend(connection, word, read_filters({"from": "1990"})).undated == 0


def test_the_report_that_has_it_first(connection: sqlite3.Connection) -> None:
    first = find_trend(connection, "supervision", read_filters({})).first
    assert first is not None
    assert (first["key"], first["published"]) == ("ofsted-101", "2019-05-13")
    assert find_trend(connection, "kestrels", read_filters({})).first is None


@pytest.mark.parametrize("parameters", [{}, {"kind": "focused_visit"}, {"authority": AMBERFORD, "from": "2024"}, {"sort": "newest"}])
@pytest.mark.parametrize("typed", ["supervision", "supervis*", "supervision late"])
def test_beside_results_stand_the_years_of_the_trend(connection: sqlite3.Connection, typed: str, parameters: dict[str, str]) -> None:
    filters = read_filters(parameters)
    for _ in range(2):  # what was counted is kept
        years = shares_of(connection, search(connection, typed, filters))
        trend = find_trend(connection, typed, filters).years
        assert years == trend or (not years and not any(one.reports for one in trend))


def test_what_was_counted_is_counted_again_when_a_report_was_added(tmp_path: Path) -> None:
    made = sample_archive(tmp_path)
    reader = connect_read_only(made.path)
    found = search(reader, "supervision", read_filters({}))
    before = {one.value: one.of for one in shares_of(reader, found)}
    made.report(203, AMBERFORD, "2022-02-01", ["Plans."])
    made.db.conn.commit()
    after = {one.value: one.of for one in shares_of(reader, found)}
    reader.close()
    made.db.close()
    assert after == before | {"2022": before["2022"] + 1}


def test_the_bars_beside_results_are_as_high_as_their_shares() -> None:
    chart = shares_by_year.draw([Share("2019", 1, 10), Share("2020", 0, 4), Share("2021", 2, 10)])
    assert chart is not None
    heights = [bar[3] for bar in chart.bars]
    assert heights[1] == 0
    assert heights[2] == pytest.approx(2 * heights[0])
    assert [words for _, words in chart.marks] == ["0 %", "20 %"]
    assert shares_by_year.draw([Share("2019", 0, 10)]) is None


def test_the_years_of_each_region_add_up_to_those_of_all(connection: sqlite3.Connection) -> None:
    trend = find_trend(connection, "supervision", read_filters({}))
    places = {region for region, _ in trend.region_years}
    assert places == {one.value for one in trend.regions}
    for region in trend.regions:
        of_it = [one for place, one in trend.region_years if place == region.value]
        assert (sum(one.reports for one in of_it), sum(one.of for one in of_it)) == (region.reports, region.of)
    assert ("2024", 1, 2) in {(one.value, one.reports, one.of) for _, one in trend.region_years}


def test_the_chart_has_a_bar_a_year_and_says_what_was_found() -> None:
    years = (Share("2018", 1, 1), Share("2019", 1, 10), Share("2020", 0, 4), Share("2021", 2, 10))
    found = Trend("front door", years, first=sqlite3.connect(":memory:").execute("select 1").fetchone())
    chart = draw(found, Filters(), "Ofsted’s reports")
    assert chart is not None
    widths = {bar.name: bar.pieces[0].width for bar in chart.bars}
    assert widths["2020"] == 0
    assert widths["2021"] == pytest.approx(2 * widths["2019"], abs=0.1)
    assert [bar.note for bar in chart.bars][1:3] == ["10% (1 of 10)", "0% (0 of 4)"]
    assert chart.title == "Reports with “front door”: 10% in 2019, 20% in 2021"  # one report of 2018 is no trend
    narrowed = draw(found, Filters(region="London"), "Ofsted’s reports")
    assert narrowed is not None
    assert narrowed.title.startswith("Reports on London, with “front door”")
    assert draw(Trend("front door", years), Filters(), "Ofsted’s reports") is None
