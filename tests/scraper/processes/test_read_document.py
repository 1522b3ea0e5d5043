"""From a document to records or a problem."""

import pytest

from archive.records import Document, Problem
from scraper.processes.read_document import LONGEST_PAGE, read_document
from scraper.spiders.communitycare import CommunityCare
from scraper.spiders.ofsted_reports import OfstedReports


@pytest.mark.parametrize(("source", "kind"), [(CommunityCare, "article"), (OfstedReports, "provider_page"), (OfstedReports, "listing")])
def test_a_page_without_end_is_not_read(source: type, kind: str) -> None:
    document = Document(source.name, kind, "https://site.example/a", b" " * (LONGEST_PAGE + 1), "", 200, "{}", "text/html")  # type: ignore[attr-defined]
    (problem,) = read_document(source.extract, document)
    assert isinstance(problem, Problem)
    assert f"the page has {LONGEST_PAGE + 1} bytes" in problem.message
