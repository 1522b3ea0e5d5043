"""Opens a file of Ofsted's statistics (ODS or CSV): which file it is, the date of its figures, and what its sheets contain."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from zipfile import BadZipFile

from odfdo import Cell as OdsCell
from odfdo import Document, Row, Table

from archive.errors import ConfigurationError
from archive.outcomes.ofsted_cells import month_end, month_of
from archive.outcomes.ofsted_tables import Cell, Official, read_sheet
from archive.outcomes.provider_lists import ListedInspection, ListedProvider, ProviderList, read_list
from archive.outcomes.school_lists import read_schools

_AS_AT = re.compile(r"(?:\b|_)(?:at|to|by)[_ ](?:(\d{1,2})[_ ])?([A-Za-z]{3,9})[_ ](\d{4})", re.IGNORECASE)
_ABOUT = ("cover", "contents", "notes", "guidance", "meta-data")  # sheets about the file, without facts
_LINK = re.compile(r"HYPERLINK\(\"([^\"]+)\"|\]\((https?://[^)\s]+)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfficialFile:
    """`kind` is outcomes, area_send, social_care or schools.

    `rows` counts the rows read, by list; `refused` has a sentence for each thing left out.

    `found` are inspections of local authorities; `providers` and `listed` come from a list of social care providers or of schools.
    """

    kind: str
    as_at: str
    rows: dict[str, int]
    found: list[Official]
    refused: list[str]
    providers: list[ListedProvider] = field(default_factory=list)
    listed: list[ListedInspection] = field(default_factory=list)

    @property
    def latest(self) -> list[Official]:
        """The latest outcome of each authority."""
        return [one for one in self.found if one.of == "latest"]


def read_file(path: Path, given: str | None) -> OfficialFile:
    """What the file holds. `given` is the date of its figures (ISO), for a file whose name does not say.

    Raises ConfigurationError when it is no ODS or CSV file, tells no day, or has no table or no row that is understood.
    """
    as_at = day_of(path.name, given)
    rows: dict[str, int] = {}
    file = OfficialFile("outcomes", as_at, rows, [], [])
    kind = "outcomes"
    for name, cells in _sheets(path):
        if providers := read_list(name, cells):
            kind = "social_care"
            _add(file, name, providers)
        elif schools := read_schools(cells):
            kind = "schools"
            _add(file, name, schools)
        elif sheet := read_sheet(cells):
            file.found.extend(sheet.found)
            file.refused.extend(f"sheet {name!r}: {sentence}" for sentence in sheet.refused)
            for of in {one.of for one in sheet.found}:
                rows[of] = rows.get(of, 0) + sheet.rows
        elif cells and name.lower() not in _ABOUT:
            file.refused.append(f"we left out sheet {name!r}, as it has no table that we know")
    if not file.found and not file.providers:
        said = "; ".join(file.refused) or "we found none"
        raise ConfigurationError(
            f"{path} has no table with rows and the columns local authority name, inspection date and overall effectiveness, "
            f"or URN, provision type and registration status, or URN, school name and type of education: {said}"
        )
    return replace(file, kind="area_send" if "area_send" in rows else kind)


def _add(file: OfficialFile, sheet: str, read: ProviderList) -> None:
    """Add a sheet's providers and inspections. A provider that another sheet has already told about is counted, but not added."""
    known = {one.urn for one in file.providers}
    file.providers.extend(one for one in read.providers if one.urn not in known)
    file.listed.extend(read.inspections)
    file.refused.extend(f"sheet {sheet!r}: {sentence}" for sentence in read.refused)
    for of, number in (("providers", read.rows), ("empty", read.empty), *Counter(one.of for one in read.inspections).items()):
        if number:
            file.rows[of] = file.rows.get(of, 0) + number


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


def _sheets(path: Path) -> list[tuple[str, list[list[Cell]]]]:
    """The sheets of a file by name; a CSV file is one sheet. Raises ConfigurationError when it is neither."""
    try:
        if path.suffix.lower() == ".csv":
            return [(path.name, [[Cell(value) for value in row] for row in csv.reader(_text_of(path).splitlines(), strict=True)])]
        tables = Document(path).body.tables
        return [(str(table.name), [[_cell(cell) for cell in row.traverse()] for row in _rows(table)]) for table in tables]
    except (BadZipFile, ValueError, OSError, TypeError, KeyError, AttributeError, csv.Error) as error:
        raise ConfigurationError(f"we could not read {path} as an ODS or CSV file: {error}") from error


def _text_of(path: Path) -> str:
    """A CSV's text: UTF-8, or windows-1252, in which Ofsted saved some of them."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def _rows(table: Table) -> Iterator[Row]:
    table.rstrip(aggressive=True)  # spreadsheets end with a million empty rows
    return table.traverse()


def _cell(cell: OdsCell) -> Cell:
    value = cell.value
    found = _LINK.search(f"{cell.get_attribute('table:formula') or ''} {value if isinstance(value, str) else ''}".replace("&quot;", '"'))
    return Cell(value, next(filter(None, found.groups())) if found else None)
