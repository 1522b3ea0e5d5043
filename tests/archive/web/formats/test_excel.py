"""Excel of every list: words instead of codes, days as days, the chosen council marked, and nothing that runs."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from archive.vocabulary import COLUMN_VOCABULARIES
from archive.web.formats.readable import heading, readable
from archive.web.routes import PAGES
from tests.archive.web.addresses import DATA
from tests.archive.web.conftest import Ask

LISTS = [address for address in DATA if ".xlsx" in address]
CODES = {word for vocabulary in COLUMN_VOCABULARIES.values() for word in vocabulary.words if "_" in word}


def sheet_of(site: Ask, address: str) -> Worksheet:
    """The first sheet of the workbook at `address`."""
    answer = site(address)
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content)).worksheets[0]


def test_every_page_that_has_csv_of_a_list_has_excel() -> None:
    lists = [page for page in PAGES if "csv" in page.forms and not page.address.startswith("/chart")]
    assert len(lists) > 15
    assert [page.address for page in lists if "xlsx" not in page.forms] == []


@pytest.mark.parametrize("address", LISTS)
def test_no_cell_is_a_code_or_a_formula(site: Ask, address: str) -> None:
    sheet = sheet_of(site, address)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 1
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.value in CODES] == []
    assert all(str(cell.value)[0].isupper() and "_" not in str(cell.value) for cell in sheet[1])


def test_words_stand_for_codes_in_their_own_column_only() -> None:
    assert heading("local_authority_code") == "Local authority code"
    assert heading("leadership_status") == "Leaders: status"
    assert readable("overall_effectiveness", "requires_improvement", {}) == "Requires improvement"
    assert str(readable("grade_status", "not_given", {})).startswith("This type of inspection gives no overall grade")
    assert readable("kind", "priority_action", {}) == "Priority action"
    assert readable("kind", "fetch_failed", {"kind": "problem"}) != "fetch_failed"
    assert readable("text", "good", {}) == "good"
    assert readable("days_since", 12, {}) == 12


def test_the_chosen_council_is_marked(site: Ask) -> None:
    sheet = sheet_of(site, "/neighbours/X0000001.xlsx?with=region&as_at=2026-10-31")
    assert sheet["A1"].value == "Chosen"
    marked = [row for row in sheet.iter_rows(min_row=2) if row[0].value == "yes"]
    codes = {cell.value for row in marked for cell in row}
    assert len(marked) == 1
    assert "X0000001" in codes
    assert marked[0][1].fill.fgColor.rgb == "FFFFE9A3"


def test_days_are_days(site: Ask) -> None:
    sheet = sheet_of(site, "/visits.xlsx")
    place = [cell.value for cell in sheet[1]].index("Published")
    values = [row[place].value for row in sheet.iter_rows(min_row=2) if row[place].value]
    assert values
    assert all(isinstance(value, date | datetime) for value in values)
