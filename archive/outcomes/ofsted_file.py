"""Opens a file of Ofsted's statistics (ODS): which file it is, the date of its figures, and what its sheets contain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import BadZipFile

from odfdo import Cell as OdsCell
from odfdo import Document, Row, Table

from archive.errors import ConfigurationError
from archive.outcomes.ofsted_cells import month_end, month_of
from archive.outcomes.ofsted_tables import Cell, Official, read_sheet

_AS_AT = re.compile(r"(?:as[_ ]at|\bto|_to|by)[_ ](?:(\d{1,2})[_ ])?([A-Za-z]{3,9})[_ ](\d{4})", re.IGNORECASE)
_ABOUT = ("cover", "contents", "notes", "guidance")  # sheets about the file, without facts
_LINK = re.compile(r"HYPERLINK\(\"([^\"]+)\"|\]\((https?://[^)\s]+)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfficialFile:
    """`kind` is outcomes or area_send; `rows` counts the rows read, by list; `refused` has a sentence for each thing left out."""

    kind: str
    as_at: str
    rows: dict[str, int]
    found: list[Official]
    refused: list[str]

    @property
    def latest(self) -> list[Official]:
        """The latest outcome of each authority."""
        return [one for one in self.found if one.of == "latest"]


def read_file(path: Path, given: str | None) -> OfficialFile:
    """What the file holds. `given` is the date of its figures (ISO), for a file whose name does not say.

    Raises ConfigurationError when it is no ODS file, tells no day, or has no table or no row that is understood.
    """
    as_at = day_of(path.name, given)
    try:
        tables = Document(path).body.tables
        sheets = [(str(table.name), [[_cell(cell) for cell in row.traverse()] for row in _rows(table)]) for table in tables]
    except (BadZipFile, ValueError, OSError, TypeError, KeyError, AttributeError) as error:
        raise ConfigurationError(f"we could not read {path} as an ODS file: {error}") from error
    rows: dict[str, int] = {}
    found: list[Official] = []
    refused: list[str] = []
    for name, cells in sheets:
        sheet = read_sheet(cells)
        if sheet is None:
            if cells and name.lower() not in _ABOUT:
                refused.append(f"we left out sheet {name!r}, as it has no table that we know")
            continue
        found += sheet.found
        refused += [f"sheet {name!r}: {sentence}" for sentence in sheet.refused]
        for of in {one.of for one in sheet.found}:
            rows[of] = rows.get(of, 0) + sheet.rows
    if not found:
        said = "; ".join(refused) or "we found none"
        raise ConfigurationError(
            f"{path} has no table with rows and the columns local authority name, inspection date and overall effectiveness: {said}"
        )
    return OfficialFile("area_send" if "area_send" in rows else "outcomes", as_at, rows, found, refused)


def day_of(name: str, given: str | None) -> str:
    """The day as at which a file was made, ISO: `given`, or what its name tells; a month without a day is its last day."""
    try:
        if given:
            return date.fromisoformat(given).isoformat()
        if found := list(_AS_AT.finditer(name)):
            day, month, year = found[-1].groups()
            last = month_end(int(year), month_of(month))
            return (last.replace(day=int(day)) if day else last).isoformat()
    except ValueError as error:
        raise ConfigurationError(
            f"we do not understand the date of {name} ({error}). Give the date of its figures, such as --as-at 2024-03-31"
        ) from error
    raise ConfigurationError(f"the name {name} has no date. Give the date of its figures, such as --as-at 2024-03-31")


def _rows(table: Table) -> Iterator[Row]:
    table.rstrip(aggressive=True)  # spreadsheets end with a million empty rows
    return table.traverse()


def _cell(cell: OdsCell) -> Cell:
    value = cell.value
    found = _LINK.search(f"{cell.get_attribute('table:formula') or ''} {value if isinstance(value, str) else ''}".replace("&quot;", '"'))
    return Cell(value, next(filter(None, found.groups())) if found else None)
