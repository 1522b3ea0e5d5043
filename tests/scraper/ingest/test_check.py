"""`scrapy check` and `archive check`: which golden cases would be read otherwise, told in words."""

import json
import shutil
from pathlib import Path

from scraper.ingest.golden_differences import told_differences
from tests.conftest import ROOT, Home

FIXTURES = ROOT / "tests" / "fixtures"


def test_all_cases_of_a_source_are_read_as_reviewed(home: Home) -> None:
    ran = home.run("archive", "check", "ofsted_reports", "--cases", str(FIXTURES))
    assert ran.status == 0, ran.output
    assert "3 cases are read as reviewed, 0 are not" in ran.output


def test_a_case_that_breaks_and_one_that_nobody_reviewed_are_told_in_words(home: Home, tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    shutil.copytree(FIXTURES / "ofsted_reports", cases / "ofsted_reports")
    expected = cases / "ofsted_reports/provider/expected.json"
    records = json.loads(expected.read_text())
    records[0]["name"] = "Nobody"
    report = next(one for one in records if one["record"] == "Report")
    records.remove(report)
    expected.write_text(json.dumps(records))
    (cases / "ofsted_reports/search-results/expected.json").unlink()
    ran = home.run("scrapy", "check", "ofsted_reports", "--cases", str(cases))
    assert ran.status == 12, ran.output
    assert "ofsted_reports/provider: read otherwise than reviewed" in ran.output
    assert "name was “Nobody”, and is read as “" in ran.output
    assert f"new: Report (key “{report['key']}”)" in ran.output
    assert "ofsted_reports/search-results: nobody has reviewed what is read from it" in ran.output
    assert "1 cases are read as reviewed, 2 are not" in ran.output


def test_without_cases_it_says_where_they_are(home: Home, tmp_path: Path) -> None:
    ran = home.run("archive", "check", "--cases", str(tmp_path / "none"))
    assert ran.status == 4
    assert "They are in the project's folder, not in the wheel: give it with --cases FOLDER." in ran.output


def test_a_difference_names_the_record_and_the_fact() -> None:
    long = "The same words again and again. " * 20
    expected = [
        {"record": "Article", "title": "Old", "authors": ["A", "B"]},
        {"record": "ReportPage", "page": 1, "text": long + "Ends well."},
        {"record": "Report", "key": "norwell-1", "published": "2026-03-01"},
    ]
    read = [
        {"record": "Article", "title": "Old", "authors": ["A"]},
        {"record": "ReportPage", "page": 1, "text": long + "Ends badly."},
        {"record": "Problem", "kind": "missing_fact", "message": "no date"},
        {"record": "Report", "key": "norwell-1", "published": None},
    ]
    around = (long + "Ends ")[-60:]
    assert list(told_differences(expected, read)) == [
        "Article (title “Old”): authors was ['A', 'B'], and is read as ['A']",
        f"ReportPage (page 1): text was “…{around}well.”, and is read as “…{around}badly.”",
        "Report (key “norwell-1”): published was “2026-03-01”, and is read as nothing",
        "new: Problem missing_fact: no date",
    ]
    assert list(told_differences(expected[:1], [])) == ["no longer read: Article (title “Old”)"]
    assert list(told_differences(expected, expected)) == []
