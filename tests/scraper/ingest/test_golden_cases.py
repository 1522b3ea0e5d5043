"""Golden cases of every source: saved documents and the records they hold. A missing expected.json is written, and the test fails once."""

import json
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from scraper.ingest.golden_cases import as_json, read_case, write_json
from scraper.processes.read_document import read_document
from scraper.sources.registry import source_classes
from tests.conftest import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
CASES = sorted(path.parent for path in FIXTURES.glob("*/*/document.json"))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_golden_case(folder: Path) -> None:
    """The same function as the live crawl reads the document; what it gives is what was reviewed."""
    source = source_classes(get_project_settings())[folder.parent.name]
    records = as_json(read_document(source.extract, read_case(folder, source.name)))
    expected = folder / "expected.json"
    if not expected.exists():
        write_json(expected, records)
        pytest.fail(f"{expected} was missing and is written now: read it, mend the source until it is right, then keep it")
    assert records == json.loads(expected.read_text())


def test_every_publisher_has_a_case() -> None:
    """A source without a saved page could break without anybody noticing."""
    publishers = {name for name, source in source_classes(get_project_settings()).items() if source.kind == "publisher"}
    assert publishers <= {folder.parent.name for folder in CASES}
