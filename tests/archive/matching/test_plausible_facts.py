"""What a page says of a report against what it said before: corrections get through, misprints do not."""

from dataclasses import replace

import pytest

from archive.matching.plausible_facts import settle
from archive.records import Report

PAGE = "https://reports.example/provider/44/990001"
HELD = Report("ofsted-1", "990001", "Focused visit", "2024-04-03", "2024-03-05", "https://files.example/v1/file/1", PAGE)
TODAY = "2026-11-01"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"published": "2024-03-04"}, "with day and month changed over; 2024-04-03 stands"),
        ({"published": "2099-04-03"}, "which is still to come; 2024-04-03 stands"),
        ({"published": "1970-01-01"}, "before 1992; 2024-04-03 stands"),
        ({"published": "2014-04-03"}, "3653 days away from what it said before"),
        ({"published": None}, "listed without the day it was published; 2024-04-03 stands"),
        ({"published": "2024-03-10", "inspected": "2024-03-20"}, "inspected on 2024-03-20 and published on 2024-03-10, which cannot be"),
        ({"inspected": "2024-05-01"}, "57 days away"),
        ({"inspected": None}, "listed without the day it was inspected; 2024-03-05 stands"),
        ({"title": ""}, "listed without a title; Focused visit stands"),
        ({"title": " – "}, "listed without a title"),
        ({"url": "https://elsewhere.example/v1/file/1"}, "where no file came from so far; https://files.example/v1/file/1 stands"),
    ],
)
def test_what_cannot_be_right_never_replaces_what_was_held(change: dict[str, str], said: str) -> None:
    settled, (problem,) = settle(replace(HELD, **change), HELD, TODAY, ("reports.example",))  # type: ignore[arg-type]
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
    assert settle(fresh, HELD, TODAY, ("reports.example",)) == (fresh, ())


def test_an_inspection_of_the_nineties_is_taken() -> None:
    old = replace(HELD, published="2000-05-12", inspected="1999-11-15")
    assert settle(old, None, TODAY, ()) == (old, ())


def test_a_new_report_with_an_impossible_date_is_named_without_it() -> None:
    settled, (problem,) = settle(replace(HELD, published="2099-04-03"), None, TODAY, ())
    assert (settled.published, settled.inspected) == (None, "2024-03-05")
    assert "2099-04-03, which is still to come; it is left empty" in problem.message
    assert problem.kind == "impossible_date"


def test_a_date_that_never_could_be_is_mended() -> None:
    """Held since a version that did not check: the page's correction is far away, and right."""
    wrong = replace(HELD, published="2099-04-03")
    assert settle(HELD, wrong, TODAY, ()) == (HELD, ())


def test_what_another_page_or_a_manifest_said_is_not_missed_on_this_page() -> None:
    bare = replace(HELD, published=None)
    assert settle(bare, replace(HELD, page_url="https://reports.example/provider/44/990002"), TODAY, ()) == (HELD, ())
