"""Where a passage stands: its paragraph, also over the end of a page, and what stands in no paragraph by its page."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.search.filters import read_filters
from archive.search.search import search
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD

SHARED = "In each of the four area teams plans are reviewed on time and written in plain words for all."
PARAGRAPHS = (  # number, pages it begins and ends on, section, text
    ("1", 1, 1, "Leaders", f"Leaders know their staff. {SHARED}"),
    ("2", 1, 2, "Leaders", f"Supervision is regular. {SHARED} Caseloads fell, and then they rose again."),
    ("3", 2, 2, "Care leavers", "Care leavers are well housed. Everybody knows whom to ask about money."),
    (None, 2, 2, "Children in care", "Children in care live nearby. Everybody knows whom to ask about money."),
)
PAGES = (  # text, and what of it stands in no paragraph
    (f"Inspection of Amberford\n\nLeaders know their staff. {SHARED}\n\nSupervision is regular. {SHARED}", "Inspection of Amberford"),
    ("Caseloads fell, and then they rose again.\n\nCare leavers are well housed.", ""),
    ("A page that was never read by paragraph: adoption panels.", None),
)
PDF = ".pdf#page="


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """One report of three pages."""
    made = ArchiveFactory(Path(tmp_path_factory.mktemp("passages")))
    made.authority(AMBERFORD, "Amberford")
    report = made.report(1, AMBERFORD, "2024-01-02", [text for text, _ in PAGES])
    for page, (_, rest) in enumerate(PAGES, start=1):
        made.db.execute("update report_pages set rest = ? where report_id = ? and page = ?", [rest, report, page])
    for position, (number, page, page_end, section, text) in enumerate(PARAGRAPHS, start=1):
        row = {"position": position, "number": number, "page": page, "page_end": page_end, "section": section, "text": text}
        made.fact("report_paragraphs", report, **row)
    made.db.conn.row_factory = sqlite3.Row
    yield made.db.conn
    made.db.close()


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("supervision", [(1, 2, "Leaders", "2", "#p2")]),
        ("caseloads", [(1, 2, "Leaders", "2", "#p2")]),
        ('"words for all. Caseloads fell"', [(1, 2, "Leaders", "2", "#p2")]),  # a sentence and the next, over the end of a page
        ('"leavers are well"', [(2, 2, "Care leavers", "3", "#p3")]),
        ('"reviewed on time"', [(1, 1, "Leaders", "1", "#p1"), (1, 2, "Leaders", "2", "#p2")]),
        ("nearby", [(2, 2, "Children in care", None, "#p4")]),
        ('"Inspection of"', [(1, 1, None, None, "")]),  # above all headings
        ("adoption", [(3, 3, None, None, "")]),
        ("plans", [(1, 1, "Leaders", "1", "#p1"), (1, 2, "Leaders", "2", "#p2")]),
    ],
)
def test_a_passage_is_a_paragraph_or_what_stands_in_none(
    connection: sqlite3.Connection, typed: str, places: list[tuple[int, int, str | None, str | None, str]]
) -> None:
    (result,) = search(connection, typed, read_filters({})).results
    found = [(one.page, one.page_end, one.section, one.number, one.url.removeprefix("/report/ofsted-1")) for one in result.passages]
    assert sorted(found, key=str) == sorted(places, key=str)
    assert all(one.pdf and one.pdf.endswith(f"{PDF}{one.page}") for one in result.passages)


def test_a_page_that_was_not_read_by_paragraph_is_no_second_passage(tmp_path: Path) -> None:
    made = ArchiveFactory(tmp_path)
    report = made.report(1, None, "2024-01-02", ["Supervision is regular."])
    made.fact("report_paragraphs", report, position=1, page=1, text="Supervision is regular.")
    made.db.conn.row_factory = sqlite3.Row
    (result,) = search(made.db.conn, "supervision", read_filters({})).results
    assert [one.url for one in result.passages] == ["/report/ofsted-1#p1"]
    assert result.pages == (1,)
    made.db.close()


def test_every_other_page_that_was_found_has_an_address_at_its_place(tmp_path: Path) -> None:
    pages = [f"Page {number}. Supervision is regular." for number in range(1, 7)]
    made = ArchiveFactory(tmp_path)
    report = made.report(1, None, "2024-01-02", pages)
    for position in range(1, 5):  # of the last two pages nothing was read by paragraph
        made.fact("report_paragraphs", report, position=position, page=position, text=pages[position - 1])
    made.db.conn.row_factory = sqlite3.Row
    (result,) = search(made.db.conn, "supervision", read_filters({})).results
    made.db.close()
    shown = {one.page for one in result.passages}
    assert len(shown) == 3
    assert {page for page, _ in result.others} == set(range(1, 7)) - shown
    assert result.pages == (1, 2, 3, 4, 5, 6)
    for page, url in result.others:
        assert url == f"/report/ofsted-1#p{page}" if page < 5 else url.endswith(f"{PDF}{page}")
