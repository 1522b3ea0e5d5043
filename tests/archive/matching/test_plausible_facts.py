"""What a page says of a report against what it said before: corrections get through, misprints do not."""

from dataclasses import replace

import pytest

from archive.matching.plausible_facts import settle
from archive.records import Problem, Report

PAGE = "https://reports.example/provider/44/990001"
HELD = Report("ofsted-1", "990001", "Focused visit", "2024-04-03", "2024-03-05", "https://files.example/v1/file/1", PAGE)
TODAY = "2026-11-01"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"published": "2024-03-04"}, "with day and month swapped; we keep 2024-04-03"),
        ({"published": "2099-04-03"}, "which is in the future; we keep 2024-04-03"),
        ({"published": "1970-01-01"}, "before 1992; we keep 2024-04-03"),
        ({"published": "2014-04-03"}, "3653 days away from what it said before"),
        ({"published": None}, "listed without the date it was published; we keep 2024-04-03"),
        ({"published": "2024-03-10", "inspected": "2024-03-20"}, "inspected on 2024-03-20 and published on 2024-03-10, which cannot be"),
        ({"inspected": "2024-05-01"}, "57 days away"),
        ({"inspected": None}, "listed without the date it was inspected; we keep 2024-03-05"),
        ({"title": ""}, "listed without a title; we keep Focused visit"),
        ({"title": " – "}, "listed without a title"),
        (
            {"url": "https://elsewhere.example/v1/file/1"},
            "a site that no file has come from before; we keep https://files.example/v1/file/1",
        ),
    ],
)
def test_what_cannot_be_right_never_replaces_what_was_held(change: dict[str, str], said: str) -> None:
    settled, [problem] = settled_with(replace(HELD, **change), HELD, "reports.example")  # type: ignore[arg-type]
    assert settled == HELD
    assert problem.kind == "implausible_fact"
    assert said in problem.message
    assert problem.message.endswith(f"Compare {PAGE} with the report itself")


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"published": "2024-04-08"},
        {"published": "2024-04-30", "inspected": "2024-03-19"},
        {"title": "Children's services focused visit"},
        {"url": "https://reports.example/v1/file/1"},
    ],
)
def test_a_correction_gets_through(change: dict[str, str]) -> None:
    fresh = replace(HELD, **change)  # type: ignore[arg-type]
    assert settled_with(fresh, HELD, "reports.example") == (fresh, [])


def test_an_inspection_of_the_nineties_is_taken() -> None:
    old = replace(HELD, published="2000-05-12", inspected="1999-11-15")
    assert settled_with(old, None) == (old, [])


def test_a_new_report_with_an_impossible_date_is_named_without_it() -> None:
    settled, [problem] = settled_with(replace(HELD, published="2099-04-03"), None)
    assert (settled.published, settled.inspected) == (None, "2024-03-05")
    assert "2099-04-03, which is in the future; we leave it empty" in problem.message
    assert problem.kind == "impossible_date"


def test_a_date_that_never_could_be_is_mended() -> None:
    """Held since a version that did not check: the page's correction is far away, and right."""
    wrong = replace(HELD, published="2099-04-03")
    assert settled_with(HELD, wrong) == (HELD, [])


def test_what_another_page_or_a_manifest_said_is_not_missed_on_this_page() -> None:
    bare = replace(HELD, published=None)
    assert settled_with(bare, replace(HELD, page_url="https://reports.example/provider/44/990002")) == (HELD, [])


def settled_with(report: Report, held: Report | None, *hosts: str) -> tuple[Report, list[Problem]]:
    """What `settle` leaves, and the problems it adds."""
    problems: list[Problem] = []
    return settle(report, held, TODAY, hosts, problems), problems
