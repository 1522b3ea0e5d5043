"""The main job on real input: the real reports crawled from a loopback site in the real markup, kept, read and searched."""

import csv
import json
import re
from pathlib import Path

import pytest

from tests.conftest import Home

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def listed(shared: Path) -> int:
    """How many reports the manifest lists."""
    with (shared / "corpus" / "manifest.csv").open(newline="", encoding="utf-8") as file:
        return len(list(csv.DictReader(file)))


def test_no_page_holds_a_character_that_nobody_can_read(corpus: Home) -> None:
    """Line-end hyphens, replacement characters and private-use bullets are mended, not passed on."""
    unreadable = re.compile("[\x00-\x09\x0b-\x1f\ufffe\uffff\ufffd\ue000-\uf8ff\ud800-\udfff]")
    for page_id, text in corpus.rows("select id, text from report_pages"):
        assert not unreadable.search(str(text)), page_id


def test_search_finds_phrases_over_line_end_hyphens_with_their_pages(corpus: Home) -> None:
    found = json.loads(corpus.run("archive", "search", '"multi-agency safeguarding hub"', "--json").output)
    assert found["total"] > 20
    assert all(passage["page"] for result in found["results"] for passage in result["passages"])
    assert corpus.rows("select count(*) from report_pages where text like '%multiagency%'")[0][0] <= 2  # type: ignore[operator]  # printed so


def test_every_report_has_its_inspection_and_belongs_to_its_authority(corpus: Home, listed: int) -> None:
    assert corpus.rows("select count(*) from inspections where family is not null") == [(listed,)]
    assert corpus.rows("select count(*) from reports where local_authority is null") == [(0,)]
    assert corpus.run("archive", "verify").status == 0


def test_a_missing_fact_always_has_its_problem(corpus: Home) -> None:
    """Dates and, where the report prints them, lead inspectors and grades: empty only where a problem says why."""
    silent = corpus.rows("""
        select reports.key from inspections join reports on reports.id = report_id
        where (inspection_start is null or grade_status = 'not_read'
            or (lead_inspector is null and family in ('focused_visit', 'sif', 'area_send'))
            or (lead_inspector is null and family = 'ilacs' and exists (
                select 1 from report_pages where report_pages.report_id = inspections.report_id and text like '%lead inspector%')))
        and not exists (select 1 from problems where problems.document_id = inspections.document_id)
    """)
    assert silent == []
