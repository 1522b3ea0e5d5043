"""Search over an archive: ranking, grouping, passages, counts, filters, and what is kept back in public."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.database.readonly import connect_read_only
from archive.search import hits
from archive.search.filters import read_filters
from archive.search.marks import END, START, as_html, for_terminal
from archive.search.results import Results
from archive.search.search import TOO_SLOW, search
from tests.archive.sample import AMBERFORD, BRACKMERE, CALDERWICK, sample_archive


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the sample archive."""
    made = sample_archive(tmp_path_factory.mktemp("search"))
    with connect_read_only(made.path) as opened:
        yield opened
    opened.close()


def keys(found: Results) -> list[str]:
    return [result.key for result in found.results]


def counts(found: Results, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in found.facets[facet]}


def test_pages_of_a_report_are_one_result_with_its_best_passage(connection: sqlite3.Connection) -> None:
    found = search(connection, "supervision", read_filters({}))
    assert found.total == 3
    report = next(result for result in found.results if result.key == "ofsted-101")
    assert [(passage.page, passage.section, passage.number) for passage in report.passages] == [(2, "Leaders", "2")]
    assert report.passages[0].url == "/report/ofsted-101#p2"
    assert str(report.passages[0].pdf).endswith(".pdf#page=2")
    assert f"{START}Supervision" in report.passages[0].text


def test_the_better_match_comes_first(connection: sqlite3.Connection) -> None:
    reports = [key for key in keys(search(connection, "supervision", read_filters({}))) if key.startswith("ofsted")]
    assert reports == ["ofsted-101", "ofsted-103"]  # twice on its page, against once


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"authority": AMBERFORD}, {"ofsted-101", "1000000000001"}),
        ({"region": "Eastland"}, {"ofsted-103"}),
        ({"year": "2019"}, {"ofsted-101", "1000000000001"}),
        ({"kind": "focused_visit"}, {"ofsted-103"}),
        ({"kind": "article"}, {"1000000000001"}),
        ({"grade": "requires_improvement"}, {"ofsted-101"}),
        ({"grade": "not_applicable"}, {"ofsted-103"}),
        ({"section": "leaders"}, {"ofsted-101"}),
        ({"section": "improve"}, set()),
        ({"section": "nowhere"}, set()),
        ({"source": "sector_news"}, {"1000000000001"}),
        ({"from": "2024"}, {"ofsted-103"}),
        ({"to": "2019-05"}, {"ofsted-101", "1000000000001"}),
        ({"to": "2019-05-13"}, {"ofsted-101"}),
        ({"date": "inspected", "from": "2023-12-06"}, {"ofsted-103"}),
        ({"authority": "' or 1=1 --"}, set()),
        ({"from": "soon"}, {"ofsted-101", "ofsted-103", "1000000000001"}),
        ({"to": "2015-W01-1"}, {"ofsted-101", "ofsted-103", "1000000000001"}),  # the week's day is no date here
        ({"page": "2"}, {"ofsted-101", "ofsted-103", "1000000000001"}),  # there is one: the last is shown
        ({"page": "minus one"}, {"ofsted-101", "ofsted-103", "1000000000001"}),
    ],
)
def test_filters_narrow(connection: sqlite3.Connection, parameters: dict[str, str], expected: set[str]) -> None:
    assert set(keys(search(connection, "supervision", read_filters(parameters)))) == expected


def test_counts_are_what_choosing_the_filter_gives(connection: sqlite3.Connection) -> None:
    found = search(connection, "supervision OR children OR EHC", read_filters({}))
    assert counts(found, "authority") == {AMBERFORD: 3, BRACKMERE: 1, CALDERWICK: 2}
    for facet, values in found.facets.items():
        for value in values:
            narrowed = search(connection, "supervision OR children OR EHC", read_filters({facet: value.value}))
            assert narrowed.total == value.count, (facet, value)


def test_a_section_without_words_lists_its_reports(connection: sqlite3.Connection) -> None:
    found = search(connection, "", read_filters({"section": "care_leavers"}))
    assert keys(found) == ["ofsted-101"]
    assert counts(found, "section") == {"care_leavers": 1}


def test_dates_sort_both_ways_with_the_undated_last(connection: sqlite3.Connection) -> None:
    typed = "report OR supervision OR undated"
    newest = keys(search(connection, typed, read_filters({"sort": "newest"})))
    oldest = keys(search(connection, typed, read_filters({"sort": "oldest"})))
    assert newest == ["1000000000003", "ofsted-103", "1000000000001", "ofsted-101", "ofsted-107"]
    assert oldest == ["ofsted-101", "1000000000001", "ofsted-103", "1000000000003", "ofsted-107"]


def test_filters_without_words_list_everything_that_passes(connection: sqlite3.Connection) -> None:
    found = search(connection, "", read_filters({"region": "Eastland"}))
    assert keys(found) == ["ofsted-104", "ofsted-103", "ofsted-105", "ofsted-106"]
    assert search(connection, "", read_filters({})).total == 0


