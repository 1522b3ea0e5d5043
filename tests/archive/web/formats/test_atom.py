"""Feeds: newest publication first, ids that end in the report's key, validators; and the CSV of a query, which is whole."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest

from tests.archive.web.addresses import DATA
from tests.archive.web.conftest import Ask

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
FEEDS = [path for path in DATA if ".atom" in path]


def entries(site: Ask, path: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(site(path).content).findall("atom:entry", ATOM)


@pytest.mark.parametrize("path", FEEDS)
def test_the_newest_comes_first_and_the_feed_is_as_new(site: Ask, path: str) -> None:
    root = ElementTree.fromstring(site(path).content)
    updated = [entry.findtext("atom:updated", "", ATOM) for entry in root.findall("atom:entry", ATOM)]
    assert updated == sorted(updated, reverse=True)
    assert root.findtext("atom:updated", "", ATOM) == updated[0]


@pytest.mark.parametrize("path", FEEDS)
def test_the_id_of_an_entry_ends_in_the_key(site: Ask, path: str) -> None:
    for entry in entries(site, path):
        link = entry.find("atom:link", ATOM)
        assert link is not None
        key = re.split("[?#]", link.attrib["href"])[0].rpartition("/")[2]
        assert re.fullmatch(r"ofsted-\d+|\d+", key)
        assert entry.findtext("atom:id", "", ATOM).endswith(f"/{key}")


def test_a_search_ordered_by_relevance_is_by_date_in_its_feed(site: Ask) -> None:
    assert site("/search.atom?q=supervision&sort=relevance").text.count("<entry>") > 2
    newest = entries(site, "/search.atom?q=supervision&sort=relevance")[0].findtext("atom:id", "", ATOM)
    first = site("/search.json?q=supervision&sort=newest").json()["results"][0]
    assert newest.endswith(first["key"])


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_that_the_reader_has_is_not_sent_again(site: Ask, path: str) -> None:
    answer = site(path)
    etag = answer.headers["etag"]
    assert etag.startswith('W/"')
    for known in (etag, etag.removeprefix("W/"), f'{etag}, "other"'):
        again = site(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert site(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert site(path, headers={"If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT"}).status_code == 304
    assert site(path, headers={"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}).status_code == 200
    assert site(path, headers={"If-Modified-Since": "yesterday"}).status_code == 200


def test_a_week_without_news_is_as_new_as_the_day_it_ends(site: Ask) -> None:
    root = ElementTree.fromstring(site("/week.atom?to=2001-03-08").content)
    assert root.findall("atom:entry", ATOM) == []
    assert root.findtext("atom:updated", "", ATOM).startswith("2001-03-08")


def test_the_csv_of_a_query_has_all_rows(site: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n where i < cast(:most as integer)) select i, '=1+1' as text from n"
    answer = site("/archive.csv", params={"sql": sql, "most": "2500", "_stream": "on"})
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[0] == ["i", "text"]
    assert len(rows) == 2501
    assert rows[-1] == ["2500", "'=1+1"]
    assert "x-truncated" not in answer.headers
    monkeypatch.setattr("archive.web.pages.query_csv.MOST_ROWS", 100)
    cut = site("/archive.csv", params={"sql": sql, "most": "2500"})
    assert len(cut.text.splitlines()) == 101
    assert cut.headers["x-truncated"] == "first-100-rows"
    assert "first-100-rows" in cut.headers["content-disposition"]


def test_a_query_that_is_none_says_so(site: Ask, public_site: Ask) -> None:
    assert site("/archive.csv?sql=delete+from+reports").status_code == 400
    assert site("/archive.csv?sql=select+nothing").status_code == 400
    assert "reports,table" in site("/archive.csv").text
    assert public_site("/archive.csv?sql=select+1").status_code in (403, 404)


@pytest.mark.parametrize("host", ["a.example", "a_b:8001", "[::1]:80", "127.0.0.1"])
def test_a_feed_says_that_it_depends_on_the_host(site: Ask, host: str) -> None:
    answer = site(FEEDS[0], headers={"Host": host})
    assert (answer.status_code, answer.headers["vary"].split(", ")[0]) == (200, "Host")


@pytest.mark.parametrize("path", [FEEDS[0], "/", "/search.json"])
@pytest.mark.parametrize("host", ["a.example/evil", 'a"><x>', "a b", "user@evil.example", "a:port", ""])
def test_a_host_that_is_no_name_is_refused(site: Ask, path: str, host: str) -> None:
    answer = site(path, headers={"Host": host})
    assert answer.status_code == 400
    assert not host or host not in answer.text
