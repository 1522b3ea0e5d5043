"""The index that searches use: in order of publication, following every change; its parts find what the whole finds."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.database.ids import FIRST_ARTICLE
from archive.database.search_index import INDEX, KEYS, LAST_PLACE, PARTS, day_of, first_place, last_place, row_id
from archive.holdings.sql_shown import of_search
from archive.keeping.verify import verify
from archive.search import hits
from archive.search.choose_index import in_use, indexes_to_try
from archive.search.filters import read_filters
from archive.search.query import read_query
from archive.search.results import Results, as_json
from archive.search.search import TOO_SLOW, search
from archive.search.search_cost import SECONDS_A_ROW, Cost, Wanted
from archive.store.search_parts import renew_parts
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD

SAMPLE, SMALL, MEDIUM, LARGE = PARTS
SIZES = {SAMPLE: 3, SMALL: 6, MEDIUM: 9, LARGE: 12}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """Ten reports of three pages, every page with the word supervision, the newest entered first; and one article of 2015."""
    factory = ArchiveFactory(tmp_path)
    factory.authority(AMBERFORD, "Amberford")
    for day in range(19, 9, -1):
        factory.report(day, AMBERFORD, f"2020-01-{day}", [f"Supervision in part {part} of {day}." for part in "abc"])
    factory.article(1, "Supervision praised", "Supervision is well liked.", "2015-05-05")
    yield factory
    factory.db.close()


def found_in(made: ArchiveFactory, index: str, word: str) -> list[tuple[int, int]]:
    """(day of publication, id) of what an index finds, in its order."""
    rows = made.db.execute(f"select rowid from {index} where {index} match ? order by rowid", [word]).fetchall()
    return [(place // KEYS, row_id(place % KEYS)) for (place,) in rows]


def tried(made: ArchiveFactory, typed: str, seconds_left: float = 60, number: int = 4, until: int = LAST_PLACE) -> list[str]:
    """The indexes that a search for what was typed goes through when so many seconds are left."""
    query = read_query(typed)
    wanted = Wanted(query, "{index} match ?", [query.match()], number, until=until)
    return [index.name for index in indexes_to_try(made.db.conn, wanted, lambda: seconds_left)]


def endless(made: ArchiveFactory, *indexes: str) -> None:
    """Say of these indexes that they hold so many pages that going through them would take years."""
    for index in indexes:
        made.db.execute(f"update {INDEX}_parts set pages = ? where name = ?", [10**15, index])
    made.db.conn.commit()


def damaged(made: ArchiveFactory) -> list[str]:
    return [damage.problem.message for damage in verify(made.db, made.files) if damage.problem.kind == "index_damaged"]


def test_rows_stand_in_order_of_publication(made: ArchiveFactory) -> None:
    found = found_in(made, INDEX, "supervision")
    assert [day for day, _ in found] == [20150505, *(20200100 + day for day in range(10, 20) for _ in "abc")]
    assert found[0][1] == FIRST_ARTICLE + 1
    newest = made.db.execute("select id from report_pages where text like '%of 19.' order by id").fetchall()
    assert [row for _, row in found[-3:]] == [row for (row,) in newest]


def test_the_newest_are_ranked_whenever_they_came(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hits, "HITS_RANKED", 4)
    made.db.conn.row_factory = sqlite3.Row
    found = search(made.db.conn, "supervision", read_filters({}))
    assert found.capped
    assert {(one.key, one.pages) for one in found.results} == {("ofsted-19", (1, 2, 3)), ("ofsted-18", (3,))}


def test_a_date_that_changes_moves_the_pages(made: ArchiveFactory) -> None:
    renew_parts(made.db, SIZES)
    made.db.execute("update reports set published = '2021-02-03' where key = 'ofsted-10'")
    made.db.execute("update reports set published = null where key = 'ofsted-19'")
    made.db.execute("update reports set title = 'Another' where key = 'ofsted-18'")
    made.db.execute("update articles set published = '2021-02-04T10:00:00+00:00'")
    made.db.conn.commit()
    days = [day for day, _ in found_in(made, INDEX, "supervision")]
    assert (days[:3], days[-4:]) == ([0] * 3, [20210203] * 3 + [20210204])
    assert [day for day, _ in found_in(made, SMALL, "supervision")] == [20200118] * 3 + [20210203] * 3 + [20210204]
    assert damaged(made) == []


@pytest.mark.parametrize("public", [False, True])
def test_a_year_alone_is_found_by_its_year_and_no_text_is_refused(made: ArchiveFactory, public: bool) -> None:
    for number, published in enumerate(("2018", "2018-05", "soon", "1234567890", "9999-12-31", "")):
        made.report(60 + number, AMBERFORD, published, ["Inklings."])
        made.article(60 + number, "Inklings", "Inklings.", published)
    made.db.conn.row_factory = sqlite3.Row
    of_year = search(made.db.conn, "inklings", read_filters({"year": "2018"}), public=public)
    assert of_year.total == 4
    assert search(made.db.conn, "inklings", read_filters({}), public=public).total == 12
    assert damaged(made) == []


def test_without_words_the_newest_of_reports_and_articles_are_listed(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hits, "HITS_RANKED", 4)
    made.article(70, "New", "New.", "2020-01-18")
    made.db.conn.row_factory = sqlite3.Row
    found = search(made.db.conn, "", read_filters({"from": "2015"}))
    assert (found.total, found.capped) == (4, True)
    assert {one.key for one in found.results} == {"ofsted-19", "ofsted-18", "ofsted-17", str(FIRST_ARTICLE + 70)}


def test_a_small_archive_has_no_parts(made: ArchiveFactory) -> None:
    assert renew_parts(made.db) == []
    assert found_in(made, SMALL, "supervision") == []
    assert in_use(made.db.conn) == []
    assert tried(made, "supervision", number=0) == [INDEX]


def test_parts_hold_the_newest_pages_and_follow_changes(made: ArchiveFactory) -> None:
    assert renew_parts(made.db, SIZES) == list(PARTS)
    assert [len(found_in(made, part, "supervision")) for part in PARTS] == [3, 6, 9, 12]
    assert [index.pages for index in in_use(made.db.conn)] == [3, 6, 9, 12, 31]
    assert renew_parts(made.db, SIZES) == []  # nothing to do
    made.report(30, AMBERFORD, "2021-01-01", ["Supervision of newcomers."])
    made.report(31, AMBERFORD, "2019-01-01", ["Old supervision of newcomers."])
    assert [len(found_in(made, index, "newcomers")) for index in (INDEX, *PARTS)] == [2, 1, 1, 1, 1]
    made.db.execute("update report_pages set text = 'Oversight' where text like '%newcomers%'")
    assert [len(found_in(made, index, "newcomers")) for index in (INDEX, *PARTS)] == [0, 0, 0, 0, 0]
    assert [len(found_in(made, index, "oversight")) for index in (INDEX, *PARTS)] == [2, 1, 1, 1, 1]
    made.db.execute("delete from report_pages where text = 'Oversight'")
    made.db.execute("delete from articles")
    made.db.conn.commit()
    assert [len(found_in(made, index, "oversight")) for index in (INDEX, *PARTS)] == [0, 0, 0, 0, 0]
    assert len(found_in(made, INDEX, "supervision")) == 30
    assert damaged(made) == []


def test_a_part_is_made_anew_when_it_has_grown(made: ArchiveFactory) -> None:
    renew_parts(made.db, SIZES)
    for number in range(40, 42):
        made.report(number, AMBERFORD, "2022-02-02", ["More supervision."] * 3)
    assert len(found_in(made, SMALL, "supervision")) == 12
    assert renew_parts(made.db, SIZES) == [SAMPLE, SMALL]
    assert len(found_in(made, SMALL, "supervision")) == 6
    assert [index.pages for index in in_use(made.db.conn)] == [6, 6, 15, 18, 37]  # the others have grown
    assert damaged(made) == []


def test_a_part_that_lost_most_of_its_pages_is_made_anew(made: ArchiveFactory) -> None:
    renew_parts(made.db, SIZES)
    made.db.execute("delete from report_pages where report_id in (select id from reports where published >= '2020-01-18')")
    made.db.conn.commit()
    assert [len(found_in(made, part, "supervision")) for part in PARTS] == [0, 0, 3, 6]
    assert renew_parts(made.db, SIZES) == [SAMPLE, SMALL, MEDIUM]
    assert damaged(made) == []


def test_a_part_begins_with_a_day(made: ArchiveFactory) -> None:
    for number in range(40, 44):
        made.report(number, AMBERFORD, "2022-02-02", ["More supervision."] * 3)
    assert renew_parts(made.db, SIZES) == list(PARTS)
    assert [len(found_in(made, part, "supervision")) for part in PARTS] == [12] * 4
    assert renew_parts(made.db, SIZES) == []  # though two hold twice their pages: no later day holds enough


def test_articles_do_not_make_a_part_outgrow_its_size(made: ArchiveFactory) -> None:
    for number in range(20):
        made.article(80 + number, "Supervision", "Supervision.", "2021-01-01")
    assert renew_parts(made.db, SIZES) == list(PARTS)
    assert renew_parts(made.db, SIZES) == []


@pytest.mark.parametrize("index", ["search_fts", INDEX, SMALL])
def test_an_index_that_lost_its_rows_is_rebuilt(made: ArchiveFactory, index: str) -> None:
    renew_parts(made.db, SIZES)
    before = made.db.execute(f"select rowid from {index} where {index} match 'supervision'").fetchall()
    made.db.execute(f"insert into {index}({index}) values ('delete-all')")
    made.db.conn.commit()
    assert [index in message for message in damaged(made)] == [True]
    assert made.db.execute(f"select rowid from {index} where {index} match 'supervision'").fetchall() == before
    assert damaged(made) == []


@pytest.mark.parametrize("public", [False, True])
def test_the_same_is_found_with_parts_as_without(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch, public: bool) -> None:
    monkeypatch.setattr(hits, "HITS_RANKED", 4)
    made.report(50, AMBERFORD, "2020-03-01", ["Not a word of it."])

    def found(typed: str, **parameters: str) -> tuple[list[tuple[str, tuple[int, ...]]], object, bool]:
        results = search(made.db.conn, typed, read_filters(parameters), public=public)
        return sorted((one.key, one.pages) for one in results.results), results.facets, results.capped

    searches: list[tuple[str, dict[str, str]]] = [
        (typed, {}) for typed in ("supervision", '"supervision in part"', "superv*", "12", "none")
    ]
    searches += [("supervision", {"from": "2020-01-19"}), ("supervision", {"to": "2020-01-12"}), ("supervision", {"year": "2015"})]
    searches += [("supervision", {"from": "2020-01-18", "date": "inspected"}), ("supervision", {"kind": "article"})]
    made.db.conn.row_factory = sqlite3.Row
    before = [found(typed, **parameters) for typed, parameters in searches]
    assert before[0][2]
    assert not before[3][2]
    renew_parts(made.db, SIZES)
    assert tried(made, "part") == [SMALL, MEDIUM, LARGE, INDEX]  # the sample holds too few
    assert [found(typed, **parameters) for typed, parameters in searches] == before


def test_an_index_that_would_take_too_long_is_not_tried(made: ArchiveFactory) -> None:
    renew_parts(made.db, SIZES)
    assert tried(made, "supervision", number=7) == [MEDIUM, LARGE, INDEX]
    endless(made, INDEX)
    assert tried(made, "supervision", number=7) == [MEDIUM, LARGE]
    assert tried(made, "supervision", number=1_000) == [LARGE]  # none promises as many: the largest that there is time for
    assert tried(made, "suburb* -supervis* OR nowhere", number=1_000) == [LARGE]
    assert tried(made, "supervision", seconds_left=0) == []
    assert tried(made, "supervision", number=1_000, until=last_place("2020-01-12")) == []  # nothing so old is in a part
    endless(made, LARGE, MEDIUM)
    assert tried(made, "supervision", number=1_000) == [SMALL]
    endless(made, SMALL)
    assert tried(made, "supervision", number=1_000) == [SAMPLE]


@pytest.mark.parametrize(("typed", "spared"), [("supervision", True), ("superv*", False), ('"supervision in" -superv*', False)])
def test_what_came_after_the_days_asked_for_is_spared_in_the_whole_but_for_beginnings(
    made: ArchiveFactory, typed: str, spared: bool
) -> None:
    renew_parts(made.db, SIZES)
    query = read_query(typed)
    *_, large, whole = in_use(made.db.conn)
    first = Cost(a_page=3600, matches=1.0, share=0.0, number=4)
    days = first_place("2020-01-12"), last_place("2020-01-12")
    again = first.again(made.db.conn, Wanted(query, "{index} match ?", [query.match()], 4, *days), whole)
    assert again.seconds(whole) < first.seconds(whole)
    assert (again.spared > 0) == spared
    assert again.seconds(large) == pytest.approx((again.a_page + SECONDS_A_ROW) * large.pages)
    assert again.seconds(whole) == pytest.approx((again.a_page + SECONDS_A_ROW - again.spared) * whole.pages)
    unbounded = first.again(made.db.conn, Wanted(query, "{index} match ?", [query.match()], 4, days[0]), whole)
    assert unbounded.spared == 0


@pytest.mark.parametrize("public", [False, True])
def test_what_takes_too_long_is_found_among_the_newest_and_says_so(made: ArchiveFactory, public: bool) -> None:
    made.article(2, "Supervision again", "More supervision.", "2020-01-17")
    renew_parts(made.db, SIZES)
    endless(made, INDEX)
    made.db.conn.row_factory = sqlite3.Row

    def found(**parameters: str) -> Results:
        return search(made.db.conn, "superv* OR nothing", read_filters(parameters), public=public)

    newest, told = found(), found(**{"from": "2020-01-16"})
    assert (newest.only_from, newest.capped, newest.notices) == ("2020-01-16", False, ())
    assert (newest.total, newest.results, newest.facets) == (told.total, told.results, told.facets)
    assert {one.published for one in newest.results} == {f"2020-01-{day}" for day in range(16, 20)}
    assert newest.total == 5
    assert as_json(newest) | {"only_from": 0, "capped": 0} == as_json(told) | {"only_from": 0, "capped": 0}
    assert (as_json(newest)["capped"], as_json(newest)["only_from"]) == (True, "2020-01-16")
    assert (as_json(told)["capped"], "only_from" in as_json(told)) == (False, False)
    older = found(to="2020-01-15")
    assert (older.total, older.capped, older.notices, older.only_from) == (0, True, (TOO_SLOW,), None)
    behind = of_search(newest.query.match(), newest.filters, LARGE)
    assert behind is not None
    keys = [row["key"] for row in made.db.conn.execute(behind.sql, dict(behind.values))]
    assert keys == [one.key for one in newest.results if one.type == "report"]


def test_the_day_of_a_place() -> None:
    assert [day_of(first_place(day) + 7) for day in ("2020-01-16", "2020-02-00", "2020-00-00")] == ["2020-01-16", "2020-02", "2020"]
