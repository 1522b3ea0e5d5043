"""Files in the genuine layouts of Ofsted's statistics, of invented councils."""

from collections.abc import Mapping, Sequence
from pathlib import Path

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


def write_sheets(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
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
