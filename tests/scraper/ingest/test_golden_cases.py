"""Golden cases of every source: saved documents and the records they hold. A missing expected.json is written, and the test fails once."""

import json
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from scraper.ingest.golden_cases import as_json, cases_in, kinds_without_case, read_case, write_json
from scraper.ingest.golden_differences import told_differences
from scraper.processes.read_document import read_document
from scraper.sources.registry import source_classes
from tests.conftest import ROOT

MOST_SHOWN = 20
FIXTURES = ROOT / "tests" / "fixtures"
CASES = cases_in(FIXTURES)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_golden_case(folder: Path) -> None:
    """The same function as the live crawl reads the document; what it gives is what was reviewed."""
    source = source_classes(get_project_settings())[folder.parent.name]
    records = as_json(read_document(source.extract, read_case(folder, source.name)))
    expected = folder / "expected.json"
    if not expected.exists():
        write_json(expected, records)
        pytest.fail(f"{expected} was missing and is written now: read it, mend the source until it is right, then keep it")
    found = list(told_differences(json.loads(expected.read_text()), records))
    if found:
        pytest.fail("\n".join(["read otherwise than reviewed:", *found[:MOST_SHOWN]]), pytrace=False)


def test_every_source_has_a_case_of_each_kind_it_reads() -> None:
    """A source without a saved page could break without anybody noticing."""
    sources = {name: source.kind for name, source in source_classes(get_project_settings()).items() if name != "local"}
    assert kinds_without_case(CASES, sources) == []
    assert kinds_without_case(CASES, {"norwell": "inspectorate"}) == [("norwell", kind) for kind in ("listing", "provider_page", "report")]
