"""An authority among its neighbours, and side by side with others: out of how many, and what may be compared."""

from tests.archive.web.conftest import Ask
from tests.archive.web.outcomes.reading import records, row_of, words
from tests.archive.web.outcomes.sector import FAIRHOLM, GRADEBY, JOINTON, LATEFORD, NEWWICK, OLDWICK

NEAR = f"/neighbours/{FAIRHOLM}"


def test_who_got_worse_as_at_a_date_and_out_of_how_many(ask: Ask) -> None:
    page = words(ask(f"{NEAR}?as_at=2026-10-31").text)
    assert "Worse 1 of 5: Lateford" in page
    assert "Better 0 of 5" in page
    assert "Not comparable 1 of 5: Gradeby" in page
    assert "No earlier graded inspection in the archive 3 of 5: Fairholm, =Jointon, Newwick" in page
    assert "its ten statistical neighbours (date of list unknown)" in page


def test_as_at_an_earlier_date_the_answer_is_that_of_then(ask: Ask) -> None:
    page = words(ask(f"{NEAR}?as_at=2018-06-30").text)
    assert "Worse 0 of 4" in page  # Newwick was not there yet
    assert "No earlier graded inspection in the archive 2 of 4: Fairholm, Lateford" in page
    either = ("=Jointon, Gradeby", "Gradeby, =Jointon")
    assert any(f"No graded inspection in the archive 2 of 4: {names}" in page for names in either)


def test_the_group_comes_in_its_order_with_topics_and_what_is_new(ask: Ask) -> None:
    exported = records(ask(f"{NEAR}.csv?as_at=2026-10-31").text)
    assert list(exported) == ["Fairholm", "Gradeby", "'=Jointon", "Newwick", "Lateford"]
    page = words(ask(f"{NEAR}?as_at=2020-06-30").text)
    assert "Front door (1 visit, last 12 February 2020)" in page
    assert "Lateford: Focused visit, 12 February 2020 (1)" in page
    assert "See every child" in ask(f"{NEAR}?as_at=2020-06-30").text
    assert "See every child" not in ask(f"{NEAR}?as_at=2022-06-30").text  # a year later it is not new


def test_a_region_in_the_place_of_neighbours(ask: Ask) -> None:
    assert "Gradeby and the other authorities in its region" in words(ask(f"/neighbours/{GRADEBY}").text)  # it has no neighbours
    assert "Quietham" in ask(f"{NEAR}?with=region").text
    assert "Lateford" in ask(f"{NEAR}.atom").text
    assert ask("/neighbours/none").status_code == 404


def test_authorities_side_by_side(ask: Ask) -> None:
    page = ask(f"/compare?a={FAIRHOLM}&a={GRADEBY}&as_at=2026-10-31").text
    assert row_of(page, "Fairholm")
    assert row_of(page, "Gradeby")
    ended = words(ask(f"/compare?a={OLDWICK}&a={NEWWICK}&as_at=2026-10-31").text)
    assert "Its successor is a different council" in ended


def test_two_reports_of_one_framework_are_compared_judgement_by_judgement(ask: Ask) -> None:
    first, second = keys(ask, GRADEBY, "ILACS")
    page = ask(f"/compare?report={second}&report={first}").text  # in any order
    assert row_of(page, "Care leavers") == "Care leavers Requires improvement Good Better"
    assert row_of(page, "Outcome").endswith("Not comparable")


def test_two_frameworks_are_compared_on_overall_alone(ask: Ask) -> None:
    reports = keys(ask, LATEFORD, "SIF") + keys(ask, LATEFORD, "ILACS")
    page = ask(f"/compare?report={reports[0]}&report={reports[1]}").text
    assert row_of(page, "Outcome").endswith("Worse")
    assert "Leadership" not in page


def test_reports_on_two_authorities_are_not_compared(ask: Ask) -> None:
    page = ask(f"/compare?report={keys(ask, JOINTON, 'ILACS')[0]}&report={keys(ask, NEWWICK, 'ILACS')[0]}").text
    assert row_of(page, "Outcome").endswith("Not compared")


def test_any_choice_is_answered(ask: Ask) -> None:
    for query in ("", "?a=none", "?a=&a=", "?report=x&report=y", "?a=%00", "?" + "&".join(f"a=X{number}" for number in range(40))):
        assert ask(f"/compare{query}").status_code == 200


def keys(ask: Ask, code: str, kind: str) -> list[str]:
    """Keys of the authority's reports of a kind, oldest first."""
    lines = ask(f"/authority/{code}.csv").text.splitlines()
    return [line.partition(",")[0] for line in reversed(lines) if kind in line]
