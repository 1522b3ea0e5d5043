"""The log: one line a document, nothing of Scrapy's own, and JSON where it is asked for."""

import json
import re

import pytest

from sample.reports_site.site import SampleSite
from tests.conftest import Home


@pytest.mark.long
def test_one_line_a_document_and_json_on_request(home: Home, site: SampleSite) -> None:
    ran = home.crawl(site, "-s", "LOG_JSON=1")
    lines = [json.loads(line) for line in ran.output.splitlines() if line.startswith("{")]
    rest = [line for line in ran.output.splitlines() if line and not line.startswith("{")]
    kept = [line for line in lines if line["message"].startswith("Kept ")]
    documents = home.rows("select kind, url, size from documents")
    assert {line["message"] for line in kept} == {f"Kept {kind} {url} ({size} bytes)" for kind, url, size in documents}
    assert {line["level"] for line in kept} == {"INFO"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"]) for line in lines)
    assert not [line for line in lines if line["logger"].startswith("scrapy") and line["level"] == "INFO"]
    assert rest == ["ofsted_reports: degraded — 2 new not_found"]
