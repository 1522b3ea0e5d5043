"""The main job on real input: the real reports crawled from a loopback site in the real markup, kept, read, searched and scored."""

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import Home


def score(home: Home, shared: Path) -> dict[str, object]:
    scorer = [sys.executable, str(shared / "corpus" / "score.py"), str(home.database), "--json"]
    found: dict[str, object] = json.loads(subprocess.run(scorer, capture_output=True, check=True, text=True).stdout)
    return found


def test_all_reports_are_held_and_every_field_is_right(corpus: Home, shared: Path) -> None:
    found = score(corpus, shared)
    assert found["read"] == 100
    assert {field: share for field, share in found["shares"].items() if share < 1} == {}  # type: ignore[attr-defined]
    recommendations = found["recommendations"]
    assert recommendations["precision"] >= 0.99  # type: ignore[index]
    assert recommendations["recall"] >= 0.99  # type: ignore[index]
    assert recommendations["wrong_kind"] == 0  # type: ignore[index]
    assert found["wholly_right"] >= 97  # type: ignore[operator]


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


def test_every_report_has_its_inspection_and_belongs_to_its_authority(corpus: Home) -> None:
    assert corpus.rows("select count(*) from inspections where family is not null") == [(100,)]
    assert corpus.rows("select count(*) from reports where local_authority is null") == [(0,)]
    assert corpus.run("archive", "verify").status == 0


def test_a_missing_fact_always_has_its_problem(corpus: Home) -> None:
    """Dates and, where the family prints them, lead inspectors and grades: empty only where a problem says why."""
    silent = corpus.rows("""
        select reports.key from inspections join reports on reports.id = report_id
        where (inspection_start is null or (lead_inspector is null and family in ('ilacs', 'focused_visit', 'sif', 'area_send'))
            or grade_status = 'not_read')
        and not exists (select 1 from problems where problems.document_id = inspections.document_id)
    """)
    assert silent == []
