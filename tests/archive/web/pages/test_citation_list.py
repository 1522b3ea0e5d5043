"""The reports of a list as BibTeX, RIS and CSL-JSON, read by independent parsers."""

import json
from pathlib import Path

import bibtexparser
import pytest
import rispy

from tests.archive.sample import sample_archive
from tests.archive.web.conftest import Ask, asked

LISTS = ("/search{}?q=supervision", "/authority/X0000001{}")


@pytest.mark.parametrize("address", LISTS)
def test_all_forms_have_the_same_reports(public_site: Ask, address: str) -> None:
    items = json.loads(public_site(address.format(".csl.json")).text)
    keys = [item["id"] for item in items]
    assert "ofsted-101" in keys
    assert len(keys) == len(set(keys))
    library = bibtexparser.parse_string(public_site(address.format(".bib")).text)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == keys
    records = rispy.loads(public_site(address.format(".ris")).text)
    assert len(records) == len(keys)
    first = next(item for item in items if item["id"] == "ofsted-101")
    assert (first["type"], first["issued"], first["author"]) == ("report", {"date-parts": [[2019, 5, 13]]}, [{"literal": "Ofsted"}])
    assert first["URL"] == "http://localhost/report/ofsted-101"
    assert {record["type_of_reference"] for record in records} == {"RPRT"}


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
