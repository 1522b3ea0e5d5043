"""Reads Ofsted's yearly file of authority outcomes (ODS): one row an authority with its latest graded inspection.

Columns, by https://www.gov.uk/government/statistical-data-sets: Web link, Local authority name, Ofsted region, Inspection date, Publication
date, Overall effectiveness, and the judgements. The table is found by its header, wherever in the file it stands.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from odfdo import Document

from archive.errors import ConfigurationError

_WORDS = {  # of each column's header, the words that tell it, most telling first
    "link": ("web link", "link"),
    "name": ("local authority name", "local authority"),
    "region": ("ofsted region", "region"),
    "inspected": ("inspection date", "inspection end date"),
    "published": ("publication date", "date published"),
    "overall": ("overall effectiveness",),
}
_NEEDED = ("name", "inspected", "published", "overall")
_GRADES = {
    "outstanding": "outstanding",
    "good": "good",
    "requires improvement": "requires_improvement",
    "requires improvement to be good": "requires_improvement",
    "inadequate": "inadequate",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Official:
    """A row of the file. Dates are ISO text or None; `grades` maps "overall_effectiveness" and areas to a grade or None."""

    row: int
    name: str
    region: str | None
    link: str | None
    inspected: str | None
    published: str | None
    grades: Mapping[str, str | None]


def read_official(path: Path) -> list[Official]:
    """The rows of the file. Raises ConfigurationError when it is no ODS file or has no table with the columns above."""
    try:
        document = Document(path)
        tables = document.body.tables
    except (BadZipFile, ValueError, OSError, TypeError, KeyError, AttributeError) as error:
        raise ConfigurationError(f"{path} cannot be read as an ODS file: {error}") from error
    for table in tables:
        table.rstrip(aggressive=True)  # spreadsheets end with a million empty rows
        found = read_rows(list(table.iter_values()))
        if found:
            return found
    raise ConfigurationError(
        f"{path} has no table with the columns local authority name, inspection date, publication date, overall effectiveness"
    )


def read_rows(rows: Sequence[Sequence[object]]) -> list[Official]:
    """The rows below the header; empty where no header is found. Raises ConfigurationError for a grade or date of another form."""
    for number, cells in enumerate(rows):
        columns = find_columns([_text(cell) for cell in cells])
        if all(name in columns for name in _NEEDED):
            below = enumerate(rows[number + 1 :], start=number + 2)
            return [_read(place, row, columns) for place, row in below if _text(row[columns["name"]])]
    return []


def find_columns(header: Sequence[str]) -> dict[str, int]:
    """The place of each column by what it holds: the names of _WORDS, and areas of judgements."""
    found: dict[str, int] = {}
    for place, title in enumerate(" ".join(text.lower().split()) for text in header):
        name = next((name for name, titles in _WORDS.items() if title in titles), None) or area_of(title)
        if name and name not in found:
            found[name] = place
    return found


def area_of(title: str) -> str | None:
    """The area that a column's title names; None where it names none."""
    if "leaders" in title:
        return "leadership"
    if "protection" in title:
        return "help_and_protection"
    if "care leavers" in title:
        return "children_in_care_and_care_leavers" if "in care" in title else "care_leavers"
    return "children_in_care" if "in care" in title else None


def _read(number: int, row: Sequence[object], columns: Mapping[str, int]) -> Official:
    cell = {name: row[place] if place < len(row) else None for name, place in columns.items()}
    where = f"row {number}"
    areas = [name for name in columns if name not in _WORDS]
    grades = {"overall_effectiveness": read_grade(_text(cell["overall"]), where)}
    grades |= {area: read_grade(_text(cell[area]), where) for area in areas}
    return Official(
        row=number,
        name=_text(cell["name"]),
        region=_text(cell["region"]) or None if "region" in cell else None,
        link=_text(cell["link"]) or None if "link" in cell else None,
        inspected=read_date(cell["inspected"], where),
        published=read_date(cell["published"], where),
        grades=grades,
    )


def read_grade(text: str, where: str) -> str | None:
    """A grade, or None where the file says that there is none. Raises ConfigurationError for other words."""
    plain = " ".join(text.lower().split())
    if plain in _GRADES:
        return _GRADES[plain]
    if plain in ("", "-", "–", "not judged", "not applicable", "n/a", "none", "null", "no overall grade"):
        return None
    raise ConfigurationError(f"{where} has the grade {text!r}, which is none that is known; was another file meant?")


def read_date(value: object, where: str) -> str | None:
    """A date as a spreadsheet or a person writes it ("13/05/2019", "13 May 2019"), as ISO text; None where there is none."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = _text(value)
    if text in ("", "-", "–"):
        return None
    parts = re.fullmatch(r"(\d{1,2})[/ -](\d{1,2}|[A-Za-z]{3,9})[/ -](\d{4})", text)
    iso = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T.*)?", text)
    try:
        if iso:
            return date.fromisoformat(iso[1]).isoformat()
        if parts:
            month = int(parts[2]) if parts[2].isdigit() else _MONTHS.index(parts[2][:3].lower()) + 1
            return date(int(parts[3]), month, int(parts[1])).isoformat()
    except ValueError:
        pass
    raise ConfigurationError(f"{where} has the date {text!r}, which was not understood; was another file meant?")


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
