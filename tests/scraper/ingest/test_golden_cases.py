"""Golden cases of every source: saved documents and the records they hold. A missing expected.json is written, and the test fails once."""

import json
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from scraper.ingest.golden_cases import as_json, read_case, write_json
from scraper.processes.read_document import read_document
from scraper.sources.registry import source_classes
from tests.conftest import ROOT

MOST_SHOWN, LONGEST = 12, 160
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
    found = list(differences(json.loads(expected.read_text()), records))
    assert not found, "read otherwise than reviewed:\n" + json.dumps(found[:MOST_SHOWN], indent=1, ensure_ascii=False)


def differences(expected: object, read: object, place: str = "") -> Iterator[dict[str, object]]:
    """Where two values of JSON differ: the place ("2.title"), what was expected and what was read, long texts shortened."""
    if isinstance(expected, dict) and isinstance(read, dict):
        for name in expected | read:
            yield from differences(expected.get(name), read.get(name), f"{place}.{name}".strip("."))
    elif isinstance(expected, list) and isinstance(read, list):
        for at, (one, other) in enumerate(zip_longest(expected, read)):
            yield from differences(one, other, f"{place}.{at}".strip("."))
    elif expected != read:
        yield {"where": place, "expected": shortened(expected), "read": shortened(read)}


def shortened(value: object) -> object:
    return value[:LONGEST] + "…" if isinstance(value, str) and len(value) > LONGEST else value


def test_a_difference_names_its_field() -> None:
    expected = [{"record": "Article", "title": "Old", "authors": ["A", "B"]}]
    read = [{"record": "Article", "title": "New", "authors": ["A"]}, {"record": "Problem"}]
    assert list(differences(expected, read)) == [
        {"where": "0.title", "expected": "Old", "read": "New"},
        {"where": "0.authors.1", "expected": "B", "read": None},
        {"where": "1", "expected": None, "read": {"record": "Problem"}},
    ]


def test_every_source_has_a_case_of_each_kind_it_reads() -> None:
    """A source without a saved page could break without anybody noticing."""
    kinds = {"publisher": {"article"}, "inspectorate": {"provider_page", "report"}}
    saved = {(folder.parent.name, json.loads((folder / "document.json").read_text())["kind"]) for folder in CASES}
    sources = {name: source for name, source in source_classes(get_project_settings()).items() if name != "local"}
    assert saved >= {(name, kind) for name, source in sources.items() for kind in kinds[source.kind]}
