"""Terms by council: how a list is read, and that each number is that of the reports with the term."""

import sqlite3
from collections.abc import Iterator

import pytest

from archive.database.readonly import connect_read_only
from archive.search.filters import read_filters
from archive.search.terms import LONGEST, MOST_CHARACTERS, MOST_TERMS, find_terms, read_terms
from tests.archive.sample import AMBERFORD, BRACKMERE, CALDERWICK, sample_archive


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The sample archive, two more reports of Amberford, one of Brackmere, and one of no council."""
    made = sample_archive(tmp_path_factory.mktemp("terms"))
    made.report(201, AMBERFORD, "2024-02-01", ["Supervision is regular.", "Supervision is regular again."])
    made.report(202, AMBERFORD, "2024-03-01", ["Plans are late."], inspection={"report_type": "focused_visit"})
    made.report(203, BRACKMERE, "2024-03-01", ["Supervision of kestrels."])
    made.report(204, None, "2024-03-01", ["Supervision of kestrels."])
    opened = connect_read_only(made.path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("supervision\nfront door", ["supervision", "front door"]),
        ("supervision, front door,\r\n, plans", ["supervision", "front door", "plans"]),
        ('"plans, reviews", “visits, calls”, a', ['"plans, reviews"', '"visits, calls"', "a"]),
        ('"plans, reviews', ['"plans', "reviews"]),  # a lone quotation mark holds nothing together
        ("Supervision, supervision,  SUPERVISION ", ["Supervision"]),
        ("", []),
        ("\x00\ud800 , \n", []),
    ],
)
def test_a_list_is_lines_or_commas(text: str, terms: list[str]) -> None:
    assert [one.typed for one in read_terms(text, synonyms=True)[0]] == terms


def test_what_is_left_out_is_said() -> None:
    terms, notices = read_terms(f"plans, ?!, -late, {'x' * (LONGEST + 1)}", synonyms=True)
    assert [one.typed for one in terms] == ["plans"]
    assert [words in notice for words, notice in zip(("“?!”", "“-late”", "xxx…”"), notices, strict=True)] == [True] * 3
    terms, (notice,) = read_terms("\n".join(f"word{number}" for number in range(MOST_TERMS + 2)), synonyms=True)
    assert len(terms) == MOST_TERMS
    assert f"first {MOST_TERMS}" in notice
    assert f"{MOST_CHARACTERS:,}" in read_terms("plans " * MOST_CHARACTERS, synonyms=True)[1][0]


def rows(connection: sqlite3.Connection, text: str, **parameters: str) -> dict[str, tuple[int, tuple[int, ...]]]:
    found = find_terms(connection, text, read_filters(parameters))
    return {one.code: (one.of, one.reports) for one in found.councils}


def test_reports_with_each_term_and_of_how_many(connection: sqlite3.Connection) -> None:
    found = rows(connection, "supervision, kestrels, plans late")
    assert found[BRACKMERE][1] == (2, 1, 0)  # one of them is in the sample
    assert found[AMBERFORD][1] == (2, 0, 1)  # a report with the term on two pages counts once
    of = dict(connection.execute("""select local_authority, count(*) from reports r
        where exists (select 1 from report_pages p where p.report_id = r.id) group by 1"""))  # fmt: skip
    assert {code: number for code, (number, _) in found.items()} == {code: of[code] for code in (AMBERFORD, BRACKMERE, CALDERWICK)}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"kind": "focused_visit", "year": "2024"}, {AMBERFORD: (1, (0,)), BRACKMERE: (1, (1,))}),
        ({"year": "2024", "group": f"{AMBERFORD},{BRACKMERE}"}, {AMBERFORD: (2, (1,)), BRACKMERE: (2, (2,))}),
        ({"from": "2024-03-01", "to": "2024", "region": "Eastland"}, {BRACKMERE: (1, (1,))}),
        ({"authority": "nowhere"}, {}),
    ],
)
def test_filters_narrow_both_numbers(
    connection: sqlite3.Connection, parameters: dict[str, str], expected: dict[str, tuple[int, tuple[int, ...]]]
) -> None:
    found = rows(connection, "supervision", **parameters)
    assert {code: found[code] for code in found if code != CALDERWICK} == expected


def test_totals_and_what_no_row_holds(connection: sqlite3.Connection) -> None:
    found = find_terms(connection, "supervision", read_filters({"year": "2024"}))
    assert found.totals == [sum(one.reports[0] for one in found.councils)]
    assert found.of == sum(one.of for one in found.councils)
    assert found.without == 1
    assert [one.name for one in found.councils] == sorted(one.name for one in found.councils)
    assert find_terms(connection, "supervision", read_filters({"region": "Narnia"})).notices


def test_synonyms_are_searched_for_unless_switched_off(connection: sqlite3.Connection) -> None:
    (term,) = find_terms(connection, "LAC", read_filters({})).terms
    assert term.synonyms
    (term,) = find_terms(connection, "LAC", read_filters({"synonyms": "off"})).terms
    assert not term.synonyms
