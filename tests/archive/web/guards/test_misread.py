"""Questions that Datasette's pages cannot read are refused with a sentence, never an error of the server; our own faults stay errors."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from archive.web.guards.misread import is_misread
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask, asked

TABLE, VIEW = "/archive/reports", "/archive/latest_outcomes"
ODD = ("", "word", "-1", "1.5", "9" * 30, "a,b,c", "$null", "~2F", "\x00", "%", "x" * 3000)
ASKED = ("_next", "_size", "_shape", "_facet_size", "_sort", "_facet", "_col", "_json", "_ttl", "published__gte", "published__in")


@pytest.fixture(scope="module", params=[True, False], ids=["public", "private"])
def ask(made: ArchiveFactory, request: pytest.FixtureRequest) -> Iterator[Ask]:
    yield from asked(made.path, made.files, public=request.param)


@pytest.mark.parametrize("path", [TABLE, *(pytest.param(path, marks=pytest.mark.long) for path in (VIEW, f"{VIEW}.json", f"{TABLE}.csv"))])
def test_no_value_is_an_error_of_the_server(ask: Ask, path: str) -> None:
    statuses = {(name, value): ask(f"{path}?{name}={quote(value)}").status_code for name in ASKED for value in ODD}
    assert {asked: status for asked, status in statuses.items() if status >= 500} == {}


def test_the_answer_says_so(ask: Ask) -> None:
    page, data = ask(f"{VIEW}?_next=word"), ask(f"{VIEW}.json?_next=word")
    assert (page.status_code, data.status_code, data.json()["ok"]) == (400, 400, False)
    assert "We could not understand this address" in page.text
    assert "We could not understand this address" in data.json()["error"]


def test_a_fault_of_our_own_stays_an_error() -> None:
    def ours() -> None:
        int("word")

    with pytest.raises(ValueError, match="word") as raised:
        ours()
    assert not is_misread(raised.value)
