"""Files in the genuine layouts of Ofsted's statistics, of invented councils."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from odfdo import Cell, Document, Row, Table

AREAS = ("Impact of leaders", "Experiences and progress of children who need help and protection",
         "Experiences and progress of children in care", "Experiences and progress of care leavers")  # fmt: skip
LINK = "https://reports.ofsted.gov.uk/provider/44/990001"
LATEST_2024 = ("Web link", "Local authority name", "Ofsted region", "Inspection date", "Overall effectiveness", *AREAS)
YEAR_2024 = (
    "Web link", "Local authority name", "Region", "Inspection/Visit date", "Inspection/Visit type", "Overall effectiveness", *AREAS,
    "Visit Theme",
)  # fmt: skip
HISTORY_2024 = (
    "Web link", "Local authority name", "LA region",
    *(f"{which} ILACS {column}" for which in ("First", "Second")
      for column in ("publication date", "inspection type", "overall effectiveness", *(area.lower() for area in AREAS))),
)  # fmt: skip
ENDED_2024 = (
    "Web link", "Local authority name", "LA region", "ILACS framework publication date", "ILACS framework inspection type",
    "ILACS framework overall effectiveness", *(f"ILACS framework {area.lower()}" for area in AREAS),
)  # fmt: skip
YEAR_2025 = (
    "Web link", "Local authority area code", "Local authority name", "Region", "Inspection/Visit date", "Publication date",
    "Inspection/Visit type", "Overall effectiveness", *AREAS, "Visit Theme",
)  # fmt: skip
HISTORY_2025 = (
    "Web link", "Local authority area code", "Local authority name", "Local authority status", "Ofsted region", "Inspection date",
    "Publication date", "Inspection type", "Overall effectiveness", *AREAS,
)  # fmt: skip
AREA_SEND = (
    "Web link to Ofsted local authority webpage", "Local authority code", "Area name", "Ofsted region", "Inspection start date",
    "Inspection publication date", "Inspection outcome: written statement of action required?",
    "Number significant weaknesses identified in written statement of action", "Revisit start date", "Revisit publication date",
    "Revisit outcome: sufficient progress in addressing all significant weaknesses?",
    "Number significant weaknesses where sufficient progress has been made",
    "Number significant weaknesses where sufficient progress has not been made",
)  # fmt: skip
PROVIDERS_2016 = (
    "Web link", "URN", "Provision type", "Registration status", "Name", "Address 1", "Address 2", "Town", "County", "Postcode",
    "Government Office Region", "Local authority", "Sector", "Places", "Linked education URN", "Short breaks only children's home",
    "Event type", "Inspection date", "Event number", "Overall effectiveness", "Outcomes for children and young people", "Quality of care",
    "Safeguarding children and young people", "Leadership and management",
)  # fmt: skip
_ABOUT_2024 = (
    "Web link", "URN", "Linked Education URN", "Provision type", "Registration date", "Registration status", "Name", "Address 1",
    "Address 2", "Town", "County", "Postcode", "Ofsted region", "Government Office Region", "Local authority",
    "Parliamentary constituency", "Sector",
)  # fmt: skip
_JUDGED_2024 = (
    "Overall experiences and progress of children and young people", "Outcomes in education and related learning activities",
    "Health services", "How well children and young people are helped and protected", "The effectiveness of leaders and managers",
)  # fmt: skip
PROVIDERS_2024 = (
    *_ABOUT_2024, "Premises", "Places", "Short-break-only children's home", "Multi-building children's home",
    "Organisation which owns the provider",
    *(f"Latest full inspection {what}" for what in ("event type", "date", "publication date", "event number")), *_JUDGED_2024,
    *(f"Previous full inspection {what}" for what in ("event type", "event date", "publication date", "event number")),
    *(f"Previous {title.removeprefix('The ')[0].lower()}{title.removeprefix('The ')[1:]}" for title in _JUDGED_2024),
)  # fmt: skip
IN_YEAR_2025 = (
    *_ABOUT_2024, "Places", "Supported accommodation premises", "Short-break-only children's home", "Multi building children's home",
    "Organisation which owns the provider", "\nInspection event type", "Inspection date", "Inspection publication date",
    "\nInspection event number", *_JUDGED_2024, "Supported Accommodation outcome",
)  # fmt: skip

Value = str | int | date | None


def row_of(columns: Sequence[str], **values: Value) -> list[Value]:
    """A row of a list of providers: values by the beginning of their column's title, its blanks written as underscores."""
    row: list[Value] = [None] * len(columns)
    for name, value in values.items():
        row[next(place for place, title in enumerate(columns) if title.strip().replace(" ", "_").startswith(name))] = value
    return row


def write_csv(path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8-sig") -> Path:
    """A CSV of these rows, as wide as the widest, as Ofsted's are."""
    width = max(map(len, rows))
    text = io.StringIO()
    csv.writer(text).writerows([*("" if value is None else value for value in row), *[""] * (width - len(row))] for row in rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_sheets(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """An ODS with a cover and these sheets: a title each, then the rows; the first cell of a row links as in the genuine files."""
    document = Document("spreadsheet")
    document.body.clear()
    for name, rows in {"Cover": [["Cover page"]], **sheets}.items():
        table = Table(name)
        for values in [["An invented title"], ["This worksheet contains one table."], *rows]:
            row = Row()
            row.set_values(list(values))
            if values[0] == "Page":
                row.set_cell(0, Cell("Page", formula=f'of:=HYPERLINK("{LINK}";"Page")'))
            table.append_row(row)
        document.body.append(table)
    document.save(path)
    return path
