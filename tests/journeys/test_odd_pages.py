"""Crawls of pages with something odd: the saved cases of ../shared through the real spider, and a council under its three-digit code."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sample.reports_site.councils import CALDERWICK
from sample.reports_site.search_page import ListedProvider, search_page
from sample.reports_site.site import SampleSite
from tests.conftest import Home

pytestmark = pytest.mark.xdist_group("odd pages")  # the cases are crawled once
CASES = ("75-inspected-a-range", "77-impossible-date", "79-no-publication-date", "80-file-listed-twice", "81-name-escaped-twice")


@pytest.fixture(scope="module")
def odd(shared: Path, tmp_path_factory: pytest.TempPathFactory, make_home: Callable[[], Home]) -> Home:
    """The archive of one crawl of all cases: their pages stand on one site, whose search lists them."""
    folder = tmp_path_factory.mktemp("cases")
    paths: dict[str, str] = {}
    for case in CASES:
        for path, name in json.loads((shared / "cases" / case / "paths.json").read_text()).items():
            (folder / name).write_bytes((shared / "cases" / case / name).read_bytes())
            paths[path] = name
    urns = [path.rsplit("/", 1)[1] for path in paths]
    listing = search_page([ListedProvider(urn, f"Council {urn}", "1 High Street") for urn in urns], 0, [], len(urns)).encode()
    (folder / "search.http").write_bytes(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(listing) + listing
    )
    asked = "/search?q=&location=&lat=&lon=&radius=&level_1_types=3&level_2_types%5B%5D=12&start=0&rows=100"
    (folder / "paths.json").write_text(json.dumps(paths | {asked: "search.http"}))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with subprocess.Popen([sys.executable, str(shared / "cases" / "replay.py"), str(folder), str(port)]) as replay:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    break
        home = make_home()
        ran = home.scrapy("update", "ofsted_reports", "-a", f"ofsted_reports.site=http://127.0.0.1:{port}")
        replay.terminate()
    assert ran.status == 0, ran.output
    return home


def test_every_report_of_the_cases_is_held(odd: Home) -> None:
    rows = odd.rows("select key, published, inspected, availability from reports order by key")
    assert rows == [
        ("ofsted-50000010", "2023-06-12", None, "held"),
        ("ofsted-50000011", "2023-07-03", None, "held"),
        ("ofsted-50000100", "2023-06-12", None, "held"),
        ("ofsted-50000110", "2023-06-12", None, "held"),
        ("ofsted-50000111", None, None, "held"),
        ("ofsted-50000120", None, None, "held"),
        ("ofsted-50000170", None, None, "held"),
    ]


@pytest.mark.parametrize(
    ("urn", "kind", "words"),
    [
        ("80427", "impossible_date", ("50000011", "12 - 23 June 2023")),
        ("80438", "impossible_date", ("50000111", "31 June 2023")),
        ("80444", "missing_fact", ("50000170", "date of publication")),
        ("80439", "disagreement", ("50000120", "focused visit", "Children's services inspection", "2023-06-12", "2023-06-13")),
    ],
)
def test_the_odd_entry_is_a_problem_that_names_it(odd: Home, urn: str, kind: str, words: tuple[str, ...]) -> None:
    found = odd.rows("select message from problems where url like ? and kind = ? and resolved is null", f"%/provider/44/{urn}", kind)
    assert [message for (message,) in found if all(word in str(message) for word in words)]


def test_a_name_escaped_twice_is_read_as_meant(odd: Home) -> None:
    assert odd.rows("select name from providers where urn = '80437'") == [("Bournemouth, Christchurch & Poole",)]
    assert odd.rows("select kind from problems where url like '%/80437'") == [("unknown_authority",)]  # the number is of no council


@pytest.mark.long
@pytest.mark.parametrize("printed", ["its URN", "its code"])
def test_a_council_under_its_three_digit_code_is_the_same_provider(crawled: Home, home: Home, drawn: Path, printed: str) -> None:
    with SampleSite(drawn) as site:
        site.list_by_code(CALDERWICK, print_code=printed == "its code")
        ran = home.crawl(site)
        asked = [request.path for request in site.requests]
    assert ran.status in (0, 12), ran.output
    assert f"/provider/44/{CALDERWICK.dfe_code}" in asked
    for sql in (
        "select urn, name, local_authority from providers order by urn",
        "select key, urn, title, published, inspected, local_authority, availability from reports order by key",
        "select key, report_providers.urn from report_providers join reports on reports.id = report_id order by key",
    ):
        assert home.rows(sql) == crawled.rows(sql)
