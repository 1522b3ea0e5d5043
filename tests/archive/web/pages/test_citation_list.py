"""The reports of a list as BibTeX, RIS and CSL-JSON, read by independent parsers."""

import csv
import html
import io
import json
import re
from contextlib import closing
from pathlib import Path

import bibtexparser
import pytest
import rispy

from archive.database.readonly import connect_read_only
from archive.holdings.cited import read_cited
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import sample_archive
from tests.archive.web.conftest import Ask, asked

LISTS = (
    "/search{}?q=supervision&kind=ilacs_inspection,focused_visit",
    "/search{}?group=X0000001,X0000003",
    "/authority/X0000001{}",
    "/report/ofsted-101{}",
    "/recommendations{}",
    "/recommendations{}?theme=supervision",
    "/outcomes{}?group=X0000001,X0000003&as_at=2023-01-01",
    "/neighbours/X0000001{}?as_at=2023-01-01",
    "/compare{}?a=X0000001&a=X0000003&as_at=2023-01-01",
    "/compare{}?report=ofsted-101&report=ofsted-102",
    "/themes{}",
    "/feed{}",
    "/week{}?to=2019-05-14",
)
"""Lists with the report ofsted-101 that cite nothing but reports."""
OTHER_LISTS = ("/visits{}", "/send{}", "/articles{}", "/after-inadequate{}", "/recurring{}")


@pytest.mark.parametrize("address", [*LISTS, *OTHER_LISTS])
def test_all_forms_have_the_same_reports(public_site: Ask, address: str) -> None:
    items = json.loads(public_site(address.format(".csl.json")).text)
    keys = [item["id"] for item in items]
    assert len(keys) == len(set(keys))
    library = bibtexparser.parse_string(public_site(address.format(".bib")).text)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == keys
    records = rispy.loads(public_site(address.format(".ris")).text)
    assert [record["title"] for record in records] == [item["title"] for item in items]


@pytest.mark.parametrize("address", LISTS)
def test_a_report_is_cited_alike_in_every_list(public_site: Ask, address: str) -> None:
    items = json.loads(public_site(address.format(".csl.json")).text)
    first = next(item for item in items if item["id"] == "ofsted-101")
    assert (first["type"], first["issued"], first["author"]) == ("report", {"date-parts": [[2019, 5, 13]]}, [{"literal": "Ofsted"}])
    assert first["URL"] == "http://localhost/report/ofsted-101"
    assert public_site("/report/ofsted-101.bib").text in public_site(address.format(".bib")).text
    assert public_site("/report/ofsted-101.ris").text in public_site(address.format(".ris")).text


@pytest.mark.parametrize(
    ("address", "listed", "column"),
    [
        ("/recommendations{}", "/recommendations.csv", "report"),
        ("/outcomes{}?group=X0000001,X0000003", "/outcomes.csv?group=X0000001,X0000003", "report"),
        ("/visits{}?alarms=yes", "/visits.csv?alarms=yes", "report"),
        ("/send{}", "/send.csv", "report"),
        ("/articles{}?year=2019", "/articles.csv?year=2019", "id"),
    ],
)
def test_the_list_is_cited_that_was_asked_for(public_site: Ask, address: str, listed: str, column: str) -> None:
    rows = csv.DictReader(io.StringIO(public_site(listed).text.lstrip("\ufeff")))
    keys = {row[column] for row in rows}
    cited = {item["id"].removeprefix("article-") for item in json.loads(public_site(address.format(".csl.json")).text)}
    assert cited == keys != set()


def test_an_article_is_cited_as_its_publisher_s(public_site: Ask) -> None:
    items = json.loads(public_site("/articles.csl.json").text)
    assert {(item["type"], item["container-title"]) for item in items} == {("article-newspaper", "Sector News")}
    rows = csv.DictReader(io.StringIO(public_site("/articles.csv").text.lstrip("\ufeff")))
    for item, row in zip(items, rows, strict=True):
        own = row["publisher_url"].startswith("https://")
        assert item["URL"] == (row["publisher_url"] if own else row["url"])
    written = public_site("/articles.bib").text
    assert "@article{article-1000000000001," in written
    assert "Open Government" not in written
    assert {record["type_of_reference"] for record in rispy.loads(public_site("/articles.ris").text)} == {"NEWS"}


PAGES = ("/outcomes?as_at=2023-01-01", "/recommendations?q=supervis*", "/visits?family=focused_visit", "/articles", "/themes", "/send",
         "/neighbours/X0000001", "/compare?a=X0000001", "/compare?report=ofsted-101&report=ofsted-102", "/week?to=2019-05-14")  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_a_list_links_citations_that_answer(site: Ask, address: str) -> None:
    page = site(address).text
    found = re.findall(r'href="([^"]+\.(?:bib|ris|csl\.json)(?:\?[^"]*)?)"', page)
    assert len(found) == 3
    for link in found:
        answer = site(html.unescape(link))
        assert answer.status_code == 200
        assert len(answer.content) > 10


def test_the_page_of_a_search_links_its_citations(site: Ask) -> None:
    page = site("/search?q=supervision").text
    for form in ("bib", "ris", "csl.json"):
        assert f"/search.{form}?q=supervision" in page


OTHER = {
    "name": "other",
    "title": "Other body",
    "kind": "inspectorate",
    "home": "https://other.example",
    "licence": "Its own",
    "terms": "Ask first.",
    "key_prefix": "other",
    "author": "The Other Body",
    "attribution": "Ask first.",
}


@pytest.mark.parametrize("address", ["/search{}?q=supervision", "/authority/X0000003{}"])
def test_a_report_of_another_inspectorate_is_cited_as_its_own(tmp_path: Path, address: str) -> None:
    made = sample_archive(tmp_path)
    made.report(9101, "X0000003", "2023-03-01", ["Supervision of staff is steady."], title="Review of youth work")
    with made.db.conn:
        made.db["sources"].insert(OTHER)
        made.db.conn.execute("update reports set source = 'other' where key = 'ofsted-9101'")
    sites = asked(made.path, made.files, public=True)
    ask = next(sites)
    items = {one["id"]: one for one in json.loads(ask(address.format(".csl.json")).text)}
    assert items["ofsted-9101"]["author"] == [{"literal": "The Other Body"}]
    entry = ask(address.format(".bib")).text.partition("{ofsted-9101,")[2].partition("\n}")[0]
    assert "The Other Body" in entry
    assert "Ask first." in entry
    assert "Open Government" not in entry
    assert "Ofsted" not in entry
    made.db.close()


def test_each_is_cited_once_in_the_order_of_the_list(made: ArchiveFactory) -> None:
    listed = ["ofsted-102", 1000000000001, "ofsted-101", "ofsted-102", "nowhere", 7]
    with closing(connect_read_only(made.path)) as connection:
        rows = read_cited(connection, listed)
    assert [row["key"] if "key" in row.keys() else row["id"] for row in rows] == listed[:3]  # noqa: SIM118  # of a Row


@pytest.mark.parametrize(
    "address", ["/visits{}?year=1999", "/articles{}?year=1999", "/recommendations{}?year=1999", "/outcomes{}?as_at=1999"]
)
def test_a_list_without_rows_cites_nothing(public_site: Ask, address: str) -> None:
    assert json.loads(public_site(address.format(".csl.json")).text) == []
    assert public_site(address.format(".bib")).text.strip() == ""
