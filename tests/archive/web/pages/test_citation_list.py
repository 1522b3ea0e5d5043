"""The reports of a list as BibTeX, RIS and CSL-JSON, read by independent parsers."""

import json

import bibtexparser
import pytest
import rispy

from tests.archive.web.conftest import Ask

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
