"""The invented councils of the sample source; their rows for the archive stand in `authorities.csv` beside this file.

Names are made to be confused: Norwell and Norwellshire share a word, Banks is an everyday word, Kingsbourne upon Tarr has
short names, and Thornshire kept its DfE code and its URN when it became another authority in April 2021.
"""

import csv
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

AUTHORITIES = Path(str(files("sample").joinpath("authorities.csv")))


@dataclass(frozen=True, slots=True)
class Council:
    """An invented council; `short` is what a report calls it in running text, `name` what the reports site prints."""

    code: str
    dfe_code: str
    urn: str
    short: str
    name: str
    region: str
    address: str
    home: str


# What `authorities.csv` has no column for: the name on the reports site and the address printed there.
_PRINTED = {
    "X0000001": ("Norwell Metropolitan Borough Council", "Spinners Hall, Weir Street, Norwell, NX1 4AB"),
    "X0000002": ("Norwellshire County Council", "County House, Abbey Walk, Market Harle, NX9 2QT"),
    "X0000003": ("Ashmere City Council", "Guildhall, Tanners Row, Ashmere, AX2 7LM"),
    "X0000004": ("Kingsbourne upon Tarr City Council", "The Exchange, Quay Road, Kingsbourne upon Tarr, KX1 1RD"),
    "X0000005": ("London Borough of Castlebrook", "Brook House, 12 Larch Avenue, London, EX16 3PP"),
    "X0000006": ("Eastmarsh and Holme Council", "Sluice Lane Offices, Eastmarsh, HX4 8DN"),
    "X0000007": ("Thornshire County Council", "Shire Hall, Bell Hill, Thornbury Cross, TX5 6GE"),
    "X0000008": ("Thornshire Council", "Shire Hall, Bell Hill, Thornbury Cross, TX5 6GE"),
    "X0000009": ("Calderwick Metropolitan Borough Council", "Civic Block, Foundry Square, Calderwick, WX7 9YA"),
    "X0000010": ("Pellingham Borough Council", "Chalk Row, Pellingham, PX3 5HJ"),
    "X0000011": ("Council of the Isles of Wexcombe", "Harbour Office, Great Wexcombe, SX21 0BB"),
    "X0000012": ("Harrowmere City Council", "Beacon Court, Staithe Road, Harrowmere, MX1 8TW"),
    "X0000013": ("Banks Borough Council", "Old Corn Hall, High Street, Banks, BX6 2RS"),
}


def _councils() -> dict[str, Council]:
    with AUTHORITIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    councils = {}
    for row in rows:
        name, address = _PRINTED[row["ons_code"]]
        short = row["name"].removesuffix(", City of").removesuffix(" (to 2021)")
        home = f"www.{short.lower().replace(' ', '')}.example"
        councils[row["ons_code"]] = Council(row["ons_code"], row["dfe_code"], row["ofsted_urn"], short, name, row["region"], address, home)
    return councils


COUNCILS = _councils()
(
    NORWELL,
    NORWELLSHIRE,
    ASHMERE,
    KINGSBOURNE,
    CASTLEBROOK,
    EASTMARSH,
    OLD_THORNSHIRE,
    THORNSHIRE,
    CALDERWICK,
    PELLINGHAM,
    WEXCOMBE,
    HARROWMERE,
    BANKS,
) = COUNCILS.values()

# What the search of the sample site lists: one provider a URN, under the name the council has now.
LISTED = tuple(council for council in COUNCILS.values() if council is not OLD_THORNSHIRE)