def test_words_too_common_to_rank_are_all_counted_and_the_report_with_most_comes_first(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked = search(connection, "supervision OR children", read_filters({}))
    monkeypatch.setattr(hits, "HITS_RANKED", 2)
    found = search(connection, "supervision OR children", read_filters({}))
    assert (found.total, found.facets) == (ranked.total, ranked.facets)
    assert found.results[0].key == "ofsted-101"  # three of its rows match
    assert {(one.key, one.pages) for one in found.results} == {(one.key, one.pages) for one in ranked.results}


def test_few_with_all_words_are_followed_by_those_with_any(connection: sqlite3.Connection) -> None:
    found = search(connection, "which supervision is irregular?", read_filters({"source": "ofsted_reports"}))
    assert keys(found) == ["ofsted-101", "ofsted-103"]
    assert (found.with_all, found.loosely) == (0, ("supervision", "irregular"))
    both = search(connection, "supervision irregular", read_filters({"source": "ofsted_reports"}))
    assert (keys(both), both.with_all) == (["ofsted-101", "ofsted-103"], 1)
    assert both.results[1].passages[0].text.count(START) == 1
    assert counts(both, "kind") == {"ilacs_inspection": 1, "focused_visit": 1}


@pytest.mark.parametrize(
    ("typed", "sort", "expected"),
    [
        ("supervision irregular", "newest", {"ofsted-101", "1000000000001"}),  # what is new has all words, or a feed would be noise
        ('"supervision is" leavers', "", {"1000000000001"}),  # a quotation must be there
        ('"supervision irregular"', "", set()),
        ("supervision irregular -protect", "", {"ofsted-101", "1000000000001"}),
        ("which of the", "", set()),
        ("supervision nowhereatall", "", {"ofsted-101", "ofsted-103", "1000000000001"}),
    ],
)
def test_any_word_will_do_only_for_plain_words_by_relevance(
    connection: sqlite3.Connection, typed: str, sort: str, expected: set[str]
) -> None:
    assert set(keys(search(connection, typed, read_filters({"sort": sort})))) == expected


def test_a_word_too_common_to_rank_is_no_match_by_itself(connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.search.search.HITS_RANKED", 3)
    found = search(connection, "supervision irregular nowhereatall", read_filters({"source": "ofsted_reports"}))
    assert (keys(found), found.loosely) == (["ofsted-101"], ("irregular",))


def test_ten_reports_with_all_words_need_no_others(tmp_path: Path) -> None:
    made = sample_archive(tmp_path)
    for number in range(200, 210):
        made.report(number, AMBERFORD, "2020-01-01", ["Kestrels and herons."])
    made.report(210, AMBERFORD, "2020-01-01", ["Kestrels alone."])
    with closing(connect_read_only(made.path)) as opened:
        found = search(opened, "kestrels herons", read_filters({}))
        assert (found.total, found.loosely) == (10, ())
    made.db.execute("update report_pages set text = 'Herons' where report_id = (select id from reports where key = 'ofsted-200')")
    made.db.conn.commit()
    with closing(connect_read_only(made.path)) as opened:
        found = search(opened, "kestrels herons", read_filters({}))
        assert (found.total, found.with_all) == (11, 9)


def test_a_search_over_its_time_is_stopped_and_says_so(connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.search.search.SECONDS", -1.0)
    monkeypatch.setattr("archive.database.readonly._STEPS_BETWEEN_CHECKS", 1)
    assert search(connection, "supervision", read_filters({})).notices[0] == TOO_SLOW


def test_in_public_articles_are_found_by_title_and_excerpt_and_shown_by_excerpt(connection: sqlite3.Connection) -> None:
    assert keys(search(connection, "private body sentence", read_filters({}))) == ["1000000000001"]
    assert search(connection, "private body sentence", read_filters({}), public=True).total == 0
    by_excerpt = search(connection, "told", read_filters({"source": "sector_news"}), public=True)
    assert keys(by_excerpt) == ["1000000000001"]
    assert keys(search(connection, "council must", read_filters({}), public=True)) == []  # of the publisher's summary
    article = search(connection, "amberford improve", read_filters({"kind": "article"}), public=True).results[0]
    assert article.passages[0].text == "Amberford has been told to improve."


def test_marks_come_after_escaping(connection: sqlite3.Connection) -> None:
    passage = search(connection, "alert", read_filters({"source": "ofsted_reports"})).results[0].passages[0]
    html = str(as_html(passage.text))
    assert "&lt;script&gt;<mark>alert</mark>(&#34;x&#34;)&lt;/script&gt;" in html
    assert "\x1b[" not in for_terminal("\x1b[2Jboo", colour=True)


def test_a_writer_between_two_queries_does_not_disturb(tmp_path: Path) -> None:
    """One search sees one state of the archive, and the next sees what was written meanwhile."""
    made = sample_archive(tmp_path)
    connection = connect_read_only(made.path)
    before = search(connection, "supervision", read_filters({})).total
    made.report(900, AMBERFORD, "2026-01-01", ["Supervision again."])
    assert search(connection, "supervision", read_filters({})).total == before + 1
    connection.close()


def test_a_mark_in_an_older_archives_text_marks_nothing(tmp_path: Path) -> None:
    made = sample_archive(tmp_path)
    with closing(sqlite3.connect(made.path)) as older:  # as it was stored before texts were cleaned
        older.execute("update report_pages set text = ? || text", [f"{START}forged\ue001 "])
        older.commit()
    with closing(connect_read_only(made.path)) as opened:
        found = search(opened, "supervision", read_filters({"kind": "focused_visit"}))
        assert found.results
        for result in found.results:
            marked = "".join(passage.text for passage in result.passages)
            assert [one.partition(END)[0].lower() for one in marked.split(START)[1:]] == ["supervision"]
