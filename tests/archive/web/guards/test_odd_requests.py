"""Odd requests of every address, public and private: refused or harmless, and never an error of the server."""

from collections.abc import Iterator
from itertools import product

import pytest

from tests.archive.factory import ArchiveFactory
from tests.archive.web.addresses import DATA, PAGES, STOCK_PRIVATE
from tests.archive.web.conftest import Ask, asked

VALUES = (
    "", "word", "-1", "0", "1.5", "9" * 30, "1e400", "nan", "%00", "%ff%fe", "%ED%A0%80", "a,b,c", "$null", "~2F", "2024-02-31",
    "99999-01-01", "0000-00-00", "-", "%27", "%22", "%5C", "(", "*", "x" * 3000, "[]", "{}", "%E2%80%AE", "../../etc/passwd", "%2e%2e%2f",
    "a&q=b",
)  # fmt: skip
ENDINGS = (
    "/",
    "//",
    ".xml",
    ".json.json",
    "/..",
    "/%2e%2e/",
    "/%00",
    "%00",
    "/%ff",
    ";x",
    "/9" + "9" * 30,
    "/-1",
    "/a/b/c",
    "?",
    "?&&==",
    "/.json",
)
OURS = (
    "q", "authority", "region", "ofsted_region", "year", "kind", "grade", "source", "from", "to", "sort", "page", "section", "synonyms",
    "topic", "a", "report", "as_at", "date", "with", "neighbours", "beside",
)  # fmt: skip
STOCK = (
    "_next", "_size", "_sort", "_sort_desc", "_facet", "_facet_size", "_facet_date", "_facet_array", "_shape", "_nl", "_labels", "_col",
    "_nocol", "_json", "_stream", "_search", "_where", "_through", "_filter_column", "_extra", "sql", "key", "published__gte", "key__in",
)  # fmt: skip
KEYS = ("x", "9" * 40, "%00", "%ff", "~ff", "1,2", "$null", "-1.5")
PATHS = sorted(
    {address.partition("?")[0] for address in (*PAGES, *DATA, *STOCK_PRIVATE)}
    | {
        "/archive/latest_outcomes",
        "/archive/latest_outcomes.json",
        "/archive/reports.csv",
        "/archive/reports/1",
        "/archive.json",
        "/report/x",
    }
)
ONE_IN = 401
HOSTS = ("OTHER.example:8001", "[::1]")
NO_HOSTS = ("", "a b", "a.example/b", "a@b.example", "a.example:port", "<b>", "a.example\u202e".encode(), b"\x1b", b"\xff", "x" * 3000)
METHODS = ("TRACE", "OPTIONS", "DELETE", "ODD")  # what `archive serve` refuses before it comes this far: see test_serve


def requests() -> list[str]:
    """Every path with every ending, and with every value of every parameter that it may know."""
    told = [f"{path}{ending}" for path, ending in product(PATHS, ENDINGS)]
    told += [f"/archive/{table}/{key}" for table, key in product(("reports", "judgements", "local_authorities"), KEYS)]
    for path in PATHS:
        names = STOCK if path.startswith("/archive") else OURS
        told += [f"{path}?{name}={value}" for name, value in product(names, VALUES)]
        told += [f"{path}?{names[0]}={value}&{names[0]}={value}" for value in VALUES]
    return told


@pytest.fixture(scope="module", params=[True, False], ids=["public", "private"])
def ask(made: ArchiveFactory, request: pytest.FixtureRequest) -> Iterator[Ask]:
    yield from asked(made.path, made.files, public=request.param)


@pytest.fixture(params=[pytest.param(5, id="some"), pytest.param(1, id="all", marks=pytest.mark.long)])
def paths(request: pytest.FixtureRequest) -> list[str]:
    """Every fifth path; all in `make test-long`."""
    return PATHS[:: request.param]


def errors(ask: Ask, told: list[str]) -> list[str]:
    return [f"{answer.status_code} {address[:200]}" for address in told if (answer := ask(address)).status_code >= 500]


def test_some_odd_requests_are_no_error(ask: Ask) -> None:
    assert errors(ask, requests()[::ONE_IN]) == []


@pytest.mark.long
def test_many_odd_requests_are_no_error(ask: Ask) -> None:
    assert errors(ask, requests()[::31]) == []


def test_head_is_answered_as_get_is(ask: Ask, paths: list[str]) -> None:
    answered = {path: (ask(path).status_code, ask(path, "head").status_code) for path in paths}
    assert {path: both for path, both in answered.items() if both[0] != both[1]} == {}


@pytest.mark.parametrize("method", METHODS)
def test_no_method_is_an_error_or_repeats_what_was_sent(ask: Ask, paths: list[str], method: str) -> None:
    answers = {path: ask(method, "request", path=path, headers={"X-Odd": "oddword"}) for path in paths}
    assert {path for path, answer in answers.items() if answer.status_code >= 500 or "oddword" in answer.text} == set()


@pytest.mark.parametrize("host", HOSTS)
def test_another_host_is_answered_the_same(ask: Ask, paths: list[str], host: str) -> None:
    answered = {path: (ask(path).status_code, ask(path, headers={"Host": host}).status_code) for path in paths}
    assert {path: both for path, both in answered.items() if both[0] != both[1]} == {}


@pytest.mark.parametrize("host", NO_HOSTS, ids=ascii)
def test_a_host_that_is_no_name_is_refused_everywhere(ask: Ask, paths: list[str], host: str | bytes) -> None:
    statuses = {path: ask(path, headers={"Host": host}).status_code for path in paths}
    assert {path: status for path, status in statuses.items() if status != 400} == {}
