"""Odd answers (../shared/cases), each replayed to the real spiders: articles found, reports held, what is said."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import IMPOLITE, Home, Ran

pytestmark = pytest.mark.long
VISITS = ["one", "two", "three"]


@dataclass(frozen=True, slots=True)
class Case:
    """What a case must give: the last parts of the articles' addresses, and words of each row of `problems`."""

    number: str
    articles: list[str]
    problems: tuple[str, ...] = ()
    status: int = 0


CASES = (
    Case("30", VISITS),
    Case("31", VISITS),
    Case("33", [*VISITS, "ofsted-old"]),
    Case("34", [*VISITS, "ofsted-old"], ("its lastmod is '01/05/2024'",)),
    Case("35", VISITS, ("entry 4 is passed over: it has no address",)),
    Case("36", VISITS, ("not well-formed (invalid token): line 1, column 413", "/a?b=1&c=2 answers 404"), status=12),
    Case("38", [*VISITS, "four"], ("its date is",)),
    Case("39", VISITS),
    Case("41", [*VISITS, "four"], ("undefined entity",)),
    Case("43", VISITS, ("its modified_gmt is '-0001-11-30T00:00:00'",)),
    Case("45", ["one", "three"], ("is passed over: it has no address",)),
    Case("56", ["?visit-one", "?visit-two"]),
    Case("57", ["?t=caf%E9", "?t=a%20b"]),
)


@contextmanager
def replayed(shared: Path, number: str, folder: Path) -> Iterator[str]:
    """The address at which the answers of a case are served."""
    (case,) = (shared / "cases").glob(f"{number}-*")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    copy = folder / case.name
    shutil.copytree(case, copy, copy_function=shutil.copyfile)
    server = subprocess.Popen([sys.executable, str(shared / "cases" / "replay.py"), str(copy), str(port)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(1000):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.01)  # until the server listens
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def crawl(shared: Path, home: Home, tmp_path: Path) -> Callable[..., Ran]:
    """Crawls of a case by a source."""

    def run(number: str, source: str, politeness: tuple[str, ...] = (*IMPOLITE, "RETRY_TIMES=1")) -> Ran:
        with replayed(shared, number, tmp_path) as site:
            options = [word for setting in politeness for word in ("-s", setting)]
            return home.run("scrapy", "update", source, "-a", f"site={site}", *options)

    return run


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.number)
def test_articles_are_found_and_what_is_odd_is_named(case: Case, home: Home, crawl: Callable[..., Ran]) -> None:
    ran = crawl(case.number, "willispalmer")
    assert ran.status == case.status, ran.output
    urls = [str(url) for (url,) in home.rows("select url from articles")]
    assert sorted(url.rstrip("/").rpartition("/")[2].rpartition("-visit-")[2] for url in urls) == sorted(case.articles), ran.output
    said = [str(message) for (message,) in home.rows("select message from problems")]
    assert [words for words in case.problems if not any(words in message for message in said)] == [], said
    assert len(said) == len(case.problems), said
    assert all(words in ran.output for words in case.problems)


VISITED = "Ofsted has visited the council of Harrowmere and found that leaders know their services well."
MET = "The inspectors met children and carers over a week and read many of their plans."
SAID = "A spokesperson for the council said that the work of the past year had begun to show."
ODD = {  # the case: title, authors, day and paragraphs of its second visit
    "49": ("Ofsted visit two", [], "2024-06-04", [VISITED, MET, SAID]),
    "51": ("Ofsted visit two", ["A. Writer"], "2024-05-01", [VISITED, MET, SAID]),
    "52": ("Children’s services & Ofsted", [], "2024-05-01", [VISITED, MET, SAID]),
    "53": ("Ofsted visit two", [], "2024-05-01", [VISITED.replace("leaders know", "leaders’ “know”"), MET, SAID]),
    "58": ("Ofsted visit", [], "2024-05-01", [VISITED, MET, SAID]),
    "59": ("Ofsted ofsted visit two", [], "2024-05-01", [VISITED, MET.partition(" and read")[0] + "."]),
    "60": ("Ofsted visit two", [], "2024-05-01", [VISITED, MET, SAID]),
    "63": ("Ofsted visit two", [], "2024-05-01", [f"Paragraph {n} on what Ofsted found in the town of Harrowmere." for n in range(300)]),
}


@pytest.mark.parametrize("number", ODD)
def test_odd_articles_are_read(number: str, home: Home, crawl: Callable[..., Ran]) -> None:
    ran = crawl(number, "willispalmer")
    assert ran.status == 0, ran.output
    ((title, authors, published, text),) = home.rows("select title, authors, published, text from articles where url like '%visit-two/'")
    assert (title, json.loads(str(authors)), published, str(text).split("\n\n")) == ODD[number]
    assert home.rows("select count(*) from articles") == [(3,)]
    assert home.rows("select * from problems") == []


def test_a_deleted_article_that_leads_home_is_none(home: Home, crawl: Callable[..., Ran]) -> None:
    ran = crawl("46", "willispalmer")
    assert ran.status == 12
    urls = home.rows("select url from articles")
    assert sorted(str(url).rstrip("/").rpartition("-")[2] for (url,) in urls) == ["one", "three"]
    ((kind, message),) = home.rows("select kind, message from problems")
    assert (kind, "leads to the home page" in str(message)) == ("not_found", True)


def test_a_crawl_delay_is_kept(home: Home, crawl: Callable[..., Ran], shared: Path) -> None:
    start = time.monotonic()
    ran = crawl("61", "willispalmer", ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "CRAWL_DELAY_MAX=0.3", "RETRY_TIMES=0"))
    assert ran.status == 0, ran.output
    assert "asks for 3 seconds between requests; 0.3 are kept" in ran.output
    ((requests,),) = home.rows("select requests from runs")
    assert isinstance(requests, int)
    assert requests >= 5
    assert time.monotonic() - start >= 0.3 * (requests - 1)


@pytest.mark.parametrize(
    ("number", "name", "value"),
    [("70", "Content-Disposition", "Caf\xe9"), ("71", "Etag", "\xe9"), ("72", None, None), ("74", None, None)],
)
def test_reports_are_held(number: str, name: str | None, value: str, home: Home, crawl: Callable[..., Ran]) -> None:
    for _ in range(2):
        ran = crawl(number, "ofsted_reports")
        shutil.rmtree(next(home.folder.glob(f"{number}-*")))
    ((availability, status, headers),) = home.rows(
        "select availability, status, headers from reports join documents on documents.id = file_document_id"
    )
    assert (availability, status) == ("held", 200), ran.output
    if name:
        assert value in json.loads(str(headers))[name]
    assert home.rows("select kind from problems where kind in ('fetch_failed', 'callback_error')") == []
