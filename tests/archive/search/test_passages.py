"""Where a passage stands: the section and the paragraph above it, also over the end of a page, and nothing where that is not certain."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.search.filters import read_filters
from archive.search.search import search
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD

SHARED = "In each of the four area teams plans are reviewed on time and written in plain words for all."
PARAGRAPHS = (  # number, page it begins on, section, text
    (None, 1, None, "Inspection of Amberford"),
    ("1", 1, "Leaders", f"Leaders know their staff. {SHARED}"),
    ("2", 1, "Leaders", f"Supervision is regular. {SHARED} Caseloads fell, and then they rose again."),
    ("3", 2, "Care leavers", "Care leavers are well housed. Everybody knows whom to ask about money."),
    ("4", 2, "Children in care", "Children in care live nearby. Everybody knows whom to ask about money."),
)
PAGES = (
    f"Inspection of Amberford. Leaders know their staff. {SHARED} Supervision is regular. {SHARED}",
    "Caseloads fell, and then they rose again. Care leavers are well housed. Everybody knows whom to ask about money. "
    "Children in care live nearby. Everybody knows whom to ask about money.",
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """One report of two pages."""
    made = ArchiveFactory(Path(tmp_path_factory.mktemp("passages")))
    made.authority(AMBERFORD, "Amberford")
    report = made.report(1, AMBERFORD, "2024-01-02", list(PAGES))
    for position, (number, page, section, text) in enumerate(PARAGRAPHS, start=1):
        made.fact("report_paragraphs", report, position=position, number=number, page=page, section=section, text=text)
    made.db.conn.row_factory = sqlite3.Row
    yield made.db.conn
    made.db.close()


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("supervision", (1, "Leaders", "2")),
        ("caseloads", (2, "Leaders", "2")),  # the paragraph began on the page before
        ('"leavers are well"', (2, "Care leavers", "3")),
        ('"reviewed on time"', (1, "Leaders", None)),  # two paragraphs of one section say so
        ("money", (2, None, None)),  # paragraphs of two sections say so
        ('"Inspection of"', (1, None, None)),  # above all headings
    ],
)
def test_a_passage_names_its_place_where_that_is_certain(
    connection: sqlite3.Connection, typed: str, place: tuple[int, str | None, str | None]
) -> None:
    (result,) = search(connection, typed, read_filters({})).results
    (passage,) = result.passages
    assert (passage.page, passage.section, passage.number) == place
