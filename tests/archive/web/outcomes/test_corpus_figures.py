"""Figures on the pages over the real reports, against the same figures computed from the checked answers and from nothing else."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.archive.web.conftest import Ask, asked
from tests.archive.web.outcomes.reading import row_of, words
from tests.conftest import Home

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("corpus figures")]  # the site over the corpus is made once

AS_AT = "2026-06-30"
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
SIF = ("sif_inspection", "sif_reinspection")
Answers = list[dict[str, Any]]


@pytest.fixture(scope="module")
def answers(shared: Path) -> Answers:
    """The checked answers of the real reports."""
    lines = (shared / "corpus" / "answers.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def real(corpus: Home) -> Iterator[Ask]:
    """The site over the archive of the real reports."""
    yield from asked(corpus.database, corpus.files, public=True)


def graded(answers: Answers, until: str) -> Answers:
    """Graded inspections published by a day, in the order of their last days."""
    found = [one for one in answers if one["report_type"] in ("ilacs_inspection", *SIF) and one["published"] <= until]
    return sorted(found, key=lambda one: one["inspection_end"])


def latest(answers: Answers, until: str) -> dict[str, str]:
    """The overall grade of each authority's latest graded inspection published by a day."""
    return {one["local_authority"]: one["overall_effectiveness"] for one in graded(answers, until)}


def table_of(html: str, section: str, heading: str) -> str:
    """The table below a heading of a section."""
    part = html[html.index(f'id="{section}"') :]
    part = part[part.index(heading) :]
    return part[part.index("<table") : part.index("</table>")]


def test_authorities_by_grade_as_at_a_day(real: Ask, answers: Answers) -> None:
    for day in ("2016-12-31", "2019-03-31", "2024-03-31", AS_AT):
        text = real(f"/outcomes.csv?as_at={day}&date=published").text.removeprefix("\ufeff")
        rows = {row["local_authority_code"]: row["overall_effectiveness"] for row in csv.DictReader(io.StringIO(text))}
        assert rows == latest(answers, day)


def test_authorities_by_grade_at_the_end_of_each_year(real: Ask, answers: Answers) -> None:
    table = table_of(real(f"/outcomes?as_at={AS_AT}").text, "by-year", "at the end of each year")
    for year in range(2014, 2026):
        counts = Counter(latest(answers, f"{year}-12-31").values())
        numbers = [counts[grade] for grade in GRADES]
        assert row_of(table, str(year)).startswith(f"{year} {' '.join(map(str, numbers))} {sum(numbers)} ")


def test_inspections_by_grade_and_year_of_publication(real: Ask, answers: Answers) -> None:
    table = table_of(real(f"/outcomes?as_at={AS_AT}").text, "by-year", "in each year")
    by_year = Counter((one["published"][:4], one["overall_effectiveness"]) for one in graded(answers, AS_AT))
    for year in {year for year, _ in by_year}:
        numbers = [by_year[year, grade] for grade in GRADES]
        assert row_of(table, year).startswith(f"{year} {' '.join(map(str, numbers))} {sum(numbers)} ")


def test_days_to_publication(real: Ask, answers: Answers) -> None:
    known = [one for one in graded(answers, AS_AT) if one["inspection_end"]]
    days = [(date.fromisoformat(one["published"]) - date.fromisoformat(one["inspection_end"])).days for one in known]
    page = words(real(f"/outcomes?as_at={AS_AT}").text)
    assert f"{min(days)} to {max(days)} days after the last day of the inspection (median {median(days):g})" in page
    assert f"all {len(days)} graded inspections in your selection" in page


def test_focused_visits_by_year(real: Ask, answers: Answers) -> None:
    years = Counter(one["published"][:4] for one in answers if one["report_type"] == "focused_visit")
    text = real("/visits").text
    head = re.findall(r'<th scope="col" class="number">(\d{4})</th>', text)
    assert head == sorted(years)
    row = row_of(text, "Visits (a visit may have several topics)")
    assert row.endswith(") " + " ".join(str(years[year]) for year in head) + f" {years.total()}")


def test_priority_actions(real: Ask, answers: Answers) -> None:
    def with_action(kind: str) -> Counter[str]:
        return Counter(
            one["local_authority"]
            for one in answers
            if one["report_type"] == kind
            for action in one["recommendations"]
            if action["kind"] == "priority_action"
        )

    rows = list(csv.DictReader(io.StringIO(real("/visits.csv").text.removeprefix("\ufeff"))))
    for family in ("focused_visit", "jtai"):
        found: Counter[str] = Counter()
        for row in rows:
            if row["family"] == family:
                found[row["local_authority_code"]] += int(row["priority_actions"]) + int(row["priority_actions_for_others"])
        assert +found == with_action(family)
    send = csv.DictReader(io.StringIO(real("/send.csv").text.removeprefix("\ufeff")))
    assert +Counter({row["local_authority_code"]: int(row["priority_actions"]) for row in send}) == with_action("area_send_inspection")
