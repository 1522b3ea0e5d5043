"""Who was told what: over the sample archive, and over the real reports against their answer key."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.database.readonly import connect_read_only
from archive.search.recommendations import CHOICES, Answer, find_recommendations, read_asked
from tests.archive.sample import AMBERFORD, BRACKMERE, sample_archive
from tests.conftest import Home


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the sample archive."""
    opened = connect_read_only(sample_archive(tmp_path_factory.mktemp("recommendations")).path)
    yield opened
    opened.close()


def told(answer: Answer) -> dict[str | None, int]:
    return {one.authority: len(one.rows) for one in answer.told}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "supervis*"}, {AMBERFORD: 1, BRACKMERE: 1}),
        ({"q": "supervis*", "from": "2022"}, {BRACKMERE: 1}),
        ({"q": "supervis*", "to": "2019-12-31"}, {AMBERFORD: 1}),
        ({"q": "supervis*", "kind": "priority_action"}, {BRACKMERE: 1}),
        ({"q": "supervis*", "family": "ilacs"}, {AMBERFORD: 1}),
        ({"family": "focused_visit"}, {BRACKMERE: 1}),
        ({"authority": AMBERFORD}, {AMBERFORD: 1}),
        ({"addressed_to": "police"}, {}),
        ({"q": "irregular"}, {}),  # stands on a page, but in no recommendation
        ({}, {AMBERFORD: 1, BRACKMERE: 1}),  # all of them
        ({"q": "-supervision"}, {}),
    ],
)
def test_words_and_choices(connection: sqlite3.Connection, asked: dict[str, str], expected: dict[str, int]) -> None:
    assert told(find_recommendations(connection, read_asked(asked))) == expected


def test_a_page_has_its_rows_and_the_counts_of_all(connection: sqlite3.Connection) -> None:
    every = find_recommendations(connection, read_asked({}))
    page = find_recommendations(connection, read_asked({}), 7)  # beyond the last
    assert (page.number, page.pages) == (1, 1)
    assert page.rows == every.rows
    assert (page.found, page.total, every.counts) == (every.found, len(every.rows), None)
    assert page.counts == {name: Counter(row[name] for row in every.rows if row[name]) for name in CHOICES}
    assert page.authorities == {row["authority"]: row["authority_name"] for row in every.rows}


@pytest.mark.long
def test_real_reports_agree_with_their_answer_key(shared: Path, corpus: Home) -> None:
    """`supervis*` since 2022 in the real reports, against a count of their answers by a regular expression."""
    expected = {
        (answer["published"], answer["local_authority"], asked["text"])
        for answer in map(json.loads, (shared / "corpus" / "answers.jsonl").read_text().splitlines())
        if answer["published"] >= "2022"
        for asked in answer["recommendations"]
        if re.search(r"\bsupervis", asked["text"], re.IGNORECASE)
    }
    connection = connect_read_only(corpus.database)
    answer = find_recommendations(connection, read_asked({"q": "supervis*", "from": "2022"}))
    found = {(row["published"], one.authority, row["text"]) for one in answer.told for row in one.rows}
    connection.close()
    assert expected
    assert {(day, code) for day, code, _ in found} == {(day, code) for day, code, _ in expected}
    assert len(found) == len(expected)
