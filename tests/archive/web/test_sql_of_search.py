"""The SQL that a search page shows finds what the page finds, in its order; where more match than the page ranks, the same reports."""

import sqlite3
from pathlib import Path

import pytest

from archive.holdings import sql_shown
from archive.search import hits
from archive.search.filters import read_filters
from archive.search.search import search
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    """Thirty reports on two authorities, the older entered last, with the word supervision more or less often."""
    made = ArchiveFactory(Path(tmp_path_factory.mktemp("sql")))
    for code, name in ((AMBERFORD, "Amberford"), (BRACKMERE, "Brackmere")):
        made.authority(code, name)
    for number in range(30):
        pages = ["Supervision. " * (1 + number % 4) + "Other words. " * (number % 7), "Supervision again."]
        code = BRACKMERE if number % 5 == 0 else AMBERFORD
        made.report(100 + number, code, f"{2020 - number // 3}-0{1 + number % 3}-11", pages)
    made.db.conn.row_factory = sqlite3.Row
    return made.db.conn


@pytest.mark.parametrize("ranked", [12, 1_000])
@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"authority": BRACKMERE},
        {"year": "2014"},
        {"from": "2012", "to": "2015"},
        {"sort": "newest"},
        {"sort": "oldest", "authority": BRACKMERE},
        {"source": "ofsted_reports", "from": "2013-02-11", "sort": "oldest"},
        {"kind": "article"},
    ],
)
def test_the_sql_finds_what_the_page_finds(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, parameters: dict[str, str], ranked: int
) -> None:
    monkeypatch.setattr(hits, "HITS_RANKED", ranked)
    filters = read_filters(parameters)
    found = search(connection, "supervision", filters, everything=True)
    behind = sql_shown.of_search(found.query.match(), filters)
    assert behind is not None
    rows = connection.execute(behind.sql, dict(behind.values)).fetchall()
    keys, listed = [row["key"] for row in rows], [one.key for one in found.results]
    assert sorted(keys) == sorted(listed)
    if ranked > len(listed) * 2:  # each has two pages
        assert keys == listed
    assert found.results or parameters == {"kind": "article"}
